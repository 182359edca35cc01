"""Signed checkpoints in the form of C2SP signed notes: the tree's size and root, when, why and under which rules.

origin
size
root (base64)
time 2024-03-01T17:00:00.000000Z
purpose close:scoring
rules 5d41…

— origin base64(key id, signature)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from awards.ledger.canonical import instant
from awards.ledger.merkle import Tree

ED25519 = b"\x01"
_ORIGIN = re.compile(r"[^\s+]+")
_LINES = 6
_DASH = "— "


class BadNoteError(ValueError):
    """A text that is no signed checkpoint, or not by this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is signed. `purpose` is a word for people and programs such as "close:scoring" or "final"."""

    origin: str
    size: int
    root: bytes
    time: str
    purpose: str
    rules: str
    """The SHA-256 (hex) of the rules in force."""

    @property
    def text(self) -> str:
        """The lines that are signed, each with its line end."""
        root = base64.b64encode(self.root).decode()
        extras = f"time {self.time}\npurpose {self.purpose}\nrules {self.rules}\n"
        return f"{self.origin}\n{self.size}\n{root}\n{extras}"


def checkpoint_of(
    tree: Tree, *, origin: str, at: datetime, purpose: str, rules: str, size: int | None = None
) -> Checkpoint:
    """Give the checkpoint of a tree (of its first `size` leaves). `origin` is like "awards.example/season-2024".

    Raises:
        BadNoteError: the origin has a space or a plus, or the purpose a line break.
    """
    if not _ORIGIN.fullmatch(origin) or "\n" in purpose:
        raise BadNoteError("An origin has neither spaces nor plus signs, a purpose no line break.")
    width = len(tree) if size is None else size
    return Checkpoint(origin=origin, size=width, root=tree.root(width), time=instant(at), purpose=purpose, rules=rules)


def key_id(origin: str, public: bytes) -> bytes:
    """Give the four bytes by which a note names the key: the start of SHA-256(origin, newline, 0x01, key)."""
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + public).digest()[:4]


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """Give the 32 bytes of the public key."""
    return key.public_key().public_bytes_raw()


def public_line(origin: str, public: bytes) -> str:
    """Give the public key as one line, as mailed and bundled: "origin+1a2b3c4d+base64(0x01, key)"."""
    return f"{origin}+{key_id(origin, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def read_public_line(line: str) -> tuple[str, bytes]:
    """Give origin and key bytes of a public key's line.

    Raises:
        BadNoteError: it is no such line, or its key id is of another key.
    """
    try:
        origin, said, coded = line.strip().split("+", 2)
        raw = base64.b64decode(coded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadNoteError("This is no public key's line.") from error
    if len(raw) != 33 or raw[:1] != ED25519 or key_id(origin, raw[1:]).hex() != said:  # noqa: PLR2004 - kind and key
        raise BadNoteError("The key and its id do not fit.")
    return origin, raw[1:]


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Give the signed note: the checkpoint's text, an empty line, and the signature's line."""
    public = public_bytes(key)
    signature = key_id(checkpoint.origin, public) + key.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_DASH}{checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def opened(note: str, public: bytes) -> Checkpoint:
    """Give what a signed note says, once its signature by this key has been checked.

    Raises:
        BadNoteError: it is no checkpoint, or not signed by this key.
    """
    text, _, tail = note.partition("\n\n")
    checkpoint = _parsed(text + "\n")
    own = key_id(checkpoint.origin, public)
    for line in tail.splitlines():
        name, _, coded = line.removeprefix(_DASH).partition(" ")
        signature = _decoded(coded)
        if name == checkpoint.origin and signature[:4] == own:
            return _checked(checkpoint, signature[4:], public)
    raise BadNoteError("The checkpoint is not signed with this key.")


def _checked(checkpoint: Checkpoint, signature: bytes, public: bytes) -> Checkpoint:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, checkpoint.text.encode())
    except InvalidSignature as error:
        raise BadNoteError("The signature is not of this checkpoint.") from error
    return checkpoint


def _parsed(text: str) -> Checkpoint:
    lines = text.splitlines()
    if len(lines) != _LINES or not lines[1].isdecimal():
        raise BadNoteError("This is no checkpoint.")
    extras = dict(line.partition(" ")[::2] for line in lines[3:])
    if list(extras) != ["time", "purpose", "rules"]:
        raise BadNoteError("The checkpoint does not say its time, purpose and rules.")
    made = Checkpoint(origin=lines[0], size=int(lines[1]), root=_decoded(lines[2]), **extras)
    if made.text != text:
        raise BadNoteError("The checkpoint is not written as checkpoints are.")
    return made


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadNoteError("The checkpoint holds something that is not base64.") from error
