"""Rubbish through every form and address of results, meetings and the record: never an error, nothing moved."""

from __future__ import annotations

import pytest

from awards.meetings.models import Attendance, Ballot, Discussion, Meeting, Vote
from awards.results.models import Addendum, Decision, Feedback, ReadingSearch
from awards.screening.models import Entry
from awards.sealing.models import Checkpoint, JudgingAct
from tests.factories import CategoryFactory, EntryFactory, RoundFactory, SeasonFactory
from tests.hostile.results import WHY, Standing
from tests.hostile.sending import CSRF, Judge, Sender, attack, forms_on
from tests.hostile.texts import Hostile
from tests.house.surveying import rows_of
from tests.meetings.conftest import OVER as SEALED
from tests.meetings.hands import counted, put_to_the_vote

SEED = 20240326
EACH = {"sqlite": 2, "postgresql": 1}
HUGE = ("9" * 25, "99999999999", "0", "-1", "1e3", "\u0661", "%00", "1%00")
WRITTEN = (
    Meeting,
    Attendance,
    Discussion,
    Vote,
    Ballot,
    Decision,
    Addendum,
    Feedback,
    ReadingSearch,
    Entry,
    Checkpoint,
    JudgingAct,
)
SENT = {
    "present": "x", "words": "zqx", "version": "0", "candidates": "x", "reason": WHY, "closing-reason": WHY,
    "calling-reason": WHY, "place_1": "1", "chosen": "none", "answer": "confirm", "seen": "1", "category": "practice",
    "purpose": "shortlist", "do": "record", "looked": "x",
}  # fmt: skip
CALMLY = ("/staff/results/practice/shortlist", "/staff/results/practice/winners", "/staff/results/practice/afterwards",
          "/staff/results/practice/readings", "/staff/record/sign-off")  # fmt: skip


@pytest.fixture
def standing(app, session, clock):
    session.expire_on_commit = False
    clock.set(SEALED)
    return Standing(app, session, clock)


def targets_on(pages, sender):
    """Give every form of these pages that draw one now."""
    found = {}
    for page in pages:
        path, answer = sender.open(page)
        for target in forms_on(path, answer.data):
            found.setdefault((target.action, target.typed, target.chosen), target)
    return list(found.values())


def token_of(browser, page):
    return CSRF.search(browser.client.get(page).data).group(1).decode()


def test_no_form_on_results_breaks_whatever_staff_send(app, standing, database_kind):
    judge, hostile = Judge(app), Hostile(SEED)
    sender = Sender(standing.people.staff, judge)
    targets = targets_on(CALMLY, sender)
    assert len(targets) >= 2, [one.action for one in targets]
    for target in targets:
        attack(sender, target, hostile, each=EACH[database_kind])
    assert judge.findings() == []


@pytest.mark.parametrize("page", ["shortlist", "winners"])
def test_a_departure_of_no_kind_is_refused_in_words(app, standing, page):
    standing.finalists("Ana Reed", "Ben Stone", "Cal Thorn") if page == "winners" else None
    judge = Judge(app)
    sender = Sender(standing.people.staff, judge)
    (target,) = targets_on([f"/staff/results/practice/{page}"], sender)
    last = [("entries" if page == "shortlist" else "winners", standing.ref(one)) for one in ("Cal", "Ben")]
    for kind in ("zqx", "9" * 40, "\x00", "departure", "JUDGEMENT"):
        answer = sender.send(target, [*last, ("departure", kind), ("reason", WHY), ("taking_part", "Ash Vale")])
        assert answer.status_code == 422, kind
    assert judge.findings() == []


def test_no_form_of_a_meeting_breaks_whatever_staff_the_chair_or_a_member_send(app, standing, database_kind):
    judge, hostile = Judge(app), Hostile(SEED + 1)
    meeting = standing.meeting("the winners")
    vote = put_to_the_vote(meeting)
    theirs = vote.url.replace("/staff/", "/judge/")
    staff, member = Sender(standing.people.staff, judge), Sender(standing.people.Bo, judge)
    ballots = targets_on([theirs], member)
    pages = [f"{meeting.url}/entries/{standing.ref('Ana')}", f"{vote.url}/ballots/{standing.users['Cy']}", vote.url]
    leading = targets_on(pages, staff)
    assert (len(ballots), len(leading)) >= (1, 3)
    for target in ballots:
        attack(member, target, hostile, each=EACH[database_kind])
    for target in sorted(leading, key=lambda one: "count" in one.action or "call-off" in one.action):
        attack(staff, target, hostile, each=EACH[database_kind])
    counted(standing.people, vote, {}) if "Count the vote" in standing.people.staff.open(vote.url).text else None
    for way in ("keep", "swap", "joint", "commended", "withhold"):
        for target in targets_on([f"{meeting.url}/decide/{way}"], staff):
            attack(staff, target, hostile, each=1)
    for target in targets_on([meeting.url, f"{meeting.url}/votes/new", f"{meeting.url}/call-off"], staff):
        attack(staff, target, hostile, each=1)
    assert judge.findings() == []


def test_no_answer_of_a_second_person_or_signature_breaks(app, standing, database_kind):
    judge, hostile = Judge(app), Hostile(SEED + 2)
    meeting = standing.meeting()
    standing.departs(meeting)
    theirs = meeting.url.replace("/staff/", "/judge/")
    chair, other = Sender(standing.people.Ash, judge), Sender(standing.people.other, judge)
    for sender, page in ((chair, f"{theirs}/second"), (other, "/staff/results/practice/shortlist/waiting")):
        for target in targets_on([page], sender):
            attack(sender, target, hostile, each=EACH[database_kind])
    standing.people.staff.open(meeting.url).submit("End the meeting")
    for target in targets_on([f"{theirs}/minutes"], chair):
        attack(chair, target, hostile, each=EACH[database_kind])
    assert judge.findings() == []


def test_numbers_in_addresses_that_are_none_are_not_found(app, standing):
    judge = Judge(app)
    meeting = standing.meeting("the winners")
    put_to_the_vote(meeting)
    theirs = meeting.url.replace("/staff/", "/judge/")
    wrong = []
    for number in HUGE:
        paths = [(standing.people.staff, f"/staff/record/{number}/{cut}.zip") for cut in ("auditor", "public")]
        paths += [(standing.people.staff, f"{meeting.url}/votes/{number}{act}") for act in
                  ("", "/count", "/call-off", "/second", f"/ballots/{standing.users['Cy']}")]  # fmt: skip
        paths += [(standing.people.Bo, f"{theirs}/votes/{number}{act}") for act in ("", "/casting-vote")]
        for browser, path in paths:
            token = token_of(browser, meeting.url if browser is standing.people.staff else theirs)
            for method, data in (("GET", None), ("POST", {"csrf_token": token, **SENT})):
                answer = browser.client.open(path, method=method, data=data)
                judge.of_page(path, answer)
                led_above = method == "GET" and answer.status_code == 303
                if answer.status_code not in {404, 405, 308} and not led_above:
                    wrong.append((method, path, answer.status_code))
    assert (judge.findings(), wrong) == ([], [])


@pytest.mark.parametrize("who", ["Bo", "Ash", "reader"])
def test_members_a_chair_in_conflict_and_those_who_only_read_lead_nothing(app, standing, who):
    """Every address that leads a meeting, asked by somebody who does not lead it."""
    standing.stands_down(0, "Cal Thorn")  # the chair
    meeting = standing.meeting()
    vote = put_to_the_vote(meeting, candidates=[standing.ref("Ana"), standing.ref("Ben")])
    door = "staff" if who == "reader" else "judge"
    base, browser = meeting.url.replace("/staff/", f"/{door}/"), getattr(standing.people, who)
    before = rows_of(standing.session, *WRITTEN)
    number, judge = vote.url.rpartition("/")[2], Judge(app)
    acts = ["/attendance", "/agenda", "/end", "/votes/new", f"/votes/{number}/count", f"/votes/{number}/call-off",
            f"/votes/{number}/second", "/second", "/resume", "/call-off", "/decide/keep",
            f"/votes/{number}/ballots/{standing.users['Cy']}", f"/entries/{standing.ref('Ana')}"]  # fmt: skip
    token = token_of(browser, base)
    for act in acts:
        answer = browser.client.post(f"{base}{act}", data={"csrf_token": token, **SENT})
        judge.of_page(act, answer)
        assert answer.status_code in {403, 404, 405, 409}, (act, answer.status_code)
    assert rows_of(standing.session, *WRITTEN) == before
    assert judge.findings() == []


def test_what_is_of_another_season_is_not_found_and_stays(app, standing):
    old = SeasonFactory(programme=standing.programme, key="2023", year=2023, archived=True)
    RoundFactory(season=old, sealed=True)
    category = CategoryFactory(season=old, key="past", slug="past", name="Past award")
    entry = EntryFactory(category=category, title="Old Name")
    held = Meeting(ref="MTG-2222222", category_id=category.id, purpose="shortlist", state="open",
                   opened_at=standing.clock(), opened_by=standing.staff.ref, agenda=[])  # fmt: skip
    standing.session.add(held)
    meeting = standing.meeting()
    before, staff = rows_of(standing.session, *WRITTEN), standing.people.staff
    token, judge = token_of(staff, meeting.url), Judge(app)
    paths = [f"/staff/meetings/{held.ref}{act}" for act in ("", "/end", "/attendance", "/agenda", "/call-off",
                                                            "/decide/keep", "/votes/new")]  # fmt: skip
    paths += [f"/staff/results/past{act}" for act in ("", "/shortlist", "/winners", "/afterwards", "/readings",
                                                      "/shortlist/waiting", f"/feedback/{entry.ref}")]  # fmt: skip
    paths += [f"{meeting.url}/entries/{entry.ref}", f"/staff/results/practice/why/{entry.ref}",
              f"/staff/results/practice/feedback/{entry.ref}"]  # fmt: skip
    for path in paths:
        for method, data in (("GET", None), ("POST", {"csrf_token": token, **SENT, "entry": entry.ref})):
            answer = staff.client.open(path, method=method, data=data)
            judge.of_page(path, answer)
            led_above = {303} if method == "GET" else set()  # to the page above, which is not there either
            assert answer.status_code in {404, 405} | led_above, (method, path, answer.status_code)
            assert answer.status_code != 303 or staff.client.get(answer.headers["Location"]).status_code == 404
    assert rows_of(standing.session, *WRITTEN) == before
    assert judge.findings() == []


def test_a_form_that_is_sent_twice_acts_once(app, standing):
    """Whatever a double click or a replay sends again is refused in words, and nothing more is written."""
    meeting = standing.meeting("the winners")
    vote = put_to_the_vote(meeting)
    ballots = {name: {standing.ref("Ana"): 1} for name in standing.users}
    stale = standing.people.other.open(vote.url)
    counted(standing.people, vote, ballots)
    ended = standing.people.other.open(meeting.url)
    pages = [stale.submit("Count the vote")]
    minutes = standing.people.staff.open(meeting.url).submit("End the meeting")
    pages.append(ended.submit("End the meeting"))
    theirs = minutes.url.replace("/staff/", "/judge/")
    unsigned = standing.people.Ash.open(theirs)
    unsigned.submit("Sign the minutes")
    before = rows_of(standing.session, *WRITTEN)
    pages.append(unsigned.submit("Sign the minutes"))
    assert [page.status for page in pages] == [409, 409, 409]
    assert rows_of(standing.session, *WRITTEN) == before
