"""The tables of a bundle, made from the log, and the hash of what a table or a JSON file says however it is written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.core.spreadsheets import as_cell
from awards.ledger.canonical import canonical
from awards.ledger.replay import Standing

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def entries_csv(standing: Standing) -> bytes:
    """Write every entry, its category, and whether it was withdrawn."""
    rows = [(one, category, _yes(one in standing.withdrawn)) for one, category in sorted(standing.entries.items())]
    return _csv(("entry", "category", "withdrawn"), rows)


def assignments_csv(standing: Standing) -> bytes:
    """Write who was asked to read what: "assigned", "unassigned" or "abstained"."""
    return _csv(("entry", "judge", "state"), [(*pair, state) for pair, state in sorted(standing.assigned.items())])


def conflicts_csv(standing: Standing) -> bytes:
    """Write every recusal that was not lifted."""
    return _csv(("entry", "judge"), sorted(standing.recused))


def scores_csv(standing: Standing) -> bytes:
    """Write the points of every sheet as it stood at its round's close (or stands now), and whether it counts."""
    closed = {key for key, close in standing.closes.items()}
    sheets = {pair: one for pair, one in standing.sheets.items() if standing.entries.get(pair[0]) not in closed}
    for close in standing.closes.values():
        sheets |= close.sheets
    rows = [
        (*pair, marks.state, key, "" if points is None else points, _yes(standing.counts(pair)))
        for pair, marks in sorted(sheets.items())
        for key, points in sorted(marks.points.items())
    ]
    return _csv(("entry", "judge", "state", "criterion", "points", "counted"), rows)


def votes_of(standing: Standing) -> list[dict[str, Any]]:
    """Give every vote with its ballots, count and the chair's vote, in the order in which they were opened."""
    return list(standing.votes.values())


def decisions_of(standing: Standing) -> dict[str, Any]:
    """Give every decision in order, and what stands of each category after the addenda."""
    return {"decisions": standing.decisions, "standing": standing.outcomes}


def values_hash(name: str, data: bytes) -> str | None:
    """Give the SHA-256 (hex) of what a .csv or .json file says, in which 4.50 is 4.5; None for other files."""
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        return hashlib.sha256(canonical([[_value(cell) for cell in row] for row in rows if row])).hexdigest()
    if name.endswith(".json"):
        said = json.loads(data, parse_float=str, parse_int=str)
        return hashlib.sha256(canonical(_value(said))).hexdigest()
    return None


def as_json(value: object) -> bytes:
    """Write a file of the bundle as readable JSON without floats."""
    canonical(value)
    return (json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _value(said: Any) -> Any:
    if isinstance(said, str):
        return str(Fraction(Decimal(said))) if _NUMBER.fullmatch(said) else said
    if isinstance(said, list):
        return [_value(one) for one in said]
    if isinstance(said, dict):
        return {key: _value(one) for key, one in said.items()}
    return said


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([as_cell(value) for value in row] for row in [head, *rows])
    return out.getvalue().encode()


def _yes(whether: bool) -> str:  # noqa: FBT001 - a word for it
    return "yes" if whether else "no"
