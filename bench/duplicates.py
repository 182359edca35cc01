"""Measure the search for duplicates among made-up nominations, and write the figures to bench/duplicates.md.

Run it from the checkout: python -m bench.duplicates
"""

from __future__ import annotations

import platform
import random
import time
from pathlib import Path

from awards.matching.likeness import Identity
from awards.matching.lists import given_names, word_set
from awards.matching.pairs import likely_pairs

REPORT = Path(__file__).with_suffix(".md")
HOW_MANY = 5_000
AT_MOST = 10
"""Seconds."""
_SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "den", "ford", "ham", "ley", "ton", "wick", "well")
_PLACES = 160


def made_up(number: int, *, seed: int = 4) -> list[Identity]:
    """Give invented people as a season has them: common names, a few thousand others, offices that share an address.

    One in ten is somebody nominated before, written otherwise.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    given, common = sorted(given_names()), sorted(word_set("common_last_names"))
    rare = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(1_500)]
    people: list[Identity] = []
    for position in range(number):
        if people and chance.random() < 0.1:  # noqa: PLR2004
            people.append(_again(chance.choice(people), position))
            continue
        first, last = chance.choice(given), chance.choice(common if chance.random() < 0.5 else rare)  # noqa: PLR2004
        place = f"place {chance.randrange(_PLACES)}"
        own = f"{first}.{last}@{place.replace(' ', '')}.example"
        people.append(
            Identity(
                key=f"{position:06}",
                category="practice",
                name=f"{first} {last}".title(),
                employer=place,
                email=own if chance.random() < 0.7 else f"duty@{place.replace(' ', '')}.example",  # noqa: PLR2004
                registration_number=f"SW{chance.randrange(1, 99_999)}" if chance.random() < 0.5 else None,  # noqa: PLR2004
            )
        )
    return people


def _again(one: Identity, position: int) -> Identity:
    """Give the same person as another nominator writes them: no number, capitals, the last name first."""
    first, _, last = one.name.partition(" ")
    return Identity(
        key=f"{position:06}",
        category="practice",
        name=f"{last.upper()}, {first}",
        employer=one.employer,
        email=one.email,
    )


def report(seconds: float, *, compared: int, pairs: int) -> str:
    """Word the figures."""
    return "\n".join([
        "# How long the search for duplicates takes",
        "",
        f"{HOW_MANY:,} made-up nominations, one in ten of somebody nominated before; written by",
        "`python -m bench.duplicates`. `tests/matching/test_pairs.py` holds the number of comparisons down.",
        "",
        "| what | figure |",
        "|---|---|",
        f"| seconds (at most {AT_MOST}) | {seconds:.1f} |",
        f"| pairs compared, of {HOW_MANY * (HOW_MANY - 1) // 2:,} | {compared:,} |",
        f"| likely pairs found | {pairs:,} |",
        f"| Python | {platform.python_version()} |",
        "",
    ])  # fmt: skip


def main() -> None:
    """Measure and write."""
    people, compared = made_up(HOW_MANY), []
    start = time.perf_counter()
    found = likely_pairs(people, compared=compared.append)
    text = report(time.perf_counter() - start, compared=compared[0], pairs=len(found))
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
