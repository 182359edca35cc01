"""Every column that hangs on a key, and how far rotation has come; found in the models, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry
from awards.audit.tags import Tag
from awards.db import Base, EncryptedText, keyring_of

BATCH: Final = 500
FINGERPRINT: Final = "_index"
"""How the name of a blind index ends."""
OTHER_FINGERPRINTS: Final = frozenset({"nomination.started_from"})
"""Blind indexes that have another name."""
ABOUT_KEYS: Final = "keys"
"""The subject of the trail's entries on rotation."""
FIRST_LAYER: Final = 1


@dataclass(frozen=True, slots=True)
class KeyedColumn:
    """One column that hangs on a key, with the column by which its rows are told apart."""

    column: sa.Column[str]

    @property
    def name(self) -> str:
        """Table and column: ``nominee.email``."""
        return f"{self.column.table.name}.{self.column.name}"

    @property
    def raw(self) -> sa.ColumnElement[str]:
        """What lies in the database, not opened."""
        return sa.type_coerce(self.column, sa.Text)

    @property
    def key(self) -> sa.Column[int]:
        """The whole number by which rows are told apart."""
        (only,) = self.column.table.primary_key.columns
        return only


@dataclass(frozen=True, slots=True)
class Standing:
    """How many values of one column there are, and how many still need an older key, or open with none."""

    column: str
    values: int
    older: int
    lost: int


def encrypted_columns() -> list[KeyedColumn]:
    """Give every encrypted column of every table, in order of name."""
    return _columns(lambda column: isinstance(column.type, EncryptedText))


def fingerprint_columns() -> list[KeyedColumn]:
    """Give every blind index of every table, in order of name."""
    return _columns(
        lambda column: column.name.endswith(FINGERPRINT) or f"{column.table.name}.{column.name}" in OTHER_FINGERPRINTS
    )


def values_in_batches(
    session: Session, keyed: KeyedColumn, *, after: int = 0, size: int = BATCH
) -> Iterator[list[tuple[int, str]]]:
    """Give the keys of rows and the values of a column as they lie there, some at a time, in order of key."""
    while True:
        some = session.execute(
            select(keyed.key, keyed.raw)
            .where(keyed.key > after, keyed.column.is_not(None))
            .order_by(keyed.key)
            .limit(size)
        ).all()
        if not some:
            return
        yield [(key, value) for key, value in some]
        after = some[-1][0]


def standing_of(session: Session, keyed: KeyedColumn) -> Standing:
    """Count what of a column still needs an older key."""
    ring = keyring_of(session.get_bind().dialect)
    values = older = lost = 0
    for batch in values_in_batches(session, keyed):
        behind = [token for _key, token in batch if not ring.is_newest(token)]
        values, older = values + len(batch), older + len(behind)
        lost += sum(not ring.opens(token) for token in behind)
    return Standing(keyed.name, values, older, lost)


def layers_laid(session: Session) -> int:
    """Say how many keys lie on the fingerprints of this database: one, until `awards keys reindex` has laid more."""
    laid = session.scalars(
        select(AuditEntry.facts)
        .where(AuditEntry.tag == Tag.KEYS_ROTATED, AuditEntry.subject == ABOUT_KEYS)
        .order_by(AuditEntry.id.desc())
    ).all()
    return next((int(facts["layers"]) for facts in laid if "layers" in facts), FIRST_LAYER)


def layers_given(session: Session) -> int:
    """Say how many keys the setting AWARDS_BLIND_INDEX_KEY holds."""
    return keyring_of(session.get_bind().dialect).index_layers


def raw_text(text: str) -> sa.ColumnElement[str]:
    """Give a text that goes into the database as it is."""
    return sa.literal(text, sa.Text)


def all_keys_laid(session: Session) -> bool:
    """Whether every index key of the setting lies on the fingerprints; if not, nobody would be found."""
    return layers_given(session) == FIRST_LAYER or layers_laid(session) == layers_given(session)


def _columns(wanted: Callable[[sa.Column[str]], bool]) -> list[KeyedColumn]:
    every = (column for table in Base.metadata.tables.values() for column in table.columns)
    chosen = [KeyedColumn(column) for column in every if wanted(column)]
    return sorted(chosen, key=lambda one: one.name)
