"""Whoever stands down from an entry finds it nowhere in a meeting, and nothing that tells how it stands."""

from __future__ import annotations

import pytest

from awards.accounts.models import User
from awards.judging.models import Score
from awards.meetings.models import Ballot, Meeting
from awards.panels.models import Interest
from awards.screening.lifecycle import EntryState
from tests.factories import InterestFactory, PanelFactory, PanelMemberFactory
from tests.house.surveying import Visitor
from tests.meetings.hands import cast, counted, end, noted, opened, put_to_the_vote

REASON = "Ben Stone was put first by all, for what lasts: the panel was of one mind."


@pytest.fixture
def out(scene, session):
    """Bo stands down from Ben Stone."""
    InterestFactory(member=scene.members[1], entry=scene.entries[1])
    session.commit()
    return scene.members[1]


@pytest.fixture
def held(scene, people, out):
    """A whole winners' meeting that speaks of Ben Stone in every way, up to the signature."""
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    meeting.click("Ana Reed").submit("Save what is said", words="Weaker than Ben Stone.")
    vote = put_to_the_vote(meeting)
    counted(people, vote, {one: {scene.ref("Ben"): 1} for one in scene.users if one != "Bo"})
    form = people.staff.open(meeting.url).click("See what can be decided").click("Follow the panel’s vote")
    form.submit("Record this decision", reason=REASON)
    minutes = end(people.staff, meeting, with_words="y")
    people.Ash.open(minutes.url.replace("/staff/", "/judge/")).submit("Sign the minutes")
    return meeting, vote, minutes


def theirs(url):
    return url.replace("/staff/", "/judge/")


def test_the_entry_is_on_no_page_of_the_meeting(scene, people, held):
    meeting, vote, minutes = held
    hidden = (scene.ref("Ben"), "Ben Stone", "lasts", "Weaker", scene.ref("Ben").rpartition("-")[2])
    pages = [people.Bo.open(theirs(one)) for one in (meeting.url, vote.url, minutes.url, "/staff/meetings/")]
    assert {one.status for one in pages} == {200}
    assert [(one.url, word) for one in pages for word in hidden if word in one.html] == []
    assert "You take no part in this vote." in pages[1].text
    assert "You took no part in this vote." in pages[2].text
    assert "What was decided is shown to members who have no conflict" in pages[2].text
    assert "Ana Reed" in pages[2].text


def test_an_entry_that_is_withdrawn_later_stays_hidden_in_what_is_said_of_others(scene, people, session, out):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    meeting.click("Ana Reed").submit("Save what is said", words="Weaker than Ben Stone.")
    scene.entries[1].state = EntryState.WITHDRAWN
    session.commit()
    pages = [people.Bo.open(theirs(meeting.url)), people.Bo.open(theirs(meeting.url)).click("Ana Reed")]
    assert [(one.url, word) for one in pages for word in ("Ben Stone", "Weaker") if word in one.html] == []
    assert "Weaker than Ben Stone." in people.Cy.open(theirs(meeting.url)).click("Ana Reed").html


def test_others_read_all_of_it_but_who_stands_down(scene, people, held):
    _, _, minutes = held
    page = people.Cy.open(theirs(minutes.url))
    assert all(word in page.html for word in ("Ben Stone", REASON, "Weaker than Ben Stone."))
    assert ("Who stood aside" in page.text, "Bo Lind, from" in page.text) == (False, False)
    for who, path in ((people.Ash, theirs(minutes.url)), (people.staff, minutes.url)):
        assert "Bo Lind , from Ben Stone" in who.open(path).text


def test_its_page_is_answered_like_one_that_never_was(app, scene, people, held):
    meeting, vote, _ = held
    visitor = Visitor(app, scene.users["Bo"])
    token = visitor.token()
    base = theirs(meeting.url)
    for method in ("GET", "HEAD", "POST"):
        data = {"csrf_token": token, "words": "x", "version": "0"} if method == "POST" else None
        answers = [
            visitor.ask(f"{base}/entries/{ref}", method, data=data).without(ref)
            for ref in (scene.ref("Ben"), "ENT-2222222")
        ]
        assert answers[0] == answers[1]
        assert answers[0].status == 404
    assert visitor.ask(theirs(vote.url), "POST", data={"csrf_token": token, "place_1": "1"}).status == 404
    other = Visitor(app, scene.users["Cy"])
    assert other.ask(f"{base}/entries/{scene.ref('Ben')}").status == 200


def test_with_a_tie_to_a_finalist_there_is_no_ballot_and_staff_see_who_is_out(scene, people, out, session):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    out_of = {row.th.bdi.text: row.select("td")[-1].text.strip() for row in meeting.soup.select("#agenda tbody tr")}
    assert out_of == {"Ana Reed": "Nobody", "Ben Stone": "Bo Lind", "Cal Thorn": "Nobody"}
    assert "4 members may vote, an even number" in meeting.text
    vote = put_to_the_vote(meeting, candidates=[scene.ref("Ana"), scene.ref("Cal")])  # Ben is a finalist all the same
    page = people.Bo.open(theirs(vote.url))
    assert ("You take no part in this vote." in page.text, page.soup.select("select")) == (True, [])
    assert "0 of 4 have voted" in people.Cy.open(theirs(vote.url)).text


def test_what_a_recused_member_is_shown_does_not_depend_on_how_the_entry_stands(scene, people, out, session):
    """The same pages, whatever the judges gave the entry."""

    def pages(words):
        meeting = noted(opened(people.staff, "the shortlist"), scene)
        paths = [theirs(meeting.url), *(f"{theirs(meeting.url)}/entries/{ref}" for ref in scene.refs)]
        ref = meeting.url.rpartition("/")[2]
        taken = [Visitor(people.staff.app, scene.users["Bo"]).ask(path).without(ref).text for path in paths]
        people.staff.open(f"{meeting.url}/call-off").submit("Call the meeting off", reason=words)
        return taken

    first = pages("The chair is ill; we meet next week.")
    mine = {one.id for one in scene.criteria}
    for score in session.query(Score).filter(Score.criterion_id.in_(mine)):
        session.refresh(score, ["sheet"])
        if score.points == 4:
            score.points = 0
    session.commit()
    assert pages("The chair is ill; we meet next week.") == first
    assert "Next to the line: 10.0 points above the line" in first[0]


def test_a_tie_on_another_panel_and_one_that_staff_noted_count_as_well(scene, people, session):
    elsewhere = PanelFactory(season=scene.panel.season, name="Elsewhere", categories=[], members=[])
    seat = PanelMemberFactory(panel=elsewhere, user=session.get(User, scene.members[3].user_id), ready=True)
    InterestFactory(member=seat, entry=scene.entries[1], declared_by=scene.staff.ref)
    session.commit()
    meeting = opened(people.staff, "the shortlist")
    assert "Ben Stone" not in people.Di.open(theirs(meeting.url)).html
    assert "Ben Stone" in people.Bo.open(theirs(meeting.url)).html


def test_a_conflict_declared_during_a_vote_takes_the_ballot_away(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    vote = put_to_the_vote(noted(opened(people.staff, "the winners"), scene))
    for who in ("Ash", "Bo", "Cy", "Di"):
        cast(people, who, vote, {scene.ref("Ben" if who == "Bo" else "Ana"): 1})
    InterestFactory(member=scene.members[1], entry=scene.entries[1])
    session.commit()
    assert "3 of 4 have voted" in people.staff.open(vote.url).text
    assert "You take no part in this vote." in people.Bo.open(theirs(vote.url)).text
    cast(people, "Ed", vote, {scene.ref("Ana"): 1})
    page = people.staff.open(vote.url).submit("Count the vote")
    assert "4 of 4 have voted" in page.text
    session.rollback()
    assert session.query(Ballot).count() == 4


def test_a_conflict_declared_after_the_signature_hides_the_minutes_parts_at_once(scene, people, held, session):
    _, _, minutes = held
    assert "Ben Stone" in people.Cy.open(theirs(minutes.url)).html
    before = session.query(Meeting).one().minutes_sha256
    InterestFactory(member=scene.members[2], entry=scene.entries[1])
    session.commit()
    assert "Ben Stone" not in people.Cy.open(theirs(minutes.url)).html
    assert session.query(Meeting).one().minutes_sha256 == before


def test_a_chair_who_stands_down_from_an_entry_does_not_lead_but_signs(scene, people, session):
    InterestFactory(member=scene.chair, entry=scene.entries[1])
    session.commit()
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    mine = people.Ash.open(theirs(meeting.url))
    assert ("Ben Stone" in mine.html, "End the meeting" in mine.text, "Out" in mine.text) == (False, False, False)
    assert people.Ash.open(f"{mine.url}/votes/new").status == 404
    minutes = end(people.staff, meeting)
    page = people.Ash.open(theirs(minutes.url))
    assert "Ben Stone" not in page.html
    assert "You have signed the minutes." in page.submit("Sign the minutes").text


def test_a_judge_of_another_panel_finds_no_meeting(app, scene, people, session):
    elsewhere = PanelFactory(season=scene.panel.season, name="Elsewhere", categories=[], members=[])
    stranger = PanelMemberFactory(panel=elsewhere, ready=True).user.ref
    scene.members[4].interests_completed_at = None
    session.commit()
    meeting = opened(people.staff, "the shortlist")
    for user in (stranger, scene.users["Ed"]):
        visitor = Visitor(app, user)
        assert visitor.ask(theirs(meeting.url)).status == 404
        assert meeting.url.rpartition("/")[2] not in visitor.ask("/judge/meetings/").text
    assert session.query(Interest).count() == 0
