"""Whoever stands down from an entry is answered as if it were not there: compared with the same season without it."""

from __future__ import annotations

import pytest

from awards.comms.models import Message
from awards.core.references import new_reference
from awards.judging.left_over import judges_with_entries_left
from awards.judging.messages import recipients_of
from awards.judging.models import PracticeSheet, Score, ScoreSheet, SheetVersion
from awards.judging.reminding import letters_due, remind_judges_due
from awards.panels.models import Assignment, Interest, PanelMember
from awards.screening.models import Entry
from tests.house.surveying import Visitor, as_if_never_there, differing, judges_addresses, met, rows_of, survey
from tests.house.twins import OPEN, OVER, STANDS_DOWN, twins

OWN_WORDS = {"zqtitlemark", "zqinterest"}
"""What a judge may meet who declared it: the name they were shown and their own note, where conflicts are listed."""
LISTS = ("/judge/declared", "/judge/declared/")
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")


@pytest.fixture
def given(app, session, clock):
    app.config["RAISE_INCIDENTS"] = False
    clock.set(OPEN)
    return twins(session)


@pytest.fixture
def surveyed(app, session, clock, given):
    """Give the survey of these judges, at a moment."""

    def at(moment, *who):
        clock.set(moment)
        panels = [panel.ref for panel in given.panels]
        refs = [*given.refs, *panels]
        return survey(app, session, [given.users[one] for one in who or STANDS_DOWN], refs)

    given.refs = [given.entry.ref]
    return at


@pytest.mark.parametrize("moment", [OPEN, OVER], ids=["open", "over"])
def test_all_that_a_judge_who_stands_down_can_ask_for_is_as_if_the_entry_were_not_there(
    session, surveyed, given, moment
):
    before, ref = surveyed(moment), given.entry.ref
    assert {one.status for one in before.values()} == {200, 303, 404, 409}
    assert {path.split("/")[2] for (_, path), one in before.items() if one.status == 409} == {"results"}  # not sealed
    who = {user: name for name, user in given.users.items()}
    told = {(who[user], path, mark) for user, path, mark in met(before, given.marks)}
    assert {one for one in told if not _is_own(given, *one)} == set()
    as_if_never_there(session, Entry, [given.entry.id])
    after = surveyed(moment)
    assert [
        (who[user], path) for user, path in differing(before, after) if not path.startswith("/judge/declared")
    ] == []
    assert [who[user] for user, path in differing(before, after)].count("noted") == 0
    chair = before[given.users["chair"], f"/judge/chair/{given.panels[0].ref}"]
    assert "Too little to show yet" not in chair.text
    assert ref not in chair.text


@pytest.mark.parametrize("moment", [OPEN, OVER], ids=["open", "over"])
def test_the_survey_sees_the_entry_where_nobody_stands_down(session, surveyed, given, moment):
    as_if_never_there(session, Interest, [one.id for one in session.query(Interest)])
    found = surveyed(moment, "chair", "elsewhere")
    who = {user: name for name, user in given.users.items()}
    seen = {(who[user], mark) for user, _, mark in met(found, given.marks)}
    assert seen >= {
        ("chair", "zqtitlemark"),
        ("elsewhere", "zqpassage"),
        ("elsewhere", "zqcomment"),
        ("elsewhere", "zqplacemark"),
    }
    as_if_never_there(session, Entry, [given.entry.id])
    pages = {(who[user], path) for user, path in differing(found, surveyed(moment, "chair", "elsewhere"))}
    assert pages >= {
        ("chair", f"/judge/chair/{given.panels[0].ref}"), ("elsewhere", "/judge/entries/"),
        ("elsewhere", "/judge/entries/print"), ("elsewhere", "/judge/entries/scores"),
        ("elsewhere", f"/judge/conflicts/{given.panels[0].ref}"),
    }  # fmt: skip


@pytest.mark.parametrize("who", [*STANDS_DOWN, "abstained", "left"])
def test_the_entry_is_answered_like_one_that_never_was_whatever_is_sent(app, session, given, who):
    visitor, nobodys = Visitor(app, given.users[who]), new_reference("ENT")
    wrote = (Interest, Assignment, ScoreSheet, Score, SheetVersion, PracticeSheet, PanelMember, Message)
    before, wrong, asked = rows_of(session, *wrote), [], 0
    token = visitor.token()
    sent = {"csrf_token": token, "version": "1", "points_c1": "5", "overall": "zqsent", "kind": "other",
            "reason": "time", "text": "zqsent", "do": "complete", "looked": "y", "category": "practice"}  # fmt: skip
    theirs, missing = (dict(_by_shape(app, ref)) for ref in (given.entry.ref, nobodys))
    for (method, shape), path in theirs.items():
        for headers in ({}, {"Accept": "application/json"}) if method in {"GET", "POST"} else ({},):
            data = sent if method == "POST" else None
            answer = visitor.ask(path, method, data=data, headers=headers)
            other = visitor.ask(missing[method, shape], method, data=data, headers=headers)
            asked += 1
            same = answer.without(given.entry.ref) == other.without(nobodys)
            if not same or answer.status not in _alike(method, shape):
                wrong.append((method, shape, answer.status, other.status))
    assert wrong == []
    assert asked > 40
    assert rows_of(session, *wrote) == before


def test_reminders_and_messages_count_as_if_the_entry_were_not_there(session, clock, given):
    def now_due():
        letters = {one.judge.ref: (one.kind, one.key, one.arguments) for one in letters_due(session, now=OPEN)}
        left = {one.ref: (one.entries, one.left) for one in judges_with_entries_left(session, given.season.id)}
        chosen = {one.ref for one in recipients_of(session, given.season.id).chosen("left")}
        conflicted = [given.users[who] for who in STANDS_DOWN]
        return [(letters.get(ref), left.get(ref), ref in chosen) for ref in conflicted]

    before = now_due()
    assert sum(letter is not None for letter, _, _ in before) >= 4
    as_if_never_there(session, Entry, [given.entry.id])
    assert now_due() == before


def test_mails_after_a_conflict_hold_nothing_of_the_entry_and_do_not_count_it(app, session, clock, mailbox, given):
    judge = given.members["reader"]
    reader = Visitor(app, judge.user.ref).browser
    reader.get("panels_judge.conflict", ref=given.entry.ref).submit(kind="family_or_friend", note="zqinterest")
    clock.forward(seconds=1)
    with app.app_context():
        remind_judges_due(session, clock())
    mails = {mail["To"]: mail for mail in mailbox.deliver()}
    said = {
        address: mail.as_string().lower() + mail.get_body(("plain",)).get_content().lower()
        for address, mail in mails.items()
    }
    assert {(address, mark) for address, text in said.items() for mark in given.marks if mark in text} == set()
    assert sorted(mails) == sorted(
        f"{who}@judges.example" for who in ("before", "noted", "late", "abstained", "midway", "elsewhere")
    )
    assert (
        "of the 5 entries that are with you" in said["noted@judges.example"]
        or "all of the 5" in said["noted@judges.example"]
    )
    kept = [str((one.kind, one.key, one.arguments)).lower() for one in session.query(Message)]
    assert [mark for mark in given.marks for one in kept if mark in one] == []


def test_a_conflict_holds_on_the_next_request_in_a_page_that_is_open_already(app, session, given):
    one, other = (Visitor(app, given.users["reader"]) for _ in range(2))
    path = f"/judge/entries/{given.entry.ref}"
    assert "zqpassage" in one.ask(path).text
    token = one.token()
    other.browser.get("panels_judge.conflict", ref=given.entry.ref).submit(kind="other")
    rows = rows_of(session, ScoreSheet, Score, SheetVersion)
    for headers in ({}, {"Accept": "application/json"}):
        sent = one.ask(path, "POST", data={"csrf_token": token, "version": "1", "points_c1": "4"}, headers=headers)
        assert (sent.status, [mark for mark in given.marks if mark in sent.said.replace(path.lower(), "")]) == (404, [])
    assert rows_of(session, ScoreSheet, Score, SheetVersion) == rows


def _alike(method, shape):
    """Give how an address may answer that names an entry: results are not open before the record is sealed."""
    early = {409} if shape.startswith("/judge/results/") and method in {"GET", "HEAD"} else set()
    return {200} if method == "OPTIONS" else {404, 405, 303} | early


def _is_own(given, who, path, mark):
    """Whether this is what the judge said themselves, on the list of what they said."""
    return who not in {"noted", "late"} and path.startswith(LISTS) and mark in OWN_WORDS


def _by_shape(app, ref):
    for method, path in judges_addresses(app, [ref], METHODS):
        if ref in path:
            yield (method, path.replace(ref, "*")), path
