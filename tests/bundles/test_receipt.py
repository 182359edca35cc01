"""A judge's receipt: their own acts with proofs, as a page and as the file that the checker accepts; nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

import pytest

from awards.core.actor import Audience
from awards.ledger.bundle import BundleContents, write_bundle
from awards.panels.actions import Declared, declare_interest, declare_interests
from awards.panels.models import InterestKind
from awards.sealing.checkpoints import checkpoints_of, make_checkpoint
from awards.sealing.keys import seal_of
from awards.sealing.models import CheckpointPurpose
from awards.sealing.records import records_of
from tests.factories import InterestFactory
from tests.sealing.judged import CLOSED, NOW, STAFF, Judged, as_judge

HOUSE = 5


@pytest.fixture
def verify(tmp_path):
    """Runs the stand-alone checker; gives its exit code and what it printed."""

    def run(*arguments):
        script = str(files("awards.ledger").joinpath("verify.py"))
        done = subprocess.run([sys.executable, "-I", script, *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.fixture
def judge(browser, over):
    return browser.sign_in(Audience.JUDGES, over.given.users[0].ref)


def taken(browser):
    answer = browser.client.get("/judge/receipt/file")
    return answer.status_code, answer.get_data(as_text=True)


def test_before_the_close_there_is_no_receipt(browser, judged):
    judge = browser.sign_in(Audience.JUDGES, judged.given.users[0].ref)
    assert "Nothing is sealed yet" in judge.get("bundles_judge.receipt").text
    assert taken(judge)[0] == 404


def test_the_page_shows_a_judge_their_own_acts_with_their_points(judge, over):
    page = judge.get("bundles_judge.receipt")
    mine, other = (over.label(user) for user in over.given.users)
    assert (page.status, mine in page.text, other in page.text) == (200, True, False)
    rows = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in page.soup.find_all("tr")[1:]]
    assert [(row[2], row[3]) for row in rows] == [
        *(("You were asked to read this entry", over.label(one)) for one in over.given.entries),
        *(("Your score sheet: complete", over.label(one)) for one in over.given.entries),
    ]
    first, second = (criterion.key for criterion in over.given.criteria)
    assert rows[3][4] == f"{first} 2, {second} 3"


def test_the_file_is_accepted_by_the_checker_and_a_changed_one_is_not(judge, over, tmp_path, verify):
    status, text = taken(judge)
    receipt = tmp_path / "receipt.json"
    receipt.write_text(text)
    code, said = verify("receipt", str(receipt))
    assert (status, code) == (200, 0), said
    forged = json.loads(text)
    next(one for one in forged["records"] if one["kind"] == "scored")["content"]["state"] = "started"
    receipt.write_text(json.dumps(forged))
    code, said = verify("receipt", str(receipt))
    assert (code, "is not in the log" in said) == (1, True)


def test_the_record_of_a_real_round_is_a_bundle_that_holds_and_fits_mail_and_receipt(
    judge, over, session, tmp_path, verify, mailbox
):
    checkpoint, seal = checkpoints_of(session, over.season_id)[-1], seal_of(session)
    final = make_checkpoint(session, over.season, CheckpointPurpose.SIGN_OFF, actor=STAFF, now=CLOSED)
    session.commit()
    contents = BundleContents(
        origin=seal.origin(over.season), season="x/2024", records=list(records_of(session, over.season_id)),
        checkpoints=[checkpoint.note, final.note], public_key=seal.publics[0], made_at=CLOSED,
    )  # fmt: skip
    (tmp_path / "bundle.zip").write_bytes(write_bundle(contents))
    (tmp_path / "receipt.json").write_text(taken(judge)[1])
    (tmp_path / "note.txt").write_text(checkpoint.note)
    mailed = mailbox.last_to(over.given.users[0].email).get_body(("plain",)).get_content()
    (tmp_path / "key.txt").write_text(
        next(one for one in mailed.splitlines() if one.startswith("localhost/") and "+" in one)
    )
    code, said = verify(
        str(tmp_path / "bundle.zip"), "--receipt", str(tmp_path / "receipt.json"),
        "--checkpoint", str(tmp_path / "note.txt"), "--key", str(tmp_path / "key.txt"),
    )  # fmt: skip
    assert code == 0, said


def test_a_conflicted_judge_learns_nothing_beyond_what_they_did_themselves(session, clock, work, mailbox, browser):
    session.expire_on_commit = False
    judged = Judged(session, entries=4).release([(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 3)])
    judged.score(0, 0, 3, 3).score(0, 1, 2, 2).score(1, 0, 1, 1)
    given = judged.given
    said = {given.entries[0]: Declared(InterestKind.SAME_EMPLOYER)}
    declare_interests(session, given.members[0], said, actor=as_judge(given.users[0]), now=NOW)
    for entry in given.entries[2:]:  # what staff noted, one of it of an entry that the judge had never been shown
        other = Declared(InterestKind.OTHER, "They trained together.")
        declare_interest(session, given.members[0], entry, said=other, actor=STAFF, now=NOW)
    work(CLOSED)
    judge = browser.sign_in(Audience.JUDGES, given.users[0].ref)
    page, (_, file) = judge.get("bundles_judge.receipt").text, taken(judge)
    own = [(one["kind"], one["content"].get("entry")) for one in json.loads(file)["records"]]
    first, second = (judged.label(one) for one in given.entries[:2])
    assert own == [
        ("assigned", first), ("assigned", second), ("scored", first), ("scored", second), ("recused", first)
    ]  # fmt: skip
    secrets = [judged.label(one) for one in given.entries[2:]] + [judged.label(given.users[1])]
    secrets += [one.title for one in given.entries] + [one.ref for one in given.entries]
    secrets += [one.name for one in given.users[1:]]
    assert [one for one in secrets if one in page + file] == []


def test_what_staff_note_after_the_close_changes_nothing_that_the_judge_reads(judge, over, session):
    before = judge.get("bundles_judge.receipt").text, taken(judge)
    InterestFactory(member=over.given.members[0], entry=over.given.entries[0], declared_by=STAFF.reference)
    session.commit()
    assert (judge.get("bundles_judge.receipt").text, taken(judge)) == before


def test_one_judge_never_gets_anothers_receipt(another_browser, judge, over):
    other = another_browser.sign_in(Audience.JUDGES, over.given.users[1].ref)
    records = [json.loads(taken(one)[1]) for one in (judge, other)]
    assert [one["judge"] for one in records] == [over.label(user) for user in over.given.users]
    numbers = [{row["n"] for row in one["records"]} for one in records]
    assert (numbers[0] & numbers[1], len(numbers[0]), len(numbers[1])) == (set(), 6, 6)


def test_a_receipt_costs_the_same_for_few_and_many(judge, statements):
    assert statements.of(lambda: judge.get("bundles_judge.receipt")) <= 6 + HOUSE
