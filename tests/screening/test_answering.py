"""What follows from a nominee's yes or no: for the nomination, the entry, the note that is kept, and the adult."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.links.actions import mint_link, redeem_link
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NOMINATOR_WORDS, NominationState
from awards.nominations.models import Nominee
from awards.nominees.actions import NoticeAnswer
from awards.nominees.models import Notice, Suppression
from awards.nominees.queries import notice_of
from awards.nominees.words import Response
from awards.screening.actions import rule_on
from awards.screening.admitting import Honoured, enter_honoured
from awards.screening.answering import take_answer
from awards.screening.leaving_out import leave_out, people_of, put_back, stamp_again
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNominee, RulingDecision
from awards.screening.queries import entry_by_ref, whole
from awards.screening.standing import around
from tests.factories import CategoryFactory, EntryFactory, NomineeFactory, NoticeFactory, SupporterFactory, admitted
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

AGREED, DECLINED = Response.AGREED, Response.DECLINED
COPY = {"q1": "Amara listened, and Bo helped."}


@pytest.fixture
def say(session):
    """Answer as the nominee on the page, or as told to staff."""

    def say(nominee: Nominee, response: Response, **how: Any) -> Notice:
        told = {"actor": Actor(Audience.NOMINEES, nominee.ref), "now": NOW} | how
        return take_answer(
            session, nominee, notice_of(session, nominee), answer=NoticeAnswer(response=response), **told
        )

    return say


@pytest.fixture
def people(session):
    """Give the nominees of a nomination in order, under names of their own."""

    def people(nomination) -> list[Nominee]:
        chosen = select(Nominee).where(Nominee.nomination_id == nomination.id).order_by(Nominee.position)
        found = list(session.scalars(chosen))
        for one, name in zip(found, ("Amara Okafor", "Bo Ngata", "Cy Marsh"), strict=False):
            one.full_name = name
        session.flush()
        return found

    return people


@pytest.fixture
def admit(session, actor):
    def admit(nomination) -> Entry:
        return admitted(session, nomination, texts=COPY, actor=actor, now=NOW)

    return admit


def names(session, entry) -> list[str]:
    return [one.full_name for one in people_of(session, entry)]


@pytest.mark.parametrize("state", [NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE])
def test_when_everybody_says_no_the_nomination_is_set_aside(session, eligible, say, people, audit_trail, state):
    nomination = eligible(people=2, state=state)
    first, second = people(nomination)

    say(first, DECLINED)
    assert nomination.state is state
    say(second, DECLINED)

    assert nomination.state is NominationState.SET_ASIDE
    assert NOMINATOR_WORDS[nomination.state] == NOMINATOR_WORDS[NominationState.INELIGIBLE] == "Not going forward"
    assert audit_trail(nomination.ref) == ["verdict.computed", "nomination.set_aside"]
    assert entries_about(session, nomination.ref)[1].facts == {"was": state.value}
    assert audit_trail(first.ref) == ["nominee.declined", "suppression.noted"]
    assert session.scalars(select(Message)).all() == []  # the nominator is told nothing of it


def test_a_nomination_that_was_withdrawn_stays_so(eligible, say, people, audit_trail):
    nomination = eligible(state=NominationState.WITHDRAWN)
    say(people(nomination)[0], DECLINED)
    assert (nomination.state, audit_trail(nomination.ref)) == (NominationState.WITHDRAWN, ["verdict.computed"])


def test_an_entry_in_judging_whose_people_all_say_no_is_withdrawn_and_its_mail_stops(
    session, eligible, say, people, admit, audit_trail
):
    nomination = eligible()
    entry = admit(nomination)
    waiting = Message(
        key="ready:1", kind="panels/entries_ready", about=entry.ref, programme_key="harbour-awards",
        recipient="judge@people.example", arguments={}, state=MessageState.QUEUED, queued_at=NOW, not_before=NOW,
    )  # fmt: skip
    session.add(waiting)
    say(people(nomination)[0], DECLINED)
    session.refresh(waiting)
    assert (entry.state, nomination.state) == (EntryState.WITHDRAWN, NominationState.SET_ASIDE)
    assert waiting.state is MessageState.CANCELLED
    assert audit_trail(entry.ref) == ["entry.admitted", "entry.withdrawn"]
    assert entries_about(session, entry.ref)[1].actor.startswith("nominees:")


@pytest.mark.parametrize("state", [EntryState.FINALIST, EntryState.WINNER])
def test_a_decided_entry_is_left_to_staff(session, eligible, say, people, admit, state):
    nomination = eligible()
    entry = admit(nomination)
    entry.state = state
    say(people(nomination)[0], DECLINED)
    assert (entry.state, names(session, entry)) == (state, ["Amara Okafor"])


def test_one_of_several_is_left_out_and_never_sinks_the_others(session, eligible, say, people, admit, audit_trail):
    nomination = eligible(people=3)
    first, second, third = people(nomination)
    first.employer, second.employer, third.employer = "Westmarch", "Lunedale", "Westmarch"
    entry = admit(nomination)
    assert (entry.title, entry.place) == ("Amara Okafor, Bo Ngata and Cy Marsh", "Westmarch and Lunedale")

    say(second, DECLINED)

    assert (entry.state, nomination.state) == (EntryState.IN_JUDGING, NominationState.ELIGIBLE)
    assert (entry.title, entry.place) == ("Amara Okafor and Cy Marsh", "Westmarch")
    assert names(session, entry) == ["Amara Okafor", "Cy Marsh"]
    assert audit_trail(entry.ref) == ["entry.admitted", "nominee.left_out"]
    assert entries_about(session, entry.ref)[1].facts == {"nominee": second.ref}

    say(first, DECLINED)
    say(third, DECLINED)
    assert (entry.state, nomination.state) == (EntryState.WITHDRAWN, NominationState.SET_ASIDE)


def test_whoever_said_no_before_admission_is_left_out_of_the_entry(session, eligible, say, people, admit):
    nomination = eligible(people=2)
    say(people(nomination)[0], DECLINED)
    entry = admit(nomination)
    assert (entry.title, names(session, entry)) == ("Bo Ngata", ["Bo Ngata"])


def test_somebody_named_in_a_nomination_that_joined_is_noted_for_the_copy_alone(
    session, eligible, say, people, admit, actor, audit_trail
):
    entry = admit(eligible())
    joined = eligible(people=2)
    admitted(session, joined, texts=COPY, into=entry, actor=actor, now=NOW)
    title = entry.title
    say(people(joined)[0], DECLINED)
    assert (entry.title, len(people_of(session, entry))) == (title, 1)
    assert audit_trail(entry.ref) == ["entry.admitted", "entry.joined", "nominee.left_out"]


def test_agreeing_after_all_lifts_the_note_and_takes_the_nomination_up_again(
    session, eligible, say, people, audit_trail
):
    nomination = eligible()
    (nominee,) = people(nomination)
    say(nominee, DECLINED)
    say(nominee, AGREED)
    assert nomination.state is NominationState.SUBMITTED
    assert session.scalars(select(Suppression.lifted_at)).all() == [NOW]
    assert audit_trail(nomination.ref) == ["nomination.set_aside", "verdict.computed", "nomination.taken_up"]
    assert audit_trail(nominee.ref) == [
        "nominee.declined", "suppression.noted", "nominee.agreed", "suppression.lifted",
    ]  # fmt: skip


def test_what_was_taken_up_and_ruled_eligible_again_can_be_admitted_again(session, eligible, say, people, admit, actor):
    nomination = eligible()
    entry = admit(nomination)
    (nominee,) = people(nomination)
    say(nominee, DECLINED)
    say(nominee, AGREED)
    assert entry.state is EntryState.WITHDRAWN

    rule_on(session, nomination, decision=RulingDecision.ELIGIBLE, reason="She agrees.", actor=actor, now=NOW)
    again = admit(nomination)

    assert (again.ref == entry.ref, names(session, again)) == (False, ["Amara Okafor"])
    assert around(session, whole(session, nomination), now=NOW).entry is again


def test_the_same_answer_again_changes_nothing(eligible, say, people, audit_trail):
    nomination = eligible()
    (nominee,) = people(nomination)
    say(nominee, DECLINED)
    say(nominee, DECLINED)
    assert audit_trail(nomination.ref) == ["nomination.set_aside", "verdict.computed"]
    assert audit_trail(nominee.ref) == ["nominee.declined", "suppression.noted"]


def test_a_no_makes_the_link_of_the_adult_void(session, eligible, say, people):
    nomination = eligible()
    (nominee,) = people(nomination)
    adult = SupporterFactory(nominee=nominee)
    token = mint_link(session, Purpose.ADULT_CONFIRMATION, adult.ref, now=NOW)
    say(nominee, DECLINED)
    assert redeem_link(session, token, now=NOW) is None


@pytest.mark.parametrize("channel", ["phone", "paper", "trusted_worker", "in_person"])
def test_an_answer_that_came_to_staff_has_the_same_consequences(session, eligible, say, people, actor, channel):
    nomination = eligible(told=False)
    (nominee,) = people(nomination)
    notice = say(nominee, DECLINED, actor=actor, channel=channel, reason="Sam rang her on Monday.")
    assert (nomination.state, notice.channel) == (NominationState.SET_ASIDE, channel)
    declined = entries_about(session, nominee.ref)[0]
    assert declined.reason is not None
    assert (declined.actor, declined.reason.text) == (str(actor), "Sam rang her on Monday.")


def test_an_answer_says_how_it_came(eligible, say, people):
    (nominee,) = people(eligible(told=False))
    with pytest.raises(Refused) as refused:
        say(nominee, AGREED, channel="web")
    assert codes(refused) == ["no-channel"]


def test_somebody_honoured_by_the_organiser_who_says_no_is_withdrawn(session, season, say, audit_trail):
    entry = EntryFactory(category=CategoryFactory(season=season, nominated=False), by_organiser=True)
    nominee = NomineeFactory(nomination=None)
    NoticeFactory(nominee=nominee)
    session.add(EntryNominee(entry_id=entry.id, nominee_id=nominee.id))
    say(nominee, DECLINED)
    assert entry.state is EntryState.WITHDRAWN
    assert audit_trail(nominee.ref) == ["nominee.declined", "suppression.noted"]


# Back in, and the copy read once more.


def test_somebody_left_out_who_agrees_stands_in_it_again_when_staff_say_so(
    session, eligible, say, people, admit, actor, reader, audit_trail
):
    nomination = eligible(people=2)
    first, second = people(nomination)
    entry = admit(nomination)
    say(second, DECLINED)
    with pytest.raises(Refused) as refused:
        put_back(session, entry, second, actor=actor, now=NOW)
    assert codes(refused) == ["not-agreed"]
    say(second, AGREED)
    assert names(session, entry) == [first.full_name]
    with pytest.raises(Refused) as reading:
        put_back(session, entry, second, actor=reader, now=NOW)
    assert codes(reading) == ["not-staff"]

    for _ in range(2):
        put_back(session, entry, second, actor=actor, now=NOW)

    assert (entry.title, names(session, entry)) == ("Amara Okafor and Bo Ngata", ["Amara Okafor", "Bo Ngata"])
    assert audit_trail(entry.ref) == ["entry.admitted", "nominee.left_out", "nominee.put_back"]


def test_nobody_is_put_back_into_what_is_decided(session, eligible, say, people, admit, actor):
    nomination = eligible(people=2)
    first, second = people(nomination)
    entry = admit(nomination)
    say(second, DECLINED)
    say(second, AGREED)
    entry.state = EntryState.FINALIST
    with pytest.raises(Refused) as refused:
        put_back(session, entry, second, actor=actor, now=NOW)
    assert (codes(refused), names(session, entry)) == (["entry-decided"], [first.full_name])


@pytest.fixture
def honoured(session, season, actor):
    """An entry that the organiser made, as it is read back."""
    award = CategoryFactory(season=season, key="lifetime", nominated=False)
    ines = Honoured(full_name="Ines Marsh", why="Forty years of it.", not_told="She was told in person.")
    made = enter_honoured(session, award, ines, decided="Trustees.", actor=actor, now=NOW)
    session.expire_all()
    return entry_by_ref(session, made.ref, season_id=season.id)


def test_what_judges_read_of_an_honour_is_read_again_changed_and_stamped(session, season, honoured, actor, audit_trail):
    stamp_again(session, honoured, texts=["She listened."], stamped=True, actor=actor, now=NOW)
    session.expire_all()
    again = entry_by_ref(session, honoured.ref, season_id=season.id)
    assert [one.text for one in again.passages] == ["She listened."]
    assert audit_trail(honoured.ref) == ["entry.admitted", "copy.stamped"]


@pytest.mark.parametrize(
    ("changes", "state", "code"),
    [
        ({"stamped": False}, EntryState.IN_JUDGING, "not-stamped"),
        ({"texts": [" "]}, EntryState.IN_JUDGING, "nothing-left"),
        ({"texts": ["a", "b"]}, EntryState.IN_JUDGING, "changed-meanwhile"),
        ({}, EntryState.WITHDRAWN, "entry-withdrawn"),
    ],
)
def test_an_honour_is_not_stamped_blindly(session, honoured, actor, changes, state, code):
    honoured.state = state
    told = {"texts": ["Ines."], "stamped": True, "actor": actor, "now": NOW} | changes
    with pytest.raises(Refused) as refused:
        stamp_again(session, honoured, **told)
    assert codes(refused) == [code]


def test_an_entry_with_nominations_is_changed_through_their_copies_alone(session, season, eligible, admit, actor):
    entry = entry_by_ref(session, admit(eligible()).ref, season_id=season.id)
    with pytest.raises(Refused) as refused:
        stamp_again(session, entry, texts=["Amara."], stamped=True, actor=actor, now=NOW)
    assert codes(refused) == ["has-nominations"]


def test_leaving_out_somebody_who_never_stood_in_the_entry_keeps_its_title(session, eligible, admit, actor):
    entry = admit(
        eligible(),
    )
    stranger = NomineeFactory()
    leave_out(session, entry, stranger, nomination=None, actor=actor, now=NOW)
    assert names(session, entry) == ["Amara Okafor"]
