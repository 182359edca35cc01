from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NominationState
from awards.nominees.models import Notice
from awards.screening.actions import move_entry, rule_on, send_notices, verdict_now, withdraw_entry
from awards.screening.lifecycle import EntryState
from awards.screening.models import Ruling, RulingDecision, VerdictRecord
from awards.screening.queries import check_of, whole
from awards.screening.standing import around
from tests.factories import (
    EntryFactory,
    EntryNominationFactory,
    JudgeFactory,
    NomineeFactory,
    RuleSetFactory,
    StaffFactory,
)
from tests.screening.conftest import NOW

ELIGIBLE, INELIGIBLE = RulingDecision.ELIGIBLE, RulingDecision.INELIGIBLE


JUDGES_RULE = {
    "id": "H3",
    "name": "no ties",
    "kind": "conflict_of_interest",
    "params": {"judges": "any_category"},
    "requirement": "Ties have been looked at.",
    "neutral": "Staff look at this.",
    "says": {
        "nominator_judges": "The nominator is a judge.",
        "nominator_works_for_organiser": "The nominator works for us.",
        "nominee_judges": "{name} is a judge.",
        "nominee_works_for_organiser": "{name} works for us.",
        "not_said": "Not known.",
    },
    "suggest": {},
}


def codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.permission.reasons]


def nominee_of(session, nomination):
    return (
        nomination.nominees[0]
        if "nominees" in nomination.__dict__
        else session.scalars(select(NomineeFactory._meta.model).filter_by(nomination_id=nomination.id)).first()
    )


def checked(session, nomination):
    ready = whole(session, nomination)
    return check_of(session, ready, known=around(session, ready, now=NOW))


def kept(session, nomination):
    ready = whole(session, nomination)
    return verdict_now(session, ready, known=around(session, ready, now=NOW), now=NOW)


def test_a_verdict_is_kept_with_every_rule_and_the_version_of_the_rules(session, make_nomination):
    nomination = make_nomination(people=2, nominee_knows=None)

    verdict = kept(session, nomination)

    assert (verdict.level, verdict.rule_set_version, verdict.computed_at) == ("ineligible", 1, NOW)
    assert verdict.findings == [
        {"rule": "H1", "outcome": "not-met", "reason": "More than one person is named.", "about": None,
         "facts": ["People put forward: 2"]},
        {"rule": "H2", "outcome": "needs-person", "reason": "It is not said whether they know.", "about": None,
         "facts": ["The people put forward know: not given"]},
    ]  # fmt: skip


def test_a_verdict_that_says_the_same_is_not_kept_twice(session, nomination, audit_trail):
    assert kept(session, nomination) is kept(session, nomination)
    assert audit_trail(nomination.ref) == ["verdict.computed"]


def test_ruling_eligible_keeps_the_verdict_moves_the_nomination_and_tells_the_nominee(
    session, nomination, actor, audit_trail
):
    nominee = nominee_of(session, nomination)

    ruling = rule_on(session, nomination, decision=ELIGIBLE, reason="As the rules say.", actor=actor, now=NOW)

    assert nomination.state is NominationState.ELIGIBLE
    assert session.get_one(VerdictRecord, ruling.verdict_id).level == "eligible"
    assert (ruling.ruled_by, ruling.ruled_at, ruling.reason) == (actor.reference, NOW, "As the rules say.")
    assert session.scalars(select(Notice.queued_at).where(Notice.nominee_id == nominee.id)).one() == NOW
    assert audit_trail(nomination.ref) == ["verdict.computed", "nomination.ruled"]
    assert audit_trail(nominee.ref) == ["notice.sent"]


def test_a_ruling_against_the_rules_says_so_and_leaves_the_verdict_alone(session, make_nomination, actor):
    nomination = make_nomination(people=2)

    ruling = rule_on(session, nomination, decision=ELIGIBLE, reason="They work as one.", actor=actor, now=NOW)

    assert session.get_one(VerdictRecord, ruling.verdict_id).level == "ineligible"
    (_, entry) = entries_about(session, nomination.ref)
    assert entry.facts == {"verdict": "ineligible", "decision": "eligible", "differs": True, "rules": 1}
    assert entry.reason is not None
    assert entry.reason.text == "They work as one."


def test_what_does_not_go_forward_is_told_to_the_nominator_in_neutral_words(session, nomination, actor, mailbox):
    address = nomination.nominator.email

    rule_on(session, nomination, decision=INELIGIBLE, reason="Registration lapsed.", actor=actor, now=NOW)
    message = session.scalars(select(Message)).one()
    assert nomination.state is NominationState.INELIGIBLE
    assert (message.kind, message.about, message.recipient) == (
        "screening/not_going_forward", nomination.ref, address,
    )  # fmt: skip
    assert (message.link_purpose, message.link_subject) == (Purpose.READ_RECEIPT, nomination.ref)
    assert message.arguments == {"reference": nomination.ref}

    session.commit()
    mail = mailbox_text(mailbox, address)
    assert "Registration" not in mail
    assert "Amara" not in mail


def mailbox_text(mailbox, address) -> str:
    mailbox._clock.set(NOW + timedelta(minutes=15))
    return mailbox.last_to(address).get_body(("plain",)).get_content()


def test_nobody_is_mailed_when_the_nominator_gave_no_address(session, nomination, actor):
    nomination.nominator.email = None
    rule_on(session, nomination, decision=INELIGIBLE, reason="Not ours.", actor=actor, now=NOW)
    assert session.scalars(select(Message)).all() == []


def test_a_nominee_who_has_died_or_has_no_address_is_sent_nothing(session, make_nomination, actor):
    nomination = make_nomination(people=0)
    NomineeFactory(nomination=nomination, position=1, deceased=True)
    NomineeFactory(nomination=nomination, position=2, email=None)

    rule_on(session, nomination, decision=ELIGIBLE, reason="With the family.", actor=actor, now=NOW)

    assert session.scalars(select(Notice)).all() == []


def test_a_notice_is_sent_once_however_often_it_is_asked_for(session, nomination, actor):
    rule_on(session, nomination, decision=ELIGIBLE, reason="Fine.", actor=actor, now=NOW)
    assert send_notices(session, nomination, actor=actor, now=NOW) == 0
    assert len(session.scalars(select(Notice)).all()) == 1


def test_the_last_ruling_holds_and_all_are_kept(session, nomination, actor, audit_trail):
    rule_on(session, nomination, decision=INELIGIBLE, reason="At first.", actor=actor, now=NOW)
    rule_on(session, nomination, decision=ELIGIBLE, reason="On reflection.", actor=actor, now=NOW)

    assert nomination.state is NominationState.ELIGIBLE
    assert session.scalars(select(Ruling.reason).order_by(Ruling.id)).all() == ["At first.", "On reflection."]
    assert audit_trail(nomination.ref) == ["verdict.computed", "nomination.ruled", "nomination.ruled"]


def messages(session, nomination):
    chosen = select(Message.kind, Message.state).where(Message.about == nomination.ref).order_by(Message.id)
    return [tuple(row) for row in session.execute(chosen)]


def test_a_nominator_who_heard_no_is_told_that_it_goes_forward_after_all(session, nomination, actor):
    rule_on(session, nomination, decision=INELIGIBLE, reason="At first.", actor=actor, now=NOW)
    first = session.scalars(select(Message).where(Message.about == nomination.ref)).one()
    assert first.not_before == NOW + timedelta(minutes=15)
    first.state, first.sent_at = MessageState.SENT, NOW
    rule_on(session, nomination, decision=ELIGIBLE, reason="On reflection.", actor=actor, now=NOW)
    assert messages(session, nomination) == [
        ("screening/not_going_forward", "sent"), ("screening/goes_forward_after_all", "queued"),
    ]  # fmt: skip


def test_a_no_that_has_not_gone_is_stopped_when_it_is_overturned_and_nobody_hears_of_either(session, nomination, actor):
    rule_on(session, nomination, decision=INELIGIBLE, reason="At first.", actor=actor, now=NOW)
    rule_on(session, nomination, decision=ELIGIBLE, reason="On reflection.", actor=actor, now=NOW)
    assert messages(session, nomination) == [("screening/not_going_forward", "cancelled")]


def test_ruling_the_same_again_tells_nobody_again(session, nomination, actor):
    for reason in ("At first.", "Still."):
        rule_on(session, nomination, decision=INELIGIBLE, reason=reason, actor=actor, now=NOW)
    assert len(session.scalars(select(Message)).all()) == 1


def test_somebody_who_judges_is_noticed_by_their_address(session, make_nomination, category, season):
    category.rule_ids = ["H3"]
    RuleSetFactory(season_id=season.id, version=2, rules=[JUDGES_RULE])
    nomination = make_nomination()
    told = "Amara Okafor is a judge."
    assert told not in checked(session, nomination).verdict.reasons

    JudgeFactory(email=nominee_of(session, nomination).email.upper())

    assert told in checked(session, nomination).verdict.reasons


@pytest.mark.parametrize("state", [NominationState.DRAFT, NominationState.WITHDRAWN])
def test_what_was_never_sent_or_was_withdrawn_cannot_be_ruled_on(session, make_nomination, actor, state, audit_trail):
    nomination = make_nomination(state=state)
    with pytest.raises(Refused) as refused:
        rule_on(session, nomination, decision=ELIGIBLE, reason="Fine.", actor=actor, now=NOW)
    assert codes(refused) == [f"nomination-is-{state}"]
    assert audit_trail(nomination.ref) == []


@pytest.mark.parametrize(("people", "knows", "decision"), [
    (2, True, ELIGIBLE), (2, True, INELIGIBLE), (1, None, ELIGIBLE), (1, None, INELIGIBLE), (1, True, INELIGIBLE),
])  # fmt: skip
def test_a_ruling_needs_a_reason(session, make_nomination, actor, people, knows, decision):
    nomination = make_nomination(people=people, nominee_knows=knows)
    with pytest.raises(Refused) as refused:
        rule_on(session, nomination, decision=decision, reason="  ", actor=actor, now=NOW)
    assert codes(refused) == ["no-reason"]
    assert nomination.state is NominationState.SUBMITTED


def test_only_a_plain_confirmation_that_it_is_eligible_needs_none(session, nomination, actor):
    ruling = rule_on(session, nomination, decision=ELIGIBLE, reason=" ", actor=actor, now=NOW)
    assert (ruling.reason, nomination.state) == ("The rules say so.", NominationState.ELIGIBLE)


@pytest.mark.parametrize("audience", [Audience.NOMINATORS, Audience.JUDGES])
def test_only_staff_rule(session, nomination, audience):
    with pytest.raises(Refused) as refused:
        rule_on(session, nomination, decision=ELIGIBLE, reason="Fine.", actor=Actor(audience, "X-1"), now=NOW)
    assert codes(refused) == ["not-staff"]


def test_whoever_may_only_read_does_not_rule(session, nomination, reader):
    with pytest.raises(Refused) as refused:
        rule_on(session, nomination, decision=ELIGIBLE, reason="Fine.", actor=reader, now=NOW)
    assert codes(refused) == ["not-staff"]


def test_what_is_with_judges_is_not_ruled_on_again_until_its_entry_is_withdrawn(session, nomination, actor, category):
    entry = EntryFactory(category=category)
    EntryNominationFactory(entry=entry, nomination=nomination)
    with pytest.raises(Refused) as refused:
        rule_on(session, nomination, decision=INELIGIBLE, reason="Late news.", actor=actor, now=NOW)
    assert codes(refused) == ["has-an-entry"]

    withdraw_entry(session, entry, reason="Late news.", actor=actor, now=NOW)
    rule_on(session, nomination, decision=INELIGIBLE, reason="Late news.", actor=actor, now=NOW)
    assert nomination.state is NominationState.INELIGIBLE


def test_withdrawing_an_entry_keeps_the_reason_and_stops_its_mail(session, category, actor, audit_trail):
    entry = EntryFactory(category=category, state=EntryState.FINALIST)
    waiting = Message(
        key="finalist:1", kind="results/finalist", about=entry.ref, programme_key="harbour-awards",
        recipient="amara@nominees.example", arguments={}, state=MessageState.QUEUED, queued_at=NOW, not_before=NOW,
    )  # fmt: skip
    session.add(waiting)
    session.flush()

    withdraw_entry(session, entry, reason="She asked us to.", actor=actor, now=NOW)

    session.refresh(waiting)
    assert (entry.state, waiting.state) == (EntryState.WITHDRAWN, MessageState.CANCELLED)
    assert audit_trail(entry.ref) == ["entry.withdrawn"]
    (trail,) = entries_about(session, entry.ref)
    assert trail.facts == {"was": "finalist"}


def test_an_entry_is_not_withdrawn_twice_nor_without_a_reason_nor_by_readers(session, category, actor, reader):
    entry = EntryFactory(category=category)
    with pytest.raises(Refused) as without:
        withdraw_entry(session, entry, reason="", actor=actor, now=NOW)
    with pytest.raises(Refused) as reading:
        withdraw_entry(session, entry, reason="Mine.", actor=reader, now=NOW)
    withdraw_entry(session, entry, reason="Asked.", actor=actor, now=NOW)
    with pytest.raises(Refused) as twice:
        withdraw_entry(session, entry, reason="Asked.", actor=actor, now=NOW)
    assert [codes(one) for one in (without, reading, twice)] == [["no-reason"], ["not-staff"], ["entry-is-withdrawn"]]


def test_an_entry_moves_by_its_lifecycle_only(session, category):
    entry = EntryFactory(category=category)
    move_entry(session, entry, "shortlist")
    assert entry.state is EntryState.FINALIST
    move_entry(session, entry, "withdraw")
    with pytest.raises(Refused):
        move_entry(session, entry, "choose")


def test_staff_of_another_role_than_reading_may_rule(session, nomination):
    administrator = StaffFactory()
    actor = Actor(Audience.STAFF, administrator.ref)
    rule_on(session, nomination, decision=ELIGIBLE, reason="Fine.", actor=actor, now=NOW)
    assert nomination.state is NominationState.ELIGIBLE


def test_nobody_is_told_of_a_nomination_that_is_held_as_possible_spam(session, make_nomination, actor):
    held = make_nomination(held_because=["trap"])
    with pytest.raises(Refused, match="held as possible spam"):
        send_notices(session, held, actor=actor, now=NOW)
    held.released_at = NOW
    assert send_notices(session, held, actor=actor, now=NOW) == 1
