"""Signing off and what the worker makes of it: bundles, mail, and checkpoints of what comes after."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.bundles import making
from awards.bundles.actions import sign_off
from awards.bundles.cli import record as record_commands
from awards.bundles.making import bundles_due
from awards.bundles.models import Bundle
from awards.bundles.queries import length_of
from awards.comms.models import Message
from awards.core.actor import Role
from awards.core.permission import Refused
from awards.db import db
from awards.ledger.bundle import Cut, bundle_digest
from awards.panels.locking import season_subject
from awards.results.models import DepartureKind
from awards.sealing.checking import check_log
from awards.sealing.checkpoints import checkpoints_of
from awards.sealing.models import CheckpointPurpose
from tests.factories import StaffFactory


@pytest.fixture
def worker(app, session, clock):
    """Let the worker's own session make what is due; gives how many things it did."""

    def run():
        session.commit()
        with app.app_context():
            done = bundles_due(db.session, clock())
            db.session.close()
        session.expire_all()
        return done

    return run


@pytest.fixture
def decided(season, mailbox):
    return season.judge().close(mailbox).decide()


HARBOUR = ("--programme", "harbour-awards")


def refusals(season, seen=None):
    seen = length_of(season.session, season.season_id).newest if seen is None else seen
    with pytest.raises(Refused) as refused:
        sign_off(season.session, season.season, seen=seen, actor=season.me(), now=season.now)
    season.session.rollback()
    return [one.code for one in refused.value.permission.reasons]


def purposes(season):
    return [one.purpose for one in checkpoints_of(season.session, season.season_id)]


def test_before_everything_is_settled_nobody_can_sign_off_and_each_thing_is_named(season, mailbox):
    every = ["no-shortlist", "no-winners"] * 4
    assert refusals(season) == ["no-record", "not-sealed", *every]
    season.judge()
    assert refusals(season) == ["not-sealed", *every]
    season.close(mailbox)
    season.shortlist("practice", 0, 1, 2, reason="Two tie at the line.")
    words = {"departure": DepartureKind.NEW_FACT, "taking_part": "The panel."}
    season.winners("practice", [season.board("practice").order[1]], **words)
    season.shortlist("young")
    season.opened("young")
    assert refusals(season) == ["no-winners", "decision-waits", "no-winners", *every[4:], "meeting-open"]


def test_what_was_recorded_since_the_page_was_drawn_must_be_looked_at(decided):
    assert refusals(decided, seen=3) == ["grown"]


def test_the_sign_off_seals_everything_and_says_who_signed(decided, session, audit_trail):
    made = decided.sign_off()
    assert (made.purpose, made.size) == (CheckpointPurpose.SIGN_OFF, length_of(session, decided.season_id).acts)
    assert made.made_by == str(decided.me())
    assert audit_trail(season_subject(decided.season))[-2:] == [Tag.CHECKPOINT_MADE, Tag.RESULTS_SIGNED_OFF]
    assert refusals(decided) == ["nothing-new"]
    assert check_log(session, decided.season) is None


def test_the_worker_makes_both_cuts_once_and_tells_staff_and_readers_of_the_digest(decided, worker, session, mailbox):
    reader, elsewhere = StaffFactory(role=Role.READ_ONLY), StaffFactory(disabled_at=decided.now)
    checkpoint = decided.sign_off()
    assert (worker(), worker()) == (1, 0)
    made = session.scalars(select(Bundle).order_by(Bundle.id)).all()
    assert [one.cut for one in made] == [Cut.AUDITOR, Cut.PUBLIC]
    told = session.scalars(select(Message).where(Message.kind == making.SIGNED_MAIL).order_by(Message.id)).all()
    assert [one.recipient for one in told] == [one.email for one in (decided.staff, decided.other, reader)]
    assert elsewhere.email not in [one.recipient for one in told]
    assert checkpoints_of(session, decided.season_id)[-1].mailed_at == decided.now
    text = mailbox.last_to(reader.email).get_body(("plain",)).get_content()
    assert [one in text for one in (made[0].digest, checkpoint.note.splitlines()[2])] == [True, True]
    assert "/staff/record/" in text
    assert "\n\n\n" not in text


def test_an_addendum_after_the_sign_off_is_sealed_by_the_worker_and_makes_another_bundle(decided, worker, session):
    decided.sign_off()
    worker()
    decided.withdraw()
    assert (worker(), worker()) == (2, 0)
    assert purposes(decided)[-2:] == [CheckpointPurpose.SIGN_OFF, CheckpointPurpose.ADDENDUM]
    assert len(session.scalars(select(Bundle)).all()) == 4
    assert check_log(session, decided.season) is None


def test_an_addendum_before_the_sign_off_waits_for_it(decided, worker):
    decided.withdraw()
    assert worker() == 0
    assert decided.sign_off().size == length_of(decided.session, decided.season_id).acts


def test_a_later_decision_is_signed_off_anew(decided, worker):
    decided.sign_off()
    worker()
    decided.winners("care", [decided.board("care").order[0]], reason="The panel looked again, and holds it after all.")
    decided.session.commit()
    assert worker() == 0
    decided.sign_off()
    assert worker() == 1


def test_the_same_log_gives_the_same_bytes_and_figures_do_not_hang_on_when(decided, worker, session):
    decided.sign_off()
    worker()
    first = decided.bundle()
    for one in session.scalars(select(Bundle)):
        session.delete(one)
    worker()
    assert decided.bundle() == first
    assert bundle_digest(first) == session.scalars(select(Bundle.digest).where(Bundle.cut == Cut.AUDITOR)).one()


def test_figures_are_those_that_the_pages_of_results_show(decided, worker):
    board = decided.board("practice")
    shown = {decided.label_of(one.entry): one for one in board.fit.result.entries}
    decided.sign_off()
    worker()
    with ZipFile(BytesIO(decided.bundle())) as zipped:
        said = json.loads(zipped.read("results.json"))["categories"]["practice"]
        manifest = json.loads(zipped.read("manifest.json"))
    stated = {one["entry"]: (one["adjusted"], one["stated"]["p_top"]) for one in said["entries"]}
    assert stated == {entry: (f"{one.adjusted:.6f}", f"{one.p_top:.6f}") for entry, one in shown.items()}
    assert manifest["seeds"]["chances/practice"] == board.fit.result.seed
    assert sorted(manifest["versions"]) == ["awards-portal", "numpy", "scipy"]


def test_the_command_writes_the_bundle_and_notes_it(app, decided, tmp_path, audit_trail, session):
    run = app.test_cli_runner()
    file = tmp_path / "record.zip"
    early = run.invoke(record_commands, ["bundle", str(file), "--season", "2024", *HARBOUR])
    assert (early.exit_code, "not signed off" in early.output) == (2, True), early.output
    unknown = run.invoke(record_commands, ["bundle", str(file), "--season", "1999"])
    assert (unknown.exit_code, "0 seasons" in unknown.output) == (2, True)
    decided.sign_off()
    done = run.invoke(record_commands, ["bundle", str(file), "--season", "2024", *HARBOUR])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["digest"] == bundle_digest(file.read_bytes())
    again = run.invoke(record_commands, ["bundle", str(file), "--season", "2024", *HARBOUR, "--cut", "public"])
    assert json.loads(again.output)["cut"] == "public"
    session.expire_all()
    assert audit_trail(season_subject(decided.season))[-2:] == [Tag.BUNDLE_TAKEN, Tag.BUNDLE_TAKEN]
    assert len(session.scalars(select(Message).where(Message.kind == making.SIGNED_MAIL)).all()) == 2
