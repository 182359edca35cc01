"""Raising a flag, looking at it, noting and closing it, and naming who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import NoResultFound

from awards.audit.models import AuditEntry
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.safeguarding import actions, queries
from awards.safeguarding.models import Flag, FlagNote, FlagOutcome
from tests.factories import FlagFactory, SafeguardingLeadFactory
from tests.safeguarding.situations import actor_of


@pytest.fixture
def press(session, given, clock):
    def pressed(user=None, subject=None, **as_who):
        actor = actor_of(user or given.staff, **as_who)
        subject = subject or given.nomination.ref
        return actions.raise_flag(session, given.season, subject, actor=actor, now=clock())

    return pressed


def told(session):
    return sorted(one.recipient for one in session.scalars(select(Message)))


def test_a_press_makes_a_flag_with_its_clock(session, given, press, clock, audit_trail):
    flag = press()
    assert (flag.subject, flag.raised_by, flag.raised_at, flag.look_by, flag.looked_at, flag.closed_at) == (
        given.nomination.ref, f"staff:{given.staff.ref}", clock(), clock() + timedelta(hours=24), None, None,
    )  # fmt: skip
    assert audit_trail(flag.ref) == ["flag.raised"]
    assert audit_trail(given.nomination.ref) == []


def test_a_season_without_a_number_of_hours_gives_a_day(given, press, clock):
    given.season.screening = {}
    assert press().look_by == clock() + timedelta(hours=24)


def test_a_season_says_how_long_the_clock_runs(given, press, clock):
    given.season.screening = {"flag_hours": 4}
    assert press().look_by == clock() + timedelta(hours=4)


def test_pressing_twice_makes_one_flag_and_one_mail(session, given, press, audit_trail):
    SafeguardingLeadFactory(user=given.confidential)
    first = press()
    assert (press().ref, audit_trail(first.ref), len(told(session))) == (first.ref, ["flag.raised"], 1)


def test_another_person_another_subject_or_a_closed_flag_makes_another(session, given, press, clock):
    lead = actor_of(given.confidential, Role.CONFIDENTIAL_STAFF)
    first = press()
    actions.close_flag(session, first, outcome=FlagOutcome.NO_ACTION, note="Looked.", actor=lead, now=clock())
    flags = {first.ref, press().ref, press(given.other).ref, press(subject=given.entry.ref).ref}
    as_judge = press(given.staff, role=Role.JUDGE, audience=Audience.JUDGES)
    assert len(flags | {as_judge.ref}) == 5


def test_whoever_neither_is_staff_nor_judges_cannot_press(session, given, clock):
    with pytest.raises(Refused) as refused:
        actions.raise_flag(
            session, given.season, given.nomination.ref, actor=Actor(Audience.NOMINEES, "NEE-2"), now=clock()
        )
    assert str(refused.value) == "Only staff and judges flag a story here."
    assert session.scalars(select(Flag)).all() == []


def test_the_lead_alone_is_told(session, given, press):
    SafeguardingLeadFactory(user=given.confidential)
    press()
    assert told(session) == [given.confidential.email]


def test_without_a_lead_all_named_staff_of_the_programme_are_told(session, given, press):
    press()
    assert told(session) == sorted([given.confidential.email, given.administrator.email])


@pytest.mark.parametrize("how", ["disabled", "no longer named staff"])
def test_a_lead_who_cannot_look_any_more_is_none(session, given, press, clock, how):
    SafeguardingLeadFactory(user=given.other if how != "disabled" else given.confidential)
    given.confidential.disabled_at = clock() if how == "disabled" else None
    session.flush()
    press()
    expected = [given.administrator] if how == "disabled" else [given.administrator, given.confidential]
    assert told(session) == sorted(one.email for one in expected)


def test_the_mail_holds_the_reference_and_where_to_sign_in(session, given, press, mailbox):
    SafeguardingLeadFactory(user=given.confidential)
    flag = press()
    session.commit()
    mail = mailbox.last_to(given.confidential.email)
    assert mail["Subject"] == "Something in Harbour Awards waits for you"
    assert mail.get_body(("plain",)).get_content() == (
        f"{flag.ref} waits for you to look at it.\n\n"
        "Please sign in at http://localhost/sign-in/ and open it from your list.\n\n"
        "Harbour Awards, awards@harbour.example\n"
    )


def test_what_is_added_is_encrypted_and_leaves_no_word_on_the_trail(session, given, press, clock, audit_trail):
    flag = press()
    actions.say_more(session, flag, "The uncle worries me.", actor=actor_of(given.staff), now=clock())
    actions.say_more(session, flag, "", actor=actor_of(given.staff), now=clock())
    assert [one.text for one in session.scalars(select(FlagNote))] == ["The uncle worries me."]
    assert "uncle" not in session.scalar(text("SELECT text FROM flag_note"))
    assert audit_trail(flag.ref) == ["flag.raised", "flag.noted"]


def test_only_whoever_raised_a_flag_says_more(session, given, press, clock):
    with pytest.raises(Refused):
        actions.say_more(session, press(), "More.", actor=actor_of(given.other), now=clock())


def test_looking_stops_the_clock_once(session, given, press, clock, audit_trail):
    flag, lead = press(), actor_of(given.confidential, Role.CONFIDENTIAL_STAFF)
    actions.mark_looked_at(session, flag, actor=lead, now=clock())
    assert (flag.looked_at, flag.looked_by) == (clock(), given.confidential.ref)
    with pytest.raises(Refused) as refused:
        actions.mark_looked_at(session, flag, actor=lead, now=clock())
    assert str(refused.value) == "Somebody has looked at this already."
    assert audit_trail(flag.ref) == ["flag.raised", "flag.looked_at"]


def test_closing_keeps_the_outcome_and_the_note_off_the_trail(session, given, press, clock, audit_trail):
    flag, lead = press(), actor_of(given.administrator, Role.ADMINISTRATOR)
    typed = {"outcome": FlagOutcome.REFERRED, "note": "Rang the duty desk."}
    actions.close_flag(session, flag, **typed, actor=lead, now=clock())
    assert (flag.outcome, flag.closed_at, flag.closed_by, flag.looked_at) == (
        FlagOutcome.REFERRED, clock(), given.administrator.ref, clock(),
    )  # fmt: skip
    assert audit_trail(flag.ref) == ["flag.raised", "flag.closed"]
    facts = [one.facts for one in session.scalars(select(AuditEntry).where(AuditEntry.subject == flag.ref))]
    assert facts == [{"about": given.nomination.ref}, {}]
    with pytest.raises(Refused) as refused:
        actions.close_flag(session, flag, **typed, actor=lead, now=clock())
    assert str(refused.value) == "This flag is closed."


@pytest.mark.parametrize(
    "act",
    [
        actions.mark_looked_at,
        lambda session, flag, **by: actions.note_flag(session, flag, "A note.", **by),
        lambda session, flag, **by: actions.close_flag(session, flag, outcome=FlagOutcome.ADVICE, note="x", **by),
    ],
)
@pytest.mark.parametrize(("role", "audience"), [(Role.STAFF, Audience.STAFF), (Role.ADMINISTRATOR, Audience.JUDGES)])
def test_others_of_staff_and_judges_do_nothing_with_a_flag(session, given, press, clock, act, role, audience):
    flag = press()
    with pytest.raises(Refused) as refused:
        act(session, flag, actor=actor_of(given.staff, role, audience), now=clock())
    assert str(refused.value) == "Only named staff may do this."


def test_an_administrator_names_the_lead(session, given, clock, audit_trail):
    by = {"actor": actor_of(given.administrator, Role.ADMINISTRATOR), "now": clock()}
    programme = given.season.programme
    actions.name_lead(session, programme, given.confidential, **by)
    actions.name_lead(session, programme, given.confidential, **by)
    assert queries.lead_of(session, programme) is given.confidential
    actions.name_lead(session, programme, given.administrator, **by)
    assert queries.lead_of(session, programme) is given.administrator
    trail = (audit_trail(given.confidential.ref), audit_trail(given.administrator.ref))
    assert trail == (["lead.named"], ["lead.named"])


def test_nobody_else_names_the_lead_and_the_lead_is_one_of_the_named_staff(session, given, clock):
    for actor, user, words in (
        (actor_of(given.confidential, Role.CONFIDENTIAL_STAFF), given.confidential, "Only an administrator names the"),
        (actor_of(given.administrator, Role.ADMINISTRATOR), given.staff, "The lead is one of the confidential staff"),
        (actor_of(given.administrator, Role.ADMINISTRATOR), given.elsewhere, "The lead is one of the confidential"),
    ):
        with pytest.raises(Refused, match=words):
            actions.name_lead(session, given.season.programme, user, actor=actor, now=clock())


def test_what_waits_is_counted_for_those_who_may_know(session, given, clock, statements):
    late = clock() - timedelta(hours=30)
    FlagFactory(season=given.season, raised_at=late)
    FlagFactory(season=given.season, raised_at=clock())
    FlagFactory(season=given.season, raised_at=late, looked_at=clock())
    FlagFactory(season=given.season, raised_at=late, closed_at=clock(), outcome=FlagOutcome.ADVICE)

    def waiting(role):
        return queries.flags_open(session, given.season.id, actor=actor_of(given.staff, role), now=clock())

    assert waiting(Role.CONFIDENTIAL_STAFF) == waiting(Role.ADMINISTRATOR) == queries.FlagsOpen(2, 1, 1)
    assert statements.of(lambda: waiting(Role.ADMINISTRATOR)) == 1
    assert waiting(Role.STAFF) == queries.FlagsOpen(0, 0, 0)
    assert statements.of(lambda: waiting(Role.STAFF)) == 0


def test_a_flag_is_not_found_by_others_or_in_another_season(session, given, clock):
    flag = FlagFactory(season=given.season)
    named = actor_of(given.confidential, Role.CONFIDENTIAL_STAFF)
    assert queries.flag_by_ref(session, flag.ref, season_id=given.season.id, actor=named) is flag
    for season_id, actor in ((given.season.id, actor_of(given.staff)), (given.season.id + 1, named)):
        with pytest.raises(NoResultFound):
            queries.flag_by_ref(session, flag.ref, season_id=season_id, actor=actor)
