"""Who is asked what: whether somebody was put forward as a child, and which consents they are asked for."""

from __future__ import annotations

from datetime import date

from awards.nominations.models import Nominee
from awards.nominees.models import Notice
from awards.nominees.rules import CHILD, needs_search_consent, was_child


def asked_as_child(nominee: Nominee, notice: Notice | None) -> bool:
    """Whether somebody was under 18 when they were put forward; a birthday since then publishes nothing more.

    The day is that of the nomination or, for somebody whom the organiser honours, that of the notice. Needs the
    nomination loaded. Where the date of birth has gone, what was confirmed before it went holds.
    """
    if nominee.date_of_birth is None and nominee.age_confirmed:
        return nominee.age_confirmed == CHILD
    return not nominee.is_team and was_child(nominee.date_of_birth, _day_of(nominee, notice))


def must_agree_to_search(nominee: Nominee, notice: Notice | None, *, reveals: str | None) -> bool:
    """Whether feeds, data files and search engines have this person only with a consent of their own."""
    return needs_search_consent(reveals=reveals, child=asked_as_child(nominee, notice))


def _day_of(nominee: Nominee, notice: Notice | None) -> date | None:
    nomination = nominee.nomination
    moment = (nomination.submitted_at or nomination.started_at) if nomination else notice and notice.queued_at
    return moment.date() if moment else None
