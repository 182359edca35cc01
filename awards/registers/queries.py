"""Whom the rules want looked up, what was found so far, and the lists there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, defer, load_only

from awards.accounts.models import User
from awards.core.times import local_day
from awards.eligibility.facts import Registration
from awards.eligibility.kind import Kind
from awards.eligibility.kinds_people import Registered
from awards.eligibility.kinds_programme import ProgrammeStanding, StageReached
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominations.rules import normal_registration
from awards.registers.models import ListKind, ListMember, ListUpload, MembershipCheck, RegisterCheck
from awards.registers.rules import CheckState, speaks_against, standing, unsettled
from awards.seasons.models import Category, RuleSet, Season
from awards.seasons.queries import rules_for

SENT = (NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE)
"""States of nominations whose nominees are looked up."""
ABOUT_REGISTERS: tuple[type[Kind], ...] = (Registered,)
ABOUT_PROGRAMMES: tuple[type[Kind], ...] = (ProgrammeStanding, StageReached)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One nominee whose registration counts, with the latest check."""

    nominee: Nominee
    nomination_ref: str
    category_name: str
    sent_on: date | None
    check: RegisterCheck | None
    checked_by: str | None
    """The name of whoever of staff looked."""

    @property
    def number(self) -> str | None:
        """The number that was given, in the form it is kept in; None where none was."""
        return normal_number(self.nominee.registration_number)

    @property
    def said(self) -> Registration | None:
        """What the nominator said."""
        return said_of(self.nominee)

    @property
    def state(self) -> CheckState:
        """Where this nominee stands with the register."""
        if self.check is None:
            return CheckState.UNCHECKED if self.number else CheckState.NO_NUMBER
        if self.check.number != self.number:
            return CheckState.CHANGED if self.number else CheckState.NO_NUMBER
        if unsettled(self.check.registered_until, checked_on=self.check.checked_on):
            return CheckState.AGAIN
        against = speaks_against(self.check.result, said=self.said, found=self.found)
        return CheckState.CONTRADICTS if against else CheckState.CHECKED

    @property
    def found(self) -> Registration | None:
        """The standing that the latest check proves."""
        return standing_by(self.check, said=self.said, sent_on=self.sent_on) if self.check else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One nominee whose training programme counts, with what staff found in a list."""

    nominee: Nominee
    nomination_ref: str
    category_name: str
    check: MembershipCheck | None
    member: ListMember | None
    checked_by: str | None


def normal_number(text: str | None) -> str | None:
    """Give a register number in the one form it is kept in; None for none."""
    return (normal_registration(text) or None) if text else None


def said_of(nominee: Nominee) -> Registration | None:
    """Give what the nominator said of the register."""
    return Registration(nominee.registration) if nominee.registration in set(Registration) else None


def standing_by(check: RegisterCheck, *, said: Registration | None, sent_on: date | None) -> Registration | None:
    """Give the standing that a check proves."""
    return standing(check.result, said=said, until=check.registered_until, checked_on=check.checked_on, sent_on=sent_on)


def categories_about(session: Session, season: Season, kinds: tuple[type[Kind], ...]) -> dict[int, str]:
    """Give the names of the categories whose rules in force are of these kinds, by id. One statement."""
    latest = select(func.max(RuleSet.version)).where(RuleSet.season_id == season.id).scalar_subquery()
    rows = session.execute(
        select(Category, RuleSet)
        .join(RuleSet, RuleSet.season_id == Category.season_id)
        .where(Category.season_id == season.id, Category.nominated, RuleSet.version == latest)
        .order_by(Category.position)
    ).all()
    return {
        category.id: category.name
        for category, rule_set in rows
        if any(isinstance(rule.kind, kinds) for rule in rules_for(category, rule_set))
    }


def register_lines(
    session: Session, season: Season, categories: Mapping[int, str], *, ref: str | None = None
) -> list[RegisterLine]:
    """Give everybody of sent nominations in these categories, in the order of sending; one of them alone by `ref`.

    One statement; the season has its programme loaded.
    """
    check = aliased(RegisterCheck)
    last = _last(RegisterCheck.id, RegisterCheck.nominee_id)
    rows = session.execute(
        _nominees(season, categories, ref)
        .add_columns(check, User.name)
        .outerjoin(check, check.id == last)
        .outerjoin(User, User.ref == check.checked_by)
    ).all()
    return [
        RegisterLine(
            nominee=nominee,
            nomination_ref=nomination_ref,
            category_name=categories[category_id],
            sent_on=day_sent(sent, season.programme.zone),
            check=found,
            checked_by=who,
        )
        for nominee, nomination_ref, category_id, sent, found, who in rows
    ]


def member_lines(
    session: Session, season: Season, categories: Mapping[int, str], *, ref: str | None = None
) -> list[MemberLine]:
    """Give everybody of sent nominations in these categories with the latest match; one alone by `ref`.

    One statement.
    """
    check = aliased(MembershipCheck)
    rows = session.execute(
        _nominees(season, categories, ref)
        .add_columns(check, ListMember, User.name)
        .outerjoin(check, check.id == _last(MembershipCheck.id, MembershipCheck.nominee_id))
        .outerjoin(ListMember, ListMember.id == check.member_id)
        .outerjoin(User, User.ref == check.checked_by)
    ).all()
    return [
        MemberLine(
            nominee=nominee,
            nomination_ref=nomination_ref,
            category_name=categories[category_id],
            check=found,
            member=member,
            checked_by=who,
        )
        for nominee, nomination_ref, category_id, _, found, member, who in rows
    ]


def uploads_of(session: Session, season_id: int, kind: ListKind) -> Sequence[tuple[ListUpload, str | None]]:
    """Give the latest ten lists of a kind with who uploaded each; what they hold stays in the database.

    One statement.
    """
    rows = session.execute(
        select(ListUpload, User.name)
        .outerjoin(User, User.ref == ListUpload.uploaded_by)
        .where(ListUpload.season_id == season_id, ListUpload.kind == kind)
        .order_by(ListUpload.id.desc())
        .limit(10)
        .options(_without_content())
    ).all()
    return [(upload, name) for upload, name in rows]


def upload_by_ref(session: Session, ref: str, *, season_id: int, to_write: bool = False) -> ListUpload:
    """Give a list of this season; whoever else would write to it waits. One statement.

    Raises:
        NoResultFound: this season has none with this reference.
    """
    chosen = select(ListUpload).where(ListUpload.ref == ref, ListUpload.season_id == season_id)
    return session.scalars(chosen.with_for_update() if to_write else chosen).one()


def applied_before(session: Session, upload: ListUpload) -> str | None:
    """Give the reference under which the very same list of the same day was applied; None if never. One statement."""
    return session.scalars(
        select(ListUpload.ref)
        .where(
            ListUpload.season_id == upload.season_id,
            ListUpload.kind == upload.kind,
            ListUpload.digest == upload.digest,
            ListUpload.as_of == upload.as_of,
            ListUpload.applied_at.is_not(None),
            ListUpload.id != upload.id,
        )
        .limit(1)
    ).one_or_none()


def newest_list(session: Session, season_id: int) -> tuple[ListUpload | None, list[ListMember]]:
    """Give the newest list of programmes that was applied, and everybody on it. One statement."""
    newest = (
        select(ListUpload.id)
        .where(
            ListUpload.season_id == season_id,
            ListUpload.kind == ListKind.PROGRAMME,
            ListUpload.applied_at.is_not(None),
        )
        .order_by(ListUpload.as_of.desc(), ListUpload.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ListUpload, ListMember)
        .outerjoin(ListMember, ListMember.upload_id == ListUpload.id)
        .where(ListUpload.id == newest)
        .order_by(ListMember.id)
        .options(_without_content())
    ).all()
    return (rows[0][0] if rows else None), [member for _, member in rows if member is not None]


def day_sent(sent: datetime | None, zone: str) -> date | None:
    """Give the local day on which a nomination was sent."""
    return None if sent is None else local_day(sent, zone)


def _nominees(season: Season, categories: Collection[int], ref: str | None) -> Any:
    held = Nomination.held_because.is_not(None) & Nomination.released_at.is_(None)
    chosen = (
        select(Nominee, Nomination.ref, Nomination.category_id, Nomination.submitted_at)
        .join(Nomination, Nomination.id == Nominee.nomination_id)
        .where(
            Nomination.season_id == season.id,
            Nomination.category_id.in_(categories),
            Nomination.state.in_(SENT),
            ~held,
            Nominee.position > 0,
            ~Nominee.is_team,
        )
        .order_by(Nomination.submitted_at, Nominee.id)
        .options(_plain_facts_only())
    )
    return chosen if ref is None else chosen.where(Nominee.ref == ref)


def _last(checks: InstrumentedAttribute[int], of: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """Give the expression for the id of a nominee's latest check."""
    return select(func.max(checks)).where(of == Nominee.id).correlate(Nominee).scalar_subquery()


def _plain_facts_only() -> Any:
    """Leave what is encrypted where it is: no page here needs it, and hundreds of nominees would be slow."""
    wanted = (
        Nominee.ref, Nominee.full_name, Nominee.known_as, Nominee.email_index, Nominee.employer, Nominee.role,
        Nominee.registration, Nominee.registration_number, Nominee.programme, Nominee.programme_status,
        Nominee.programme_stage, Nominee.nomination_id, Nominee.position, Nominee.is_team,
    )  # fmt: skip
    return load_only(*wanted, raiseload=True)


def _without_content() -> Any:
    return defer(ListUpload.content, raiseload=True)
