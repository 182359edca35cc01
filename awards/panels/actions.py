"""Making panels, inviting judges, accepting terms and declaring interests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.accounts.actions import add_user
from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor, Role
from awards.core.permission import require
from awards.core.references import new_reference
from awards.core.words import tidy_line
from awards.links.purposes import Purpose
from awards.panels.acts import note_joined, note_recused
from awards.panels.assigning import take_turn
from awards.panels.lifecycle import ASSIGNMENT, AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.panels.plans import ask_plan
from awards.panels.policy import may_add_interest, may_be_invited, may_create_panel, may_declare, may_join
from awards.panels.queries import (
    LIVE,
    assignment_of_pair,
    categories_without_panel,
    entries_declared,
    interest_of_pair,
)
from awards.panels.words import InterestKind, PlanCause
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class Person:
    """Whom staff invite to judge, as typed."""

    name: str
    email: str
    employer: str | None
    is_chair: bool = False
    lived_experience: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """What a judge said of one entry."""

    kind: InterestKind
    note: str | None = None


def create_panel(
    session: Session, season: Season, *, name: str, categories: Sequence[Category], actor: Actor, now: datetime
) -> Panel:
    """Make a panel for these categories of the season.

    Raises:
        Refused: a category already has a panel.
    """
    free = {category.id for category in categories_without_panel(session, season.id)}
    require(may_create_panel(categories, free))
    panel = Panel(
        ref=new_reference("PNL"), season_id=season.id, name=tidy_line(name), categories=list(categories), members=[]
    )
    session.add(panel)
    keys = [category.key for category in categories]
    record(session, Tag.PANEL_CREATED, panel.ref, actor=actor, at=now, categories=keys)
    session.flush()
    return panel


def invite_judge(
    session: Session, panel: Panel, person: Person, *, programme_key: str, actor: Actor, now: datetime
) -> PanelMember:
    """Give somebody a place on the panel (and an account, if they have none) and send the invitation.

    Raises:
        Refused: they are already on this panel.
    """
    user = add_user(
        session,
        name=person.name,
        email=person.email,
        role=Role.JUDGE,
        programme_key=programme_key,
        employer=tidy_line(person.employer or "") or None,
        actor=actor,
        now=now,
    )
    session.flush()
    require(may_join(panel, user.id))
    member = PanelMember(
        panel=panel, user=user, is_chair=person.is_chair, lived_experience=person.lived_experience, expertise=[]
    )
    session.add(member)
    record(session, Tag.PANEL_MEMBER_ADDED, panel.ref, actor=actor, at=now, judge=user.ref, is_chair=person.is_chair)
    note_joined(session, member, panel, at=now)
    send_invitation(session, member, programme_key=programme_key, actor=actor, now=now)
    return member


def send_invitation(session: Session, member: PanelMember, *, programme_key: str, actor: Actor, now: datetime) -> None:
    """Send a judge the invitation to their panel, once more if it was sent before.

    Raises:
        Refused: they have left the panel.
    """
    require(may_be_invited(member))
    user = member.user
    queue_message(
        session,
        "panels/invitation",
        to=user.email,
        about=user.ref,
        programme_key=programme_key,
        key=f"panels/invitation:{member.panel.ref}:{user.ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.JUDGE_SIGN_IN, user.ref),
    )
    record(session, Tag.INVITATION_SENT, user.ref, actor=actor, at=now, panel=member.panel.ref)
    session.flush()


def accept_terms(session: Session, member: PanelMember, *, actor: Actor, now: datetime) -> None:
    """Note that a judge accepted the terms of confidentiality; accepting twice changes nothing."""
    if member.terms_accepted_at is not None:
        return
    member.terms_accepted_at = now
    record(session, Tag.TERMS_ACCEPTED, member.panel.ref, actor=actor, at=now, judge=member.user.ref)
    session.flush()


def declare_interests(
    session: Session, member: PanelMember, declared: Mapping[Entry, Declared], *, actor: Actor, now: datetime
) -> None:
    """Take a judge's word on every entry of the panel: connected with these, and with no other.

    What they stand down from already stays as it is. Where a reading is lost after the release, a plan is asked for.

    Raises:
        Refused: the terms are not accepted yet.
    """
    require(may_declare(member))
    take_turn(session, member.panel_id)
    before = entries_declared(session, member.id)
    fresh = {entry: said for entry, said in declared.items() if entry.id not in before}
    made = [_stand_down(session, member, entry, said=said, actor=actor, now=now) for entry, said in fresh.items()]
    member.interests_completed_at = now
    record(
        session,
        Tag.INTERESTS_COMPLETED,
        member.panel.ref,
        actor=actor,
        at=now,
        judge=member.user.ref,
        declared=len(fresh),
    )
    if any(lost for _, lost in made):
        _plan_anew(session, member.panel, actor=actor, now=now)
    session.flush()


def declare_interest(
    session: Session, member: PanelMember, entry: Entry, *, said: Declared, actor: Actor, now: datetime
) -> Interest:
    """Note a judge's connection with an entry and stand them down from it, at once and on every page.

    The trail holds neither the kind nor the note: some kinds say something about the judge's own life. Who
    prefers not to say how they are connected leaves no note. Where a reading is lost after the release, a plan is
    asked for.

    Raises:
        Refused: they already stand down from it.
    """
    take_turn(session, member.panel_id)
    require(may_add_interest(interest_of_pair(session, entry.id, member.id)))
    interest, lost = _stand_down(session, member, entry, said=said, actor=actor, now=now)
    if lost:
        _plan_anew(session, member.panel, actor=actor, now=now)
    session.flush()
    return interest


def _stand_down(
    session: Session, member: PanelMember, entry: Entry, *, said: Declared, actor: Actor, now: datetime
) -> tuple[Interest, bool]:
    """Note the interest, and recuse the judge if the entry was theirs to read; give it, and whether it was."""
    untold = said.kind is InterestKind.PREFER_NOT_TO_SAY
    interest = Interest(
        member_id=member.id,
        entry_id=entry.id,
        kind=said.kind,
        note=None if untold else said.note or None,
        declared_by=actor.reference,
        declared_at=now,
    )
    session.add(interest)
    record(session, Tag.INTEREST_DECLARED, entry.ref, actor=actor, at=now, judge=member.user.ref)
    note_recused(session, member, entry, at=now)
    assignment = assignment_of_pair(session, entry.id, member.id)
    if assignment is not None:
        session.refresh(assignment, ["state"])  # the page that was posted may have loaded it before its turn came
    if assignment is None or assignment.state not in LIVE:
        return interest, False
    _recuse(session, assignment, actor=actor, now=now)
    return interest, True


def _plan_anew(session: Session, panel: Panel, *, actor: Actor, now: datetime) -> None:
    """Ask for a plan that fills the gap, once judges have been shown what is theirs; before, staff plan anyway."""
    session.refresh(panel, ["released_at"])
    if panel.released_at is not None:
        ask_plan(session, panel, cause=PlanCause.CONFLICT, actor=actor, now=now)


def _recuse(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    was: AssignmentState = assignment.state
    assignment.state = ASSIGNMENT.after("recuse", was)
    assignment.recused_at = now
    judge = assignment.member.user.ref
    record(session, Tag.ASSIGNMENT_RECUSED, assignment.entry.ref, actor=actor, at=now, judge=judge, was=was)
