"""Random tamperings of random seasons: whatever is changed is told, and nothing that is true is called false."""

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.bending import Checker, again, hashed_anew, log_of, unpacked, with_log
from tests.ledger.seasons import true_season

SEASONS = st.integers(1, 12)
SHOWN_AS_GIVEN = {"stated", "theta", "words", "code"}
"""Figures of results.json that are not worked out again, as README.txt says."""
SAVED = {}


def bundle_of(seed):
    if seed not in SAVED:
        SAVED[seed] = (season := true_season(seed), unpacked(season.bundle()))
    season, files = SAVED[seed]
    return season, dict(files)


@pytest.fixture(scope="module")
def alone():
    with tempfile.TemporaryDirectory() as folder:
        yield Checker(Path(folder))


def leaves(said, path=()):
    """Give the path of every simple value that verify.py works out again."""
    if isinstance(said, dict):
        return [found for key, one in said.items() if key not in SHOWN_AS_GIVEN for found in leaves(one, (*path, key))]
    if isinstance(said, list):
        return [found for at, one in enumerate(said) for found in leaves(one, (*path, at))]
    return [path]


def other(value):
    """Give another value of the same kind, further away than any tolerance."""
    if isinstance(value, int):
        return not value if isinstance(value, bool) else value + 1
    if not value:
        return "E-OTHER"
    whole = value.replace("-", "", 1).replace(".", "", 1)
    if whole.isascii() and whole.isdigit():
        return f"{float(value) + 0.05:.6f}"
    if set(whole) <= set("0123456789/"):
        return f"1{value}"
    return f"{value}X"


def changed(said, path, value=None):
    one = said
    for step in path[:-1]:
        one = one[step]
    one[path[-1]] = other(one[path[-1]])
    return said


@settings(max_examples=30, deadline=None)
@given(SEASONS, st.sampled_from(["rules", "results", "votes", "decisions", "addenda"]), st.randoms())
def test_any_value_of_the_json_files_that_is_changed_is_told(alone, seed, name, chance):
    _, files = bundle_of(seed)
    said = json.loads(files[f"{name}.json"])
    path = chance.choice(leaves(said))
    files[f"{name}.json"] = json.dumps(changed(said, path)).encode()
    told = alone.check(hashed_anew(files))
    assert (told.code, told.failed != []) == (1, True), (name, path)


@settings(max_examples=25, deadline=None)
@given(SEASONS, st.sampled_from(["entries", "assignments", "conflicts", "scores"]), st.randoms())
def test_any_cell_or_row_of_the_tables_that_is_changed_is_told(alone, seed, name, chance):
    _, files = bundle_of(seed)
    head, *rows = files[f"{name}.csv"].decode().splitlines()
    at = chance.randrange(len(rows))
    cells = rows[at].split(",")
    column = chance.randrange(len(cells) + 1)
    if column == len(cells):
        rows = chance.choice([rows[:at] + rows[at + 1 :], [*rows, rows[at]]])
    else:
        rows[at] = ",".join([*cells[:column], other(cells[column]), *cells[column + 1 :]])
    files[f"{name}.csv"] = "\n".join([head, *rows]).encode()
    told = alone.check(hashed_anew(files))
    assert (told.code, told.failed != []) == (1, True), (name, at, column)


@settings(max_examples=30, deadline=None)
@given(SEASONS, st.booleans(), st.randoms())
def test_any_record_that_is_changed_moved_or_missing_is_told(alone, seed, careful, chance):
    _, files = bundle_of(seed)
    lines = log_of(files)
    at = chance.randrange(len(lines))
    how = chance.choice(["change", "drop", "repeat", "move", "salt", "time", "kind"])
    lines = bend(lines, at, how, chance)
    if careful:
        lines = [again(line, n=n) for n, line in enumerate(lines)]
    told = alone.check(hashed_anew(with_log(files, lines, leaves=False)))
    assert (told.code, told.failed != []) == (1, True), (how, at)


def bend(lines, at, how, chance):
    line = lines[at]
    if how == "change":
        paths = leaves_of_all(line["content"])
        return [*lines[:at], line | {"content": changed(line["content"], chance.choice(paths))}, *lines[at + 1 :]]
    if how == "drop":
        return lines[:at] + lines[at + 1 :]
    if how == "repeat":
        return [*lines, line]
    if how == "move":
        left = lines[:at] + lines[at + 1 :]
        to = chance.choice([n for n in range(len(lines)) if n != at])
        return [*left[:to], line, *left[to:]]
    new = {"salt": {"salt": "00" * 16}, "time": {"at": "2025-01-01T00:00:00.000000Z"}, "kind": {"kind": "note"}}
    return [*lines[:at], line | (new[how] if line["kind"] != "note" else new["salt"]), *lines[at + 1 :]]


def leaves_of_all(said, path=()):
    if isinstance(said, dict) and said:
        return [found for key, one in said.items() for found in leaves_of_all(one, (*path, key))]
    if isinstance(said, list) and said:
        return [found for at, one in enumerate(said) for found in leaves_of_all(one, (*path, at))]
    return [path] if not isinstance(said, dict | list) else []


@settings(max_examples=30, deadline=None)
@given(SEASONS, st.randoms(use_true_random=False))
def test_any_byte_that_is_changed_is_told_unless_it_says_the_same(alone, seed, chance):
    _, files = bundle_of(seed)
    name = chance.choice(sorted(set(files) - {"manifest.json"}))
    data = bytearray(files[name])
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    told = alone.check(files | {name: bytes(data)})
    harmless = name.endswith((".json", ".csv")) and not told.failed
    assert told.code in ({0} if harmless and same(files[name], bytes(data), name) else {1}), (name, at)


def same(one, two, name):
    if name.endswith(".json"):
        return json.loads(one) == json.loads(two)
    return one.split() == two.split()


@settings(max_examples=5, deadline=None)
@given(SEASONS)
def test_what_is_true_is_never_called_false(alone, seed):
    season, files = bundle_of(seed)
    judge = random.Random(seed).choice(["J-0001", "J-0005"])  # noqa: S311 - any judge will do
    (alone.folder / "receipt.json").write_text(season.receipt(judge))
    told = alone.check(files, "--receipt", "receipt.json", "--key", season.key_line())
    assert (told.code, told.failed) == (0, [])
