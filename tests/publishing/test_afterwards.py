"""After a decision: an award pulled, given to the next, left vacant or kept in memory, and what is public follows."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.actions import queue_message
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.publishing.actions import release_announcement
from awards.publishing.afterwards import confirm_addendum
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind, Winner
from awards.publishing.policy import problems_of
from awards.results.addenda import propose_addendum, refuse_addendum
from awards.results.addenda_policy import AddendumChoice
from awards.results.lifecycle import DecisionState
from awards.results.models import Happening, Outcome
from awards.results.queries import board_of
from awards.screening.lifecycle import EntryState
from awards.sealing.models import JudgingAct
from awards.seasons.models import PastWin
from tests.factories import StaffFactory

ME = Actor(Audience.STAFF, "USR-PROPOSER", frozenset({Role.STAFF}))
OTHER = Actor(Audience.STAFF, "USR-SECOND", frozenset({Role.STAFF}))
READER = Actor(Audience.STAFF, "USR-READER", frozenset({Role.READ_ONLY}))
REASON = "She wrote to us that she does not want the award any more."
PUBLIC = [
    "/", "/finalists", "/winners/", "/winners/2024", "/winners/2024.json", "/winners.atom", "/winners/2031", "/judges",
    "/awards", "/nominate", "/healthz",
]  # fmt: skip
OK = 200
AWARDS_NIGHT = datetime(2024, 5, 22, 21, 3, tzinfo=UTC)


def codes(refused):
    return [reason.code for reason in refused.value.permission.reasons]


@pytest.fixture
def board(session, scene):
    return lambda: board_of(session, scene.season, "practice", now=AWARDS_NIGHT)


@pytest.fixture
def happens(session, board):
    """Write down that something happened to an entry."""

    def propose(entry, outcome, happening=Happening.WITHDREW, *, actor=ME, **options):
        other = options.pop("next_entry", None)
        words = {"reason": REASON, "taking_part": "Rosa Lind and Tom Ely; no ties."} | options
        choice = AddendumChoice(
            entry=entry.ref, happening=happening, outcome=outcome, next_entry=other.ref if other else None, **words
        )
        return propose_addendum(session, board(), choice, actor=actor, now=AWARDS_NIGHT)

    return propose


@pytest.fixture
def confirm(session, board):
    def confirmed(addendum, actor=OTHER):
        confirm_addendum(session, board(), addendum, actor=actor, now=AWARDS_NIGHT)
        session.commit()
        return addendum

    return confirmed


@pytest.fixture
def everything_public(app, session):
    """Give the words of every public address, the data and the feed, as a stranger gets them."""

    def read():
        session.commit()
        answers = [app.test_client().get(address) for address in PUBLIC]
        return " ".join(one.get_data(as_text=True) for one in answers if one.status_code == OK)

    return read


def test_what_is_written_down_changes_nothing_before_it_is_confirmed(
    scene, happens, browser, session, audit_trail, everything_public
):
    ada = scene.entry("Ada Marsh")
    scene.release()
    addendum = happens(ada, Outcome.VACANT)
    assert (addendum.state, ada.state) == (DecisionState.WAITING, EntryState.WINNER)
    assert audit_trail(addendum.ref) == ["addendum.proposed"]
    assert entries_about(session, addendum.ref)[0].facts == {
        "entry": ada.ref, "happening": "withdrew", "outcome": "vacant", "next_entry": None,
    }  # fmt: skip
    assert "Ada Marsh" in everything_public()


def test_a_vacant_award_is_off_every_public_address_at_once(
    scene, happens, confirm, browser, session, audit_trail, everything_public
):
    ada, team = scene.entry("Ada Marsh"), scene.entry("Bel Stone", category=scene.teams)
    scene.release(AnnouncementKind.FINALISTS)
    scene.release()
    before = everything_public()
    assert (before.count("Ada Marsh") > 3, "Bel Stone" in before) == (True, True)
    addendum = confirm(happens(ada, Outcome.VACANT))
    after = everything_public()
    assert ("Ada Marsh" in after, ada.ref in after, "Bel Stone" in after) == (False, False, True)
    assert ("This award is not held" in after, "Practice award" in browser.open("/winners/2024").text) == (False, False)
    assert (ada.state, team.state) == (EntryState.WITHDRAWN, EntryState.WINNER)
    assert (addendum.confirmed_by, addendum.confirmed_at) == (OTHER.reference, AWARDS_NIGHT)
    assert audit_trail(addendum.ref) == ["addendum.proposed", "addendum.confirmed"]


def test_readers_are_told_in_one_neutral_line_where_the_organiser_wishes(scene, happens, confirm, browser, session):
    ada = scene.entry("Ada Marsh")
    scene.entry("Bel Stone", category=scene.teams)
    scene.release()
    confirm(happens(ada, Outcome.VACANT, Happening.SUSPENDED, told=True))
    page = browser.open("/winners/2024")
    assert "Practice award This award is not held." in page.text
    assert ("Ada Marsh" in page.html, "suspended" in page.html.lower()) == (False, False)


def test_the_line_stands_alone_where_nobody_else_won(scene, happens, confirm, browser):
    ada = scene.entry("Ada Marsh")
    scene.release()
    confirm(happens(ada, Outcome.VACANT, told=True))
    assert browser.open("/winners/2024").text.count("This award is not held.") == 1


def test_nothing_of_a_vacancy_shows_before_the_release(scene, happens, confirm, browser, session, everything_public):
    ada = scene.entry("Ada Marsh")
    confirm(happens(ada, Outcome.VACANT, told=True))
    assert (browser.open("/winners/2024").status, "not held" in everything_public()) == (404, False)


def test_the_next_stands_in_the_place_at_once(scene, happens, confirm, browser, session, everything_public):
    ada = scene.entry("Ada Marsh")
    ben = scene.entry("Ben Hale", state=EntryState.FINALIST)
    scene.release()
    confirm(happens(ada, Outcome.NEXT_CHOSEN, next_entry=ben))
    after = everything_public()
    assert ("Ada Marsh" in after, after.count("Ben Hale") > 2) == (False, True)
    assert (ada.state, ben.state) == (EntryState.WITHDRAWN, EntryState.WINNER)


def test_one_of_two_is_pulled_and_the_other_no_longer_shares(scene, happens, confirm, browser):
    ada, _ben = scene.entry("Ada Marsh"), scene.entry("Ben Hale")
    scene.release()
    assert browser.open("/winners/2024").text.count("Joint winner") == 2
    confirm(happens(ada, Outcome.PULLED))
    page = browser.open("/winners/2024")
    assert ("Ada Marsh" in page.text, "Joint winner" in page.text, "Ben Hale" in page.text) == (False, False, True)


def test_a_finalist_who_withdraws_is_off_the_list_of_finalists(scene, happens, confirm, browser):
    cy = scene.entry("Cy Dale", state=EntryState.FINALIST)
    scene.entry("Ben Hale", state=EntryState.FINALIST)
    scene.release(AnnouncementKind.FINALISTS)
    assert "Cy Dale" in browser.open("/finalists").text
    confirm(happens(cy, Outcome.PULLED))
    page = browser.open("/finalists")
    assert ("Cy Dale" in page.text, "Ben Hale" in page.text) == (False, True)


def test_an_award_in_memory_stays_and_says_so_and_mail_stops(scene, happens, confirm, browser, session):
    ada = scene.entry("Ada Marsh", email="ada@example.org")
    (nominee,) = ada.nominees
    scene.release()
    mail(session, nominee.ref, "ada@example.org")
    confirm(happens(ada, Outcome.POSTHUMOUS, Happening.DIED))
    assert (nominee.deceased, ada.state) == (True, EntryState.WINNER)
    assert session.scalars(select(Message.state)).all() == [MessageState.CANCELLED]
    page = browser.open("/winners/2024")
    assert ("Ada Marsh" in page.text, "Given in memory of them." in page.text) == (True, True)
    assert '"posthumous":true' in browser.open("/winners/2024.json").html.replace(" ", "")


def test_of_several_people_staff_say_first_who_has_died(scene, happens, confirm, session):
    both = scene.entry("Ada Marsh", "Bel Stone")
    addendum = happens(both, Outcome.POSTHUMOUS, Happening.DIED)
    with pytest.raises(Refused) as refused:
        confirm(addendum)
    assert codes(refused) == ["nobody-noted"]
    both.nominees[0].deceased = True
    confirm(addendum)
    assert [one.deceased for one in both.nominees] == [True, False]


def mail(session, about, to):
    queue_message(
        session, "nominees/notice", to=to, about=about, programme_key="harbour-awards", key=f"test:{about}",
        now=AWARDS_NIGHT,
    )  # fmt: skip
    session.commit()


def test_mail_about_a_pulled_award_stops(scene, happens, confirm, session):
    ada = scene.entry("Ada Marsh")
    mail(session, ada.ref, "ada@example.org")
    confirm(happens(ada, Outcome.VACANT))
    assert session.scalars(select(Message.state)).all() == [MessageState.CANCELLED]


def test_before_the_release_the_announcement_must_be_prepared_again(scene, happens, confirm, session, clock):
    ada = scene.entry("Ada Marsh")
    ben = scene.entry("Ben Hale", state=EntryState.FINALIST)
    announcement = scene.prepare()
    session.commit()
    seen = announcement.version
    confirm(happens(ada, Outcome.NEXT_CHOSEN, next_entry=ben))
    assert (announcement.state, announcement.version > seen) == (AnnouncementState.PREPARED, True)
    stale = "The Practice award was decided after the announcement was prepared: prepare it again."
    assert [one.text for one in problems_of(scene.desk(), AnnouncementKind.WINNERS) if one.blocks] == [stale]
    with pytest.raises(Refused):
        release_announcement(session, scene.desk(), announcement, version=seen, actor=ME, now=clock())
    scene.prepare()
    assert [one.text for one in problems_of(scene.desk(), AnnouncementKind.WINNERS) if one.blocks] == []


def test_a_pulled_winner_prepared_before_is_out_of_step_until_prepared_again(scene, happens, confirm, session):
    ada = scene.entry("Ada Marsh")
    scene.entry("Bel Stone", category=scene.teams)
    scene.prepare()
    session.commit()
    confirm(happens(ada, Outcome.VACANT))
    assert [one.blocks for one in problems_of(scene.desk(), AnnouncementKind.WINNERS)].count(True) == 1
    scene.prepare()
    assert [one.blocks for one in problems_of(scene.desk(), AnnouncementKind.WINNERS)].count(True) == 0
    row = session.scalars(select(Winner).where(Winner.entry_id == ada.id)).one()
    assert row.announcement_id is None


def test_past_wins_follow(scene, happens, confirm, session):
    ada = scene.entry("Ada Marsh")
    ben = scene.entry("Ben Hale", state=EntryState.FINALIST)
    scene.release()
    (before,) = session.scalars(select(PastWin.name_index)).all()
    confirm(happens(ada, Outcome.NEXT_CHOSEN, next_entry=ben))
    (after,) = session.scalars(select(PastWin.name_index)).all()
    assert before != after


def test_the_record_is_told_by_labels_alone(scene, happens, confirm, session):
    ada = scene.entry("Ada Marsh")
    confirm(happens(ada, Outcome.VACANT))
    written = session.scalars(select(JudgingAct).order_by(JudgingAct.id)).all()
    assert [one.kind for one in written] == ["addendum", "entry_withdrawn"]
    told = written[0].content
    assert (told["what"], told["outcome"], told["chosen"], told["by"] != told["second"], len(told["reason"])) == (
        "withdrew", "vacant", None, True, 64,
    )  # fmt: skip
    assert ("Ada" in str(told), "USR-" in str(told), ada.ref in str(told)) == (False, False, False)


@pytest.mark.parametrize(
    ("outcome", "happening", "words", "code"),
    [
        (Outcome.POSTHUMOUS, Happening.WITHDREW, {}, ["nobody-died"]),
        (Outcome.PULLED, Happening.WITHDREW, {}, ["sole-winner"]),
        (Outcome.NEXT_CHOSEN, Happening.WITHDREW, {}, ["no-next"]),
        (Outcome.VACANT, Happening.WITHDREW, {"reason": "x" * 39}, ["short-reason"]),
        (Outcome.VACANT, Happening.WITHDREW, {"taking_part": ""}, ["nobody-took-part"]),
    ],
)
def test_what_does_not_go_together_is_refused(scene, happens, outcome, happening, words, code):
    ada = scene.entry("Ada Marsh")
    with pytest.raises(Refused) as refused:
        happens(ada, outcome, happening, **words)
    assert codes(refused) == code


def test_the_award_of_several_is_not_vacant_and_a_winner_is_not_next(scene, happens):
    ada, ben = scene.entry("Ada Marsh"), scene.entry("Ben Hale")
    with pytest.raises(Refused) as refused:
        happens(ada, Outcome.VACANT)
    assert codes(refused) == ["others-hold-it"]
    with pytest.raises(Refused) as refused:
        happens(ada, Outcome.NEXT_CHOSEN, next_entry=ben)
    assert codes(refused) == ["not-next"]


def test_only_finalists_and_those_chosen_have_anything_to_lose(scene, happens):
    passed = scene.entry("Ada Marsh", state=EntryState.NOT_SHORTLISTED)
    finalist = scene.entry("Ben Hale", state=EntryState.FINALIST)
    with pytest.raises(Refused) as refused:
        happens(passed, Outcome.PULLED)
    assert codes(refused) == ["not-chosen"]
    with pytest.raises(Refused) as refused:
        happens(finalist, Outcome.VACANT)
    assert codes(refused) == ["no-winner"]


def test_one_thing_at_a_time_waits_in_a_category(scene, happens):
    ada, ben = scene.entry("Ada Marsh"), scene.entry("Ben Hale")
    happens(ada, Outcome.PULLED)
    with pytest.raises(Refused) as refused:
        happens(ben, Outcome.PULLED)
    assert codes(refused) == ["one-waits"]


@pytest.mark.parametrize(("who", "code"), [(ME, "same-person"), (READER, "no-say")])
def test_another_member_of_staff_confirms(scene, happens, confirm, who, code):
    ada = scene.entry("Ada Marsh")
    addendum = happens(ada, Outcome.VACANT)
    with pytest.raises(Refused) as refused:
        confirm(addendum, who)
    assert (codes(refused), ada.state) == ([code], EntryState.WINNER)


def test_what_fits_no_more_is_not_confirmed(scene, happens, confirm, session):
    ada = scene.entry("Ada Marsh")
    addendum = happens(ada, Outcome.VACANT)
    ada.state = EntryState.FINALIST
    session.commit()
    with pytest.raises(Refused) as refused:
        confirm(addendum)
    assert codes(refused) == ["no-winner"]


def test_a_refused_addendum_changes_nothing(scene, happens, confirm, session, audit_trail):
    ada = scene.entry("Ada Marsh")
    addendum = happens(ada, Outcome.VACANT)
    with pytest.raises(Refused) as refused:
        refuse_addendum(session, addendum, reason="", actor=OTHER, now=AWARDS_NIGHT)
    assert codes(refused) == ["no-reason"]
    refuse_addendum(session, addendum, reason="She has thought again.", actor=OTHER, now=AWARDS_NIGHT)
    assert (addendum.state, ada.state) == (DecisionState.REFUSED, EntryState.WINNER)
    assert audit_trail(addendum.ref) == ["addendum.proposed", "addendum.refused"]
    with pytest.raises(Refused) as refused:
        confirm(addendum)
    assert codes(refused) == ["addendum-is-refused"]


# The pages.


def test_it_is_written_down_and_confirmed_on_pages(scene, staff, another_browser, session, browser):
    ada = scene.entry("Ada Marsh")
    scene.entry("Ben Hale", state=EntryState.FINALIST)
    scene.release()
    page = staff.get("results_staff.category", slug="practice").click("Something happened after the decision")
    page = page.submit("Write it down", entry=ada.ref, happening="withdrew", outcome="next_chosen", reason="Short.")
    assert (page.status, page.errors) == (422, ["Say who decided this"])
    page = page.submit("Write it down", taking_part="Rosa Lind.")
    assert page.errors == [
        "Choose who has the award instead", "Say what happened and why this follows from it, in 40 characters or more",
    ]  # fmt: skip
    page = page.submit("Write it down", outcome="vacant", reason=REASON, told="y")
    assert "Nothing changes until another of you confirms it." in page.text
    page = page.click("Read and answer it")
    assert "You decided this yourself." in page.text
    assert page.submit("Record my answer", answer="confirm").status == 409
    other = StaffFactory()
    session.commit()
    page = another_browser.sign_in(Audience.STAFF, other.ref).open(page.url)
    assert page.submit("Record my answer", answer="refuse").errors == ["Say why you refuse it"]
    page = page.submit("Record my answer", answer="confirm")
    assert (page.heading, "It has taken effect everywhere." in page.text) == ("Practice award", True)
    assert "Afterwards: Ada Marsh: withdrew; the award is left vacant" in page.text
    assert "This award is not held." in browser.open("/winners/2024").text


def test_a_page_of_nothing_that_waits_is_not_found(scene, staff, happens, confirm):
    ada = scene.entry("Ada Marsh")
    addendum = confirm(happens(ada, Outcome.VACANT))
    assert staff.get("results_staff.answer_addendum", slug="practice", ref=addendum.ref).status == 404
