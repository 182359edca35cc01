"""The judges' copy of a nomination: kept apart from what was sent, stamped, and read by judges only once stamped."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.core.permission import Refused
from awards.nominations.asked import Addition, InformationRequest
from awards.nominations.lifecycle import NominationState
from awards.screening.admitting import admit_entry
from awards.screening.copies import CONTENT_WARNING, copies_of, copies_with, copy_of
from awards.screening.copying import Typed, save_copy, set_content_warning, stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.merging import merge
from awards.screening.models import CopyPassage, EntryNomination, Passage
from awards.screening.queries import entry_by_ref, whole
from tests.factories import EntryFactory, SubmissionFactory, admitted
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

SENT = "She listened.\nThings changed."
QUESTION = "What did they do?"


def stamp_of(session, nomination):
    """Give the stamp of the copy, if it counts."""
    return copy_of(session, nomination).stamp


@pytest.fixture
def save(session, actor):
    """Save one passage, by default the first, as a member of staff."""

    def save(nomination, text, *, key="q1", **how):
        given = {name: how.pop(name) for name in ("included", "seen") if name in how}
        return save_copy(session, nomination, [Typed(key, text, **given)], **({"actor": actor, "now": NOW} | how))

    return save


@pytest.fixture
def stamp(session, actor):
    def stamp(nomination, **how):
        return stamp_copy(session, nomination, **({"actor": actor, "now": NOW} | how))

    return stamp


@pytest.fixture
def add(session):
    """Let the nominator send something more on the first question."""

    def add(nomination, text, *, sent_at=NOW):
        asked = InformationRequest(
            ref="INF-AAAAAAA", nomination_id=nomination.id, questions=["q1"], note="When?", answer_by=NOW,
            asked_by="USR-STAFFER", asked_at=NOW, answered_at=sent_at,
        )  # fmt: skip
        session.add(asked)
        session.flush()
        session.add(Addition(
            request_id=asked.id, nomination_id=nomination.id, question_key="q1", position=1, question=QUESTION,
            text=text, saved_at=NOW, sent_at=sent_at,
        ))  # fmt: skip
        session.flush()

    return add


def lines(session, nomination) -> list[tuple[str, str, bool]]:
    return [(line.key, line.text, line.included) for line in copy_of(session, nomination).lines]


def read_by_judges(session, entry) -> list[tuple[str, str]]:
    passages = session.scalars(select(Passage).where(Passage.entry_id == entry.id).order_by(Passage.position))
    return [(one.voice, one.text) for one in passages]


# The copy.


def test_a_copy_begins_with_what_was_sent_and_nothing_is_written_by_looking(session, nomination):
    assert lines(session, nomination) == [("q1", SENT, True)]
    assert session.scalars(select(CopyPassage)).all() == []


def test_what_is_saved_stands_beside_the_original_and_leaves_one_entry_on_the_trail(
    session, nomination, save, audit_trail
):
    assert save(nomination, "They listened.  ").changed == 1
    (line,) = copy_of(session, nomination).lines
    assert (line.original, line.text) == (SENT, "They listened.")
    assert nomination.submissions[-1].content[0]["answer"] == SENT
    assert save(nomination, "They listened.").changed == 0
    assert [tag for tag in audit_trail(nomination.ref) if tag != "verdict.computed"] == ["copy.saved"]


def test_a_passage_can_be_left_out_and_the_content_warning_is_no_passage(session, nomination, save):
    save(nomination, SENT, included=False)
    save(nomination, "This story speaks of loss.", key=CONTENT_WARNING)
    copy = copy_of(session, nomination)
    assert (lines(session, nomination), copy.for_judges) == ([("q1", SENT, False)], [])
    assert copy.content_warning == "This story speaks of loss."


def test_two_people_who_change_one_passage_lose_nothing(session, nomination, save):
    seen = copy_of(session, nomination).lines[0].mark
    save(nomination, "Mine.", seen=seen)
    clash = save(nomination, "Yours.", seen=seen)
    assert (clash.changed, clash.conflicts, lines(session, nomination)) == (0, {"q1"}, [("q1", "Mine.", True)])

    again = save(nomination, "Yours.", seen=copy_of(session, nomination).lines[0].mark)
    assert (again.changed, lines(session, nomination)) == (1, [("q1", "Yours.", True)])


def test_who_did_not_touch_a_passage_does_not_undo_what_another_saved(session, nomination, save):
    seen = copy_of(session, nomination).lines[0].mark
    save(nomination, "Mine.", seen=seen)
    untouched = save(nomination, SENT, seen=seen)
    assert (untouched.changed, untouched.conflicts, untouched.unseen) == (0, frozenset(), True)
    assert lines(session, nomination) == [("q1", "Mine.", True)]


def test_an_addition_is_a_passage_of_its_own_once_it_was_sent(session, nomination, add, save):
    seen = copy_of(session, nomination).lines[0].mark
    add(nomination, "In May.", sent_at=None)
    assert lines(session, nomination) == [("q1", SENT, True)]
    assert save(nomination, SENT, seen=seen).unseen is False
    session.scalars(select(Addition)).one().sent_at = NOW
    session.flush()
    assert lines(session, nomination) == [("q1", SENT, True), ("q1:INF-AAAAAAA", "In May.", True)]
    assert copy_of(session, nomination).lines[1].question == "What did they do? (added on 26 February 2024)"
    assert save(nomination, SENT, seen=seen).unseen is True


@pytest.mark.parametrize("state", [NominationState.DRAFT, NominationState.WITHDRAWN])
def test_only_staff_work_on_a_copy_and_only_of_what_was_sent(session, make_nomination, save, stamp, reader, state):
    with pytest.raises(Refused) as unsent:
        save(make_nomination(state=state), "Words.")
    with pytest.raises(Refused) as reading:
        save(make_nomination(), "Words.", actor=reader)
    with pytest.raises(Refused) as stamping:
        stamp(make_nomination(), actor=reader)
    assert [codes(one) for one in (unsent, reading, stamping)] == [["not-standing"], ["not-staff"], ["not-staff"]]


# The stamp.


def test_a_stamp_counts_until_the_copy_or_what_was_sent_is_changed(session, nomination, save, stamp, add):
    assert stamp_of(session, nomination) is None
    first = stamp(nomination, content_warning="Loss.")
    assert (stamp_of(session, nomination), first.content_warning, len(first.digest)) == (first, "Loss.", 64)

    anew = [
        {"key": "q1", "question": QUESTION, "answer": "She left."},
        {"key": "q2", "question": "Else?", "answer": "No."},
    ]
    changes = [
        lambda: save(nomination, "They listened."),
        lambda: save(nomination, "Grief.", key=CONTENT_WARNING),
        lambda: add(nomination, "In May."),
        lambda: SubmissionFactory(nomination=nomination, number=2, content=anew),
        lambda: save(nomination, "No.", key="q2", included=False),
    ]
    for change in changes:
        change()
        session.expire_all()
        assert stamp_of(session, nomination) is None
        assert stamp(nomination) is stamp_of(session, nomination)


def test_taking_a_change_back_makes_the_stamp_count_again(session, nomination, save, stamp):
    made = stamp(nomination)
    save(nomination, "They listened.")
    save(nomination, SENT)
    assert stamp_of(session, nomination) is made


def test_stamping_is_on_the_trail_and_nothing_is_stamped_that_judges_cannot_read(
    session, nomination, save, stamp, audit_trail
):
    stamp(nomination)
    assert [tag for tag in audit_trail(nomination.ref) if tag != "verdict.computed"] == ["copy.stamped"]
    save(nomination, SENT, included=False)
    with pytest.raises(Refused) as refused:
        stamp(nomination)
    assert codes(refused) == ["nothing-left"]


def test_many_copies_are_read_at_once_as_one_by_one(session, make_nomination, save, stamp, add):
    first, second = make_nomination(), make_nomination()
    save(first, "They listened.")
    stamp(first)
    add(second, "In May.")
    session.expire_all()
    found = copies_of(session, [whole(session, second), whole(session, first)])
    assert [copy.digest for copy in found] == [copy_of(session, one).digest for one in (second, first)]
    assert [copy.stamp is None for copy in found] == [True, False]


# After admission.


def test_judges_read_what_was_stamped_last_whatever_is_saved(session, eligible, actor, save, stamp, audit_trail):
    nomination = eligible()
    entry = admitted(session, nomination, actor=actor, now=NOW)
    save(nomination, "They listened.")
    assert read_by_judges(session, entry) == [("A colleague", SENT)]

    made = stamp(nomination)

    session.expire_all()
    assert read_by_judges(session, entry) == [("A colleague", "They listened.")]
    assert session.get_one(EntryNomination, nomination.id).stamp_id == entry.stamp_id == made.id
    assert audit_trail(entry.ref) == ["entry.admitted", "copy.stamped"]


def test_a_new_copy_takes_the_place_of_its_own_passages_alone(session, season, eligible, actor, save, stamp):
    first, second, third = eligible(), eligible(relationship_to_nominee="manager"), eligible()
    entry = admitted(session, first, texts={"q1": "One."}, actor=actor, now=NOW)
    admitted(session, second, texts={"q1": "Two."}, into=entry, actor=actor, now=NOW)
    admitted(session, third, texts={"q1": "Three."}, into=entry, actor=actor, now=NOW)
    save(first, "One, anew.")
    stamp(first)
    assert read_by_judges(session, entry) == [
        ("A colleague", "One, anew."), ("A colleague", "Three."), ("Their manager", "Two."),
    ]  # fmt: skip
    assert [one.position for one in entry_by_ref(session, entry.ref, season_id=season.id).passages] == [1, 2, 3]


def test_a_withdrawn_entry_is_left_as_it_was(session, eligible, actor, save, stamp):
    nomination = eligible()
    entry = admitted(session, nomination, actor=actor, now=NOW)
    entry.state = EntryState.WITHDRAWN
    save(nomination, "They listened.")
    stamp(nomination)
    assert read_by_judges(session, entry) == [("A colleague", SENT)]


def test_what_is_merged_into_a_nomination_with_judges_comes_to_them_with_its_stamp(
    session, eligible, actor, save, stamp, audit_trail
):
    lead, other = eligible(), eligible(relationship_to_nominee="manager")
    entry = admitted(session, lead, texts={"q1": "One."}, actor=actor, now=NOW)
    merge(session, other, into=lead, reason="", actor=actor, now=NOW)
    save(other, "Two.")
    assert read_by_judges(session, entry) == [("A colleague", "One.")]
    stamp(other)
    assert read_by_judges(session, entry) == [("A colleague", "One."), ("Their manager", "Two.")]
    assert audit_trail(entry.ref) == ["entry.admitted", "entry.joined"]
    thanked = session.scalars(select(Message.about).where(Message.kind == "screening/goes_to_judges")).all()
    assert sorted(thanked) == sorted([lead.ref, other.ref])


def test_a_lead_is_admitted_with_what_is_merged_into_it_once_every_copy_is_stamped(
    session, eligible, actor, save, stamp, audit_trail
):
    lead, other, third = eligible(), eligible(relationship_to_nominee="manager"), eligible()
    for one in (other, third):
        merge(session, one, into=lead, reason="Spelt alike.", actor=actor, now=NOW)
    stamp(lead, content_warning="Loss.")
    with pytest.raises(Refused) as refused:
        admit_entry(session, lead, actor=actor, now=NOW)
    assert codes(refused) == ["not-stamped", "not-stamped"]
    save(other, "Two.")
    for one in (other, third):
        stamp(one)

    entry = admit_entry(session, lead, actor=actor, now=NOW)

    assert read_by_judges(session, entry) == [("A colleague", SENT), ("A colleague", SENT), ("Their manager", "Two.")]
    stamps = {one.nomination.id: one.stamp.id for one in copies_with(session, lead)}
    behind = session.execute(select(EntryNomination.nomination_id, EntryNomination.stamp_id)).all()
    assert ({row[0]: row[1] for row in behind}, entry.stamp_id) == (stamps, stamps[lead.id])
    assert (entry.content_warning, entry.title) == ("Loss.", "Amara Okafor")
    assert audit_trail(entry.ref) == ["entry.admitted"]


# What judges are warned of.


def test_a_content_warning_is_set_changed_and_taken_away(session, category, actor, reader, audit_trail):
    entry = EntryFactory(category=category)
    for words in ("Loss.", "Loss.", "Grief. ", ""):
        set_content_warning(session, entry, words=words, actor=actor, now=NOW)
    assert (entry.content_warning, audit_trail(entry.ref)) == (None, ["content_warning.set"] * 3)
    with pytest.raises(Refused) as reading:
        set_content_warning(session, entry, words="Loss.", actor=reader, now=NOW)
    entry.state = EntryState.WITHDRAWN
    with pytest.raises(Refused) as withdrawn:
        set_content_warning(session, entry, words="Loss.", actor=actor, now=NOW)
    assert [codes(reading), codes(withdrawn)] == [["not-staff"], ["entry-withdrawn"]]


# Thanks.


def test_every_nominator_is_thanked_once_in_the_same_words_but_nobody_under_18(
    session, clock, eligible, actor, stamp, mailbox
):
    clock.set(NOW)
    first, second, young = eligible(), eligible(), eligible()
    young.nominator.under_18 = True
    entry = admitted(session, first, actor=actor, now=NOW)
    for one in (second, young):
        admitted(session, one, into=entry, actor=actor, now=NOW)
    stamp(first)
    found = session.scalars(select(Message).where(Message.kind == "screening/goes_to_judges")).all()
    assert {(one.about, one.recipient, one.link_subject) for one in found} == {
        (one.ref, one.nominator.email, one.ref) for one in (first, second)
    }
    assert [one.arguments for one in found] == [{"reference": one.about} for one in found]
    session.commit()
    mails = [mailbox.last_to(one.nominator.email) for one in (first, second)]
    assert {mail["Subject"] for mail in mails} == {"Thank you for your nomination"}
    assert "Amara" not in mails[0].get_body(("plain",)).get_content()
