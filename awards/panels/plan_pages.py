"""What staff are shown of a plan of readings: its proof, what it changes, and what stands in its way, by names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from sqlalchemy.orm import Session

from awards.maths.assignment.instance import Instance, Pair
from awards.panels.lifecycle import PlanState
from awards.panels.models import Panel, Plan
from awards.panels.planning import HAS_LEFT, Standing, bars_of, instance_of, proof_of, standing_of
from awards.panels.plans import fits, newest_plan, offers
from awards.panels.words import PlanCause
from awards.seasons.models import Season

REFERENCE: Final = re.compile(r"((?:ENT|USR)-[0-9A-Z]+)")
MOST_BARS: Final = 12
"""More pairs than this that may not be planned are left out."""
NO_CONFLICT: Final = "No judge reads an entry that they have a conflict with, cannot judge or have not declared about."
CAUSES: Final = {
    PlanCause.STAFF: "Staff asked for it.",
    PlanCause.CONFLICT: "It was asked for because a judge stood down from an entry.",
    PlanCause.ABSTAINED: "It was asked for because a judge cannot judge an entry.",
    PlanCause.LEFT: "It was asked for because a judge left the panel.",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence; a name stands by itself."""

    text: str
    is_name: bool = False


Said = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Kept:
    """One promise: held or not, in words."""

    held: bool
    words: Said


@dataclass(frozen=True, slots=True)
class StandingProof:
    """What the readings that stand keep of what a plan promises."""

    held: bool
    promises: Sequence[Kept]


@dataclass(frozen=True, slots=True)
class Load:
    """What one judge would read: in all, how much of it is new, how much is taken back, and the most if any."""

    name: str
    readings: int
    add: int
    give_up: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Way:
    """A small change that would help, and where staff can make it."""

    words: Said
    where: str
    url: str
    bars: Sequence[Said]
    """The pairs that it is about, each with why it may not be planned."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its page shows it."""

    plan: Plan | None
    why: str
    waits: bool
    """Whether the worker has still to make it."""
    stale: bool
    """Whether something changed since it was made."""
    offers: bool
    feasible: bool
    optimal: bool
    promises: Sequence[Kept]
    reasons: Sequence[Said]
    ways: Sequence[Way]
    loads: Sequence[Load]
    highest: int
    gains: Sequence[tuple[str, str]]
    given_up: Sequence[tuple[str, str]]
    seed: str


def plan_page(session: Session, panel: Panel, season: Season) -> PlanPage:
    """Give the panel's newest plan for its page. Four statements."""
    plan, standing = newest_plan(session, panel.id), standing_of(session, panel)
    instance, names = instance_of(panel, season, standing), names_of(panel, standing)
    result: Mapping[str, Any] = (plan and plan.result) or {}
    answer, chosen = result.get("answer") or {}, result.get("instead") or result.get("answer") or {}
    made = plan is not None and plan.state is PlanState.MADE
    return PlanPage(
        plan=plan,
        why=CAUSES[plan.cause] if plan else "",
        waits=plan is not None and plan.state is PlanState.ASKED,
        stale=made and not fits(plan, instance) if plan else False,
        offers=offers(plan),
        feasible=bool(answer.get("feasible")),
        optimal=bool(chosen.get("optimal")),
        promises=_promises(chosen.get("proof", []), names),
        reasons=[said(one["words"], names) for one in answer.get("reasons", [])],
        ways=list(_ways(answer, panel, standing, names=names)),
        loads=_loads(chosen, result, instance, names=names),
        highest=max(chosen.get("loads", {}).values(), default=0),
        gains=_by_entry(result.get("add", []), names),
        given_up=_by_entry(result.get("give_up", []), names),
        seed=str(result.get("seed", "")),
    )


def shown_proof(instance: Instance, panel: Panel, standing: Standing) -> StandingProof | None:
    """Give the proof of the readings that stand, by names; None while there are none. No statement."""
    if not standing.live:
        return None
    proof = proof_of(instance, standing)
    return StandingProof(proof.held, _promises(proof.as_data(), names_of(panel, standing)))


def names_of(panel: Panel, standing: Standing) -> dict[str, str]:
    """Give what staff read instead of the references of a panel's judges and entries. No statement."""
    return {member.user.ref: member.user.name for member in panel.members} | {
        entry.ref: entry.title for entry in standing.entries
    }


def said(words: str, names: Mapping[str, str]) -> list[Piece]:
    """Put names where a sentence has references."""
    pieces = [Piece(names.get(part, part), part in names) for part in REFERENCE.split(words)]
    return [piece for piece in pieces if piece.text]


def _promises(proof: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Kept]:
    return [
        Kept(
            bool(one["held"]),
            said(NO_CONFLICT if one["held"] and one["promise"] == "conflicts" else one["words"], names),
        )
        for one in proof
    ]


def _loads(
    chosen: Mapping[str, Any], result: Mapping[str, Any], instance: Instance, *, names: Mapping[str, str]
) -> list[Load]:
    add = Counter(judge for _, judge in result.get("add", []))
    given_up = Counter(judge for _, judge in result.get("give_up", []))
    mosts = {judge: most for judge, (_, most) in instance.load.items() if most < len(instance.entries)}
    return sorted(
        (
            Load(names.get(judge, judge), number, add[judge], given_up[judge], mosts.get(judge))
            for judge, number in chosen.get("loads", {}).items()
        ),
        key=lambda load: load.name,
    )


def _by_entry(pairs: Iterable[Sequence[str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for entry, judge in pairs:
        found.setdefault(entry, []).append(names.get(judge, judge))
    return sorted((names.get(entry, entry), ", ".join(sorted(judges))) for entry, judges in found.items())


def _ways(answer: Mapping[str, Any], panel: Panel, standing: Standing, *, names: Mapping[str, str]) -> Iterable[Way]:
    """Give the changes that would help; a conflict of a judge who left is none that could be lifted."""
    bars = {pair: why for pair, why in bars_of(panel, standing).items() if why != HAS_LEFT}
    for change in answer.get("relaxations", []):
        where, endpoint = WHERE.get(str(change["change"]), WHERE["raise_most"])
        words, about = str(change["words"]), []
        if change["change"] == "lift_conflicts":
            about = [pair for pair in _pairs_of(change) if pair in bars]
            if not about:
                continue
            number = int(change.get("number", len(about)))
            words = f"Lift {number} of what keeps these apart, where it was noted by mistake"
        shown = [said(f"{entry}, {judge}: {bars[entry, judge]}", names) for entry, judge in about[:MOST_BARS]]
        yield Way(said(words, names), where, url_for(endpoint, ref=panel.ref), shown)


def _pairs_of(change: Mapping[str, Any]) -> list[Pair]:
    if "pairs" in change:
        return [(entry, judge) for entry, judge in change["pairs"]]
    return [(str(change["entry"]), judge) for judge in change["judges"]]


WHERE: Final = {
    "raise_most": ("Change the limits", "panels_staff.limits"),
    "lower_least": ("Change the limits", "panels_staff.limits"),
    "fewer_readings": ("Change the readings", "panels_staff.limits"),
    "more_readings": ("Change the readings", "panels_staff.limits"),
    "more_judges": ("Invite a judge", "panels_staff.invite"),
    "lift_conflicts": ("Look at the conflicts", "panels_staff.panel"),
    "let_go": ("Look at the readings", "panels_staff.panel"),
}
"""Where staff can make a change: the words of the link, and the page."""
