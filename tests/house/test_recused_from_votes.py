"""Votes that hide an entry hide what its absence from a ballot would tell; and how it stands shows nowhere at all."""

from __future__ import annotations

from sqlalchemy import update

from awards.meetings.models import Ballot, Meeting, Vote
from tests.factories import InterestFactory
from tests.house.surveying import Visitor
from tests.meetings.conftest import another_scene, clock, people, scene, session  # noqa: F401 - a panel that meets
from tests.meetings.hands import counted, end, noted, opened, put_to_the_vote

TAKES_NO_PART, TOOK_NO_PART = "You take no part in this vote.", "You took no part in this vote."


def theirs(url):
    return url.replace("/staff/", "/judge/")


def out_of(scene, who, title):  # noqa: F811
    entry = next(one for one in scene.entries if one.title == title)
    InterestFactory(member=scene.members[who], entry=entry)
    scene.session.commit()


def test_whoever_stands_down_from_an_entry_does_not_read_from_a_second_ballot_that_it_lost(app, scene, people):  # noqa: F811
    out_of(scene, 1, "Ben Stone")
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    ana, ben, cal = (scene.ref(one) for one in ("Ana", "Ben", "Cal"))
    vote = put_to_the_vote(meeting, candidates=[ana, ben, cal])
    level = {"Ash": ana, "Cy": ana, "Di": cal, "Ed": cal}
    counted(people, vote, {who: {first: 1, ben: 3, ana if first == cal else cal: 2} for who, first in level.items()})
    scene.session.execute(update(Vote).values(state="closed"))
    scene.session.add(
        Vote(meeting_id=scene.session.query(Meeting.id).scalar(), number=2, follows=1, state="open",
             candidates=[ana, cal], voters=[scene.members[at].id for at in (0, 2, 3, 4)], chain=["borda", "joint"],
             opened_at=scene.clock(), opened_by=scene.staff.ref)
    )  # fmt: skip
    scene.session.commit()
    second = f"{theirs(meeting.url)}/votes/2"
    assert "Cal Thorn" in people.Cy.open(second).text
    for page in (people.Bo.open(second), people.Bo.open(theirs(meeting.url))):
        assert (page.status, "second" in page.text.lower()) == (200, False)
    page = people.Bo.open(second)
    assert (TAKES_NO_PART in page.text, "Cal Thorn" in page.text, "have voted" in page.text) == (True, False, False)
    visitor = Visitor(app, scene.users["Bo"])
    sent = {"csrf_token": visitor.token(), "place_1": "1"}
    assert visitor.ask(second, "POST", data=sent).status == 404


def test_of_a_vote_on_winners_without_their_entry_they_read_nothing_either_nor_in_the_minutes(scene, people):  # noqa: F811
    out_of(scene, 1, "Ben Stone")
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    ana, cal = scene.ref("Ana"), scene.ref("Cal")
    vote = put_to_the_vote(meeting, candidates=[ana, cal])
    counted(people, vote, {who: {ana: 1, cal: 2} for who in ("Ash", "Cy", "Di", "Ed")})
    page = people.Bo.open(theirs(vote.url))
    assert (TAKES_NO_PART in page.text, "wins" in page.text, "Cal Thorn" in page.text) == (True, False, False)
    minutes = end(people.staff, meeting)
    mine, others = (who.open(theirs(minutes.url)).text for who in (people.Bo, people.Cy))
    assert (TOOK_NO_PART in mine, "Ana Reed wins" in mine) == (True, False)
    assert (TOOK_NO_PART in others, "Ana Reed wins" in others) == (False, True)


def test_a_tie_to_a_finalist_declared_during_a_vote_without_that_one_takes_the_ballot_away(scene, people):  # noqa: F811
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    ana, cal = scene.ref("Ana"), scene.ref("Cal")
    vote = put_to_the_vote(meeting, candidates=[ana, cal])
    out_of(scene, 1, "Ben Stone")
    counted(people, vote, {who: {ana: 1, cal: 2} for who in ("Ash", "Cy", "Di", "Ed")})
    assert "4 of 4 have voted" in people.staff.open(vote.url).text
    assert scene.session.query(Ballot).count() == 4
