"""Entries of the trail as the leaves of its log: read as the database holds them, byte for byte, and hashed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import func
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry, AuditReason
from awards.ledger.canonical import NotCanonicalError, canonical, canonical_hash
from awards.ledger.merkle import leaf_hash

FIELDS: Final = ("id", "at", "actor", "tag", "subject", "facts", "reason_hash")
FORMAT: Final = canonical_hash({"trail": 1, "leaf": "RFC 6962", "content": "RFC 8785", "fields": FIELDS})
"""What a leaf is made of, as one hash: every signed head names it, so that a later format is not taken for this one."""
_KEPT_BY_SQLITE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6})")
_SAID_BY_POSTGRESQL: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}) AD")


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as the database holds it: nothing parsed, for it may have been tampered with."""

    id: Any
    at: Any
    actor: Any
    tag: Any
    subject: Any
    facts: Any
    reason_hash: Any
    reason_id: Any

    @property
    def leaf(self) -> bytes:
        """The hash of its leaf; of what is not written as the portal writes it, of how it is written."""
        content = {name: _as_text(getattr(self, name)) for name in FIELDS}
        content["id"] = self.id if type(self.id) is int else _as_text(self.id)
        return leaf_hash(canonical(content | {"at": self.when} | _facts(self.facts)))

    @property
    def when(self) -> Any:
        """When it says that it was written, as "2024-02-23T23:59:00.000000Z"; anything else as it is."""
        return as_instant(self.at)


def raw_columns(connection: Connection) -> list[sa.ColumnElement[Any]]:
    """Give the columns of `Raw` in its order: for SQLite as they are stored, for PostgreSQL as text without loss."""
    plain: list[sa.ColumnElement[Any]] = [
        sa.type_coerce(getattr(AuditEntry, name), sa.types.NullType()) for name in (*FIELDS, "reason_id")
    ]
    if connection.dialect.name == "postgresql":
        plain[1] = moment_column(connection, AuditEntry.at)
        plain[5] = sa.cast(AuditEntry.facts, sa.Text)
    return [one.label(f"raw_{name}") for one, name in zip(plain, (*FIELDS, "reason_id"), strict=True)]


def moment_column(connection: Connection, column: Any) -> sa.ColumnElement[Any]:
    """Give a moment as `as_instant` reads it."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US AD")
    return sa.type_coerce(column, sa.types.NullType())


def as_instant(stored: Any) -> Any:
    """Write a stored moment as the log writes it; what is not stored as the portal stores it, as it is."""
    if isinstance(stored, str):
        written = _KEPT_BY_SQLITE.fullmatch(stored) or _SAID_BY_POSTGRESQL.fullmatch(stored)
        if written:
            return f"{written[1]}T{written[2]}Z"
    return _as_text(stored)


def raw_reasons() -> list[sa.ColumnElement[Any]]:
    """Give the columns of a reason (id, salt, text) as they are stored."""
    columns = (AuditReason.id, AuditReason.salt, AuditReason.text)
    return [sa.type_coerce(one, sa.types.NullType()).label(f"raw_reason_{one.key}") for one in columns]


@contextmanager
def as_it_is(session: Session) -> Iterator[Connection]:
    """Let SQLite hand out text that is no text (a changed byte may be that) instead of failing on it."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield connection
        return
    driver: Any = connection.connection.dbapi_connection
    usual, driver.text_factory = driver.text_factory, lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield connection
    finally:
        driver.text_factory = usual


def _as_text(value: Any) -> Any:
    """Give text and nothing as they are, and anything that the portal never writes there by its representation."""
    if value is None:
        return None
    if isinstance(value, str) and _can_be_written(value):
        return value
    return {"raw": ascii(value)}


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _facts(text: Any) -> dict[str, Any]:
    """Give facts by their values if they are written as the portal writes them, and as they are written if not."""
    try:
        value = json.loads(text)
        if json.dumps(value) == text:
            canonical(value)
            return {"facts": value}
    except (TypeError, ValueError, RecursionError, NotCanonicalError):  # no JSON, or numbers that the log cannot hold
        pass
    return {"facts": None, "facts_as_written": _as_text(text)}
