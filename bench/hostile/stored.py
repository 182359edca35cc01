"""Looks into the database: no stored text holds what the rule for typed text drops."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from awards.core.words import INVISIBLE, SURROGATES

DROPPED = re.compile(f"[{INVISIBLE}{SURROGATES}\x0b\x0c\r\u2028\u2029]")


def untidy_texts(file: Path) -> list[str]:
    """Give (as words) every column with a text in it that the rule would have changed, and one example."""
    found = {}
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = database.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own table names
            columns = [column[0] for column in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    for text in texts_in(value):
                        if DROPPED.search(text):
                            found.setdefault(f"{table}.{column}", ascii(text[:80]))
    return [f"stored in {column}: {example}" for column, example in found.items()]


def texts_in(value: Any) -> Iterator[str]:
    """Give every text in a column's value, inside JSON too."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
