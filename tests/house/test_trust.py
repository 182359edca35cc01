"""What is said to hold: every statement is there, every test it names exists, and the ledger follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRUST = (ROOT / "docs" / "trust.md").read_text()
LEDGER = (ROOT / "docs" / "asvs.md").read_text()
RESULTS = {"holds", "holds in part", "not applicable yet"}
ROW = re.compile(r"^\| (\d+) \| ([CHM]) \| (.+?) \| ([\d., ]*) \| (.+?) \| (.*) \|$", re.MULTILINE)
LEDGER_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (1, 2|3) \| (.+?) \| ([\d, ]+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`([\w/]+\.py)::(\w+|\*)`")
STATEMENTS = 89


def key_of(requirement):
    return tuple(int(part) for part in requirement.split("."))


def test_every_statement_is_there_once_and_in_order():
    assert [int(row[0]) for row in ROW.findall(TRUST)] == list(range(1, STATEMENTS + 1))


@pytest.mark.parametrize("row", ROW.findall(TRUST), ids=lambda row: row[0])
def test_a_statement_says_its_result_and_what_shows_it(row):
    number, _, _, _, result, shown = row
    assert result in RESULTS
    names = TEST.findall(shown)
    if result.startswith("holds"):
        assert names != [], "nothing shows it"
    for file, name in names:
        source = (ROOT / "tests" / file).read_text()
        assert name == "*" or re.search(rf"^\s*def {name}\(", source, re.MULTILINE), f"{number}: {file}::{name}"


def test_what_falls_short_says_why():
    for number, _, _, _, result, shown in ROW.findall(TRUST):
        if result in {"holds in part", "not applicable yet"}:
            assert len(re.sub(r"`[^`]*`|[; ]", "", shown)) > 20, f"statement {number} does not say why"


def test_the_ledger_has_every_requirement_that_a_statement_names():
    named: dict[str, set[str]] = {}
    for number, _, _, requirements, _, _ in ROW.findall(TRUST):
        for one in filter(None, requirements.split(", ")):
            named.setdefault(one, set()).add(number)
    listed = {row[0]: set(row[3].split(", ")) for row in LEDGER_ROW.findall(LEDGER)}
    assert listed == named
    assert list(listed) == sorted(listed, key=key_of)


def test_every_requirement_that_is_met_names_a_test_that_exists():
    for requirement, _, result, _, shown in LEDGER_ROW.findall(LEDGER):
        assert result in {"met", "in part", "not met", "not applicable yet"}
        for file, name in TEST.findall(shown):
            assert name == "*" or f"def {name}(" in (ROOT / "tests" / file).read_text(), requirement
        assert TEST.findall(shown) != [] or result == "not applicable yet", requirement
