"""What staff and judges do with panels, and what the trail then says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from awards.accounts.queries import user_by_email
from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Role
from awards.core.permission import Refused
from awards.panels import actions, assigning, overview, queries
from awards.panels.actions import Declared, Person
from awards.panels.lifecycle import AssignmentState
from awards.panels.planning import instance_of, standing_of
from awards.panels.words import InterestKind
from awards.screening.lifecycle import EntryState
from tests.factories import AssignmentFactory, CategoryFactory, EntryFactory, InterestFactory, PanelFactory
from tests.panels.planned import apply, fresh
from tests.panels.situations import STAFF, as_judge, panel_of

SEASON = "harbour-awards/2024"


def refusal(error):
    return [reason.code for reason in error.value.permission.reasons]


@pytest.fixture
def given(session, clock):
    return panel_of()


def test_a_panel_takes_categories_that_no_panel_has(session, clock, audit_trail):
    category = CategoryFactory(key="team")
    panel = actions.create_panel(
        session, category.season, name=" The  team panel ", categories=[category], actor=STAFF, now=clock()
    )
    assert (panel.name, [one.key for one in panel.categories]) == ("The team panel", ["team"])
    assert audit_trail(panel.ref) == ["panel.created"]
    with pytest.raises(Refused) as error:
        actions.create_panel(session, category.season, name="Another", categories=[category], actor=STAFF, now=clock())
    assert refusal(error) == ["category-has-a-panel"]


def test_an_invited_judge_has_an_account_a_place_and_a_mail(session, given, clock, audit_trail):
    panel = fresh(session, given)
    person = Person("Nadia Haddad", "nadia@people.example", "Invented Council", is_chair=True)
    member = actions.invite_judge(session, panel, person, programme_key="harbour-awards", actor=STAFF, now=clock())
    user = user_by_email(session, "NADIA@people.example")
    assert (user.name, user.employer, {grant.role for grant in user.grants}) == (
        "Nadia Haddad",
        "Invented Council",
        {Role.JUDGE},
    )
    assert (member.is_chair, member.terms_accepted_at) == (True, None)
    assert audit_trail(panel.ref, user.ref) == [
        "user.invited",
        "role.granted",
        "panel_member.added",
        "invitation.sent",
    ]
    mails = session.scalars(select(Message)).all()
    assert [(mail.kind, mail.recipient, mail.link_purpose) for mail in mails] == [
        ("panels/invitation", "nadia@people.example", "judge_sign_in")
    ]
    with pytest.raises(Refused) as error:
        actions.invite_judge(session, panel, person, programme_key="harbour-awards", actor=STAFF, now=clock())
    assert refusal(error) == ["already-on-panel"]


def test_terms_come_before_names(session, clock, audit_trail):
    given = panel_of(ready=False)
    member = given.members[0]
    actor = as_judge(member.user)
    with pytest.raises(Refused) as error:
        actions.declare_interests(session, member, {}, actor=actor, now=clock())
    assert refusal(error) == ["terms-first"]
    actions.accept_terms(session, member, actor=actor, now=clock())
    actions.accept_terms(session, member, actor=actor, now=clock() + timedelta(hours=1))
    assert member.terms_accepted_at == clock()
    assert audit_trail(given.panel.ref) == ["terms.accepted"]


def test_declaring_interests_stands_the_judge_down_and_keeps_the_kind_out_of_the_trail(session, clock, audit_trail):
    given = panel_of(ready=False)
    member, entry = given.members[0], given.entries[0]
    actor = as_judge(member.user)
    actions.accept_terms(session, member, actor=actor, now=clock())
    assignment = AssignmentFactory(member=member, entry=entry, state=AssignmentState.PLANNED)
    said = {
        entry: Declared(InterestKind.PREFER_NOT_TO_SAY, "typed all the same"),
        given.entries[1]: Declared(InterestKind.SUPPORTED_ME, "years ago"),
    }
    actions.declare_interests(session, member, said, actor=actor, now=clock())
    notes = [(one.kind, one.note) for one in queries.interests_of_panel(session, given.panel.id)]
    assert notes == [(InterestKind.PREFER_NOT_TO_SAY, None), (InterestKind.SUPPORTED_ME, "years ago")]
    assert (assignment.state, assignment.recused_at) == (AssignmentState.RECUSED, clock())
    assert audit_trail(entry.ref) == ["interest.declared", "assignment.recused"]
    assert audit_trail(given.panel.ref) == ["terms.accepted", "interests.completed"]
    facts = [entry.facts for entry in entries_about(session, entry.ref, given.entries[1].ref)]
    assert facts == [
        {"judge": member.user.ref},
        {"judge": member.user.ref, "was": "planned"},
        {"judge": member.user.ref},
    ]


def test_an_interest_is_declared_once(session, given, clock):
    member, entry = given.members[0], given.entries[0]
    InterestFactory(member=member, entry=entry)
    with pytest.raises(Refused) as error:
        actions.declare_interest(session, member, entry, said=Declared(InterestKind.OTHER), actor=STAFF, now=clock())
    assert refusal(error) == ["already-declared"]


def test_an_entry_admitted_after_a_judge_declared_is_neither_planned_nor_shown_until_they_declare_again(
    session, given, clock
):
    late = EntryFactory(category=given.category, title="Late", admitted_at=clock())
    panel = fresh(session, given)
    instance = instance_of(panel, given.season, standing_of(session, panel))
    assert instance.conflicts == {(late.ref, user.ref) for user in given.users}
    member = panel.members[0]
    AssignmentFactory(member=member, entry=late)
    with pytest.raises(NoResultFound):
        queries.assignment_for_judge(session, late.ref, user_ref=member.user.ref, season_id=given.season.id)
    ahead = overview.ahead_of(session, member.user.ref, season_id=given.season.id)
    assert (ahead.step, ahead.panel_ref) == ("conflicts", panel.ref)


def test_releasing_shows_the_entries_tells_the_judges_and_locks_the_rules_once(session, given, clock, audit_trail):
    season = given.season
    apply(session, given, clock)
    panel = fresh(session, given)
    session.refresh(season, ["programme", "rounds"])
    count = assigning.release_assignments(session, panel, season, actor=STAFF, now=clock())
    assert (count, panel.released_at, season.rules_locked_at, len(season.rules_hash)) == (8, clock(), clock(), 64)
    mails = session.scalars(select(Message)).all()
    assert sorted(mail.recipient for mail in mails) == sorted(member.user.email for member in panel.members)
    assert {mail.arguments["closes"] for mail in mails} == {"5pm on Monday 25 March 2024"}
    assert audit_trail(panel.ref) == ["plan.asked", "plan.made", "plan.applied", "assignments.released"]
    assert audit_trail(SEASON) == ["rules.locked"]
    mine = queries.open_assignments(session, panel.members[0].user.ref, season_id=season.id)
    assert [one.position for one in mine] == sorted(one.position for one in mine)
    with pytest.raises(Refused) as error:
        assigning.release_assignments(session, panel, season, actor=STAFF, now=clock())
    assert refusal(error) == ["nothing-planned"]
    assert audit_trail(SEASON) == ["rules.locked"]


def test_one_pair_is_added_removed_and_given_back_by_hand(session, given, clock, audit_trail):
    panel = fresh(session, given)
    member, entry = panel.members[0], queries.entry_of_panel(session, panel, given.entries[0].ref)
    made = assigning.assign(session, panel, member=member, entry=entry, actor=STAFF, now=clock())
    with pytest.raises(Refused) as error:
        assigning.assign(session, panel, member=member, entry=entry, actor=STAFF, now=clock())
    assert refusal(error) == ["already-assigned"]
    assigning.remove_assignment(session, made, actor=STAFF, now=clock())
    assert instance_of(panel, given.season, standing_of(session, panel)).conflicts == {(entry.ref, member.user.ref)}
    assigning.assign(session, panel, member=member, entry=entry, actor=STAFF, now=clock())
    assert made.state == AssignmentState.PLANNED
    assert audit_trail(entry.ref) == ["assignment.made", "assignment.removed", "assignment.made"]


def test_a_pair_is_refused_for_every_reason_at_once(session, given, clock):
    panel = fresh(session, given)
    other = EntryFactory(category=CategoryFactory(key="other"), state=EntryState.WITHDRAWN)
    InterestFactory(member=panel.members[0], entry=other)
    with pytest.raises(Refused) as error:
        assigning.assign(session, panel, member=panel.members[0], entry=other, actor=STAFF, now=clock())
    assert refusal(error) == ["has-an-interest", "entry-is-withdrawn", "not-the-panels"]


def test_what_a_judge_has_begun_stays_with_them(session, given, clock):
    begun = AssignmentFactory(member=given.members[0], entry=given.entries[0], started_at=clock())
    with pytest.raises(Refused) as error:
        assigning.remove_assignment(session, begun, actor=STAFF, now=clock())
    assert refusal(error) == ["already-begun"]


def test_the_round_is_closed_and_opened_again_with_a_reason(session, given, clock, audit_trail):
    season, judging = given.season, given.judging
    assigning.close_round(session, season, judging, actor=STAFF, now=clock())
    assert judging.closed_at == clock()
    with pytest.raises(Refused) as error:
        assigning.close_round(session, season, judging, actor=STAFF, now=clock())
    assert refusal(error) == ["already-closed"]
    with pytest.raises(Refused) as error:
        assigning.reopen_round(
            session, season, judging, closes_at=clock(), reason="a judge was ill", actor=STAFF, now=clock()
        )
    assert refusal(error) == ["already-past"]
    until = clock() + timedelta(days=2)
    assigning.reopen_round(session, season, judging, closes_at=until, reason="ill", actor=STAFF, now=clock())
    assert (judging.closed_at, judging.closes_at) == (None, until)
    assert audit_trail(SEASON) == ["round.closed", "round.reopened"]
    assert [entry.reason and entry.reason.text for entry in entries_about(session, SEASON)] == [None, "ill"]


def test_a_round_that_has_not_opened_cannot_be_closed(session, given, clock):
    with pytest.raises(Refused) as error:
        assigning.close_round(
            session, given.season, given.judging, actor=STAFF, now=given.judging.opens_at - timedelta(days=1)
        )
    assert refusal(error) == ["not-open-yet"]


def test_upper_rooms_find_members_and_memberships(session, given):
    session.expire_all()
    names = [member.user.name for member in queries.members_of_panel(session, given.panel.id)]
    assert names == ["Judge A", "Judge B", "Judge C"]
    mine = queries.member_of(session, given.members[0].user.ref, given.season.id)
    assert [member.panel.name for member in mine] == ["Panel one"]


def test_a_judges_reads_need_release_terms_and_no_interest(session, given):
    member, moment = given.members[0], given.members[0].terms_accepted_at
    entries = [*given.entries, EntryFactory(category=given.category)]
    for entry, state in zip(entries, AssignmentState, strict=True):
        AssignmentFactory(member=member, entry=entry, state=state, recused_at=moment, abstained_at=moment)
    released = given.entries[1]
    seen = queries.open_assignments(session, member.user.ref, season_id=given.season.id)
    assert [one.entry.ref for one in seen] == [released.ref]
    other = PanelFactory(season=given.season, name="Elsewhere", categories=[], members=[])
    assert queries.member_of(session, member.user.ref, other.season_id + 1) == []
    for change in ({"terms_accepted_at": None}, {"interests_completed_at": None}):
        kept = {name: getattr(member, name) for name in change}
        for name, value in change.items():
            setattr(member, name, value)
        session.flush()
        assert queries.open_assignments(session, member.user.ref, season_id=given.season.id) == []
        for name, value in kept.items():
            setattr(member, name, value)
    InterestFactory(member=member, entry=released)
    assert queries.open_assignments(session, member.user.ref, season_id=given.season.id) == []
