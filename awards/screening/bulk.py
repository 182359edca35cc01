"""Harmless things done with several nominations at once, previewed first; never a ruling against somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Refused
from awards.eligibility.verdict import Level
from awards.nominees.queries import notices_of
from awards.nominees.words import Response
from awards.screening.actions import rule_on, send_notices
from awards.screening.case_rules import Why
from awards.screening.case_words import words_of
from awards.screening.models import RulingDecision
from awards.screening.parking import may_park, may_unpark, park, unpark
from awards.screening.policy import may_screen, may_send_notices
from awards.screening.queue import Line, cases_of
from awards.screening.wording import nominee_title

MOST: Final = 50
"""Nominations that are worked on at once."""


class BulkAct(StrEnum):
    """What can be done with several at once."""

    CONFIRM = "confirm_eligible"
    NOTICES = "send_notices"
    PARK = "park"
    UNPARK = "unpark"


ACTS: Final = {
    BulkAct.CONFIRM: "Rule that they are eligible, as the rules say",
    BulkAct.NOTICES: "Send notices to nominees who have had none",
    BulkAct.PARK: "Put on hold",
    BulkAct.UNPARK: "Take off hold",
}


OPPOSITE: Final = {BulkAct.PARK: BulkAct.UNPARK}
"""What undoes an act for all it was done with, at one press."""
CANNOT_BE_UNDONE: Final = {
    BulkAct.CONFIRM: "This is not undone for all at once: take each ruling back on the page of its nomination.",
    BulkAct.NOTICES: "This cannot be undone: what has gone cannot be called back.",
    BulkAct.UNPARK: "This is not undone at one press: to put them on hold again, tick them and say why.",
}
"""What staff read before they do what has no opposite."""


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One nomination of the preview: its name, and why nothing is done with it (None where something is)."""

    ref: str
    title: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Hold:
    """Why and until when nominations are put on hold."""

    because: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The references of what it was done with, and of those that had changed meanwhile."""

    refs: Sequence[str]
    left_out: Sequence[str]

    @property
    def words(self) -> str:
        """Say it to staff."""
        count = len(self.refs)
        done = "1 nomination is done" if count == 1 else f"{count} nominations are done"
        return f"{done}; changed meanwhile: {', '.join(self.left_out)}" if self.left_out else done


def preview(session: Session, season_id: int, refs: Sequence[str], *, act: BulkAct, actor: Actor) -> list[BulkLine]:
    """Say of each nomination whether it would be done, and why not. Three statements at most; nothing is changed."""
    lines = cases_of(session, season_id, refs)
    untold = _untold(session, lines) if act is BulkAct.NOTICES else frozenset()
    return [
        BulkLine(line.nomination.ref, nominee_title(line.nomination), _why_not(line, act, actor=actor, untold=untold))
        for line in lines
    ]


def carry_out(
    session: Session,
    season_id: int,
    refs: Sequence[str],
    *,
    act: BulkAct,
    hold: Hold,
    actor: Actor,
    now: datetime,
) -> Done:
    """Do it with each of these nominations that it still can be done with; the others are left as they are."""
    finished, left_out = [], []
    lines = cases_of(session, season_id, refs)
    untold = _untold(session, lines) if act is BulkAct.NOTICES else frozenset()
    for line in lines:
        if _why_not(line, act, actor=actor, untold=untold) is None and _done(
            session, line, act=act, hold=hold, actor=actor, now=now
        ):
            finished.append(line.nomination.ref)
        else:
            left_out.append(line.nomination.ref)
    return Done(finished, left_out)


def _done(session: Session, line: Line, *, act: BulkAct, hold: Hold, actor: Actor, now: datetime) -> bool:
    """Do it with one; what is refused leaves no trace."""
    nomination = line.nomination
    acts: dict[BulkAct, Callable[[], object]] = {
        BulkAct.CONFIRM: lambda: rule_on(
            session, nomination, decision=RulingDecision.ELIGIBLE, reason="", actor=actor, now=now
        ),
        BulkAct.NOTICES: lambda: send_notices(session, nomination, actor=actor, now=now),
        BulkAct.PARK: lambda: park(session, nomination, because=hold.because, until=hold.until, actor=actor, now=now),
        BulkAct.UNPARK: lambda: unpark(session, nomination, actor=actor, now=now),
    }
    try:
        with session.begin_nested():
            acts[act]()
    except Refused:
        return False
    return True


def _why_not(line: Line, act: BulkAct, *, actor: Actor, untold: frozenset[int]) -> str | None:
    case = line.case
    if act is BulkAct.PARK:
        permission = may_park(actor, case)
    elif act is BulkAct.UNPARK:
        permission = may_unpark(actor, case)
    elif act is BulkAct.NOTICES:
        permission = may_send_notices(actor, line.nomination)
        if permission and line.nomination.id not in untold:
            return "Everybody has had a notice, or has no address."
    else:
        permission = may_screen(actor)
        if case.reason != Why.RULE_ELIGIBLE or case.level != Level.ELIGIBLE:
            return words_of(Why(case.reason), case.number) + "."
    return permission.reasons[0].text if permission.reasons else None


def _untold(session: Session, lines: Sequence[Line]) -> frozenset[int]:
    """Give the ids of the nominations in which somebody with an address has had no notice. One statement."""
    people = [one for line in lines for one in line.nomination.nominees if one.email and not one.deceased]
    notices = notices_of(session, [one.id for one in people])

    def due(nominee_id: int) -> bool:
        notice = notices.get(nominee_id)
        return notice is None or (notice.queued_at is None and notice.response is Response.NONE)

    return frozenset(one.nomination_id for one in people if one.nomination_id is not None and due(one.id))
