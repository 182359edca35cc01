"""What a meeting can decide: each way with its consequence in words, and recording it as a decision of results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.meetings.balloting import as_votes, last_settled
from awards.meetings.lifecycle import MEETING
from awards.meetings.table import Table
from awards.results.actions import ShortlistChoice, WinnersChoice, decide_shortlist, decide_winners
from awards.results.deciding import Stance, scored_order, shortlist_stance, winners_stance
from awards.results.models import Decision, DecisionKind
from awards.results.policy import choosable
from awards.results.queries import Board


class Way(StrEnum):
    """A way in which a meeting can decide."""

    KEEP = "keep"
    SWAP = "swap"
    VOTE = "vote"
    JOINT = "joint"
    COMMENDED = "commended"
    WITHHOLD = "withhold"


TITLES = {
    DecisionKind.SHORTLIST: {
        Way.KEEP: "Keep the order of the scores",
        Way.SWAP: "Swap two entries over the line",
    },
    DecisionKind.WINNERS: {
        Way.VOTE: "Follow the panel’s vote",
        Way.KEEP: "Keep the order of the scores",
        Way.SWAP: "Choose somebody else",
        Way.JOINT: "A joint award",
        Way.COMMENDED: "A winner, and somebody highly commended",
        Way.WITHHOLD: "Withhold the award",
    },
}
"""What may be decided, by what the meeting settles."""
_STANCE_WORDS = {
    Stance.FOLLOWS: "No second person is needed.",
    Stance.BETWEEN_EQUALS: "The scores do not settle this: give the reason. No second person is needed.",
    Stance.DEPARTS: "This departs from what the scores, or the vote, say: it needs its kind, a reason, the names of "
    "those who took part and a second person, and moves no entry before that person confirms it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What would be decided: finalists or winners (none of these withholds the award), and those commended."""

    picked: tuple[str, ...] = ()
    commended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to decide, with what would change."""

    way: Way
    title: str
    consequence: Sequence[str]
    chosen: Chosen


def options_of(board: Board, purpose: DecisionKind, votes: Mapping[str, Any] | None) -> list[Option]:
    """Give what a meeting may decide now, each with its consequence; `votes` is the panel's settled vote, if any."""
    return [
        Option(way=way, title=title, consequence=consequence_of(board, purpose, chosen, votes=votes), chosen=chosen)
        for way, title in TITLES[purpose].items()
        if (chosen := preset(board, purpose, way, votes=votes)) is not None
    ]


def preset(board: Board, purpose: DecisionKind, way: Way, *, votes: Mapping[str, Any] | None) -> Chosen | None:
    """Give what a way would choose, to begin with; None where there is nothing for it to choose."""
    order = scored_order(board, purpose)
    size = board.category.season.shortlist_max if purpose is DecisionKind.SHORTLIST else 1
    top, following = tuple(order[:size]), order[size:]
    if way is Way.WITHHOLD:
        return Chosen()
    if way is Way.VOTE:
        return Chosen(picked=tuple(votes["winners"])) if votes else None
    if way is Way.KEEP:
        return Chosen(picked=top) if top else None
    if not following:
        return None
    by_way = {
        Way.SWAP: Chosen(picked=(*top[:-1], following[0])),
        Way.JOINT: Chosen(picked=(*top, following[0])),
        Way.COMMENDED: Chosen(picked=top, commended=(following[0],)),
    }
    return by_way[way]


def stance_of(board: Board, purpose: DecisionKind, chosen: Chosen, *, votes: Mapping[str, Any] | None) -> Stance:
    """Say how a choice stands to the order of the scores or, where the panel voted on winners, to the vote."""
    if purpose is DecisionKind.SHORTLIST:
        return shortlist_stance(board, chosen.picked)
    return winners_stance(board, chosen.picked, votes)


def consequence_of(
    board: Board, purpose: DecisionKind, chosen: Chosen, *, votes: Mapping[str, Any] | None
) -> list[str]:  # fmt: skip
    """Say in sentences what would change if this were decided."""
    named = {ref: f"{title} ({ref})" for ref, title in board.titles.items()}
    said = _finalists(board, chosen, named) if purpose is DecisionKind.SHORTLIST else _winners(board, chosen, named)
    return [*said, _STANCE_WORDS[stance_of(board, purpose, chosen, votes=votes)]]


def votes_in(table: Table) -> dict[str, Any] | None:
    """Give the meeting's latest settled vote as a decision keeps it, or None."""
    found = last_settled(table.votes)
    return as_votes(found, table.meeting.ref) if found else None


def may_decide_here(table: Table) -> Permission:
    """Say whether the meeting may record a decision: staff record it, while it goes on and no vote is open."""
    return Permission.unless(
        Reason("only-staff", "Staff record what the meeting decides.") if table.reader is not None else None,
        *MEETING.may("end", table.meeting.state).reasons,
        Reason("vote-is-open", "A vote is open: count it, or call it off, first.") if table.open_vote else None,
    )


def decide_here(
    session: Session,
    table: Table,
    board: Board,
    *,
    choice: ShortlistChoice | WinnersChoice,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Record what the meeting decides; a departure waits for a second person.

    Raises:
        Refused: the meeting is over, or results refuse the decision.
    """
    require(may_decide_here(table))
    if isinstance(choice, ShortlistChoice):
        decision = decide_shortlist(session, board, choice, actor=actor, now=now)
    else:
        decision = decide_winners(session, board, choice, actor=actor, now=now)
    session.flush()
    table.meeting.decision_id = decision.id
    session.flush()
    return decision


def took_part(table: Table) -> str:
    """Give who takes part in the decision, in words to begin with: who is there and may, and who stands aside."""
    there = table.voters_for([one.ref for one in table.scope]) if _narrow(table) else table.present
    names = ", ".join(f"{one.name} (chair)" if one.is_chair else one.name for one in there)
    aside = ", ".join(one.name for one in table.members if one.out & {entry.id for entry in table.scope})
    return f"{names}.{f' Stood aside from an entry: {aside}.' if aside else ''}" if names else ""


def _narrow(table: Table) -> bool:
    return table.meeting.purpose is DecisionKind.WINNERS


def _finalists(board: Board, chosen: Chosen, named: Mapping[str, str]) -> list[str]:
    order = scored_order(board, DecisionKind.SHORTLIST)
    top = order[: len(chosen.picked)]
    lifted = [ref for ref in chosen.picked if ref not in top]
    passed = [ref for ref in top if ref not in chosen.picked]
    swapped = [f"{named[one]} becomes a finalist in place of {named[other]}."
               for one, other in zip(lifted, passed, strict=False)]  # fmt: skip
    count, left = len(chosen.picked), len(board.entries) - len(chosen.picked)
    said = f"{_listed(chosen.picked, named)} {'becomes a finalist' if count == 1 else 'become finalists'}."
    return [said, *swapped, f"{left} {'entry is' if left == 1 else 'entries are'} passed over."]


def _winners(board: Board, chosen: Chosen, named: Mapping[str, str]) -> list[str]:
    finalists = len(choosable(board.category, board.entries))
    if not chosen.picked:
        said = f"Nobody wins the {board.category.name}: the award is withheld from all {finalists} finalists."
    elif len(chosen.picked) == 1:
        said = f"{_listed(chosen.picked, named)} wins the {board.category.name}."
    else:
        said = f"{_listed(chosen.picked, named)} share the {board.category.name}."
    also = f"{_listed(chosen.commended, named)} {'is' if len(chosen.commended) == 1 else 'are'} highly commended."
    return [said, *([also] if chosen.commended else [])]


def _listed(refs: Collection[str], named: Mapping[str, str]) -> str:
    if not refs:
        return "Nobody"
    *most, last = [named.get(ref, ref) for ref in refs]
    return f"{', '.join(most)} and {last}" if most else last
