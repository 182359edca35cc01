"""The data map as a document, made of the models and of `holdings`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

import awards.work.models  # noqa: F401 - the only table that no page knows of
from awards.db import Base
from awards.privacy.holdings import BASIS, Why
from awards.privacy.holdings_house import HOLDINGS
from awards.privacy.rules import OF_THE_HOUSE, WORDS, Rule
from awards.seasons.retention_settings import RetentionDocument

IMPERSONAL: Final = frozenset({"public", "internal", "secret", "judging"})
"""Classes of fields that may stand in a table which says nothing of anybody."""
_TOP: Final = """# Data map

Made by `awards privacy data-map` from the models and from `awards/privacy/holdings*.py`; a test compares. Every field
has a class: `public`, `internal`, `personal`, `contact` (encrypted), `sensitive` (encrypted, or a yes or no), `story`,
`judging`, `secret` (hashes; never shown).
"""


def data_map() -> str:
    """Give the document: purposes with their basis, terms, and every table with its fields by class."""
    parts = [_TOP, "## Why\n", *_purposes(), "\n## How long\n", *_terms(), "\n## What\n", *_tables()]
    return "\n".join(parts) + "\n"


def fields_by_class(table: sa.Table) -> dict[str, list[str]]:
    """Give the names of a table's fields by class, without those that are the working of the house."""
    found: dict[str, list[str]] = {}
    for column in table.columns:
        kind = column.info["data_class"]
        if kind != "internal":
            found.setdefault(kind, []).append(column.name)
    return found


def kept_words(kept: Rule | str) -> str:
    """Say how long something is kept, as a rule has it where a season says nothing else."""
    return f"{_term(kept)} after {WORDS[kept].starts}" if isinstance(kept, Rule) else kept


def _term(rule: Rule) -> str:
    return str(OF_THE_HOUSE[rule]) if rule in OF_THE_HOUSE else str(RetentionDocument().as_data()[rule.value])


def _purposes() -> Iterable[str]:
    yield from ("| purpose | basis |", "|---|---|")
    yield from (f"| {why} | {BASIS[why]} |" for why in Why)


def _terms() -> Iterable[str]:
    yield "A season may set its own terms (`[retention]` in its file), but for those marked *; these hold otherwise.\n"
    yield from ("| rule | term | what goes | what stays |", "|---|---|---|---|")
    for rule in Rule:
        words, star = WORDS[rule], " *" if rule in OF_THE_HOUSE else ""
        yield f"| `{rule}`{star} {words.title} | {kept_words(rule)} | {words.goes} | {words.stays} |"


def _tables() -> Iterable[str]:
    yield from ("| table | of | what | why | how long | who sees it | fields |", "|---|---|---|---|---|---|---|")
    tables = Base.metadata.tables
    for one in sorted(HOLDINGS, key=lambda line: line.table):
        fields = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in fields_by_class(tables[one.table]).items())
        of, kept = ", ".join(one.of), kept_words(one.kept)
        yield f"| `{one.table}` | {of} | {one.what} | {one.why} | {kept} | {one.seen_by} | {fields or '–'} |"
