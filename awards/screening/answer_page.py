"""What the page for an answer by telephone or on paper shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from awards.nominations.models import Nominee
from awards.nominees.models import Notice
from awards.nominees.queries import notice_of
from awards.nominees.words import NameForm, Response
from awards.screening.forms import AnswerForm
from awards.screening.queries import nominee_of_season


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Whose answer it is, the form with what was answered before, and where to go afterwards."""

    nominee: Nominee
    form: AnswerForm
    back_url: str


def answer_page(session: Session, ref: str, season_id: int) -> AnswerPage:
    """Put together the page. Three statements.

    Raises:
        NoResultFound: there is no such nominee in this season.
    """
    nominee, entry = nominee_of_season(session, ref, season_id=season_id)
    nomination = nominee.nomination
    category = nomination.category if nomination else entry and entry.category
    form = AnswerForm(
        notice_of(session, nominee) or _unanswered(nominee),
        reveals=category.reveals if category else None,
        team_name=nomination.team_name if nomination and nominee.is_team else None,
    )
    return AnswerPage(nominee, form, _back(nominee, entry.ref if entry else None))


def _unanswered(nominee: Nominee) -> Notice:
    """Give what the form begins with for somebody who was never told; it is not stored."""
    return Notice(nominee=nominee, response=Response.NONE, name_form=NameForm.FULL_NAME, show_place=False, consents=[])


def _back(nominee: Nominee, entry_ref: str | None) -> str:
    if entry_ref is not None:
        return url_for("screening_staff.entry", ref=entry_ref)
    nomination_ref = nominee.nomination.ref if nominee.nomination else ""
    return url_for("screening_staff.nomination", ref=nomination_ref)
