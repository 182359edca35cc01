"""The part of a category's page about decisions: what may be decided, what waits, and everything that was, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.results.addenda_pages import line_of
from awards.results.addenda_policy import affected
from awards.results.addenda_queries import addenda_of
from awards.results.deciding import DEPARTURE_WORDS
from awards.results.deciding_pages import vote_words
from awards.results.feedback_rules import gives_feedback
from awards.results.further_readings_running import may_decide_now
from awards.results.lifecycle import DecisionState
from awards.results.models import Addendum, Decision, DecisionKind
from awards.results.policy import may_decide_shortlist, may_decide_winners
from awards.results.queries import Board
from awards.results.showing import Event

_STATES = {DecisionState.WAITING: " (waits for a second person)", DecisionState.REFUSED: " (refused)"}


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for a second person: which page it is answered on, by kind or by reference."""

    text: str
    kind: DecisionKind | None = None
    addendum: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPart:
    """What the page says of decisions."""

    waiting: Sequence[Waits]
    may_shortlist: Permission
    may_choose: Permission
    anything_decided: bool
    """Whether there is anybody to whom something may have happened since."""
    gives_feedback: bool
    """Whether there is anybody to write feedback to."""
    events: Sequence[Event]


def decisions_part(session: Session, board: Board, *, now: datetime) -> DecisionsPart:
    """Put the part together. No statement before anything was decided, two after that."""
    addenda = addenda_of(session, board.category) if board.decisions else []
    people = {one.confirmed_by for one in board.decisions} | {one.confirmed_by for one in addenda}
    people |= {one.proposed_by for one in addenda}
    names = dict(board.deciders) | staff_names(session, [one for one in people if one])
    dated = [
        *((one.decided_at, _decision_event(one, board, addenda=addenda, names=names)) for one in board.decisions),
        *((one.proposed_at, _addendum_event(one, board, names)) for one in addenda),
    ]
    category, entries = board.category, board.entries
    now_or_later = may_decide_now(session, board, now=now).reasons
    return DecisionsPart(
        waiting=[*_waiting(board), *_waiting_addenda(addenda)],
        may_shortlist=Permission((*now_or_later, *may_decide_shortlist(category, entries, now=now).reasons)),
        may_choose=Permission((*now_or_later, *may_decide_winners(category, entries, now=now).reasons)),
        anything_decided=bool(affected(board)),
        gives_feedback=category.nominated and gives_feedback(category.season) and bool(board.decisions),
        events=[event for _at, event in sorted(dated, key=lambda pair: pair[0], reverse=True)],
    )


def staff_names(session: Session, refs: Sequence[str]) -> dict[str, str]:
    """Give the names of these people with accounts, by reference. One statement, none for nobody."""
    if not refs:
        return {}
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(refs)))
    return {row[0]: row[1] for row in rows}


_WAIT_WORDS = {
    DecisionKind.SHORTLIST: "The shortlist as decided departs from the scores and waits for a second person.",
    DecisionKind.WINNERS: "The winners as decided depart from the scores and wait for a second person.",
}


def _waiting(board: Board) -> Iterable[Waits]:
    return (Waits(_WAIT_WORDS[kind], kind) for kind in DecisionKind if board.waiting(kind))


def _waiting_addenda(addenda: Iterable[Addendum]) -> Iterable[Waits]:
    for one in addenda:
        if one.state is DecisionState.WAITING:
            yield Waits(f"{line_of(one)}. This waits for a second person.", addendum=one.ref)


def _decision_event(
    decision: Decision, board: Board, *, addenda: Iterable[Addendum], names: Mapping[str, str]
) -> Event:  # fmt: skip
    titles = {one.entry.ref: one.entry.title for one in addenda} | board.titles
    listed = ", ".join(titles.get(ref, ref) for ref in decision.decided_order)
    if decision.kind is DecisionKind.SHORTLIST:
        title = f"Shortlist: {listed}"
    else:
        title = f"Winners: {listed}" if listed else "Award withheld"
    commended = ", ".join(titles.get(ref, ref) for ref in decision.commended)
    vote = vote_words(decision)
    details = [
        decision.reason,
        f"Commended: {commended}." if commended else "",
        f"Taking part: {decision.taking_part}" if decision.taking_part else "",
        f"{vote}." if vote else "",
        f"Departs from the scores. {DEPARTURE_WORDS[decision.departure]}." if decision.departure else "",
        _second(decision, names),
    ]
    return Event(
        title=title + _STATES.get(decision.state, ""),
        who=names.get(decision.decided_by, decision.decided_by),
        when=moment_words(decision.decided_at, board.category.season.programme.zone),
        iso=decision.decided_at.isoformat(),
        detail=" ".join(one for one in details if one),
    )


def _addendum_event(addendum: Addendum, board: Board, names: Mapping[str, str]) -> Event:
    details = [addendum.reason, f"Decided by: {addendum.taking_part}", _second(addendum, names)]
    return Event(
        title=f"Afterwards: {line_of(addendum)}{_STATES.get(addendum.state, '')}",
        who=names.get(addendum.proposed_by, addendum.proposed_by),
        when=moment_words(addendum.proposed_at, board.category.season.programme.zone),
        iso=addendum.proposed_at.isoformat(),
        detail=" ".join(one for one in details if one),
    )


def _second(one: Decision | Addendum, names: Mapping[str, str]) -> str:
    if one.confirmed_by is None:
        return ""
    done = "Confirmed" if one.state is DecisionState.HOLDING else "Refused"
    return f"{done} by {names.get(one.confirmed_by, one.confirmed_by)}."
