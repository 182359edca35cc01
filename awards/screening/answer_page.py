"""What the pages show on which staff record an answer, an adult's answer, or a death."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.nominations.models import Nominee
from awards.nominees.models import Notice
from awards.nominees.queries import notice_of
from awards.nominees.supporting import may_name_adult, supporter_of
from awards.nominees.words import NameForm, Response
from awards.screening.answer_forms import AdultAnswerForm, AnswerForm, DeathForm
from awards.screening.models import Entry
from awards.screening.policy import may_record_answer
from awards.screening.queries import nominee_of_season


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Whose answer it is, what stands against recording one, and where to go afterwards."""

    nominee: Nominee
    notice: Notice | None
    permission: Permission
    back_url: str

    def objections(self, *, sent: bool) -> list[tuple[str, str]]:
        """Give what stands against what was just sent, for the error summary; nothing before anything was sent."""
        return [("", reason.text) for reason in self.permission.reasons] if sent else []


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage(RecordPage):
    """The page for a nominee's own answer, with what was answered before."""

    form: AnswerForm


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultAnswerPage(RecordPage):
    """The page for the answer of a young person's adult."""

    form: AdultAnswerForm


@dataclass(frozen=True, slots=True)
class DeathPage:
    """The page on which a death is noted, or put right."""

    nominee: Nominee
    form: DeathForm
    back_url: str


def answer_page(session: Session, ref: str, season_id: int) -> AnswerPage:
    """Put together the page. Three statements.

    Raises:
        NoResultFound: there is no such nominee in this season.
    """
    nominee, entry = nominee_of_season(session, ref, season_id=season_id)
    nomination, notice = nominee.nomination, notice_of(session, nominee)
    category = nomination.category if nomination else entry and entry.category
    form = AnswerForm(
        _with_nominee(notice, nominee),
        reveals=category.reveals if category else None,
        team_name=nomination.team_name if nomination and nominee.is_team else None,
    )
    return AnswerPage(
        nominee=nominee,
        notice=notice,
        permission=may_record_answer(nominee),
        back_url=_back(nominee, entry),
        form=form,
    )


def adult_answer_page(session: Session, ref: str, season_id: int, *, today: date) -> AdultAnswerPage:
    """Put together the page. Four statements.

    Raises:
        NoResultFound: there is no such nominee in this season.
    """
    nominee, entry = nominee_of_season(session, ref, season_id=season_id)
    notice = notice_of(session, nominee)
    return AdultAnswerPage(
        nominee=nominee,
        notice=notice,
        permission=may_name_adult(nominee, notice, today=today),
        back_url=_back(nominee, entry),
        form=AdultAnswerForm(supporter_of(session, nominee)),
    )


def death_page(session: Session, ref: str, season_id: int) -> DeathPage:
    """Put together the page. Two statements.

    Raises:
        NoResultFound: there is no such nominee in this season.
    """
    nominee, entry = nominee_of_season(session, ref, season_id=season_id)
    return DeathPage(nominee, DeathForm(), _back(nominee, entry))


def _with_nominee(notice: Notice | None, nominee: Nominee) -> Notice:
    """Give the notice, or what the form begins with for somebody who was never told; that is not stored."""
    if notice is not None:
        return notice
    empty = {"response": Response.NONE, "name_form": NameForm.FULL_NAME, "show_place": False, "version": 0}
    return Notice(nominee=nominee, consents=[], **empty)


def _back(nominee: Nominee, entry: Entry | None) -> str:
    if entry is not None:
        return url_for("screening_staff.entry", ref=entry.ref)
    nomination_ref = nominee.nomination.ref if nominee.nomination else ""
    return url_for("screening_staff.nomination", ref=nomination_ref)
