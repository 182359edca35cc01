"""A record: one act at its place and time. Its leaf commits to the content by a salted hash that outlives the content.

    digest = SHA-256(salt, canonical content)
    leaf   = SHA-256(0x00, canonical {"at", "digest", "kind", "n"})

So an erased record still says where, when and of what kind it was: nobody can hide a recusal by "erasing" it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from awards.ledger.act import Act
from awards.ledger.canonical import canonical, instant
from awards.ledger.merkle import leaf_hash

SALT_BYTES = 16
ERASABLE = frozenset({"note", "minutes_signed", "judge_joined", "judge_left", "sheet_reopened"})
"""The kinds whose content the check does not need; all others hold labels, keys, numbers and hashes alone."""


class NotErasableError(ValueError):
    """The record's content is needed to replay the season; erase what its labels and hashes stand for instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of the log. `n` counts from 0; content and salt are None once erased, the digest stays."""

    n: int
    kind: str
    at: str
    digest: str
    content: Mapping[str, Any] | None
    salt: str | None

    @property
    def leaf(self) -> bytes:
        """The leaf hash, of 32 bytes."""
        return leaf_hash(canonical({"n": self.n, "kind": self.kind, "at": self.at, "digest": self.digest}))

    @property
    def line(self) -> str:
        """The record as a line of log.jsonl: with content and salt, or with the digest alone once erased."""
        shown: dict[str, Any] = {"n": self.n, "kind": self.kind, "at": self.at, "leaf": self.leaf.hex()}
        if self.content is None:
            return canonical({**shown, "digest": self.digest}).decode()
        return canonical({**shown, "content": self.content, "salt": self.salt}).decode()

    @property
    def bare(self) -> Record:
        """The record without content and salt, as a cut without scores shows it."""
        return replace(self, content=None, salt=None)

    def erased(self) -> Record:
        """Give the record without content and salt; the leaf stays.

        Raises:
            NotErasableError: results are replayed from this kind of record.
        """
        if self.kind not in ERASABLE:
            raise NotErasableError(f"A record of the kind {self.kind} holds no text that could be erased.")
        return self.bare


def make_record(act: Act, *, n: int, at: datetime, salt: bytes | None = None) -> Record:
    """Make the record of an act at place `n` (from 0), with a fresh random salt of 16 bytes unless one is given.

    Raises:
        awards.ledger.canonical.NotCanonicalError: the content has a float, or the time no zone.
        ValueError: the salt is not of 16 bytes.
    """
    chosen = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    if len(chosen) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes.")
    content = act.content()
    return Record(
        n=n, kind=act.kind, at=instant(at), digest=digest_of(content, chosen), content=content, salt=chosen.hex()
    )


def kept_record(
    *, n: int, kind: str, at: datetime, content: Mapping[str, Any] | None, salt: str | None, digest: str | None = None
) -> Record:
    """Give a record as it was stored: content and salt (hex) while they are there, else the digest that was kept.

    Raises:
        ValueError: neither content and salt nor a digest.
    """
    if content is not None and salt is not None:
        found = digest_of(content, bytes.fromhex(salt))
        return Record(n=n, kind=kind, at=instant(at), digest=found, content=content, salt=salt)
    if digest is None:
        raise ValueError(f"Record {n} has neither its content nor what is left of it.")
    return Record(n=n, kind=kind, at=instant(at), digest=digest, content=None, salt=None)


def digest_of(content: Mapping[str, Any], salt: bytes) -> str:
    """Give what a leaf keeps of content: SHA-256 (hex) of the salt and the canonical content."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()


def read_record(line: str) -> Record:
    """Read a line of log.jsonl again.

    Raises:
        ValueError: it is no record, or its leaf or digest is of another one.
    """
    said = json.loads(line)
    content, salt = said.get("content"), said.get("salt")
    digest = said["digest"] if content is None else digest_of(content, bytes.fromhex(salt))
    made = Record(n=said["n"], kind=said["kind"], at=said["at"], digest=digest, content=content, salt=salt)
    if made.leaf.hex() != said["leaf"]:
        raise ValueError(f"Record {made.n} is not the one that its leaf was made of.")
    return made
