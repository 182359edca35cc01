"""The rules of the order and of votes as they are locked: when scores are adjusted, and what settles a vote. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.seasons.judging_rules import ballot_ties_of, basis_of, quorum_of
from awards.seasons.models import Season

LEAST_JUDGES = 3
LEAST_SCORES_PER_JUDGE = 3
LEAST_FREEDOM = 5
"""Scores less entries less judges, and one more: below this there is too little to tell judges from entries."""
LEAST_SCORES = 2
LEAST_SHARE = 60
"""Per cent of the readings asked for that an entry must have to be ranked."""
SURE_IN, SURE_OUT = 90, 10
"""Per cent chance of the shortlist from which an entry is surely in, and up to which surely out."""

BASIS_WORDS = {
    "adjusted": "The order is by the score adjusted for how strictly each judge marks. Where the scores do not allow "
    "that, it is by the plain mean, and the page says why.",
    "raw": "The order is by the plain mean. The adjusted score stands beside it for comparison.",
}
STEP_WORDS = {
    "borda": "the points of the places on all ballots among those tied",
    "adjusted": "the score of the round",
    "second_ballot": "a second vote among those tied",
    "chair": "the chair’s casting vote, with a reason",
    "joint": "a joint award",
}


def ranking_to_lock(season: Season) -> dict[str, Any]:
    """Give what is locked of the order: basis, what is fitted together, when not to adjust, who is ranked, bands.

    The keys are those that the sealed record's checker reads (docs/sealed-record.md).
    """
    return {
        "basis": basis_of(season),
        "pool": "shared_judges",
        "refuse": {"judges": LEAST_JUDGES, "per_judge": LEAST_SCORES_PER_JUDGE, "spare": LEAST_FREEDOM},
        "needs": {"fewest": LEAST_SCORES, "share": f"{LEAST_SHARE}/100"},
        "bands": {"in": SURE_IN, "out": SURE_OUT},
        "tied_within": "0.0005 of a scale from 0 to 5",
    }


def ballots_to_lock(season: Season) -> dict[str, Any]:
    """Give what is locked of votes: what settles a tie, in turn, and how many must take part."""
    return {"ties": list(ballot_ties_of(season)), "quorum": quorum_of(season)}


def order_words(content: Mapping[str, Any]) -> str:
    """Say what the order rests on; rules locked before this could be chosen rest on the plain mean."""
    return BASIS_WORDS[content.get("ranking", {}).get("basis", "raw")]


def ballots_words(content: Mapping[str, Any]) -> str:
    """Say how a panel's vote is counted and settled; nothing in rules locked before that could be chosen."""
    if "ballots" not in content:
        return ""
    steps = ", then ".join(STEP_WORDS[step] for step in content["ballots"]["ties"])
    return (
        "Members rank the finalists; whoever beats every other one to one wins, else the Schulze method decides. "
        f"What is still level is settled by {steps}. More than half of the panel decide, and "
        f"{content['ballots']['quorum']} at least."
    )
