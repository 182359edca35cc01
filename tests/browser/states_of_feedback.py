"""States of the pages on which nominators ask for feedback and nominators and nominees read it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from awards.core.actor import Audience
from awards.nominations.models import Nomination, Nominee
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.results.lifecycle import FeedbackState
from awards.results.models import Feedback
from awards.screening.lifecycle import EntryState
from tests.browser.site import Site, Visit
from tests.browser.state import State, press
from tests.browser.states_of_nominees import put_forward
from tests.factories import AnnouncementFactory, CopyStampFactory, EntryFactory, EntryNominationFactory

WORDS = "The judges saw how families were listened to. They would have liked to read what changed for them."


def _passed_over(site: Site) -> tuple[str, str, str]:
    """Put somebody forward who is not shortlisted; gives references of nominee, nominator and nomination."""
    known = put_forward(site, "practice").ref
    site.writing()
    nominee = site.session.query(Nominee).filter_by(ref=known).one()
    nomination = site.session.get_one(Nomination, nominee.nomination_id)
    stamp = CopyStampFactory(nomination=nomination)
    passed_over = EntryState.NOT_SHORTLISTED
    entry = EntryFactory(category=nomination.category, state=passed_over, nominees=[nominee], stamp=stamp)
    EntryNominationFactory(entry=entry, nomination=nomination, stamp=stamp)
    site.session.flush()
    site.session.add(
        Feedback(entry_id=entry.id, state=FeedbackState.READY, text=WORDS, written_by="USR-2222222",
                 written_at=site.clock(), ready_at=site.clock())
    )  # fmt: skip
    found = (nominee.ref, nomination.nominator.ref, nomination.ref)
    site.settle()
    return found


def _turn(site: Site, state: AnnouncementState) -> None:
    site.writing()
    season = site.season
    kept = site.session.query(Announcement).filter_by(season_id=season.id, kind=AnnouncementKind.FINALISTS)
    announcement = kept.one_or_none() or AnnouncementFactory(season=season, kind=AnnouncementKind.FINALISTS)
    announcement.state, announcement.released_at = state, site.clock()
    site.settle()


def _feedback(audience: Audience, act: Callable[[Page], object] | None = None) -> Callable[[Site], Visit]:
    """Look at feedback; once it is drawn, the finalists are not announced any more, as other states want it."""

    def make(site: Site) -> Visit:
        nominee, nominator, nomination = _passed_over(site)
        _turn(site, AnnouncementState.RELEASED)
        theirs = audience is Audience.NOMINATORS
        who = site.browser().sign_in(audience, nominator if theirs else nominee)

        def look(page: Page) -> None:
            if act is not None:
                act(page)
            _turn(site, AnnouncementState.WITHDRAWN)

        return Visit(f"/nominations/{nomination}/feedback" if theirs else "/about-me/feedback", who, look)

    return make


STATES = [
    State("feedback, not asked", "my_nominations.feedback", "Ask for feedback", _feedback(Audience.NOMINATORS)),
    State("feedback, asked", "my_nominations.feedback", WORDS,
          _feedback(Audience.NOMINATORS, press("Ask for feedback"))),
    State("feedback, nominee", "nominees.feedback", WORDS, _feedback(Audience.NOMINEES)),
]  # fmt: skip
