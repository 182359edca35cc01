"""Confirming somebody else's ruling, and taking a ruling back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import let_queue_again
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor
from awards.core.permission import require
from awards.nominations.lifecycle import NOMINATION
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.actions import put_into_effect, verdict_now
from awards.screening.case_around import LastRuling, last_rulings
from awards.screening.cases import look_again
from awards.screening.models import Ruling
from awards.screening.queries import whole
from awards.screening.ruling_policy import is_as_seen, is_pending, may_second, may_take_back
from awards.screening.standing import around
from awards.screening.telling import DOES_NOT_GO, GOES, key_of, stop_for_good

_NOTICE = "nominees/notice"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a ruling back could stop, and what had gone already."""

    stopped: int
    gone: int

    @property
    def words(self) -> str:
        """Say it to staff."""
        if not self.gone:
            return "The ruling is taken back. Nobody has been told of it."
        mails = "1 message has" if self.gone == 1 else f"{self.gone} messages have"
        return f"The ruling is taken back, but {mails} gone already: tell whoever got it."


def second_ruling(
    session: Session, nomination: Nomination, *, seen: str | None = None, actor: Actor, now: datetime
) -> Ruling:
    """Confirm the ruling that stands as a second person; what follows from it follows now.

    `seen` is the mark of the ruling that was looked at; None where no page showed one.

    Raises:
        Refused: nothing waits for it, it is one's own, not staff, or ruling, rules or nomination changed meanwhile.
    """
    ready = whole(session, nomination)
    known = around(session, ready, now=now)
    last = _last(session, nomination)
    verdict = verdict_now(session, ready, known=known, now=now)
    changed = last.level if last and last.level != verdict.level else None
    ruling = last.ruling if last else None
    require(is_as_seen(ruling, seen))
    require(may_second(actor, ready, ruling=ruling, entry=known.entry, level=changed))
    assert ruling is not None  # noqa: S101 - the permission says so
    ruling.seconded_by, ruling.seconded_at = actor.reference, now
    record(session, Tag.RULING_SECONDED, nomination.ref, actor=actor, at=now, decision=ruling.decision.value)
    session.flush()
    put_into_effect(session, nomination, ruling, actor=actor, now=now)
    look_again(session, [nomination], now=now)
    return ruling


def take_back_ruling(
    session: Session, nomination: Nomination, *, seen: str | None = None, actor: Actor, now: datetime
) -> TakenBack:
    """Take the ruling that stands back: it is to be ruled on again, and its mail that has not gone is stopped.

    The ruling stays on record. What could not be stopped any more is counted, for staff to know. `seen` is the mark
    of the ruling that was looked at; None where no page showed one.

    Raises:
        Refused: not staff, nothing was ruled, another ruling stands, or the nomination is behind an entry, withdrawn,
            set aside or merged.
    """
    ready = whole(session, nomination)
    last, entry = _last(session, nomination), around(session, ready, now=now).entry
    ruling = last.ruling if last else None
    require(is_as_seen(ruling, seen))
    require(may_take_back(actor, ready, ruling=ruling, entry=entry))
    assert ruling is not None  # noqa: S101 - the permission says so
    was, pending = nomination.state, is_pending(ruling)
    ruling.taken_back_by, ruling.taken_back_at = actor.reference, now
    done = TakenBack(0, 0)
    if not pending:
        nomination.state = NOMINATION.after("reopen", was)
        done = _stop_mail(session, nomination, ruling, now=now)
    decision = ruling.decision.value
    record(session, Tag.RULING_TAKEN_BACK, nomination.ref, actor=actor, at=now, decision=decision, was=was.value,
           stopped=done.stopped, gone=done.gone)  # fmt: skip
    look_again(session, [nomination], now=now)
    return done


def _last(session: Session, nomination: Nomination) -> LastRuling | None:
    return last_rulings(session, [nomination.id]).get(nomination.id)


def _stop_mail(session: Session, nomination: Nomination, ruling: Ruling, *, now: datetime) -> TakenBack:
    """Stop what the ruling sent to nominator and nominees."""
    keys = [key_of(kind, nomination, ruling) for kind in (GOES, DOES_NOT_GO)]
    messages = list(session.scalars(select(Message).where(Message.key.in_(keys))))
    notices = _notices_of(session, ruling)
    refs = {nominee.ref: notice for notice, nominee in notices}
    messages += session.scalars(select(Message).where(Message.about.in_(refs), Message.kind == _NOTICE))
    stopped = [one for one in messages if stop_for_good(one, now=now)]
    for message in stopped:
        if message.about in refs:
            refs[message.about].queued_at = None
            session.flush()
            let_queue_again(session, message.about, now=now)
    gone = sum(one.state in {MessageState.SENT, MessageState.QUEUED} for one in messages)
    session.flush()
    return TakenBack(len(stopped), gone)


def _notices_of(session: Session, ruling: Ruling) -> Sequence[tuple[Notice, Nominee]]:
    """Give the notices that the ruling sent and that nobody has answered: they were queued at its moment."""
    moment = ruling.seconded_at or ruling.ruled_at
    rows = session.execute(
        select(Notice, Nominee)
        .join(Nominee, Nominee.id == Notice.nominee_id)
        .where(Nominee.nomination_id == ruling.nomination_id, Notice.queued_at == moment)
        .where(Notice.response == Response.NONE)
    )
    return [(row.Notice, row.Nominee) for row in rows]
