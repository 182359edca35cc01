"""What staff keep of a judge, the ties in the records, and conflicts noted by mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import Audience, Role
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.panels import queries
from awards.panels.lifecycle import AssignmentState
from awards.panels.members import lift_interest
from awards.panels.organiser_ties import organiser_ties
from awards.panels.words import InterestKind
from awards.screening.lifecycle import EntryState
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    EntryFactory,
    EntryNominationFactory,
    InterestFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    SeasonFactory,
    StaffFactory,
    SupporterFactory,
)
from tests.panels.situations import STAFF, panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    """A browser in which a member of staff is signed in."""
    return browser.sign_in(Audience.STAFF, given.staff.ref)


@pytest.fixture
def reader(session, another_browser, given):
    """A browser of somebody who may only read."""
    one = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    return another_browser.sign_in(Audience.STAFF, one.ref)


def of(given, number=0):
    return {"ref": given.panel.ref, "user_ref": given.users[number].ref}


def test_staff_change_what_is_known_of_a_judge(session, desk, given, audit_trail):
    page = desk.get("panels_staff.panel", ref=given.panel.ref).click("Judge A")
    assert page.heading == "Judge A"
    page = page.submit(
        "Save", employer="Kent", past_employers="Leeds", standing_interests="A trustee", load_most="7",
        expertise=["practice"], is_chair="y", lived_experience="y",
    )  # fmt: skip
    assert (page.status, "Saved" in page.soup.get_text()) == (200, True)
    session.expire_all()
    member = given.members[0]
    assert (member.user.employer, member.past_employers, member.standing_interests, member.load_most) == (
        "Kent", "Leeds", "A trustee", 7,
    )  # fmt: skip
    assert (member.expertise, member.is_chair, member.lived_experience) == (["practice"], True, True)
    (entry,) = entries_about(session, given.panel.ref)
    assert (entry.tag, entry.facts) == ("panel_member.changed", {"judge": given.users[0].ref, "changed": 7})
    page.submit("Save")
    assert audit_trail(given.panel.ref) == ["panel_member.changed"]


def test_what_was_saved_elsewhere_in_the_meantime_is_shown_beside_what_is_typed(session, desk, given):
    page = desk.get("members_staff.member", **of(given))
    given.members[0].past_employers, given.members[0].load_most = "Kent", 9
    page = page.submit("Save", past_employers="Leeds")
    assert (page.status, page.errors) == (
        422,
        [
            "This was changed in the meantime, to “Kent”. Save again to keep what is in the box",
            "This was changed in the meantime, to “9”. Save again to keep what is in the box",
        ],
    )
    session.expire_all()
    assert given.members[0].past_employers == "Kent"
    page = page.submit("Save", load_most="9")
    session.expire_all()
    member = given.members[0]
    assert (page.status, member.past_employers, member.load_most) == (200, "Leeds", 9)


def test_an_error_keeps_what_was_typed(desk, given):
    page = desk.get("members_staff.member", **of(given)).submit("Save", employer="Kent", load_most="many")
    assert (page.status, page.errors) == (422, ["Enter a whole number from 1 to 999, or leave it empty"])
    assert [page.soup.find(id=name)["value"] for name in ("employer", "load_most")] == ["Kent", "many"]


def test_who_may_only_read_does_not_learn_who_has_lived_experience(session, desk, reader, given):
    given.category.reveals = "care experience"
    given.members[0].lived_experience = True
    session.commit()
    theirs, mine = (one.get("members_staff.member", **of(given)) for one in (reader, desk))
    assert [page.soup.find(id="lived_experience") is not None for page in (theirs, mine)] == [False, True]
    words = "has lived experience"
    pages = [one.get("panels_staff.panel", ref=given.panel.ref).text for one in (reader, desk)]
    assert [words in page for page in pages] == [False, True]
    assert theirs.submit("Save").status == 403


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Not more than half of this panel has lived experience: 0 of 4."),
        (2, "Not more than half of this panel has lived experience: 2 of 4."),
        (3, "More than half of this panel has lived experience: 3 of 4."),
    ],
)
def test_the_page_of_a_panel_says_whether_most_have_lived_experience(session, browser, clock, number, words):
    given = panel_of(judges=5)
    given.category.reveals = "care experience"
    for member in [*given.members[:number], given.members[4]]:
        member.lived_experience = True
    given.members[4].left_at = clock()
    session.commit()
    browser.sign_in(Audience.STAFF, given.staff.ref)
    assert words in browser.get("panels_staff.panel", ref=given.panel.ref).text


def test_other_panels_say_nothing_of_lived_experience(desk, given):
    assert "lived experience" not in desk.get("panels_staff.panel", ref=given.panel.ref).text


def test_an_invitation_says_who_sits_there_for_their_own_experience(session, desk, given):
    page = desk.get("panels_staff.invite", ref=given.panel.ref)
    page.submit("Send", name="Nadia Haddad", email="nadia@people.example", lived_experience="y")
    members = queries.members_of_panel(session, given.panel.id)
    assert [one.user.name for one in members if one.lived_experience] == ["Nadia Haddad"]


def test_past_nominations_are_found_by_the_judges_address(session, desk, given):
    user = given.users[0]
    session.refresh(given.season, ["programme"])
    before = SeasonFactory(key="2023", year=2023, name="Awards 2023", programme=given.season.programme,
                           opens_at=given.season.opens_at - timedelta(days=365),
                           closes_at=given.season.closes_at - timedelta(days=365))  # fmt: skip
    old = CategoryFactory(season=before, name="Old award", key="old")
    nominator = NominatorFactory(email=user.email.upper())
    sent = NominationFactory(category=old, nominator=nominator, state=NominationState.ELIGIBLE, ref="NOM-OLDONE1",
                             submitted_at=given.season.opens_at)  # fmt: skip
    EntryNominationFactory(entry=EntryFactory(category=old, state=EntryState.WINNER), nomination=sent)
    NominationFactory(category=given.category, nominator=nominator)  # a draft
    NomineeFactory(email=user.email, nomination=NominationFactory(category=given.category, submitted=True,
                                                                  ref="NOM-THISYR1"))  # fmt: skip
    NominationFactory(category=given.category, submitted=True, ref="NOM-OTHER11")
    session.commit()
    page = desk.get("members_staff.member", **of(given))
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("#past tbody tr")]
    assert rows == [
        f"NOM-THISYR1 Practice award {given.season.name} Was put forward To be ruled on",
        "NOM-OLDONE1 Old award Awards 2023 Nominated Chosen to win",
    ]


def test_a_conflict_noted_by_mistake_is_undone_and_the_judge_can_be_given_the_entry(session, desk, given, audit_trail):
    member, entry = given.members[0], given.entries[0]
    InterestFactory(member=member, entry=entry, kind=InterestKind.FINANCIAL, note="A shared loan",
                    declared_by=member.user.ref)  # fmt: skip
    reading = AssignmentFactory(member=member, entry=entry, state=AssignmentState.RECUSED,
                                recused_at=given.judging.opens_at)  # fmt: skip
    session.commit()
    page = desk.get("members_staff.member", **of(given))
    assert "Nominee 1 Financial tie A shared loan Declared by the judge" in page.text
    page = page.click("Undo")
    assert "Nobody is written to" in page.text
    page = page.submit("Undo the conflict")
    assert (page.status, page.errors) == (422, ["Say why it was a mistake"])
    page = page.submit("Undo the conflict", reason="It was somebody else of that name")
    assert "They declared no conflict." in page.text
    session.expire_all()
    assert (queries.interests_of_panel(session, given.panel.id), reading.state) == ([], AssignmentState.RECUSED)
    lifted = entries_about(session, entry.ref)[-1]
    assert (lifted.tag, lifted.facts, lifted.reason.text) == (
        "interest.lifted", {"judge": member.user.ref}, "It was somebody else of that name",
    )  # fmt: skip
    page = desk.get("panels_staff.assign", ref=given.panel.ref)
    page.submit("Add", entry=entry.ref, judge=member.user.ref)
    session.expire_all()
    assert reading.state == AssignmentState.PLANNED
    assert audit_trail(entry.ref) == ["interest.lifted", "assignment.made"]


def test_of_two_who_undo_a_conflict_one_does(session, given, clock, audit_trail):
    interest = InterestFactory(member=given.members[0], entry=given.entries[0], kind=InterestKind.FINANCIAL)
    session.commit()
    lift_interest(session, interest, reason="By mistake", actor=STAFF, now=clock())
    with pytest.raises(Refused) as refused:
        lift_interest(session, interest, reason="By mistake", actor=STAFF, now=clock())
    assert [reason.code for reason in refused.value.permission.reasons] == ["lifted-already"]
    assert audit_trail(given.entries[0].ref) == ["interest.lifted"]


def test_what_is_not_there_cannot_be_undone(desk, given):
    assert desk.get("members_staff.lift", **of(given), entry_ref=given.entries[0].ref).status == 404


def test_staff_see_every_tie_and_make_a_conflict_of_it_in_one_press(session, desk, given, audit_trail):
    given.panel.released_at = given.judging.opens_at
    entry = given.entries[0]
    hidden = NominatorFactory(name="Lee Vale", email="lee@secretive.example", organisation="Secretive Trust")
    EntryNominationFactory(entry=entry, nomination=NominationFactory(category=given.category, nominator=hidden))
    child = NomineeFactory(full_name="Ola Bright", employer=None)
    SupporterFactory(nominee=child, name="Judge C")
    EntryFactory(category=given.category, title="Ola", place=None, nominees=[child])
    given.users[0].employer, given.users[1].name = "Secretive Trust", "Robin Vale"
    AssignmentFactory(member=given.members[0], entry=entry)
    session.commit()
    page = desk.get("panels_staff.panel", ref=given.panel.ref).click("Ties in the records")
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("#likely tbody tr")]
    assert [row.partition(" Add the conflict")[0] for row in rows] == [
        "Judge A Nominee 1 Same employer as a nominator: Secretive Trust. Nothing",
        "Judge C Ola Has the same name as the adult who supports them. Nothing",
    ]
    hints = [" ".join(row.get_text(" ").split()) for row in page.soup.select("details #hints tbody tr")]
    assert [row.partition(":")[0] for row in hints] == ["Robin Vale Nominee 1 Same last name as a nominator"]
    page = page.submit("Add the conflict")
    assert "The judge can no longer see that entry." in page.soup.get_text()
    assert len(page.soup.select("#likely tbody tr")) == 1
    kinds = [(one.kind, one.member.user.name) for one in queries.interests_of_panel(session, given.panel.id)]
    assert kinds == [(InterestKind.SAME_EMPLOYER, "Judge A")]
    assert audit_trail(entry.ref) == ["interest.declared", "assignment.recused"]
    assert audit_trail(given.panel.ref) == ["plan.asked"]


def test_a_kind_that_no_button_sends_is_refused(app, desk, given):
    app.config["WTF_CSRF_ENABLED"] = False
    path = f"/staff/panels/{given.panel.ref}/ties/{given.entries[0].ref}/{given.users[0].ref}"
    assert desk.open(path, post={"kind": ["enemy"]}).status == 409


def test_conflicts_are_not_listed_as_ties(session, desk, given):
    given.users[0].employer = given.entries[0].place
    for entry in given.entries:
        InterestFactory(member=given.members[0], entry=entry)
    session.commit()
    assert "No likely ties" in desk.get("members_staff.ties", ref=given.panel.ref).text


def test_the_organisers_own_ties_are_noted_for_readers_and_taken_back(session, desk, given, audit_trail):
    page = desk.get("panels_staff.panel", ref=given.panel.ref).click("Ties of the organiser")
    page = page.submit("Tell the panel")
    assert page.errors == ["Choose an entry", "Say how the organiser is tied to it"]
    page = page.submit("Tell the panel", entry=given.entries[1].ref, words="Was trained by us  in 2021")
    assert "Nominee 2 Was trained by us in 2021" in page.text
    assert organiser_ties(session, given.entries[1].id) == ["Was trained by us in 2021"]
    assert organiser_ties(session, given.entries[0].id) == []
    page = page.submit("Take back")
    assert organiser_ties(session, given.entries[1].id) == []
    assert [one.facts for one in entries_about(session, given.entries[1].ref)] == [{"organiser": True}] * 2
    assert audit_trail(given.entries[1].ref) == ["interest.declared", "interest.lifted"]


@pytest.mark.parametrize("page", ["member", "ties", "organiser", "lift"])
def test_only_staff_open_these_pages(session, browser, given, page):
    InterestFactory(member=given.members[0], entry=given.entries[0])
    values = {"ref": given.panel.ref}
    values |= of(given) if page in {"member", "lift"} else {}
    values |= {"entry_ref": given.entries[0].ref} if page == "lift" else {}
    assert browser.get(f"members_staff.{page}", **values).heading == "Staff: sign in"
    browser.sign_in(Audience.STAFF, given.users[0].ref)
    assert browser.get(f"members_staff.{page}", **values).status == 403
    browser.sign_in(Audience.STAFF, given.staff.ref)
    assert browser.get(f"members_staff.{page}", **(values | {"ref": "PNL-NOWHERE"})).status == 404


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize(("page", "cost"), [("member", 7), ("ties", 7), ("organiser", 6)])
def test_each_page_costs_the_same_for_few_and_many(session, browser, statements, clock, count, page, cost):
    given = panel_of(judges=count, entries=count, key=f"many-{count}")
    for member in given.members:
        member.user.employer = "Invented County Council"
    for entry in given.entries:
        EntryNominationFactory(entry=entry, nomination=NominationFactory(category=given.category))
    InterestFactory(member=given.members[0], entry=EntryFactory(category=given.category))
    session.commit()
    browser.sign_in(Audience.STAFF, given.staff.ref)
    values = of(given) if page == "member" else {"ref": given.panel.ref}
    assert statements.of(lambda: browser.get(f"members_staff.{page}", **values)) == cost
