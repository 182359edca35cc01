"""Two people send the same thing in the same moment: one of them acts, the other is answered in words, never by 500."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from awards.core.actor import Audience
from awards.meetings.models import Ballot, Meeting, Vote
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind
from awards.results.lifecycle import DecisionState
from awards.results.models import Addendum, Decision, FeedbackRequest
from awards.sealing.models import JudgingAct
from tests.factories import AnnouncementFactory, EntryNominationFactory, NominationFactory, NominatorFactory
from tests.hostile.results import WHY, Standing
from tests.hostile.sending import Judge
from tests.meetings.conftest import OVER
from tests.meetings.hands import counted, put_to_the_vote
from tests.pages.browser import drawn_fields

DONE, TOO_LATE = 303, {404, 409, 422}


@pytest.fixture
def standing(app, session, clock):
    session.expire_on_commit = False
    clock.set(OVER)
    return Standing(app, session, clock)


@pytest.fixture
def both(app, standing):
    """Send two forms, drawn before, in the same moment; gives what became of each, the one that acted first."""
    app.config["RAISE_INCIDENTS"] = False
    judge = Judge(app)

    def send(*forms):
        standing.session.commit()
        ready, answers = Barrier(len(forms)), []

        def post(form):
            browser, path, data = form
            ready.wait(timeout=20)
            return browser.client.post(path, data=data)

        with ThreadPoolExecutor(len(forms)) as pool:
            answers = [one.result(timeout=60) for one in [pool.submit(post, form) for form in forms]]
        for answer in answers:
            judge.of_page("at once", answer)
        standing.session.expire_all()
        assert judge.findings() == []
        return sorted(one.status_code for one in answers)

    return send


def form_on(page, button, **fields):
    """Give (browser, address, data) of the form on a page that has this button."""
    form, pressed = page._form(button)
    data = drawn_fields(form) | {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    if pressed.get("name"):
        data[pressed["name"]] = [pressed.get("value", "")]
    return page.browser, str(pressed.get("formaction") or form.get("action") or page.url), data


def number_of(session, model, *which):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model).where(*which))


def test_two_decide_a_shortlist(standing, both, session):
    pages = [who.open("/staff/results/practice/shortlist") for who in (standing.people.staff, standing.people.other)]
    found = both(*(form_on(page, "") for page in pages))
    assert (found[0], found[1] in TOO_LATE) == (DONE, True)
    assert (number_of(session, Decision), number_of(session, JudgingAct, JudgingAct.kind == "decided")) == (1, 1)


def test_two_open_a_meeting_about_the_same_category(standing, both, session):
    people = standing.people
    pages = [people.staff.get("meetings_staff.meetings"), people.Ash.get("meetings_judge.meetings")]
    found = both(*(form_on(page, "Meet about the shortlist") for page in pages))
    assert (found[0], found[1] in TOO_LATE, number_of(session, Meeting)) == (DONE, True, 1)


def test_one_confirms_while_another_refuses(standing, both, session):
    meeting = standing.meeting()
    standing.departs(meeting)
    chair = standing.people.Ash.open(meeting.url.replace("/staff/", "/judge/") + "/second")
    other = standing.people.other.open("/staff/results/practice/shortlist/waiting")
    found = both(form_on(chair, "", answer="confirm"), form_on(other, "", answer="refuse", reason=WHY))
    assert (found[0], found[1] in TOO_LATE) == (DONE, True)
    session.rollback()
    assert session.scalars(select(Decision.state)).one() is not DecisionState.WAITING
    assert number_of(session, JudgingAct, JudgingAct.kind == "decided") <= 1


def test_nobody_is_their_own_second_person(standing, session):
    standing.departs(standing.meeting())
    page = standing.people.staff.open("/staff/results/practice/shortlist/waiting")
    data = drawn_fields(standing.people.other.open(page.url)._form("")[0]) | {"answer": ["confirm"]}
    data["csrf_token"] = [page.soup.find(attrs={"name": "csrf_token"})["value"]]
    answer = standing.people.staff.client.post(page.url, data=data)
    assert answer.status_code == 409
    session.rollback()
    assert session.scalars(select(Decision.state)).one() is DecisionState.WAITING


def test_two_count_a_vote_while_a_member_changes_their_ballot(standing, both, session):
    vote = put_to_the_vote(standing.meeting("the winners"))
    theirs = vote.url.replace("/staff/", "/judge/")
    for who in standing.users:
        page = getattr(standing.people, who).open(theirs)
        page.submit("Cast my ballot", place_1="1")
    late = standing.people.Cy.open(theirs)
    pages = [standing.people.staff.open(vote.url), standing.people.other.open(vote.url)]
    found = both(*(form_on(page, "Count the vote") for page in pages), form_on(late, "Change my ballot", place_1="2"))
    assert (found[0], found[-1] in TOO_LATE) == (DONE, True)
    assert number_of(session, JudgingAct, JudgingAct.kind == "vote_closed") == 1
    assert number_of(session, Ballot) == 5
    session.rollback()
    assert session.scalars(select(Vote.state)).one() == "closed"


def test_one_member_votes_twice_at_once(standing, both, session):
    vote = put_to_the_vote(standing.meeting("the winners"))
    page = standing.people.Cy.open(vote.url.replace("/staff/", "/judge/"))
    assert both(*(form_on(page, "Cast my ballot", place_1=place) for place in ("1", "2"))) == [DONE, DONE]
    assert number_of(session, Ballot) == 1


def test_the_chair_signs_twice_at_once_and_staff_let_it_go_on(standing, both, session):
    meeting = standing.meeting("the winners")
    minutes = standing.people.staff.open(meeting.url).submit("End the meeting")
    page = standing.people.Ash.open(minutes.url.replace("/staff/", "/judge/"))
    resumed = form_on(standing.people.other.open(meeting.url), "Let the meeting go on")
    sign = form_on(page, "Sign the minutes")
    found = both(sign, sign, resumed)
    assert (found[0], found[1] in TOO_LATE, found[2] in TOO_LATE) == (DONE, True, True)
    assert number_of(session, JudgingAct, JudgingAct.kind == "minutes_signed") <= 1


def test_an_addendum_is_confirmed_once(standing, both, session):
    meeting = standing.meeting("the winners")
    vote = put_to_the_vote(meeting)
    counted(standing.people, vote, {name: {standing.ref("Ana"): 1} for name in standing.users})
    standing.people.staff.open(f"{meeting.url}/decide/vote").submit("Record this decision", reason=WHY)
    page = standing.people.staff.open("/staff/results/practice/afterwards")
    page.submit("", entry=standing.ref("Ana"), happening="withdrew", outcome="vacant", reason=WHY, taking_part="All.")
    session.rollback()
    ref = session.scalars(select(Addendum.ref)).one()
    page = standing.people.other.get("results_staff.answer_addendum", slug="practice", ref=ref)
    forms = [form_on(page, "", answer="confirm") for _ in range(2)]
    found = both(*forms)
    assert (found[0], found[1] in TOO_LATE) == (DONE, True)
    assert number_of(session, JudgingAct, JudgingAct.kind == "addendum") == 1


def test_feedback_is_asked_for_once(standing, both, session, app):
    entry = standing.entries[3]
    entry.state = "not_shortlisted"
    nominator = NominatorFactory()
    nomination = NominationFactory(category=standing.category, nominator=nominator, eligible=True)
    EntryNominationFactory(entry=entry, nomination=nomination)
    for kind in AnnouncementKind:
        AnnouncementFactory(season_id=standing.category.season_id, kind=kind, state=AnnouncementState.RELEASED,
                            released_at=standing.clock())  # fmt: skip
    session.commit()
    browser = standing.browser(Audience.NOMINATORS, nominator.ref)
    page = browser.open(f"/nominations/{nomination.ref}/feedback")
    assert page.status == 200
    found = both(form_on(page, ""), form_on(page, ""))
    assert (found[0], found[1] in {DONE, *TOO_LATE}) == (DONE, True)
    assert number_of(session, FeedbackRequest) == 1
