"""Feedback is given when the results it belongs to are public: to nominators who ask, to nominees on their own page."""

from types import SimpleNamespace

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.publishing.actions import withdraw_announcement
from awards.publishing.feedback_giving import ask_for_feedback, feedback_for_nominator
from awards.publishing.models import AnnouncementKind
from awards.results.lifecycle import FeedbackState
from awards.results.models import Feedback
from awards.screening.lifecycle import EntryState
from tests.factories import NominationFactory, NominatorFactory
from tests.publishing.conftest import AWARDS_NIGHT, ME

WORDS = "Planted words: you listen well."


def put_forward(scene, name, state):
    """Make an entry with its nomination and nominator at hand."""
    nominator = NominatorFactory(email=f"{name.lower()}@example.org")
    nomination = NominationFactory(category=scene.practice, nominator=nominator, eligible=True)
    entry = scene.entry(f"{name} Dale", state=state, nomination=nomination)
    entry.case = SimpleNamespace(nomination=nomination, ref=nomination.ref, nominator=nominator.ref,
                                 nominee=entry.nominees[0].ref)  # fmt: skip
    return entry


@pytest.fixture
def lost(scene, session):
    """Cy was not shortlisted, Dot was a finalist, Ada won; feedback is ready on all that are given any."""

    def entry(name, state):
        return put_forward(scene, name, state)

    made = {
        "cy": entry("Cy", EntryState.NOT_SHORTLISTED),
        "dot": entry("Dot", EntryState.FINALIST),
        "ada": entry("Ada", EntryState.WINNER),
    }
    for one in made.values():
        write(session, one)
    session.commit()
    return made


def write(session, entry, state=FeedbackState.READY):
    session.add(
        Feedback(
            entry_id=entry.id, state=state, text=WORDS, written_by="USR-WRITER", written_at=AWARDS_NIGHT,
            ready_at=AWARDS_NIGHT,
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def nominator(browser):
    def signed_in(entry):
        return browser.sign_in(Audience.NOMINATORS, entry.case.nominator)

    return signed_in


@pytest.fixture
def nominee(another_browser):
    return lambda entry: another_browser.sign_in(Audience.NOMINEES, entry.case.nominee)


def seen(browser, entry):
    """Give what a nominator gets at the page of feedback, and whether their list leads there."""
    page = browser.get("my_nominations.feedback", ref=entry.case.ref)
    return page.status, "feedback" in browser.get("my_nominations.index").text.lower(), WORDS in page.html


def test_nobody_reads_anything_before_the_release(lost, nominator, nominee):
    for entry in lost.values():
        assert seen(nominator(entry), entry) == (404, False, False)
        page = nominee(entry).get("nominees.feedback")
        assert (page.status, WORDS in page.html) == (404, False)
        assert "feedback" not in nominee(entry).get("nominees.about_me").text.lower()


def test_after_the_finalists_those_not_shortlisted_may_ask_and_finalists_may_not(scene, lost, nominator):
    scene.release(AnnouncementKind.FINALISTS)
    assert seen(nominator(lost["cy"]), lost["cy"]) == (200, True, False)
    for name in ("dot", "ada"):
        assert seen(nominator(lost[name]), lost[name]) == (404, False, False)


def test_after_the_winners_finalists_may_ask_and_winners_never(scene, lost, nominator, nominee):
    scene.release()
    assert [seen(nominator(one), one)[0] for one in lost.values()] == [200, 200, 404]
    assert [nominee(one).get("nominees.feedback").status for one in lost.values()] == [200, 200, 404]


def test_a_nominator_asks_and_reads(scene, lost, nominator, session):
    scene.release()
    page = nominator(lost["dot"]).get("my_nominations.index").click("Ask for feedback")
    assert WORDS not in page.html
    page = page.submit("Ask for feedback")
    assert (page.heading, WORDS in page.text) == ("Feedback", True)
    ref = lost["dot"].case.ref
    (entry,) = [one for one in entries_about(session, ref) if one.tag == "feedback.asked"]
    assert entry.facts == {"entry": lost["dot"].ref}
    assert "Read the feedback" in nominator(lost["dot"]).get("my_nominations.index").text


def test_what_is_not_finished_is_not_read(scene, lost, nominator, nominee, session):
    scene.release()
    entry = put_forward(scene, "Eve", EntryState.FINALIST)
    write(session, entry, FeedbackState.DRAFT)
    session.commit()
    page = nominator(entry).get("my_nominations.feedback", ref=entry.case.ref).submit("Ask for feedback")
    assert (WORDS in page.html, "send you a message when it is there" in page.text) == (False, True)
    assert nominee(entry).get("nominees.feedback").status == 404


def test_nobody_asks_twice(scene, lost, session):
    scene.release()
    nomination = lost["dot"].case.nomination
    me = Actor(Audience.NOMINATORS, lost["dot"].case.nominator)
    given = feedback_for_nominator(session, nomination)
    ask_for_feedback(session, nomination, given, actor=me, now=AWARDS_NIGHT)
    with pytest.raises(Refused) as refused:
        again = feedback_for_nominator(session, nomination)
        ask_for_feedback(session, nomination, again, actor=me, now=AWARDS_NIGHT)
    assert [one.code for one in refused.value.permission.reasons] == ["asked-already"]


def test_another_nominator_finds_nothing(scene, lost, nominator):
    scene.release()
    page = nominator(lost["cy"]).get("my_nominations.feedback", ref=lost["dot"].case.ref)
    assert page.status == 404


def test_a_nominee_reads_without_asking(scene, lost, nominee):
    scene.release()
    page = nominee(lost["dot"]).get("nominees.about_me").click("Read the judges’ feedback")
    assert (page.heading, WORDS in page.text) == ("Feedback", True)


def test_once_the_release_is_taken_back_nobody_reads(scene, lost, nominator, nominee, session, clock):
    announcement = scene.release()
    withdraw_announcement(session, announcement, reason="A mistake.", actor=ME, now=clock())
    session.commit()
    assert seen(nominator(lost["dot"]), lost["dot"]) == (404, False, False)
    assert nominee(lost["dot"]).get("nominees.feedback").status == 404


@pytest.mark.parametrize("gone", ["entry", "nominee"])
def test_after_a_withdrawal_or_a_death_there_is_nothing(scene, lost, nominee, session, gone):
    scene.release()
    entry = lost["dot"]
    if gone == "entry":
        entry.state = EntryState.WITHDRAWN
    else:
        entry.nominees[0].deceased = True
    session.commit()
    assert nominee(entry).get("nominees.feedback").status == 404


def test_a_season_that_gives_none_offers_none(scene, lost, nominator, nominee, session):
    scene.release()
    scene.season_row.judging = {"feedback": False}
    session.commit()
    assert seen(nominator(lost["dot"]), lost["dot"]) == (404, False, False)
    assert nominee(lost["dot"]).get("nominees.feedback").status == 404
