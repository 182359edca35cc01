"""`awards results vote`: count a panel's ballots from a file, with the duels and what the tie chain did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from awards.maths.votes import (
    Count,
    Settlement,
    Step,
    count,
    count_words,
    settle,
    settlement_words,
    step_words,
)
from awards.results.given_files import UnusableFile, shown, tell, text_of
from awards.results.vote_files import Election, elections_of

FINDING: Final = 1
USAGE: Final = 2


@click.command("vote")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def vote(file: Path) -> None:
    """Count the panel's ballots in a FILE (JSON: one election, or several under “elections”).

    Prints JSON: the duels, who wins them all, else Schulze's tiers, Borda's points, and what each step of the tie
    chain did. Exit code 1 when an election still needs people to decide; 2 when the file cannot be used.
    """
    try:
        given = elections_of(text_of(file))
        counted = [_counted(election) for election in given.elections]
    except UnusableFile as wrong:
        tell(file, wrong.problems)
        raise SystemExit(USAGE) from None
    tell(file, [f"{shown(key)} means nothing here and is passed over" for key in given.strange])
    answers = [answer for answer, _ in counted]
    click.echo(json.dumps(answers[0] if given.is_single else {"elections": answers}, ensure_ascii=False))
    raise SystemExit(0 if all(settled for _, settled in counted) else FINDING)


def _counted(election: Election) -> tuple[dict[str, object], bool]:
    try:
        found = count(election.candidates, election.ballots, none=election.none)
        settlement = _settled(election, found)
    except ValueError as wrong:
        raise UnusableFile([f"“{election.name}”: {wrong}"]) from None
    return _as_data(election.name, found, settlement), settlement.is_settled


def _settled(election: Election, first: Count) -> Settlement:
    """Walk the chain; where it comes to a second ballot that the file holds, count that between those still level."""

    def walk(second: Count | None) -> Settlement:
        return settle(
            first,
            election.tie_chain,
            adjusted=election.adjusted,
            joint_allowed=election.joint_allowed,
            within=election.level_within,
            second=second,
            chair=election.chair,
        )

    settlement = walk(None)
    if settlement.needs is not Step.SECOND_BALLOT or not election.second:
        return settlement
    level = settlement.level
    return walk(count(level, election.second, none=election.none if election.none in level else None))


def _as_data(name: str, found: Count, settlement: Settlement) -> dict[str, object]:
    return {
        "name": name,
        "pairwise": found.duels,
        "condorcet_winner": found.condorcet_winner,
        "schulze_winners": found.schulze_winners,
        "schulze_tiers": found.schulze_tiers,
        "borda": {one: float(points) for one, points in found.borda.items()},
        "strongest_paths": found.paths,
        "words": count_words(found),
        "settlement": {
            "outcome": settlement.outcome,
            "winners": settlement.winners,
            "level": settlement.level,
            "needs": settlement.needs,
            "steps": [
                {
                    "step": taken.step,
                    "did": taken.did,
                    "before": taken.before,
                    "left": taken.left,
                    "figures": {one: float(figure) for one, figure in taken.figures.items()},
                    "words": step_words(taken),
                }
                for taken in settlement.steps
            ],
            "words": settlement_words(settlement, found),
        },
    }
