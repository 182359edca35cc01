"""Duplicate finding on the labelled set: its test half was frozen before anything was tuned, and only counts are shown.

Nothing here may ever print which pairs of the test half were missed: it would stop being a test half.
"""

import json
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from awards.matching.likeness import Identity
from awards.matching.pairs import likely_pairs

LABELLED = Path(__file__).parents[1] / "data" / "duplicates"


@dataclass(frozen=True)
class Measured:
    found: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.true

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.right} of {self.found} found), "
            f"recall {self.recall:.3f} ({self.right} of {self.true} true pairs)"
        )


def identity(row: dict) -> Identity:
    return Identity(
        key=row["id"],
        category=row["category"],
        name=row["name"],
        known_as=row["known_as"],
        is_team=row["category"] == "team",
        team=row["team"],
        email=row["email"],
        registration_number=row["registration_number"],
        employer=row["employer"],
        date_of_birth=row["date_of_birth"] and date.fromisoformat(row["date_of_birth"]),
    )


def measured(half: str) -> Measured:
    rows = json.loads((LABELLED / f"{half}.json").read_text(encoding="utf-8"))["records"]
    group = {row["id"]: row["group"] for row in rows}
    found = {(pair.first, pair.second) for pair in likely_pairs(map(identity, rows))}
    true = {tuple(sorted(two)) for two in combinations(group, 2) if group[two[0]] == group[two[1]]}
    return Measured(found=len(found), right=len(found & true), true=len(true))


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_nearly_all_true_pairs_are_found_and_nearly_all_found_are_true(half, capsys):
    result = measured(half)
    with capsys.disabled():
        print(f"\nduplicates, {half} half: {result}")  # noqa: T201 - a figure to be read
    assert (result.precision >= 0.95, result.recall >= 0.90) == (True, True)
