"""Rotating keys: every encrypted value written with the first key, and the newest key laid on every fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused
from awards.db import begin_to_write, keyring_of
from awards.privacy.ring import (
    ABOUT_KEYS,
    KeyedColumn,
    encrypted_columns,
    fingerprint_columns,
    layers_given,
    layers_laid,
    raw_text,
    values_in_batches,
)

Told = Callable[[str, int], None]
"""Is told of progress: which column, and how many of its values were looked at."""


def rotate_column(session: Session, keyed: KeyedColumn, *, told: Told) -> int:
    """Write every value of a column that an older key encrypted with the first one; gives how many there were.

    Commits batch by batch, so that nobody waits long and an interrupted run goes on where it stopped. A value that
    somebody changed meanwhile is left: whoever changed it used the first key.

    Raises:
        InvalidToken: no key of the ring opens a value.
    """
    ring, rotated, after = keyring_of(session.get_bind().dialect), 0, 0
    while batch := next(values_in_batches(session, keyed, after=after), None):
        session.rollback()
        behind = [(key, token) for key, token in batch if not ring.is_newest(token)]
        if behind:
            begin_to_write(session)
            for key, token in behind:
                session.execute(_change(keyed, key, was=token, becomes=ring.renewed(token)))
            session.commit()
        after, rotated = batch[-1][0], rotated + len(behind)
        told(keyed.name, len(batch))
    session.rollback()
    return rotated


def rotate_all(session: Session, *, told: Told, now: datetime, actor: Actor) -> dict[str, int]:
    """Rotate every encrypted column, and leave one entry in the trail if anything was; gives counts by column."""
    counts = {one.name: rotate_column(session, one, told=told) for one in encrypted_columns()}
    if any(counts.values()):
        begin_to_write(session)
        record(session, Tag.KEYS_ROTATED, ABOUT_KEYS, actor=actor, at=now, values=sum(counts.values()))
        session.commit()
    return counts


def lay_newest_key(session: Session, *, told: Told, now: datetime, actor: Actor) -> dict[str, int]:
    """Lay the index keys that are new on every fingerprint, all in one transaction; gives counts by column.

    Run it while nothing else runs: whatever looks somebody up meanwhile would not find them.

    Raises:
        Refused: the setting holds fewer keys than lie on the fingerprints already.
    """
    laid, given = layers_laid(session), layers_given(session)
    if given < laid:
        words = f"AWARDS_BLIND_INDEX_KEY must hold all {laid} keys, the newest first: older ones are still in use."
        raise Refused.because("key-missing", words)
    if given == laid:
        return {}
    ring = keyring_of(session.get_bind().dialect)
    counts: dict[str, int] = {}
    for keyed in fingerprint_columns():
        counts[keyed.name] = 0
        for batch in values_in_batches(session, keyed):
            for key, was in batch:
                session.execute(_change(keyed, key, was=was, becomes=ring.lay_over(was, laid=laid)))
            counts[keyed.name] += len(batch)
            told(keyed.name, len(batch))
    record(session, Tag.KEYS_ROTATED, ABOUT_KEYS, actor=actor, at=now, fingerprints=sum(counts.values()), layers=given)
    session.flush()
    return counts


def _change(keyed: KeyedColumn, key: int, *, was: str, becomes: str) -> Update:
    """Give the statement that changes one value, if nobody else did; what is written is not encrypted once more."""
    return (
        update(keyed.column.table).where(keyed.key == key, keyed.raw == was).values({keyed.column: raw_text(becomes)})
    )
