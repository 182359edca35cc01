"""Offering a move: each refusal, what agreeing does to answers, people, versions and rulings, and the exact trail."""

from __future__ import annotations

import pytest

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.permission import Refused
from awards.nominations import actions, offering
from awards.nominations.asked_queries import asked_summary, nomination_to_move, with_questions
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Submission
from awards.nominations.offering import OfferAnswer, answer_offer, offer_move
from awards.nominations.offering_fit import carried, fits
from awards.screening.duplicate_models import Merge
from awards.seasons.queries import categories_of, nominated_categories, rule_set_in_force
from tests.factories import NominationFactory
from tests.nominations.asked import (
    AFTER,
    ANSWER_BY,
    LATER,
    NOMINATOR,
    READER,
    STAFF,
    ask,
    hand_to_judges,
    reasons,
    sent_one,
    to_move,
)

WHY = "You write mostly about how she leads."


@pytest.fixture(autouse=True)
def in_the_app(app):
    with app.app_context():
        yield


@pytest.fixture
def sent(session, season, clock):
    return sent_one(session, season, clock)


@pytest.fixture
def category(session, season):
    return lambda key: next(one for one in categories_of(session, season) if one.key == key)


@pytest.fixture
def offer(session, sent, category):
    def offered(key="leadership", *, nomination=None, note=WHY, answer_by=ANSWER_BY, actor=STAFF, now=AFTER):
        return offer_move(
            session, nomination or sent, category(key), note=note, answer_by=answer_by, actor=actor, now=now
        )

    return offered


@pytest.fixture
def answer(session, sent):
    def answered(*, agreed=True, actor=NOMINATOR, now=AFTER, **said):
        found, made = to_move(session, sent)
        request = answer_offer(
            session, found, made, answer=OfferAnswer(agreed=agreed, **said), actor=actor, now=now
        )  # fmt: skip
        return found, request

    return answered


def versions(session):
    rows = session.query(Submission).order_by(Submission.number)
    return [(one.number, one.submitted_at, [part["key"] for part in one.content]) for one in rows]


def test_an_offer_is_mailed_without_a_word_of_it(session, sent, offer, mailbox, clock, audit_trail):
    made = offer()
    assert (made.from_category.key, made.to_category.key, made.note) == ("practice", "leadership", WHY)
    assert asked_summary(session, sent).open_offer(AFTER) is made
    assert audit_trail(sent.ref) == ["nomination.submitted", "move.offered"]
    session.commit()
    clock.set(AFTER)
    mail = mailbox.last_to(sent.nominator.email)
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Frontline Awards: a suggestion about your nomination"
    assert [word in body for word in (sent.ref, "11:59pm on Monday 4 March 2024", "/link/")] == [True] * 3
    assert [word for word in ("Amara", "leads", "Leadership", "Practice") if word in body] == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"key": "practice"}, "The nomination is in this award already."),
        ({"key": "outstanding_contribution"}, "This award is not open to nominations."),
        ({"note": " "}, "Write to the nominator what this is about, in 10,000 characters at most."),
        ({"answer_by": AFTER}, "The day to answer by must be today or later."),
        ({"actor": READER}, "Only awards staff may do this."),
    ],
)
def test_an_offer_says_where_to_and_why(offer, wrong, words):
    with pytest.raises(Refused) as refused:
        offer(**wrong)
    assert reasons(refused) == [words]


@pytest.mark.parametrize("state", [NominationState.WITHDRAWN, NominationState.SET_ASIDE, NominationState.MERGED])
def test_nothing_is_offered_about_what_goes_no_further(sent, offer, state):
    sent.state = state
    with pytest.raises(Refused):
        offer()


def test_nothing_is_offered_about_what_leads_others(session, sent, offer):
    other = NominationFactory(category=sent.category)
    session.add(Merge(nomination_id=other.id, into_id=sent.id, was="submitted", merged_by="USR-A", merged_at=LATER))
    session.flush()
    with pytest.raises(Refused) as refused:
        offer()
    assert reasons(refused) == ["Other nominations go forward with this one in this award: take them out again first."]


def test_nothing_is_offered_about_what_is_held_or_with_judges(session, sent, offer):
    hand_to_judges(session, sent)
    sent.held_because = ["fast"]
    with pytest.raises(Refused) as refused:
        offer()
    assert reasons(refused) == [
        "This nomination is held as possible spam: release it first.",
        "This nomination is with the judges already.",
    ]


def test_one_thing_is_asked_at_a_time_and_an_offer_that_ended_is_in_nobodys_way(session, sent, offer):
    offer()
    for act in (offer, lambda: ask(session, sent)):
        with pytest.raises(Refused) as refused:
            act()
        assert reasons(refused) == ["A move has been offered already: take that offer back first."]
    assert offer(now=LATER, answer_by=LATER.replace(hour=23)).to_category.key == "leadership"


def test_an_offer_taken_back_is_not_mailed(session, sent, offer, audit_trail):
    offering.take_back_offer(session, sent, offer(), actor=STAFF, now=AFTER)
    states = [one.state.value for one in session.query(Message).filter_by(kind="nominations/move_offered")]
    assert (states, asked_summary(session, sent).open_offer(AFTER)) == (["cancelled"], None)
    assert audit_trail(sent.ref)[1:] == ["move.offered", "move.taken_back"]


def test_whoever_declines_stays_where_it_is(session, sent, offer, answer, audit_trail):
    offer()
    found, request = answer(agreed=False)
    assert (found.category.key, request, len(versions(session))) == ("practice", None, 1)
    assert audit_trail(sent.ref)[1:] == ["move.offered", "move.answered"]


def test_agreeing_moves_keeps_every_answer_and_asks_what_is_new(session, sent, clock, offer, answer, audit_trail):
    offer()
    found, request = answer()
    assert (found.category.key, found.state) == ("leadership", NominationState.SUBMITTED)
    assert versions(session) == [
        (1, clock(), ["summary", "practice", "family", "change", "values"]),
        (2, AFTER, ["summary", "values"]),
    ]
    kept = {(one.question_key, one.kept_from) for one in found.kept_answers}
    assert kept == {("practice", "practice"), ("family", "practice"), ("change", "practice")}
    assert (request.questions, request.asked_by, request.answer_by) == (
        ["leadership", "direction", "difference", "evidence"], STAFF.reference, ANSWER_BY,
    )  # fmt: skip
    assert audit_trail(sent.ref)[1:] == ["move.offered", "move.answered", "nomination.moved", "information.asked"]
    assert found.submitted_at == clock()
    assert session.query(Message).filter_by(kind="nominations/more_wanted").count() == 0


@pytest.mark.parametrize("eligible", [True, False])
def test_a_ruling_made_for_the_old_award_holds_no_more(session, sent, offer, answer, eligible):
    actions.mark_ruled(session, sent, eligible=eligible)
    offer()
    assert answer()[0].state is NominationState.SUBMITTED


def test_staff_write_down_an_answer_with_its_channel_and_the_nominator_is_mailed(session, sent, offer, answer):
    offer()
    with pytest.raises(Refused) as refused:
        answer(actor=STAFF)
    assert reasons(refused) == ["Say how the nominator answered."]
    answer(actor=STAFF, channel="phone", now=LATER)
    made = asked_summary(session, sent).offers[0]
    assert (made.agreed, made.channel, made.recorded_by) == (True, "phone", STAFF.reference)
    facts = next(one.facts for one in entries_about(session, sent.ref) if one.tag == "move.answered")
    assert facts == {"offer": made.ref, "agreed": True, "channel": "phone"}
    assert session.query(Message).filter_by(kind="nominations/more_wanted").count() == 1


def test_the_page_takes_no_other_channel(offer, answer):
    offer()
    with pytest.raises(Refused) as refused:
        answer(channel="phone")
    assert reasons(refused) == ["Say how the nominator answered."]


def test_an_offer_that_ended_is_not_answered_on_the_page(offer, answer):
    offer()
    with pytest.raises(Refused) as refused:
        answer(now=LATER)
    assert reasons(refused) == ["The day to answer by has passed: the nomination stays where it is."]


@pytest.mark.parametrize("actor", [NOMINATOR, STAFF])
def test_what_is_settled_or_with_judges_is_not_answered(session, sent, offer, answer, actor):
    made = offer()
    said = {"actor": actor} | ({"channel": "post"} if actor is STAFF else {})
    hand_to_judges(session, sent)
    made.taken_back_at = AFTER
    with pytest.raises(Refused) as refused:
        answer(**said)
    assert reasons(refused) == [
        "Our judges have this nomination already, so it stays as it is.",
        "We have taken this suggestion back: the nomination stays where it is.",
    ]


def test_readers_write_nothing_down(offer, answer):
    offer()
    with pytest.raises(Refused) as refused:
        answer(actor=READER, channel="post")
    assert reasons(refused) == ["Only awards staff may do this."]


def test_between_a_person_and_a_team_somebody_has_to_be_named(session, sent, offer, answer):
    offer("team")
    with pytest.raises(Refused) as refused:
        answer()
    assert reasons(refused) == ["Enter the name of the team."]
    found, _ = answer(named="Harbour  Duty Team")
    assert (found.team_name, [(one.is_team, one.full_name) for one in found.nominees]) == (
        "Harbour Duty Team", [(True, "Amara Okafor")],
    )  # fmt: skip
    assert [one.full_name for one in found.kept_nominees] == ["Amara Okafor"]


def test_moving_back_brings_answers_and_people_back(session, sent, offer, answer):
    offer("team")
    found, request = answer(named="Harbour Duty Team")
    request.taken_back_at = AFTER
    offer("practice", nomination=nomination_to_move(session, sent.ref, season_id=sent.season_id))
    found, request = answer()
    assert (found.category.key, [one.full_name for one in found.nominees], request) == (
        "practice", ["Amara Okafor"], None,
    )  # fmt: skip
    assert [keys for _, _, keys in versions(session)][2] == ["summary", "practice", "family", "change", "values"]


def test_the_nominator_reads_what_becomes_of_the_answers(session, sent, offer):
    offer()
    found, made = to_move(session, sent)
    with_questions(session, made.from_category, made.to_category)
    fate = carried(found, made.to_category)
    assert [[one.key for one in some] for some in (fate.fitting, fate.kept, fate.new)] == [
        ["summary", "values"], ["practice", "family", "change"], ["leadership", "direction", "difference", "evidence"],
    ]  # fmt: skip


def test_staff_see_what_the_rules_would_say_elsewhere_without_a_statement_each(session, season, clock, statements):
    sent = sent_one(session, season, clock)
    found = nomination_to_move(session, sent.ref, season_id=season.id)
    categories, rules = nominated_categories(session, season), rule_set_in_force(session, season)
    session.flush()
    statements.clear()
    words = {one.category.key: one.word for one in fits(found, categories, rules)}
    assert (len(statements), "practice" in words, len(words)) == (0, False, 6)
    assert words["young_people"] == "To be checked"
