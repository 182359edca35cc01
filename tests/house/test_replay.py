"""What the most privileged are shown, asked for again by everybody else: no secret's text in any byte of any answer."""

import pytest
from sqlalchemy import update

from awards.seasons.models import Programme
from tests.house.harvesting import Replay, rows
from tests.house.secrets_table import SECRETS, SHORTEST, met
from tests.pages.browser import Browser

ELSEWHERE = ("other nominator", "judge elsewhere", "staff elsewhere")
"""Three roles that one browser may have at once, each of something else: the door picks."""
OUTSIDE = ("anonymous", "elsewhere", "nominator", "nominee", "supporter", "judge", "conflicted judge", "chair")
OWN_ACTS = ("/staff/flags", "/staff/account/")
"""What those who only read may do all the same: say that somebody is at risk, and look after their own account."""
SHOWN_NOWHERE = {
    "2008-09-19", "19/09/2008", "19.09.2008",  # a date of birth is written in one way
    "zqadultmail", "zqfinding", "zqtownmark", "zqmember", "zqfilename", "zqtypedmark", "zqabstained", "zqdevice",
}  # fmt: skip
"""Marks that are kept and need not be on any page."""


def replay_of(world, role):
    """Give a replay as this role, or as somebody who has three roles elsewhere."""
    if role != "elsewhere":
        return Replay(world, role)
    browser = Browser(world.app)
    for one in ELSEWHERE:
        browser.sign_in(*world.people[one])
    return Replay(world, ELSEWHERE[0], browser=browser)


def own_forms(harvested, role):
    """Give where the forms go that this role was shown."""
    roles = ELSEWHERE if role == "elsewhere" else (role, "anonymous")
    return {target for one in roles if one in harvested.shown for target, _ in harvested.shown[one].forms}


def test_no_mark_is_met_by_chance():
    assert min(len(mark) for secret in SECRETS for mark in secret.marks) >= SHORTEST


def test_every_secret_is_met_by_somebody_who_may(harvested):
    nobody = {mark for secret in SECRETS for mark in secret.marks if mark not in harvested.marks}
    assert nobody - SHOWN_NOWHERE == set()
    assert len(harvested.marks) > 45


def test_nobody_is_led_to_what_is_not_theirs(harvested):
    wrong = {one for mark, places in harvested.marks.items() for role, path in places
             for one in met(role, path, path.lower(), mark)}  # fmt: skip
    assert wrong == set()
    assert len(harvested.everybody.addresses) > 250
    assert len(harvested.everybody.forms) > 150


@pytest.mark.parametrize("role", OUTSIDE)
def test_whoever_asks_for_what_others_are_shown_meets_no_secret_and_changes_nothing(world, harvested, role):
    replay, forms = replay_of(world, role), harvested.everybody.forms
    replay.open(harvested.everybody.addresses)
    own = own_forms(harvested, role) | {target for target, _ in replay.shown}
    before = rows(world)
    replay.send({key: fields for key, fields in forms.items() if key[0] not in own})
    assert {name for name, found in rows(world).items() if found != before[name]} == set()
    if role != "elsewhere":
        replay.send({key: fields for key, fields in forms.items() if key[0] in own}, undoing=True)
    assert (replay.met, replay.failed) == (set(), [])


@pytest.mark.parametrize("role", ["staff", "confidential staff", "administrator", "read-only"])
def test_staff_meet_no_secret_that_only_others_may(world, harvested, role):
    replay = Replay(world, role)
    theirs = {path for mark, places in harvested.marks.items() if met(role, "", "", mark) for _, path in places}
    assert theirs
    replay.open(harvested.everybody.addresses if role == "staff" else sorted(theirs))
    assert (replay.met, replay.failed) == (set(), [])


def test_those_who_only_read_change_nothing_whatever_form_they_send(world, harvested):
    replay, before = Replay(world, "read-only"), rows(world)
    forms = harvested.shown["everything"].forms
    replay.send({key: fields for key, fields in forms.items() if not key[0].startswith(OWN_ACTS)})
    assert {name for name, found in rows(world).items() if found != before[name]} == set()
    assert (replay.met, replay.failed) == (set(), [])


def test_after_the_release_everybody_meets_the_winners_and_nothing_else_that_is_secret(world, harvested):
    staff = world.browser("staff")
    assert staff.get("publishing_staff.release", kind="winners").submit("Release the winners now").status == 200
    freed, public = set(), [path for path in harvested.everybody.addresses if not path.startswith(("/staff", "/judge"))]
    for role in ("anonymous", "other nominator", "nominee", "supporter"):
        replay = Replay(world, role)
        replay.open([*public, "/winners/2024", "/winners/2024.json", "/winners.atom"])
        freed |= {(path, mark) for _, path, mark in replay.met}
        assert replay.failed == []
    told = {mark for _, mark in freed}
    assert {path.split(".")[0] for path, _ in freed} <= {"/winners", "/winners/", "/winners/2024"}
    assert told <= {"zqworkmark", "zqpresenter", "zqareamark", "zqcitation", "zqchosen", "zqplacemark"}
    assert told & {"zqpresenter", "zqchosen"}


def test_a_conflict_holds_for_every_address_on_the_next_request_of_another_session(world, harvested):
    ref = world.refs["entry"]
    mine = [path for path in harvested.shown["judge"].addresses if ref in path]
    there = Replay(world, "judge")
    there.open(mine)
    assert len(mine) > 4
    assert there.met == set()
    seen = Replay(world, "judge", as_if="conflicted judge", browser=there.browser)
    seen.open(mine)
    assert {mark for _, _, mark in seen.met} >= {"zqpassage", "zqtitlemark", "zqcomment", "zqwarning"}
    world.browser("judge").get("panels_judge.conflict", ref=ref).submit(kind="family_or_friend")
    after = Replay(world, "judge", as_if="conflicted judge", browser=there.browser)
    after.open(harvested.shown["judge"].addresses)
    after.send(harvested.shown["judge"].forms)
    own = {"zqpastemployer", "zqstanding", "zqjudgemark", "zqmailofjudge"}
    assert {one for one in after.met if one[2] not in own} == set()
    assert after.failed == []


def test_a_leak_is_noticed_wherever_it_is(world, harvested):
    with world.session() as session:
        session.execute(update(Programme).values(name="The zqconcern awards"))
    replay = Replay(world, "anonymous")
    replay.open(["/", "/winners/"])
    assert ("anonymous", "/", "zqconcern") in replay.met
