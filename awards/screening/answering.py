"""What follows from a nominee's answer: setting aside, leaving out, withdrawing, and taking up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages
from awards.core.actor import Actor
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import NoticeAnswer, answer_notice, record_answer_by_staff
from awards.nominees.models import Notice
from awards.nominees.supporting import stop_asking
from awards.nominees.suppressing import lift_suppression, note_suppression
from awards.nominees.words import Response
from awards.screening.actions import move_entry, note_withdrawn
from awards.screening.cases import look_again_at
from awards.screening.leaving_out import leave_out, people_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.screening.queries import entry_about, whole
from awards.screening.setting_aside import all_declined, set_aside, take_words_out
from awards.seasons.queries import programme_key_of

ON_THE_PAGE = "web"
STILL_OPEN = frozenset({EntryState.IN_JUDGING, EntryState.NOT_SHORTLISTED, EntryState.FINALIST})
"""Entries from which somebody is left out by themselves; once winners are chosen, staff decide."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A nominee with what they are put forward in."""

    nominee: Nominee
    nomination: Nomination | None
    """Whole; None for somebody whom the organiser honours."""
    entry: Entry | None
    """The entry that the nominee stands in or their nomination is behind, withdrawn or not."""
    programme_key: str | None


def take_answer(
    session: Session,
    nominee: Nominee,
    notice: Notice | None,
    *,
    answer: NoticeAnswer,
    actor: Actor,
    now: datetime,
    channel: str = ON_THE_PAGE,
    reason: str | None = None,
) -> Notice:
    """Keep what a nominee answered and do what follows from it; gives the notice.

    When everybody put forward says no, the nomination is set aside and an entry in judging withdrawn; one of several
    is left out; what a merged nomination said leaves its lead's entry. A note is kept that they do not want this, and
    lifted if they agree after all. `channel` and `reason` say how the answer came and who took it; an answer by the
    nominee needs the notice with its consents.

    Raises:
        Refused: as for answering a notice.
    """
    said = notice.response if notice else Response.NONE
    if channel == ON_THE_PAGE and notice is not None:
        answer_notice(session, nominee, notice, answer=answer, actor=actor, now=now)
    else:
        notice = record_answer_by_staff(
            session, nominee, answer=answer, channel=channel, actor=actor, now=now, reason=reason
        )
    if notice.response is not said:
        case = _case_of(session, nominee)
        follow = _after_a_no if notice.response is Response.DECLINED else _after_a_yes
        follow(session, case, actor=actor, now=now)
    look_again_at(session, [nominee.ref], now=now)
    return notice


def _after_a_no(session: Session, case: _Case, *, actor: Actor, now: datetime) -> None:
    if case.programme_key is not None:
        note_suppression(session, case.nominee, programme_key=case.programme_key, actor=actor, now=now)
    stop_asking(session, case.nominee, now=now)
    if case.nomination is not None and case.nomination.state is NominationState.MERGED:
        take_words_out(session, case.nomination, case.nominee, actor=actor, now=now)
        return
    if case.nomination is not None and all_declined(session, case.nomination.nominees):
        set_aside(session, case.nomination, actor=actor, now=now)
    entry = case.entry
    if entry is None or entry.state not in STILL_OPEN:
        return
    if not all_declined(session, people_of(session, entry)):
        leave_out(session, entry, case.nominee, nomination=case.nomination, actor=actor, now=now)
    elif entry.state is EntryState.IN_JUDGING:
        _withdraw(session, entry, actor=actor, now=now)


def _after_a_yes(session: Session, case: _Case, *, actor: Actor, now: datetime) -> None:
    if case.programme_key is not None:
        lift_suppression(session, case.nominee, programme_key=case.programme_key, actor=actor, now=now)
    nomination = case.nomination
    if nomination is None or not NOMINATION.may("take_up_again", nomination.state):
        return
    was = nomination.state
    nomination.state = NOMINATION.after("take_up_again", was)
    record(session, Tag.NOMINATION_TAKEN_UP, nomination.ref, actor=actor, at=now, was=was.value)
    session.flush()


def _withdraw(session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
    """Withdraw the entry because nobody of it wants to be judged; mail about it that has not gone is stopped."""
    was = entry.state
    move_entry(session, entry, "withdraw")
    cancel_messages(session, entry.ref)
    record(session, Tag.ENTRY_WITHDRAWN, entry.ref, actor=actor, at=now, was=was.value)
    note_withdrawn(session, entry, reason=None, at=now)
    session.flush()


def _case_of(session: Session, nominee: Nominee) -> _Case:
    nomination = None
    if nominee.nomination_id is not None:
        nomination = whole(session, session.get_one(Nomination, nominee.nomination_id))
    entry = entry_about(session, nominee)
    key = nomination.season.programme.key if nomination else None
    if key is None and entry is not None:
        key = programme_key_of(session, entry.category.season_id)
    return _Case(nominee, nomination, entry, key)
