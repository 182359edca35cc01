"""Whoever is erased is nowhere left, in no table, file or message, but for the note that they are not to be asked."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.comms.transport import FolderTransport
from awards.core.actor import Actor, Audience, Role
from awards.db import blind_index
from awards.nominees.suppressing import name_index
from awards.privacy.erasing.mail import clear_mail_folder
from awards.privacy.erasure import Ground, Wish, erase, preview_of
from awards.privacy.files import empty_journal
from awards.privacy.known import known_by
from awards.privacy.models import Erasure
from tests.privacy.planting import EMAIL, NAME, NUMBER, PHONE, Planted, columns_of_people, everything_in

REFERENCES = {
    "ballot.ranking", "decision.commended", "decision.decided_order", "decision.scored_order", "decision.votes",
    "fit.result", "reading_search.result", "vote.candidates", "vote.result", "vote.voters",
}  # fmt: skip
"""They hold references, marks and counts, and no words."""
LABELS = {"judging_act.content"}
"""The sealed record: labels, numbers and hashes, which the whole-season tests look through for names."""


@pytest.fixture
def planted(session):
    return Planted(session)


def wish(**changes):
    return Wish(**({"ground": Ground.OBJECTED, "reason": "They asked us to.", "suppress": True} | changes))


def administrator(planted):
    return Actor(Audience.STAFF, planted.administrator.ref, frozenset({Role.ADMINISTRATOR}))


def erased(planted, now, **changes):
    session = planted.session
    done = erase(session, known_by(session, planted.refs), wish(**changes), actor=administrator(planted), now=now)
    session.commit()
    session.expire_all()
    return done


def test_every_column_that_can_hold_words_about_a_person_is_planted_or_excused_by_name(planted):
    covered = {where.partition(" ")[0] for where in (*planted.marks, *planted.named)}
    columns = columns_of_people()
    assert columns - covered - REFERENCES - LABELS == set()
    assert (REFERENCES | LABELS) - columns == set()


def test_before_the_erasure_the_search_finds_every_mark(planted):
    planted.session.flush()
    found = "\n".join(everything_in(planted.session).values())
    assert {where for where, mark in planted.marks.items() if mark not in found} == set()
    assert NAME in found


def test_after_the_erasure_no_table_holds_any_of_it(planted, clock):
    erased(planted, clock())
    left = everything_in(planted.session)
    marks = {**planted.marks, "the name": NAME, "the address": EMAIL, "the telephone": PHONE, "the number": NUMBER}
    found = {(where, table) for where, mark in marks.items() for table, text in left.items() if mark in text}
    assert found == set()


def test_fingerprints_of_name_and_address_stay_in_the_suppression_note_alone(planted, clock):
    marks = [blind_index(planted.session, EMAIL), name_index(planted.session, NAME), blind_index(planted.session, NAME)]
    erased(planted, clock())
    left = everything_in(planted.session)
    found = [{table for table, text in left.items() if mark in text} for mark in marks]
    assert found == [{"suppression"}, {"suppression"}, set()]


def test_words_about_others_stay_but_for_the_name(planted, clock):
    erased(planted, clock())
    session = planted.session
    session.refresh(planted.colleague)
    assert planted.colleague.line_management == "They spoke of Name withheld, and of nobody else."
    assert "Somebody Else did well." in everything_in(session)["answer"]
    assert planted.put.full_name == "Somebody Else"


def test_what_was_scored_stays_under_a_former_judge(planted, clock):
    erased(planted, clock())
    session = planted.session
    session.refresh(planted.score)
    session.refresh(planted.user)
    assert (planted.score.points, planted.score.comment) == (4, "")
    assert (planted.user.name, planted.user.disabled_at) == ("Former judge or colleague", clock())


def test_mail_that_waits_never_goes_and_mail_that_went_keeps_its_kind_and_time(planted, clock):
    erased(planted, clock())
    left = planted.session.scalars(select(Message).order_by(Message.id)).all()
    assert [(one.kind, one.state, one.recipient, bool(one.sent_at)) for one in left] == [
        ("nominees/notice", MessageState.CANCELLED, "Erased", False),
        ("nominees/notice", MessageState.SENT, "Erased", True),
    ]


def test_mails_to_them_leave_the_folder_of_a_portal_without_a_mail_server(tmp_path):
    for address in (EMAIL, "somebody@else.example"):
        mail = EmailMessage()
        mail["To"], mail["Message-ID"] = address, f"<{address}@portal.example>"
        mail.set_content(f"To {address}")
        FolderTransport(tmp_path).send(mail)
    assert clear_mail_folder(tmp_path, to=[EMAIL]) == 1
    assert [EMAIL in path.read_text() for path in tmp_path.iterdir()] == [False]


def test_an_erasure_leaves_a_row_for_each_reference_and_one_entry_in_the_trail(planted, clock):
    done = erased(planted, clock())
    session = planted.session
    rows = session.scalars(select(Erasure.subject).order_by(Erasure.id)).all()
    assert list(rows) == list(done.refs) == planted.refs
    entry = entries_about(session, planted.nominee.ref)[-1]
    assert (entry.tag, entry.facts["references"], entry.facts["entries"]) == (Tag.PERSON_ERASED, planted.refs, 1)
    assert (entry.facts["ground"], entry.reason.text) == ("objected", "They asked us to.")


def test_a_reason_that_names_the_person_is_kept_without_the_name(planted, clock):
    erased(planted, clock(), reason=f"{NAME} rang us.")
    entry = entries_about(planted.session, planted.nominee.ref)[-1]
    assert entry.reason.text == "Name withheld rang us."


def test_the_preview_says_what_goes_and_changes_nothing(planted):
    before = everything_in(planted.session)
    seen = preview_of(planted.session, known_by(planted.session, planted.refs))
    assert [one.ref for one in seen.reach.entries_alone.values()] == [planted.entry.ref]
    assert [one.ref for one in seen.reach.written.values()] == [planted.sent.ref]
    assert {one.table for one in seen.places} >= {"panel_member", "decision", "judge_message", "audit_reason"}
    assert (seen.flag_notes, seen.open_flags, seen.borne_by_others) == (1, 0, False)
    assert everything_in(planted.session) == before


def test_a_hold_keeps_what_safeguarding_flags_say_and_nothing_else(planted, clock):
    erased(planted, clock(), hold_flags=True)
    left = everything_in(planted.session)
    found = {table for mark in planted.marks.values() for table, text in left.items() if mark in text}
    assert found == {"flag_note"}


@pytest.mark.only_on("sqlite")
def test_a_database_file_keeps_nothing_in_its_free_pages(planted, clock, app):
    planted.session.commit()
    erased(planted, clock())
    session = planted.session
    path = Path(session.get_bind().url.database)
    session.commit()
    empty_journal(session)
    data = b"".join(path.with_name(path.name + end).read_bytes() for end in ("", "-wal"))
    plain = {mark for where, mark in planted.marks.items() if not where.endswith(("email", "phone", "recipient"))}
    assert {mark for mark in plain if mark.encode() in data} == set()
