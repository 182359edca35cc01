"""Acts carry labels, hashes and exact numbers, and refuse whatever could name somebody or be read in two ways."""

from dataclasses import fields
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from awards.ledger import acts
from awards.ledger.canonical import NotCanonicalError, canonical_hash
from awards.ledger.records import kept_record, make_record, read_record
from tests.ledger.seasons import some_hash, true_season

AT = datetime(2025, 3, 1, 9, tzinfo=UTC)


def test_a_score_is_whole_numbers_by_criterion_and_none_for_none():
    made = acts.Scored(entry="E-1", judge="J-1", state=acts.SheetMark.STARTED, points={"reach": 4, "craft": None})
    assert (made.kind, made.content()) == (
        "scored",
        {"entry": "E-1", "judge": "J-1", "state": "started", "points": {"reach": 4, "craft": None}},
    )


def test_rules_state_their_own_hash():
    made = acts.RulesFixed(version=1, rules={"a": 1})
    assert made.content() == {"version": 1, "rules": {"a": 1}, "sha256": canonical_hash({"a": 1}), "reason": None}
    assert acts.RulesChanged(version=2, rules={"a": 1}, sha256=made.sha256).kind == "rules_changed"
    with pytest.raises(acts.BadActError):
        acts.RulesFixed(version=1, rules={"a": 1}, sha256="0" * 64)


@pytest.mark.parametrize("wrong", ["Ada Example", "ada@post.example", "", "E-", "e-1", "E-1 ", "E-É"])
def test_what_is_no_label_is_refused(wrong):
    with pytest.raises(acts.BadActError):
        acts.Assigned(entry=wrong, judge="J-1")


@pytest.mark.parametrize("wrong", ["they know each other", "A" * 64, "0" * 63])
def test_a_reason_in_words_is_refused(wrong):
    with pytest.raises(acts.BadActError):
        acts.Recused(entry="E-1", judge="J-1", reason=wrong)


def test_a_float_is_refused():
    with pytest.raises(NotCanonicalError):
        acts.Note(subject="x", facts={"share": 0.5}).content()
    assert acts.Note(subject="x", facts={"share": Fraction(1, 2)}).content()["facts"] == {"share": "1/2"}


def test_the_hash_of_a_reason_depends_on_its_salt():
    assert acts.reason_hash("why", b"a" * 16) != acts.reason_hash("why", b"b" * 16)
    with pytest.raises(acts.BadActError):
        acts.reason_hash("why", b"short")


def test_a_label_is_made_of_its_kind_and_reference():
    assert [acts.label(acts.ENTRY, "7K2QDXA"), acts.label(acts.STAFF, "A1")] == ["E-7K2QDXA", "S-A1"]
    with pytest.raises(acts.BadActError):
        acts.label(acts.JUDGE, "ada")


DECIDED = {"category": "young", "purpose": acts.Purpose.WINNERS, "scored_order": ["E-1", "E-2"],
           "decided_order": ["E-2"], "by": "S-1"}  # fmt: skip
PAPERS = {"departs": True, "departure": acts.Departure.NEW_FACT, "reason": some_hash("why"), "second": "S-2"}


@pytest.mark.parametrize("lost", [{"departure": None}, {"reason": None}, {"second": None}, {"second": "S-1"}])
def test_a_departure_needs_its_papers(lost):
    assert acts.Decided(**DECIDED, **PAPERS).content()["departure"] == "new_fact"
    with pytest.raises(acts.BadActError):
        acts.Decided(**DECIDED, **(PAPERS | lost))


ADDENDUM = {"category": "young", "entry": "E-1", "what": acts.Happening.DIED, "outcome": acts.Afterwards.POSTHUMOUS,
            "reason": some_hash("why"), "by": "S-1", "second": "S-2"}  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"second": "S-1"}, {"chosen": "E-2"}, {"outcome": acts.Afterwards.NEXT_CHOSEN}, {"reason": "words"}]
)
def test_an_addendum_needs_its_papers(wrong):
    assert acts.Addendum(**ADDENDUM).content()["outcome"] == "posthumous"
    with pytest.raises(acts.BadActError):
        acts.Addendum(**(ADDENDUM | wrong))


def test_nobody_stands_or_votes_twice():
    given = {"vote": "V-1", "category": "young", "purpose": acts.Purpose.WINNERS, "candidates": ["E-1", acts.NOBODY],
             "voters": ["J-1"], "members": 1, "chain": ["borda"]}  # fmt: skip
    assert acts.VoteOpened(**given).content()["candidates"] == ["E-1", "NOBODY"]
    for wrong in ({"candidates": ["E-1", "E-1"]}, {"voters": ["J-1", "J-1"]}, {"voters": ["Ada"]}):
        with pytest.raises(acts.BadActError):
            acts.VoteOpened(**(given | wrong))


def test_every_kind_is_another_word_and_every_field_is_in_its_content():
    made = true_season().acts
    assert {one.kind for one in made} >= {"rules_fixed", "vote_closed", "decided", "addendum", "minutes_signed"}
    for one in made:
        assert set(one.content()) == {field.name for field in fields(one)}


def test_a_record_is_read_again_as_it_was_written():
    record = make_record(acts.Note(subject="x"), n=3, at=AT)
    assert read_record(record.line) == record
    assert read_record(record.erased().line) == record.erased()
    assert record.erased().leaf == record.leaf
    with pytest.raises(ValueError, match="Record 3"):
        read_record(record.line.replace('"x"', '"y"'))


def test_a_record_is_the_same_from_what_is_stored_of_it():
    record = make_record(acts.Note(subject="x"), n=3, at=AT, salt=b"s" * 16)
    stored = {"n": 3, "kind": "note", "at": AT}
    assert kept_record(**stored, content={"subject": "x", "facts": {}, "reason": None}, salt=record.salt) == record
    assert kept_record(**stored, content=None, salt=None, digest=record.digest) == record.erased()
    with pytest.raises(ValueError, match="Record 3"):
        kept_record(**stored, content=None, salt=None)
    with pytest.raises(ValueError, match="16"):
        make_record(acts.Note(subject="x"), n=3, at=AT, salt=b"short")
