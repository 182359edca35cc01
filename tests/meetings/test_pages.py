"""The pages of a meeting, as staff, the chair and the members use them."""

from __future__ import annotations

import pytest

from awards.audit.queries import entries_about
from awards.meetings.lifecycle import MeetingState
from awards.meetings.models import Ballot, Discussion, Meeting, Vote
from awards.results.models import Decision
from awards.screening.lifecycle import EntryState
from tests.factories import InterestFactory
from tests.meetings.hands import cast, counted, end, noted, opened, put_to_the_vote

LONG = "The panel heard more about how lasting the change has been, and was of one mind."


def rows(page, table):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select(f"#{table} tbody tr")
    ]


def test_staff_open_a_meeting_whose_agenda_begins_with_the_closest_calls(scene, people):
    page = opened(people.staff, "the shortlist")
    a, b, c, d = scene.refs
    assert page.heading == "Meeting about the shortlist"
    assert rows(page, "agenda") == [
        [f"Ben Stone {b}", "Next to the line: 10.0 points above the line of the shortlist.", "80.0", "Nobody"],
        [f"Cal Thorn {c}", "Next to the line: 10.0 points below the line of the shortlist.", "60.0", "Nobody"],
        [f"Ana Reed {a}", "Further away: 30.0 points above the line of the shortlist.", "100.0", "Nobody"],
        [f"Dee Umber {d}", "Further away: 30.0 points below the line of the shortlist.", "40.0", "Nobody"],
    ]


def test_the_chair_opens_one_too_and_other_members_do_not(scene, people):
    assert "Open a meeting" not in people.Bo.get("meetings_judge.meetings").text
    assert opened(people.Ash, "the shortlist", "meetings_judge").heading == "Meeting about the shortlist"
    page = people.Ash.get("meetings_judge.meetings")
    assert ("A meeting about it is on." in page.text, page.soup.select("main form")) == (True, [])


def test_a_second_meeting_about_the_same_category_is_refused(scene, people):
    stale = people.other.get("meetings_staff.meetings")
    opened(people.staff, "the shortlist")
    page = stale.submit("Meet about the shortlist")
    assert page.status == 409
    assert "A meeting about the Practice award is on: end it and sign its minutes first." in page.text


def test_no_meeting_before_the_record_is_sealed(scene, people, session):
    scene.season().rounds[-1].sealed_at = None
    session.commit()
    page = people.staff.get("meetings_staff.meetings")
    assert "Meet about the" not in page.text


def test_one_screen_holds_the_judges_copy_and_the_scores(scene, people):
    page = opened(people.staff, "the shortlist").click("Ben Stone")
    assert page.heading == "Ben Stone"
    assert ("Story of Ben Stone." in page.text, "Invented Council" in page.text) == (True, True)
    assert [row[1:] for row in rows(page, "spread-figures")] == [["0", "0", "0", "0", "3", "0"]] * 2
    assert page.soup.select_one("svg[role=img]") is not None


def test_words_are_kept_and_two_writers_see_each_other(scene, people, session):
    page = opened(people.staff, "the shortlist").click("Ben Stone")
    slower = people.Ash.open(page.url.replace("/staff/", "/judge/"))
    saved = page.submit("Save what is said", words="Strong on outcomes.", for_feedback="y")
    assert saved.status == 200
    late = slower.submit("Save what is said", words="Thin on evidence.")
    assert late.status == 409
    assert ("Strong on outcomes." in late.text, "Thin on evidence." in late.html) == (True, True)
    assert late.submit("Save what is said").status == 200
    said = session.query(Discussion).one()
    assert (said.words, said.for_feedback, said.written_by) == ("Thin on evidence.", False, scene.users["Ash"])


def test_members_read_the_words_and_cannot_write_them(scene, people):
    page = opened(people.staff, "the shortlist").click("Ben Stone")
    page.submit("Save what is said", words="Strong on outcomes.")
    theirs = people.Bo.open(page.url.replace("/staff/", "/judge/"))
    assert ("Strong on outcomes." in theirs.text, theirs.soup.select("textarea")) == (True, [])
    assert people.Bo.open(theirs.url, post=with_token(people.Ash, people.Bo, words="x", version="1")).status == 404


def test_a_vote_is_secret_until_it_is_counted(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    vote = put_to_the_vote(meeting)
    a, b, c = scene.refs[:3]
    for who in ("Ash", "Bo", "Cy"):
        cast(people, who, vote, {b: 1, a: 2})
    for who in (people.staff, people.Ash, people.Ed):
        page = who.open(vote.url if who is people.staff else vote.url.replace("/staff/", "/judge/"))
        assert "3 of 5 have voted" in page.text
        assert (page.soup.select("#duels"), "wins" in page.text) == ([], False)
    early = people.staff.open(vote.url).submit("Count the vote")
    assert (early.status, "Not all have voted" in early.html) == (409, True)
    page = early.submit("Count the vote", **{"closing-reason": "Two members had to leave for a train."})
    assert "Ben Stone beats every other finalist one to one" in page.text
    assert rows(page, "duels")[1] == ["Ben Stone", "3", "–", "3"]
    assert [one.ranking for one in session.query(Ballot)] == [[[b], [a]]] * 3
    assert c in session.query(Vote).one().candidates


def test_a_ballot_without_any_place_comes_back_and_one_can_be_changed(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone")
    vote = put_to_the_vote(noted(opened(people.staff, "the winners"), scene))
    a, b = scene.refs[:2]
    empty = cast(people, "Bo", vote, {})
    assert (empty.status, empty.errors) == (422, ["Give at least one candidate a place"])
    assert cast(people, "Bo", vote, {a: 1, b: 1}).status == 200
    assert cast(people, "Bo", vote, {b: 1}).status == 200
    assert [one.ranking for one in session.query(Ballot)] == [[[b]]]


def test_a_ballot_after_the_count_is_refused_with_what_was_chosen(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone")
    vote = put_to_the_vote(noted(opened(people.staff, "the winners"), scene))
    _a, b = scene.refs[:2]
    waiting = people.Ed.open(vote.url.replace("/staff/", "/judge/"))
    for who in ("Ash", "Bo", "Cy"):
        cast(people, who, vote, {b: 1})
    people.staff.open(vote.url).submit("Count the vote", **{"closing-reason": "Two members had to leave early."})
    late = waiting.submit("Cast my ballot", **{f"place_{number(waiting, 'Ana Reed')}": "1"})
    assert (late.status, late.errors) == (409, ["This vote is closed, so no ballot can be cast or changed any more."])
    assert session.query(Ballot).count() == 3


def with_token(owner, other, **fields):
    """Give a post with a token that one browser's page carried, for another browser that takes it."""
    page = owner.get("judging.queue")
    token = page.soup.select_one("input[name=csrf_token]")["value"]
    with owner.client.session_transaction() as kept:
        secret = kept["csrf_token"]
    with other.client.session_transaction() as theirs:
        theirs["csrf_token"] = secret
    return {"csrf_token": [token], **{name: [value] for name, value in fields.items()}}


def number(page, title):
    labels = {" ".join(one.get_text(" ").split()): one["for"] for one in page.soup.select("label")}
    return labels[title].rpartition("_")[2]


def test_staff_key_in_a_paper_ballot_but_never_over_a_members_own(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone")
    vote = put_to_the_vote(noted(opened(people.staff, "the winners"), scene))
    _a, b = scene.refs[:2]
    form = people.staff.open(vote.url).click("Key in the ballot of Di Nash")
    page = form.submit("Key in this ballot", **{f"place_{number(form, 'Ana Reed')}": "1"})
    assert "The ballot of Di Nash is keyed in." in page.text
    assert session.query(Ballot).one().keyed_in_by == scene.staff.ref
    cast(people, "Bo", vote, {b: 1})
    form = people.staff.open(vote.url).click("Key in the ballot of Bo Lind")
    page = form.submit("Key in this ballot", **{f"place_{number(form, 'Ana Reed')}": "1"})
    assert (page.status, page.errors) == (
        409, ["This member has cast a ballot themselves, and only they can change it."],
    )  # fmt: skip


def test_the_whole_of_a_meeting_to_the_signature(scene, people, session):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    meeting = noted(opened(people.staff, "the winners"), scene)
    vote = put_to_the_vote(meeting)
    b = scene.ref("Ben")
    counted(people, vote, {one: {b: 1} for one in scene.users})
    options = people.staff.open(meeting.url).click("See what can be decided")
    assert f"Ben Stone ({b}) wins the Practice award. No second person is needed." in options.text
    form = options.click("Follow the panel’s vote")
    page = form.submit("Record this decision", reason="All five put it first.")
    assert "The decision is recorded. Nothing is public" in page.text
    session.rollback()
    decision = session.query(Decision).one()
    assert (decision.decided_order, decision.votes["for"], decision.votes["present"]) == ([b], 5, 5)
    minutes = end(people.staff, meeting)
    assert "Ben Stone" in minutes.text
    assert "Sign the minutes" not in minutes.text
    mine = people.Ash.open(minutes.url.replace("/staff/", "/judge/"))
    signed = mine.submit("Sign the minutes")
    assert "You have signed the minutes." in signed.text
    assert "Signed by the chair" in people.staff.open(minutes.url).text
    session.rollback()
    kept = session.query(Meeting).one()
    assert (kept.state, kept.signed_by) == (MeetingState.SIGNED, scene.users["Ash"])
    assert [one.tag for one in entries_about(session, kept.ref)] == [
        "meeting.opened", "attendance.noted", "vote.opened", *["ballot.cast"] * 5, "vote.closed", "meeting.ended",
        "minutes.signed",
    ]  # fmt: skip


def test_nobody_but_the_chair_signs(scene, people, session):
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    minutes = end(people.staff, meeting)
    theirs = people.Bo.open(minutes.url.replace("/staff/", "/judge/"))
    assert "Sign the minutes" not in theirs.text
    mine = people.Ash.open(theirs.url)
    seen = mine.soup.select_one("input[name=seen]")["value"]
    page = people.Bo.open(theirs.url, post=with_token(people.Ash, people.Bo, seen=seen))
    assert (page.status, page.errors) == (409, ["Only the chair of the panel can sign the minutes."])
    assert session.query(Meeting).one().signed_at is None


def test_after_the_signature_nothing_changes(scene, people, session):
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    ended = people.staff.open(meeting.url)
    minutes = end(people.staff, meeting)
    resume = people.staff.open(meeting.url)
    people.Ash.open(minutes.url.replace("/staff/", "/judge/")).submit("Sign the minutes")
    assert resume.submit("Let the meeting go on").status == 409
    assert ended.submit("Note who is there").status == 409
    assert ended.submit("End the meeting").status == 409
    assert people.staff.open(f"{meeting.url}/votes/new").status == 409


def test_minutes_that_were_written_anew_must_be_read_anew(scene, people):
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    minutes = end(people.staff, meeting)
    stale = people.Ash.open(minutes.url.replace("/staff/", "/judge/"))
    people.staff.open(meeting.url).submit("Let the meeting go on")
    scene.clock.forward(minutes=5)
    end(people.staff, meeting)
    page = stale.submit("Sign the minutes")
    assert (page.status, "written anew meanwhile" in page.errors[0]) == (409, True)
    assert "You have signed" in page.submit("Sign the minutes").text


def test_a_departure_waits_for_a_second_person_who_may_be_the_chair(scene, people, session):
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    options = people.staff.open(meeting.url).click("See what can be decided")
    a, b, c, d = scene.refs
    assert f"Cal Thorn ({c}) becomes a finalist in place of Ben Stone ({b})." in options.text
    form = options.click("Swap two entries over the line")
    short = form.submit("Record this decision", reason="Because.", departure="judgement")
    assert short.status == 422
    looked = short.submit("Show what would change", entries=[a, d], reason=LONG)
    assert f"Dee Umber ({d}) becomes a finalist in place of Ben Stone ({b})." in looked.text
    back = looked.submit("Record this decision", entries=[a, c])
    assert f"Cal Thorn ({c}) becomes a finalist in place of" in back.text  # shown again before it is recorded
    page = back.submit("Record this decision")
    assert "moves nothing until a second person confirms it" in page.text
    session.rollback()
    assert {one.state for one in scene.entries} == {EntryState.IN_JUDGING}
    chair = people.Ash.open(meeting.url.replace("/staff/", "/judge/")).click("A decision that waits")
    assert chair.submit("Send my answer", answer="confirm").status == 200
    session.rollback()
    session.expire_all()
    assert [one.state for one in scene.entries] == [
        EntryState.FINALIST, EntryState.NOT_SHORTLISTED, EntryState.FINALIST, EntryState.NOT_SHORTLISTED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("option", "winners", "commended"),
    [("A joint award", ["Ana", "Ben"], []), ("highly commended", ["Ana"], ["Ben"]), ("Withhold", [], [])],
)
def test_each_option_is_spelled_out_and_recorded_as_drawn(scene, people, session, option, winners, commended):
    scene.finalists("Ana Reed", "Ben Stone")
    meeting = noted(opened(people.staff, "the winners"), scene)
    form = people.staff.open(meeting.url).click("See what can be decided").click(option)
    page = form.submit("Record this decision", reason=LONG)
    assert "The decision is recorded." in page.text
    decision = session.query(Decision).one()
    assert [sorted(decision.decided_order), decision.commended] == [
        sorted(scene.ref(one) for one in winners), [scene.ref(one) for one in commended],
    ]  # fmt: skip
    assert "Ash Vale (chair), Bo Lind, Cy Moor, Di Nash, Ed Orr." in decision.taking_part


def test_the_season_page_and_the_judges_home_speak_of_it(scene, people):
    meeting = noted(opened(people.staff, "the shortlist"), scene)
    assert "The meeting about the shortlist of the Practice award is going on" in people.staff.get(
        "screening_staff.season"
    ).text  # fmt: skip
    assert "Your panel meets about the shortlist of the Practice award" in people.Bo.get("judging.queue").text
    end(people.staff, meeting)
    assert "The minutes of the shortlist of the Practice award wait for the chair" in people.staff.get(
        "screening_staff.season"
    ).text  # fmt: skip
    assert "Practice award" not in people.Bo.get("judging.queue").text.split("My entries")[1][:80]
    assert "wait for your signature" in people.Ash.get("judging.queue").text


def test_a_meeting_that_decided_nothing_is_called_off_with_a_reason(scene, people, session):
    meeting = opened(people.staff, "the shortlist")
    form = people.staff.open(meeting.url).click("Call this meeting off")
    assert form.submit("Call the meeting off", reason="No.").status == 409
    page = form.submit("Call the meeting off", reason="The chair is ill; we meet next week.")
    assert (page.heading, "The meeting is called off." in page.text) == ("Panel meetings", True)
    assert opened(people.staff, "the shortlist").status == 200


def test_pages_cost_a_bounded_number_of_statements(scene, people, statements):
    scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
    InterestFactory(member=scene.members[4], entry=scene.entries[3])
    meeting = noted(opened(people.staff, "the winners"), scene)
    vote = put_to_the_vote(meeting)
    paths = {
        "/staff/meetings/": 8, meeting.url: 8, f"{meeting.url}/entries/{scene.refs[0]}": 10, vote.url: 8,
        f"{meeting.url}/decide": 10,
    }  # fmt: skip
    cost = {}
    for path, most in paths.items():
        for who in (people.staff, people.Bo):
            mine = path if who is people.staff else path.replace("/staff/", "/judge/")
            if path.endswith("decide") and who is people.Bo:
                continue
            asked = statements.of(lambda mine=mine, who=who: who.open(mine))
            if asked > most:
                cost[mine] = asked
    assert cost == {}
