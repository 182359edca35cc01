"""A decision beside the order of the scores: what was scored, what is decided, and what that changes, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.results.deciding import DEPARTURE_WORDS, Stance, levels_of, scored_order
from awards.results.forms import DecisionForm
from awards.results.models import Decision, DecisionKind
from awards.results.queries import Board

STANCE_WORDS = {
    Stance.FOLLOWS: "This follows the order of the scores.",
    Stance.BETWEEN_EQUALS: "The order of the scores does not settle this: it is a choice between equals, or leaves "
    "out an entry that needs scores.",
    Stance.DEPARTS: "This departs from the order of the scores. It needs its kind, a reason, the names of those who "
    "took part and a second person; until that person confirms it, it moves nothing.",
}
"""What a choice is to the order, for whoever is about to record it."""
_NOUNS = {DecisionKind.SHORTLIST: ("shortlist", "shortlisted"), DecisionKind.WINNERS: ("winners", "chosen to win")}


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the two orders side by side; empty where a list is shorter."""

    number: int
    scored: str
    decided: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The order of the scores and a decision side by side, and the difference in sentences."""

    stance: str
    rows: Sequence[Pair]
    changes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPage:
    """A departure as its second person reads it."""

    category: str
    slug: str
    heading: str
    beside: Beside
    facts: Sequence[Mapping[str, str]]
    may: Permission


def beside_form(board: Board, form: DecisionForm) -> Beside | None:
    """Put what was just typed beside the order of the scores; nothing before anything was sent."""
    if not form.is_submitted() or not board.category.nominated:
        return None
    return _beside(board, form.settles, form.stance, scored=scored_order(board, form.settles), chosen=form.picked)


def second_page(board: Board, decision: Decision, *, may: Permission) -> SecondPage:
    """Give a waiting decision to the second person."""
    category = board.category
    noun, _ = _NOUNS[decision.kind]
    return SecondPage(
        category=category.name,
        slug=category.slug,
        heading=f"A departure from the scores: {noun} of the {category.name}",
        beside=_beside(
            board, decision.kind, Stance.DEPARTS, scored=decision.scored_order, chosen=decision.decided_order
        ),
        facts=[{"key": key, "value": value} for key, value in _facts(board, decision) if value],
        may=may,
    )


def _facts(board: Board, decision: Decision) -> list[tuple[str, str]]:
    zone = board.category.season.programme.zone
    who = board.deciders.get(decision.decided_by, decision.decided_by)
    commended = ", ".join(board.titles.get(ref, ref) for ref in decision.commended)
    return [
        ("Why, in kind", DEPARTURE_WORDS[decision.departure] if decision.departure else ""),
        ("Reason", decision.reason),
        ("Highly commended", commended),
        ("Who took part", decision.taking_part or ""),
        ("Vote", vote_words(decision)),
        ("Recorded by", who),
        ("Recorded at", moment_words(decision.decided_at, zone)),
    ]


def vote_words(decision: Decision) -> str:
    """Say how the panel voted: "Vote 2: 4 of 5 present were for it"; nothing where it did not vote."""
    votes = decision.votes or {}
    if "vote" not in votes:
        return ""
    counted = f": {votes['for']} of {votes['present']} present were for it" if {"for", "present"} <= set(votes) else ""
    return f"Vote {votes['vote']}{counted}"


def _beside(
    board: Board, kind: DecisionKind, stance: Stance, *, scored: Sequence[str], chosen: Sequence[str]
) -> Beside:  # fmt: skip
    names = board.titles
    place = {ref: number for number, ref in enumerate(scored)}
    decided = sorted(chosen, key=lambda ref: (place.get(ref, len(place)), ref))
    rows = [
        Pair(number, names.get(left, left) if left else "", names.get(right, right) if right else "")
        for number, (left, right) in enumerate(zip_longest(scored, decided), 1)
    ]
    return Beside(STANCE_WORDS[stance], rows, _changes(board, kind, scored=scored, decided=decided))


def _changes(board: Board, kind: DecisionKind, *, scored: Sequence[str], decided: Sequence[str]) -> list[str]:
    """Name whom the choice lifts over whom, against as many from the top of the scores."""
    names, (_, done) = board.titles, _NOUNS[kind]
    top = scored[: len(decided)]
    levels = levels_of(board, scored)
    lifted = [ref for ref in decided if ref not in top]
    passed = [ref for ref in top if ref not in decided]

    def place(ref: str) -> str:
        return f"place {levels[ref] + 1}" if ref in levels else "no place for want of scores"

    return [
        *(f"{names.get(ref, ref)} ({place(ref)}) is {done}." for ref in lifted),
        *(f"{names.get(ref, ref)} ({place(ref)}) is not {done}." for ref in passed),
    ]
