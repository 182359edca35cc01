"""What a judge is shown does not depend on what they must not know: other judges' marks, nominators, hidden names."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from awards.accounts.models import User
from awards.judging.models import PracticeSheet, Score, ScoreSheet
from awards.judging.practice_examples import examples_for
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.panels.models import Assignment, Interest, OrganiserTie, Plan
from awards.screening.models import EntryNomination, StaffNote
from tests.factories import InterestFactory, JudgeFactory
from tests.house.surveying import Visitor, as_if_never_there, differing, met, survey
from tests.house.twins import DECLARED, MADE, OPEN, OVER, scored, twins

CONFLICTS = ("/judge/conflicts/", "/judge/declared", "/judge/declared/")
KEY = re.compile(r"kind_([0-9a-zA-Z]+)")


@pytest.fixture
def given(app, session, clock):
    app.config["RAISE_INCIDENTS"] = False
    clock.set(OPEN)
    return twins(session)


@pytest.fixture
def surveyed(app, session, clock, given):
    """Give the survey of these judges now, at the addresses of their panels and some entries."""

    def of(*who, refs=()):
        panels = [panel.ref for panel in given.panels]
        users = [given.users.get(one, one) for one in who]
        return survey(app, session, users, [given.entry.ref, given.entries[0].ref, *panels, *refs])

    return of


def test_before_the_close_nothing_tells_a_judge_what_other_judges_gave_or_wrote(session, surveyed, given):
    before = surveyed("reader")
    _others_change_their_minds(session, given)
    assert differing(before, surveyed("reader")) == []


def test_after_the_close_a_judge_whose_own_sheet_is_not_in_learns_nothing_of_the_others(
    session, clock, surveyed, given
):
    mine = session.scalars(select(ScoreSheet).join(ScoreSheet.assignment).where(
        Assignment.member_id == given.members["reader"].id)).all()  # fmt: skip
    for sheet in mine:
        sheet.state = "started"
    clock.set(OVER)
    before = surveyed("reader")
    _others_change_their_minds(session, given)
    assert differing(before, surveyed("reader")) == []
    for sheet in mine:
        sheet.state = "complete"
    assert met(surveyed("reader"), ["zqchanged"]) != set()  # so the survey does see them where they are shown


def test_fellow_judges_are_shown_without_names_addresses_or_references(session, clock, surveyed, given):
    clock.set(OVER)
    found = surveyed("reader")
    others = session.scalars(select(User).where(User.ref != given.users["reader"], User.ref.in_(given.users.values())))
    marks = [mark.lower() for user in others for mark in (user.name, user.email, user.ref)]
    assert len(marks) == 3 * (len(given.users) - 1)
    assert met(found, marks) == set()
    assert any("Another judge" in taken.text for taken in found.values())


def test_before_the_close_the_chair_is_shown_no_comment_and_no_reason(session, surveyed, given):
    as_if_never_there(session, Interest, [one.id for one in session.scalars(select(Interest))])
    scored(given, given.members["chair"], given.entry, points=(3, 3), position=8)
    _others_change_their_minds(session, given, but="chair")
    found = surveyed("chair", refs=[one.ref for one in given.entries])
    told = {mark for _, path, mark in met(found, [*given.marks, "zqchanged"]) if path.startswith("/judge/chair/")}
    assert told == {"zqtitlemark"}  # the name of the entry, which is the chair's to read
    assert {
        path for _, path, _ in met(found, ["zqcomment", "zqoverall", "zqtypedmark", "zqchanged", "zqabstained"])
    } == set()


def test_with_too_few_sheets_a_chair_reads_the_same_whatever_was_given(session, surveyed, given):
    given.members["reader"].is_chair = True
    keep = [given.members["reader"].id, given.members["chair"].id]
    others = session.scalars(select(Assignment.id).where(Assignment.member_id.not_in(keep)))
    as_if_never_there(session, Assignment, list(others))
    before = surveyed("reader")
    assert "Too little to show yet" in before[given.users["reader"], f"/judge/chair/{given.panels[0].ref}"].text
    _others_change_their_minds(session, given)
    assert differing(before, surveyed("reader")) == []


def test_nothing_of_nominators_staff_and_private_data_shows_however_close_it_comes_to_the_judge(
    session, surveyed, given
):
    judge = given.members["reader"]
    judge.user.name, judge.user.employer, judge.user.email = "Uma Quist", "Invented Wharf", "uma@wharf.example"
    judge.past_employers, judge.line_management = "Invented Mill", "Olga Quist\nZqknownas Vane"
    session.commit()
    before = surveyed("reader")
    nominator, nominee = _behind(session, given.entry)
    nominator.name, nominator.organisation, nominator.email = "Olga Quist", "Invented Wharf", "olga@wharf.example"
    nominee.full_name, nominee.known_as = "Bo Zqtitlemark", "Zqknownas Vane"
    session.execute(update(StaffNote).values(text="Knows Uma Quist"))
    pairs = [[given.users["reader"], given.entry.ref]]
    session.execute(update(Plan).values(result={"offered": True, "add": pairs, "give_up": [], "reasons": ["zq"]}))
    session.commit()
    assert differing(before, surveyed("reader")) == []
    assert met(before, ["zqnominator", "zqnominee", "zqstaffnote", "zqmessage", "zqinterest"]) == set()


@pytest.mark.parametrize("moment", [OPEN, OVER], ids=["open", "over"])
def test_a_judge_who_left_finds_what_somebody_finds_who_was_never_on_a_panel(session, clock, surveyed, given, moment):
    clock.set(moment)
    given.members["left"].is_chair = True
    InterestFactory(member=given.members["left"], entry=given.entries[1], declared_by=given.users["left"])
    stranger = JudgeFactory(name=given.members["left"].user.name, employer=None)
    session.commit()
    refs = [one.ref for one in given.entries]
    found = surveyed("left", stranger.ref, refs=refs)
    own = "/judge/account/"  # says one's own address
    left = {path: taken for (user, path), taken in found.items() if user == given.users["left"] and path != own}
    never = {path: taken for (user, path), taken in found.items() if user == stranger.ref and path != own}
    assert left == never
    assert "Nothing for you to judge yet" in left["/judge/"].text
    assert {taken.status for path, taken in left.items() if any(ref in path for ref in refs)} == {404}


class TestHiddenIdentities:
    """The season hides names: after the page of conflicts no judge meets a name, nor can put one to an entry."""

    @pytest.fixture
    def given(self, app, session, clock):
        app.config["RAISE_INCIDENTS"] = False
        clock.set(OPEN)
        return twins(session, hide_identities=True)

    @pytest.mark.parametrize("moment", [OPEN, OVER], ids=["open", "over"])
    def test_no_page_but_that_of_conflicts_holds_a_name_or_place(self, clock, surveyed, given, moment):
        clock.set(moment)
        found = surveyed("reader", "chair", "midway")
        pages = {key: taken for key, taken in found.items() if not key[1].startswith(CONFLICTS)}
        assert met(pages, ["bo lind", "bo zqtitlemark", "zqplacemark", "invented council"]) == set()
        assert any("zqpassage" in taken.text for taken in pages.values())
        names = {key for key in found if key not in pages and "Bo Lind" in found[key].text}
        assert {path for _, path in names} >= {f"/judge/conflicts/{given.panels[0].ref}"}

    def test_the_page_of_conflicts_cannot_be_joined_with_entries(self, surveyed, given):
        found = surveyed("reader", "abstained")
        path = f"/judge/conflicts/{given.panels[0].ref}"
        mine, theirs = (found[given.users[who], path].text for who in ("reader", "abstained"))
        every = [*given.entries, given.entry]
        assert [one.ref for one in every if one.ref.rpartition("-")[2].lower() in mine.lower()] == []
        titles = re.findall(r"Bo \w+(?: \d)?(?=, )", mine)
        assert titles == sorted(one.title for one in every)
        keys = list(dict.fromkeys(KEY.findall(mine)))
        assert (len(keys), set(keys) & set(KEY.findall(theirs))) == (6, set())

    @pytest.mark.parametrize("how", ["read", "noted"])
    def test_the_page_of_conflicts_stays_as_it_is_when_an_entry_leaves_the_judges_list(
        self, app, session, surveyed, given, how
    ):
        path, refs = f"/judge/conflicts/{given.panels[0].ref}", [one.ref for one in given.entries]
        before = Visitor(app, given.users["reader"]).ask(path)
        reader = Visitor(app, given.users["reader"])
        if how == "read":
            reader.browser.get("panels_judge.conflict", ref=given.entry.ref).submit(kind="other")
        else:
            theirs = (Assignment.entry_id == given.entry.id, Assignment.member_id == given.members["reader"].id)
            session.execute(update(Assignment).where(*theirs).values(state="recused", recused_at=DECLARED))
            InterestFactory(
                member=given.members["reader"], entry=given.entry, declared_by="USR-STAFFER", declared_at=DECLARED
            )
            session.commit()
        assert reader.ask(path).text == before.text
        listed = Visitor(app, given.users["reader"]).ask("/judge/declared")
        assert "Zqtitlemark" not in listed.text
        assert ("An entry that was yours to read" in listed.text) == (how == "read")
        assert [ref for ref in refs if ref in listed.text] == []


def _behind(session, entry):
    """Give the nominator and the nominee of an entry."""
    nominations = select(EntryNomination.nomination_id).where(EntryNomination.entry_id == entry.id)
    nominator = select(Nominator).join(Nomination, Nomination.nominator_id == Nominator.id)
    return (
        session.scalars(nominator.where(Nomination.id.in_(nominations))).one(),
        session.scalars(select(Nominee).where(Nominee.nomination_id.in_(nominations))).one(),
    )


def _others_change_their_minds(session, given, but="reader"):
    """Let every judge but this one give other points and write otherwise, on real sheets and in practice."""
    mine = given.members[but].id
    others = select(ScoreSheet.id).join(ScoreSheet.assignment).where(Assignment.member_id != mine)
    session.execute(
        update(Score).where(Score.sheet_id.in_(others)).values(points=5 - Score.points, comment="zqchanged")
    )
    session.execute(update(ScoreSheet).where(ScoreSheet.id.in_(others)).values(overall="zqchanged"))
    another = given.members["left" if but == "chair" else "chair"].id
    marks = {"c1": {"points": 5, "comment": "zqchanged"}}
    for one in examples_for(given.category):
        session.add(PracticeSheet(member_id=another, category_id=given.category.id, example=one.key, marks=marks,
                                  saved_at=MADE, completed_at=MADE, overall="zqchanged"))  # fmt: skip
    session.execute(update(OrganiserTie).values(noted_by="USR-2222222"))
    session.commit()
    session.expire_all()
