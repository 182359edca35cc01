"""The page for auditors: its vectors are what the program gives, and it names every kind of record."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from awards.ledger import acts, verify
from awards.ledger.act import Act
from awards.ledger.bundle import verifier
from awards.ledger.merkle import Tree
from awards.ledger.notes import checkpoint_of, public_bytes, public_line, sign
from awards.ledger.records import ERASABLE, make_record

PAGE = (Path(__file__).parents[2] / "docs" / "sealed-record.md").read_text()
ORIGIN = "awards.example/lantern-2025"
AT = datetime(2025, 3, 1, 9, tzinfo=UTC)
ENTRY, JUDGE = "E-7K2QDXA", "J-4MZT8RW"


def records():
    made = [
        acts.EntryEntered(entry=ENTRY, category="team"),
        acts.Assigned(entry=ENTRY, judge=JUDGE),
        acts.Scored(entry=ENTRY, judge=JUDGE, state=acts.SheetMark.COMPLETE, points={"reach": 4, "craft": None}),
    ]
    return [make_record(act, n=n, at=AT, salt=bytes([n]) * 16) for n, act in enumerate(made)]


def test_the_records_and_roots_of_the_page_hold():
    made = records()
    rows = re.findall(r"^\| \d \w+ `(.+)` \| ([0-9a-f]{64}) ([0-9a-f]{64}) \|$", PAGE, re.MULTILINE)
    assert rows == [(verify.canonical(one.content), one.digest, one.leaf.hex()) for one in made]
    tree = Tree(one.leaf for one in made)
    assert {size for size in (0, 2, 3) if tree.root(size).hex() in PAGE} == {0, 2, 3}
    assert tree.inclusion(0) == [made[1].leaf, made[2].leaf]


def test_the_checkpoint_and_the_key_of_the_page_hold():
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    tree = Tree(one.leaf for one in records())
    note = sign(checkpoint_of(tree, origin=ORIGIN, at=AT, purpose="final", rules="0" * 64), key)
    blocks = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    assert blocks == [note, public_line(ORIGIN, public_bytes(key)) + "\n"]


def test_the_ballot_of_the_page_holds():
    assert f"`{acts.sealed_ballot('V-1', JUDGE, [[ENTRY], [acts.NOBODY]], salt=bytes(16))}`" in PAGE


def test_the_page_names_every_kind_and_every_kind_that_may_be_erased():
    kinds = {one.kind for one in vars(acts).values() if isinstance(one, type) and issubclass(one, Act) and one.kind}
    table = PAGE.partition("## 5.")[2].partition("## 6.")[0]
    named = set(
        re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|")))
    )
    assert named == kinds
    assert verify.ERASABLE == ERASABLE < kinds


def test_the_checker_needs_the_standard_library_alone():
    imports = set(re.findall(r"^(?:from|import) ([a-z0-9_]+)", verifier().decode(), re.MULTILINE))
    assert imports == {
        "__future__", "argparse", "base64", "collections", "csv", "fractions", "hashlib", "io", "json", "math",
        "pathlib", "re", "sys", "typing", "zipfile",
    }  # fmt: skip


def test_the_checker_is_written_in_the_python_of_its_promise():
    ast.parse(verifier().decode(), feature_version=(3, 9))
