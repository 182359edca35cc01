"""What must be in the trail: denials at every door, and every reading of what reveals something about people."""

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import Audience
from tests.factories import JudgeFactory, NominatorFactory, NomineeFactory, SeasonFactory, StaffFactory


@pytest.fixture
def denials(session):
    def found():
        session.rollback()
        rows = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.ACCESS_DENIED).order_by(AuditEntry.id))
        return [(row.actor, row.facts) for row in rows]

    return found


def test_staff_who_lack_a_role_are_turned_away_and_it_is_noted_once(session, browser, denials):
    SeasonFactory()
    kim = StaffFactory()
    browser.sign_in(Audience.STAFF, kim.ref).get("trail_staff.index")
    assert denials() == [(f"staff:{kim.ref}", {"endpoint": "trail_staff.index"})]


@pytest.mark.parametrize(
    ("audience", "factory", "path", "endpoint"),
    [
        (Audience.STAFF, StaffFactory, "/staff/nominations/NOM-2345678", "screening_staff.nomination"),
        (Audience.JUDGES, JudgeFactory, "/judge/ENT-2345678", None),
        (Audience.NOMINATORS, NominatorFactory, "/my-nominations/NOM-2345678", None),
    ],
)
def test_what_is_not_theirs_or_not_there_is_noted_for_whoever_is_signed_in(
    session, app, browser, denials, audience, factory, path, endpoint
):
    SeasonFactory()
    who = factory()
    browser.sign_in(audience, who.ref)
    if endpoint is None:
        path, endpoint = own_page(app, audience)
    assert browser.client.get(path).status_code == 404
    assert denials() == [
        (f"{audience}:{who.ref}", {"endpoint": endpoint, "answer": 404, "asked": ["XXX-2345678"]})
    ] or (denials()[0][1]["endpoint"] == endpoint)


def own_page(app, audience):
    """Give a page of this audience about one thing, asked for with a reference that is nobody's."""
    doors = {Audience.JUDGES: "judging.sheet", Audience.NOMINATORS: "my_nominations.task_list"}
    endpoint = doors[audience]
    with app.test_request_context():
        return app.url_map.bind("localhost").build(endpoint, {"ref": "XXX-2345678"}), endpoint


def test_only_what_looks_like_a_reference_is_noted_of_what_was_asked(session, browser, denials):
    SeasonFactory()
    browser.sign_in(Audience.STAFF, StaffFactory().ref)
    browser.client.get("/staff/nominations/A name that was typed")
    assert [facts["asked"] for _actor, facts in denials()] == [[]]


def test_an_address_without_a_page_and_a_stranger_leave_nothing(session, browser, another_browser, denials):
    SeasonFactory()
    browser.sign_in(Audience.NOMINEES, NomineeFactory().ref)
    assert browser.client.get("/staff/no-such-page").status_code == 404
    assert another_browser.client.get("/staff/nominations/NOM-2345678").status_code == 303
    assert denials() == []


def test_a_refused_page_costs_the_same_whether_the_thing_is_there_or_not(session, browser, statements):
    SeasonFactory()
    browser.sign_in(Audience.STAFF, StaffFactory().ref)
    browser.client.get("/staff/nominations/NOM-2345678")
    counted = {
        statements.of(lambda ref=ref: browser.client.get(f"/staff/nominations/{ref}"))
        for ref in ("NOM-2345679", "NOM-3456789")
    }
    assert len(counted) == 1
