"""Feedback on entries that did not win: drafted from what counts, written by staff, naming nobody."""

import pytest
from sqlalchemy import select

from awards.accounts.models import User
from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.judging.models import Score, ScoreSheet
from awards.meetings.lifecycle import MeetingState
from awards.meetings.models import Discussion, Meeting
from awards.panels.models import Assignment
from awards.results.feedback import finish_feedback, take_back_feedback, write_feedback
from awards.results.feedback_queries import draft_of, feedback_on
from awards.results.feedback_rules import Finding, Remark, draft_text, findings_of
from awards.results.lifecycle import FeedbackState
from awards.results.models import FeedbackRequest
from awards.results.queries import board_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import EntryNominee
from tests.factories import (
    EntryNominationFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    StaffFactory,
)

ME = Actor(Audience.STAFF, "USR-WRITER")
LOST = {"state": EntryState.NOT_SHORTLISTED}


def codes(refused):
    return [reason.code for reason in refused.value.permission.reasons]


def comment(session, entry, member, *, skill="", effect="", overall=""):
    """Have a judge who has scored the entry say something about it."""
    assigned = select(Assignment.id).where(Assignment.member_id == member.id, Assignment.entry_id == entry.id)
    sheet = session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id.in_(assigned))).one()
    sheet.overall = overall
    scores = session.scalars(select(Score).where(Score.sheet_id == sheet.id).order_by(Score.criterion_id)).all()
    scores[0].comment, scores[1].comment = skill, effect
    session.flush()


@pytest.fixture
def board(session, scene, clock):
    return lambda: board_of(session, scene.season(session), "practice", now=clock())


@pytest.fixture
def entry(session, scene):
    """Cy was read by two judges that count, and by one who stood aside; a nominator asked."""
    entry = scene.entry("Cy Dale", (3, 3), (2, 4), (1, 1), **LOST)
    comment(session, entry, scene.members[0], skill="Warm and clear", effect="Little evidence.", overall="A good start")
    comment(session, entry, scene.members[1], skill="A real listener.", effect="Little evidence.")
    comment(session, entry, scene.members[2], skill="Planted by somebody who stood aside.")
    scene.interest(entry, scene.members[2])
    nominator = NominatorFactory(email="nora@example.org")
    nomination = NominationFactory(category=scene.category, nominator=nominator, eligible=True)
    EntryNominationFactory(entry=entry, nomination=nomination)
    session.commit()
    entry.nomination = nomination
    return entry


def test_a_draft_gathers_what_the_judges_that_count_said_under_its_headings(session, board, entry):
    assert draft_of(session, board(), entry, more=["She was missed by one place only"]) == (
        "Skill: A real listener. Warm and clear.\n\nEffect: Little evidence.\n\nOverall: A good start.\n\n"
        "The panel: She was missed by one place only."
    )


def test_a_draft_does_not_tell_who_spoke_or_how_many():
    one = draft_text([Remark("Skill", ("B.", "A.", "A."))])
    other = draft_text([Remark("Skill", ("A.", "B."))])
    assert one == other == "Skill: A. B."


NAMES = {"judges": ["Rosa Lind", "Tom Ely"], "others": ["Ada Marsh", "The Night Team"], "own": ["Cy Dale"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cy Dale listens well.", []),
        ("rosa  lind liked it.", [("“Rosa Lind” is the name of a judge: take it out.", True)]),
        ("Weaker than Ada Marsh.", [("“Ada Marsh” is another entry: take it out.", True)]),
        ("Ely liked it.", [("“Ely” may be a judge’s name.", False)]),
    ],
)
def test_names_in_a_text_are_found(text, found):
    names = [
        (one.text, one.blocks)
        for one in findings_of(text, **NAMES)
        if "take it out" in one.text or "may be" in one.text
    ]
    assert names == found


def test_likely_details_are_found_and_do_not_block():
    found = findings_of("He was born on 3 May 2009 and lives in Exeter.", **NAMES)
    assert found
    assert [one.blocks for one in found] == [False] * len(found)


def test_what_is_written_is_kept_with_its_trail(session, entry, clock, audit_trail):
    feedback = write_feedback(session, entry, None, text="Three words here.", actor=ME, now=clock())
    assert (feedback.state, feedback.text, feedback.written_by) == (
        FeedbackState.DRAFT,
        "Three words here.",
        "USR-WRITER",
    )
    write_feedback(session, entry, feedback, text="Three words here.", actor=ME, now=clock())
    assert audit_trail(entry.ref) == ["feedback.written"]
    assert entries_about(session, entry.ref)[0].facts == {"words": 3}


@pytest.mark.parametrize("state", [EntryState.WINNER, EntryState.IN_JUDGING, EntryState.WITHDRAWN])
def test_feedback_is_for_those_who_did_not_win(session, entry, clock, state):
    entry.state = state
    with pytest.raises(Refused) as refused:
        write_feedback(session, entry, None, text="Words.", actor=ME, now=clock())
    assert codes(refused) == ["not-for-it"]


def test_a_season_may_give_none(session, entry, clock):
    entry.category.season.judging = {"feedback": False}
    with pytest.raises(Refused) as refused:
        write_feedback(session, entry, None, text="Words.", actor=ME, now=clock())
    assert codes(refused) == ["no-feedback"]


def test_nothing_is_no_feedback(session, entry, clock):
    with pytest.raises(Refused) as refused:
        write_feedback(session, entry, None, text="", actor=ME, now=clock())
    assert codes(refused) == ["nothing-written"]


@pytest.fixture
def written(session, entry, clock):
    return write_feedback(session, entry, None, text="You listen well.", actor=ME, now=clock())


@pytest.fixture
def request_of(session, entry, clock):
    request = FeedbackRequest(nomination_id=entry.nomination.id, entry_id=entry.id, asked_at=clock())
    session.add(request)
    session.commit()
    return request


def test_whoever_asked_is_told_once_it_is_finished(session, entry, written, request_of, clock, audit_trail):
    finish_feedback(session, entry, written, found=[], actor=ME, now=clock())
    assert (written.state, written.ready_at, request_of.told_at) == (FeedbackState.READY, clock(), clock())
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.recipient, message.about, message.arguments) == (
        "results/feedback_ready", "nora@example.org", entry.ref, {"reference": entry.nomination.ref},
    )  # fmt: skip
    assert audit_trail(entry.ref) == ["feedback.written", "feedback.finished"]
    assert entries_about(session, entry.ref)[-1].facts == {"told": 1}


def test_nobody_is_told_about_somebody_who_has_died(session, scene, entry, written, request_of, clock):
    gone = NomineeFactory(nomination=entry.nomination, deceased=True)
    session.add(EntryNominee(entry_id=entry.id, nominee_id=gone.id))
    session.flush()
    finish_feedback(session, entry, written, found=[], actor=ME, now=clock())
    assert (session.scalars(select(Message)).all(), request_of.told_at) == ([], None)


def test_a_text_that_names_a_judge_is_not_finished(session, entry, written, clock):
    with pytest.raises(Refused) as refused:
        finish_feedback(session, entry, written, found=[Finding("A judge.", blocks=True)], actor=ME, now=clock())
    assert (codes(refused), written.state) == (["names-somebody"], FeedbackState.DRAFT)


def test_finished_feedback_is_taken_back_before_it_changes(session, entry, written, clock, audit_trail):
    finish_feedback(session, entry, written, found=[], actor=ME, now=clock())
    with pytest.raises(Refused) as refused:
        write_feedback(session, entry, written, text="Other words.", actor=ME, now=clock())
    assert codes(refused) == ["feedback-is-ready"]
    with pytest.raises(Refused) as refused:
        finish_feedback(session, entry, written, found=[], actor=ME, now=clock())
    assert codes(refused) == ["feedback-is-ready"]
    take_back_feedback(session, entry, written, actor=ME, now=clock())
    assert (written.state, written.ready_at) == (FeedbackState.DRAFT, None)
    with pytest.raises(Refused) as refused:
        take_back_feedback(session, entry, written, actor=ME, now=clock())
    assert codes(refused) == ["feedback-is-draft"]
    assert audit_trail(entry.ref) == ["feedback.written", "feedback.finished", "feedback.taken_back"]


def test_what_the_panel_marked_for_feedback_is_in_the_draft_and_nothing_else(session, scene, staff, entry, clock):
    for said, marked, state in (
        ("Planted for them", True, MeetingState.ENDED),
        ("Planted for the panel", False, MeetingState.ENDED),
        ("Planted and called off", True, MeetingState.CALLED_OFF),
    ):
        meeting = Meeting(
            ref=f"MTG-{len(said)}", category_id=scene.category.id, purpose="shortlist", agenda=[], state=state,
            opened_at=clock(), opened_by="USR-WRITER",
        )  # fmt: skip
        session.add(meeting)
        session.flush()
        session.add(
            Discussion(
                meeting_id=meeting.id, entry_id=entry.id, words=said, for_feedback=marked, written_at=clock(),
                written_by="USR-WRITER",
            )
        )  # fmt: skip
    session.commit()
    page = staff.get("results_staff.write_feedback", slug="practice", ref=entry.ref)
    assert page.soup.textarea.get_text().strip().endswith("The panel: Planted for them.")
    assert ("for the panel" in page.html, "called off" in page.html) == (False, False)


# The pages.


def test_staff_rewrite_the_draft_and_finish_it(scene, staff, entry, session):
    judge = session.scalar(select(User.name).where(User.id == scene.members[0].user_id))
    page = staff.get("results_staff.feedback_list", slug="practice").click("Cy Dale")
    assert "Skill: A real listener. Warm and clear." in page.soup.textarea.get_text()
    assert judge not in page.html
    page = page.submit("Save", text=f"{judge} says that you listen well.")
    assert f"“{judge}” is the name of a judge: take it out." in page.text
    page = page.submit("Save and finish")
    assert page.status == 409
    session.expire_all()
    assert feedback_on(session, entry).text == f"{judge} says that you listen well."
    page = staff.get("results_staff.write_feedback", slug="practice", ref=entry.ref)
    page = page.submit("Save and finish", text="You listen well.")
    assert "Finished: whoever it is for can read it." in page.text
    page = page.submit("Take it back to change it")
    assert "nobody outside reads it" in page.text


def test_two_who_write_at_once_lose_no_words(staff, entry):
    slower = staff.get("results_staff.write_feedback", slug="practice", ref=entry.ref)
    staff.get("results_staff.write_feedback", slug="practice", ref=entry.ref).submit("Save", text="First words.")
    page = slower.submit("Save", text="Second words.")
    assert (page.status, "First words." in page.text) == (409, True)
    assert page.soup.textarea.get_text().strip() == "Second words."
    assert page.submit("Save").status == 200


def test_an_empty_text_is_not_saved(staff, entry):
    page = staff.get("results_staff.write_feedback", slug="practice", ref=entry.ref).submit("Save", text=" ")
    assert (page.status, page.errors) == (422, ["Write the feedback first"])


def test_there_is_no_page_for_a_winner_or_where_the_season_gives_none(scene, staff, entry, session):
    winner = scene.entry("Ada Marsh", (5, 5), (5, 5), state=EntryState.WINNER)
    session.commit()
    assert staff.get("results_staff.write_feedback", slug="practice", ref=winner.ref).status == 404
    scene.category.season.judging = {"feedback": False}
    session.commit()
    for page in ("feedback_list", "write_feedback"):
        more = {"ref": entry.ref} if page == "write_feedback" else {}
        assert staff.get(f"results_staff.{page}", slug="practice", **more).status == 404


def test_who_may_only_read_writes_nothing(scene, entry, browser, session):
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    page = browser.sign_in(Audience.STAFF, reader.ref).get(
        "results_staff.write_feedback", slug="practice", ref=entry.ref
    )
    assert page.submit("Save", text="Words.").status == 403
