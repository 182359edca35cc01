"""Signed checkpoints: the signatures of RFC 8032 by the checker's own arithmetic, and notes that were tampered with."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.ledger import verify
from awards.ledger.merkle import Tree, leaf_hash
from awards.ledger.notes import (
    BadNoteError,
    checkpoint_of,
    opened,
    public_bytes,
    public_line,
    read_public_line,
    sign,
)
from tests.ledger.seasons import ORIGIN, key_from

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def note(key=None, **changes):
    given = {
        "origin": ORIGIN,
        "at": datetime(2025, 3, 1, 17, tzinfo=UTC),
        "purpose": "close:scoring",
        "rules": "a" * 64,
    }
    return sign(checkpoint_of(Tree([leaf_hash(b"one")]), **(given | changes)), key or key_from("ours"))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard_hold_and_break(secret, public, message, signature):
    key, said, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert public_bytes(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))) == key
    assert verify.is_signed(said, signed, key)
    assert not verify.is_signed(said + b"!", signed, key)
    assert not verify.is_signed(said, signed[:-1] + bytes([signed[-1] ^ 1]), key)
    assert not verify.is_signed(
        said, signed[:32] + (int.from_bytes(signed[32:], "little") + verify.ORDER).to_bytes(32, "little"), key
    )
    assert not verify.is_signed(said, signed[:63], key)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=100), st.integers(0, 511))
def test_the_checker_agrees_with_the_library(message, bit):
    key = key_from(message.hex())
    signature = bytearray(key.sign(message))
    assert verify.is_signed(message, bytes(signature), public_bytes(key))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify.is_signed(message, bytes(signature), public_bytes(key))


def test_a_checkpoint_has_the_lines_of_a_signed_note():
    lines = note().split("\n")
    assert lines[:2] + lines[3:7] + lines[8:] == [
        ORIGIN, "1", "time 2025-03-01T17:00:00.000000Z", "purpose close:scoring", f"rules {'a' * 64}", "", "",
    ]  # fmt: skip
    assert lines[7].startswith(f"\u2014 {ORIGIN} ")


def test_a_checkpoint_is_read_again_by_both():
    said = opened(note(), public_bytes(key_from("ours")))
    assert (said.size, said.purpose, said.root) == (1, "close:scoring", leaf_hash(b"one"))
    read = verify.Checkpoint(note())
    assert (read.faults(ORIGIN, public_bytes(key_from("ours"))), read.root) == ([], said.root)


@pytest.mark.parametrize(
    ("old", "new"), [("\n1\n", "\n2\n"), ("close", "final"), ("a" * 64, "b" * 64), ("17:00", "18:00")]
)
def test_a_changed_checkpoint_is_refused_by_both(old, new):
    changed = note().replace(old, new)
    with pytest.raises(BadNoteError):
        opened(changed, public_bytes(key_from("ours")))
    assert verify.Checkpoint(changed).faults(ORIGIN, public_bytes(key_from("ours"))) != []


def test_another_key_is_refused():
    with pytest.raises(BadNoteError):
        opened(note(), public_bytes(key_from("theirs")))


@pytest.mark.parametrize("text", ["", "a\nb\nc\n\n", "a\n1\n!\ntime x\npurpose y\nrules z\n\n\u2014 a b\n"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(BadNoteError):
        opened(text, public_bytes(key_from("ours")))


@pytest.mark.parametrize("changes", [{"origin": "two words"}, {"origin": "a+b"}, {"purpose": "two\nlines"}])
def test_what_would_break_the_lines_is_refused(changes):
    with pytest.raises(BadNoteError):
        note(**changes)


def test_the_public_line_says_its_key_and_is_checked():
    line = public_line(ORIGIN, public_bytes(key_from("ours")))
    assert read_public_line(line) == (ORIGIN, public_bytes(key_from("ours")))
    for wrong in ("", "a+b", line.replace(ORIGIN, "other"), line[:-4] + "AAAA"):
        with pytest.raises(BadNoteError):
            read_public_line(wrong)
