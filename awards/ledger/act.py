"""What every judging act has: a kind, and content of labels, hashes and exact numbers; no names, no free text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from awards.ledger.canonical import as_plain

ENTRY = "E"
JUDGE = "J"
STAFF = "S"
_LABEL = re.compile(r"[A-Z]{1,4}-[0-9A-Z-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{64}")


class BadActError(ValueError):
    """An act that may not enter the record: something in it is no label, hash or known word."""


def reason_hash(text: str, salt: bytes) -> str:
    """Give what the record keeps of free text: the SHA-256 (hex) of the salt (at least 16 random bytes) and the text.

    Once text and salt are erased, nobody can tell what the hash was of.

    Raises:
        BadActError: the salt is too short to hide a guessable text.
    """
    if len(salt) < 16:  # noqa: PLR2004 - bytes, as docs/sealed-record.md says
        raise BadActError("The salt of a reason must be at least 16 random bytes.")
    return hashlib.sha256(salt + text.encode()).hexdigest()


def label(kind: str, reference: str) -> str:
    """Give the label for an entry (`ENTRY`), judge (`JUDGE`) or member of staff (`STAFF`): "J-" and the reference.

    The reference must be random and kept with nothing but the means to erase it; never a person's own reference.

    Raises:
        BadActError: the reference is not of capitals, figures and hyphens.
    """
    return checked_label(f"{kind}-{reference}")


def checked_label(text: str) -> str:
    """Give the text if it can be a label.

    Raises:
        BadActError: it cannot: a name or an address must not slip into the record.
    """
    if not _LABEL.fullmatch(text):
        raise BadActError(f"{text!r} is no label such as E-7K2QDXA.")
    return text


def checked_hash(text: str) -> str:
    """Give the text if it is a SHA-256 in hex.

    Raises:
        BadActError: it is not.
    """
    if not _HASH.fullmatch(text):
        raise BadActError("A hash is 64 of the characters 0-9 and a-f.")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What every act has: its kind, and its content as plain JSON values without floats."""

    kind: ClassVar[str] = ""
    labels: ClassVar[tuple[str, ...]] = ("entry", "judge", "voter", "by", "second", "chosen")
    hashes: ClassVar[tuple[str, ...]] = ("reason", "sha256", "sealed")

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None and one.name in self.labels:
                checked_label(value)
            if value is not None and one.name in self.hashes:
                checked_hash(value)

    def content(self) -> dict[str, Any]:
        """Give the act as it enters the record, under the names of its fields.

        Raises:
            awards.ledger.canonical.NotCanonicalError: a float, a time without zone, too large a number.
        """
        return {one.name: as_plain(getattr(self, one.name)) for one in fields(self)}
