"""Looking through every text that the portal keeps for a person's name, address or number, and taking them out.

What is theirs goes by `erasing`; this finds where others wrote of them: a judge who named whom they manage, minutes,
a note on somebody else's nomination. Every column of words is looked at, as the models class it; none has to be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session

from awards.audit.models import AuditReason
from awards.db import Base, EncryptedDate, EncryptedText
from awards.judging.models import ScoreSheet
from awards.panels.models import Assignment
from awards.privacy.erasing.redacting import Names, redacted, texts_in
from awards.privacy.erasing.trail import clear_these_reasons
from awards.privacy.erasing.words import emptied
from awards.privacy.reach import Reach

CLASSES: Final = frozenset({"story", "judging", "personal", "sensitive"})
"""The classes of columns in which people write words."""
BESIDE: Final = frozenset(
    {
        "winner.erratum",
        "winner.source",
        "list_upload.file_name",
        "judging_rules.reason",
        "rule_set.reason",
        "copy_passage.question",
    }
)
"""Columns of other classes in which somebody may be named all the same."""
NEVER: Final = frozenset({"judging_act", "audit_entry", "fit", "bundle", "reading_search", "suppression"})
"""Tables of labels, references and numbers, or that may not change; none of them holds words of people."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a name stands: a table's name and the number of rows."""

    table: str
    rows: int


def places_of(session: Session, names: Names, within: Reach | None = None) -> list[Place]:
    """Say in which texts any of these stands; of what the people chosen share with others only, if that is given."""
    found = [
        Place(str(mapper.local_table.name), len(_standing(session, mapper, names, within=within)))  # type: ignore[attr-defined]
        for mapper in _mappers()
    ]
    return sorted(one for one in found if one.rows)


def passages_naming(session: Session, names: Names) -> list[tuple[str, str]]:
    """Give every text in which any of these stands, with the name of its table; each text once."""
    found = [
        (str(mapper.local_table), text)
        for mapper in _mappers()
        for _, values in _standing(session, mapper, names, within=None)
        for value in values.values()
        for text in texts_in(value)
        if names.stand_in(text)
    ]
    return list(dict.fromkeys(found))


def sweep(
    session: Session, names: Names, within: Reach | None = None, *, but: frozenset[str] = frozenset()
) -> int:  # fmt: skip
    """Put "Name withheld" wherever any of these stands, but in these tables; gives in how many rows.

    Reasons in the trail are bound to their entries by a hash, so one that names somebody goes whole.
    """
    swept = 0
    for mapper in (one for one in _mappers() if str(one.local_table) not in but):
        for number, values in _standing(session, mapper, names, within=within):
            swept += 1
            if mapper.class_ is AuditReason:
                clear_these_reasons(session, [number])
                continue
            changed = {key: redacted(value, names) for key, value in values.items()}
            emptied(session, _key(mapper), [number], **changed)
    return swept


def _mappers() -> Iterator[Mapper[Any]]:
    for mapper in sorted(Base.registry.mappers, key=lambda one: str(one.local_table)):
        if str(mapper.local_table) not in NEVER and _columns(mapper):
            yield mapper


def _columns(mapper: Mapper[Any]) -> list[InstrumentedAttribute[Any]]:
    table = str(mapper.local_table)
    return [
        getattr(mapper.class_, one.key)
        for one in mapper.column_attrs
        if (one.columns[0].info.get("data_class") in CLASSES or f"{table}.{one.key}" in BESIDE)
        and _holds_words(one.columns[0].type)
    ]


def _holds_words(kind: Any) -> bool:
    if isinstance(kind, EncryptedDate | sa.Enum):
        return False
    return isinstance(kind, sa.String | sa.JSON | EncryptedText)


def _standing(
    session: Session, mapper: Mapper[Any], names: Names, *, within: Reach | None
) -> list[tuple[int, dict[str, Any]]]:  # fmt: skip
    """Give the rows in which a name stands, with the columns in which it does."""
    columns = _columns(mapper)
    limit = sa.true() if within is None else _limit(mapper, within)
    if not names.every:
        return []
    rows = select(_key(mapper), *columns).where(limit, sa.or_(*(_may_hold(one, names) for one in columns)))
    found = []
    for number, *values in session.execute(rows).all():
        standing = {
            column.key: value
            for column, value in zip(columns, values, strict=True)
            if any(names.stand_in(text) for text in texts_in(value))
        }
        if standing:
            found.append((number, standing))
    return found


def _may_hold(column: InstrumentedAttribute[Any], names: Names) -> sa.ColumnElement[bool]:
    """Let the database leave out most of the rows; it cannot read what is encrypted."""
    if isinstance(column.type, EncryptedText):
        return column.is_not(None)
    text = sa.cast(column, sa.Text)
    return sa.or_(*(text.ilike(_pattern(one), escape="~") for one in names.every))


def _pattern(name: str) -> str:
    """Give a name as a pattern that also fits it as JSON writes it, where letters beyond ASCII are escaped."""
    return f"%{re.sub(r'[^A-Za-z0-9.@-]+', '%', name)}%"


def _key(mapper: Mapper[Any]) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = getattr(mapper.class_, mapper.get_property_by_column(mapper.primary_key[0]).key)
    return found


def _limit(mapper: Mapper[Any], reach: Reach) -> sa.ColumnElement[bool]:
    """Give the rows of a table that belong to what is shared; none of a table that belongs to nothing of it."""
    entries, nominations = list(reach.entries_shared), [*reach.shared, *reach.written]
    winners, table = list(reach.winners_shared), str(mapper.local_table)
    itself = {"nomination": nominations, "entry": entries, "winner": winners, "score_sheet": _sheets(entries)}
    by = {"nomination_id": nominations, "entry_id": entries, "winner_id": winners, "sheet_id": _sheets(entries)}
    if table == "nominee":  # whoever is put forward beside them keeps their own row, whatever their name
        return sa.false()
    if table in itself:
        return _key(mapper).in_(itself[table])
    known = [(getattr(mapper.class_, key), ids) for key, ids in by.items() if key in mapper.columns]
    return known[0][0].in_(known[0][1]) if known else sa.false()


def _sheets(entries: Sequence[int]) -> Any:
    rows = select(ScoreSheet.id).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
    return rows.where(Assignment.entry_id.in_(entries))
