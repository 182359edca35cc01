"""Rubbish through every form that judges have: never an error, never points off the scale, nothing of another's."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.judging.models import PracticeSheet, Score, ScoreSheet
from tests.hostile.judging import Renewing, as_before, judging, of_the_other, points_given, targets_of
from tests.hostile.sending import CSRF, Judge, attack
from tests.hostile.texts import Hostile

SEED = 20240306
EACH = {"sqlite": 3, "postgresql": 1}
ON_THE_SCALE = {None, 0, 1, 2, 3, 4, 5}
NO_POINTS = ("6", "-1", "5.0", "1e0", "+4", "0x4", "4_0", "\uff14", "\u0664", "\u00b2", "\u2463", "4;", "True",
             "99" * 30, "NaN", "null", "[4]", "c1", "4\u200b4")  # fmt: skip
NO_VERSIONS = ("-1", "1e9", "\uff11", "9" * 40, "1.0", "NaN", "null", "0x1", "1;", "\u00b2", "1\x001", "")


@pytest.fixture
def given(app, session, clock):
    return judging(app, session, clock)


def test_no_form_of_judges_breaks_and_nothing_off_the_scale_or_of_another_is_stored(app, given, database_kind):
    judge, hostile, before = Judge(app), Hostile(SEED), of_the_other(given)
    targets = targets_of(given, judge)
    assert len(targets) >= len(given.pages) - 2, [one.key for one in targets]  # terms and handing in ask for nothing
    for target in targets:
        attack(Renewing(given, judge), target, hostile, each=EACH[database_kind])
    for page in given.pages:
        as_before(given)
        judge.of_page(page, given.browser.client.get(page))
    assert judge.findings() == []
    assert judge.became["kept"] > 0
    assert points_given(given) <= ON_THE_SCALE
    assert of_the_other(given) == before


def test_what_the_sheets_script_sends_never_breaks_and_is_always_answered_as_data(app, given, database_kind):
    judge, hostile, before = Judge(app), Hostile(SEED + 1), of_the_other(given)
    sheet = next(one for one in targets_of(given, judge) if one.action.endswith(given.sheet))
    sender = Renewing(given, judge, accept="application/json")
    attack(sender, sheet, hostile, each=EACH[database_kind])
    for name in ("tab", "turn"):
        for text in (hostile.text(), hostile.number(), "9" * 40, "\x00", "x" * 10_001):
            answer = sender.send(sheet, [(name, text), ("points_c1", "3")])
            assert (answer.mimetype, set(answer.get_json()) >= {"saved", "version", "said"}) == (
                "application/json",
                True,
            )
    assert judge.findings() == []
    assert points_given(given) <= ON_THE_SCALE
    assert of_the_other(given) == before


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_points_that_are_no_points_are_never_stored(app, given, accept):
    judge = Judge(app)
    targets = [
        one for one in targets_of(given, judge) if one.action.endswith(given.sheet) or "/practice/" in one.action
    ]
    for target in targets:
        sender = Renewing(given, judge, accept=accept if target.action.endswith(given.sheet) else "text/html")
        for text in NO_POINTS:
            sender.send(target, [("points_c1", text), ("points_c2", "3"), ("do", "complete")])
            assert points_given(given, of=given.me) <= {None, 3}, text
    given.session.rollback()
    practised = given.session.scalars(select(PracticeSheet.marks)).all()
    assert [marks["c2"]["points"] for marks in practised] == [3, 3]
    assert judge.findings() == []


def test_the_table_takes_no_points_off_the_scale_and_none_for_entries_of_others(app, given):
    judge, before = Judge(app), of_the_other(given)
    table = next(one for one in targets_of(given, judge) if one.action.endswith("/scores"))
    sender, mine = Renewing(given, judge), given.mine[0].ref
    for text in NO_POINTS:
        answer = sender.send(table, [(f"points_{mine}_c1", text)])
        assert answer.status_code == 422, text
    for entry in (given.theirs, given.conflict):
        sent = [(f"points_{entry.ref}_{one.key}", "5") for one in given.criteria]
        sender.send(table, [*sent, (f"version_{entry.ref}", "1"), (f"drawn_{entry.ref}", "")])
    for name in (given.category.key, "nowhere", "", "\x00"):
        sender.send(
            table, [("table", name), (f"version_{given.theirs.ref}", "1"), (f"points_{given.theirs.ref}_c1", "5")]
        )
    assert judge.findings() == []
    assert points_given(given) <= {None, 2}
    assert of_the_other(given) == before


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_version_that_is_none_overwrites_nothing(app, given, accept):
    judge = Judge(app)
    sheet = next(one for one in targets_of(given, judge) if one.action.endswith(given.sheet))
    Renewing(given, judge).send(sheet, [("points_c1", "3"), ("overall", "Kept words"), ("do", "later")])
    for version in NO_VERSIONS:
        answer = Renewing(given, judge, accept=accept).send(
            sheet, [("version", version), ("points_c1", "1"), ("overall", "zqx")]
        )
        assert answer.status_code == 409, version
    given.session.rollback()
    assert given.session.scalars(select(ScoreSheet.overall).order_by(ScoreSheet.id.desc())).first() == "Kept words"
    assert judge.findings() == []


@pytest.mark.parametrize("length", [10_001, 60_000])
def test_a_text_too_long_for_any_box_is_refused_in_words_and_leaves_what_was_kept(app, given, length):
    judge = Judge(app)
    sheet = next(one for one in targets_of(given, judge) if one.action.endswith(given.sheet))
    Renewing(given, judge).send(sheet, [("comment_c1", "Kept words"), ("do", "later")])
    answer = Renewing(given, judge).send(sheet, [("comment_c1", "x" * length)])
    assert (answer.status_code, "10,000" in answer.text) == (422, True)
    told = Renewing(given, judge, accept="application/json").send(sheet, [("comment_c1", "x" * length)]).get_json()
    assert (told["saved"], "10,000" in told["said"]) == (False, True)
    given.session.rollback()
    assert set(given.session.scalars(select(Score.comment).where(Score.comment != "Kept"))) - {""} == {"Kept words"}


def test_forms_about_entries_that_are_not_the_judges_change_nothing(app, given):
    judge, before = Judge(app), of_the_other(given)
    client, page = given.browser.client, given.browser.client.get(given.sheet)
    token = CSRF.search(page.data).group(1).decode()
    sent = {"csrf_token": token, "version": "1", "points_c1": "5", "overall": "zqx", "kind": "other", "reason": "time",
            "words": "zqx", "text": "zqx", "note": "zqx"}  # fmt: skip
    for ref in (
        given.theirs.ref,
        given.conflict.ref,
        given.mine[0].ref.lower(),
        "ENT-2222222",
        given.panel.ref,
        "\uff25NT",
        "..",
        "%00",
    ):
        for act in ("", "/flag", "/flag/more", "/conflict", "/cannot-judge"):
            for accept in ("text/html", "application/json"):
                answer = client.post(f"/judge/entries/{ref}{act}", data=sent, headers={"Accept": accept})
                judge.of_page(f"{ref}{act}", answer)
                assert answer.status_code in {404, 405, 308}, (ref, act)
    assert judge.findings() == []
    assert of_the_other(given) == before
    assert points_given(given) == {2}
