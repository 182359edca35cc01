"""What staff found of nominees, for the rules: in the staff's verdict it goes before what the nominator typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from awards.eligibility.facts import ProgrammeState, ProgrammeStatus
from awards.nominations.facts import NO_PROGRAMME, Known
from awards.nominations.models import Nomination, Nominee
from awards.registers.models import ListMember, MembershipCheck, RegisterCheck
from awards.registers.queries import day_sent, normal_number, said_of, standing_by
from awards.seasons.models import Programme, Season

NOTHING = Known()
"""Nobody has looked."""


def known_of(session: Session, nominees: Iterable[Nominee]) -> dict[int, Known]:
    """Give what the latest checks say of each nominee, by id; somebody of whom nobody looked is left out.

    A check of another number than the one held now does not count. Of the list's lines all that are the same person
    (the same name and address) count. One statement; none without nominees.
    """
    wanted = {nominee.id: nominee for nominee in nominees}
    found: dict[int, Known] = {}
    for row in session.execute(_rows(list(wanted))).all() if wanted else ():
        known = found.get(row.id, NOTHING)
        known = _registered(known, wanted[row.id], row)
        known = _on_programmes(known, wanted[row.id], row)
        if known != NOTHING:
            found[row.id] = known
    return found


def _registered(known: Known, nominee: Nominee, row: Any) -> Known:
    check: RegisterCheck | None = row.RegisterCheck
    if check is None or check.number != normal_number(nominee.registration_number):
        return known
    sent_on = day_sent(row.submitted_at, row.zone) if row.zone else None
    found = standing_by(check, said=said_of(nominee), sent_on=sent_on)
    return replace(known, registration_checked=True, registration=found)


def _on_programmes(known: Known, nominee: Nominee, row: Any) -> Known:
    if row.membership_id is None:
        return known
    member: ListMember | None = row.ListMember
    if member is None:
        typed_none = nominee.programme == NO_PROGRAMME
        return replace(known, programmes_checked=True, programmes=() if typed_none else None)
    held = known.programmes or ()
    if member.programme is None:
        return replace(known, programmes_checked=True, programmes=held)
    status = ProgrammeState(member.status or ProgrammeState.UNKNOWN)
    one = ProgrammeStatus(member.programme, status, member.stage)
    return replace(known, programmes_checked=True, programmes=held if one in held else (*held, one))


def _rows(ids: list[int]) -> Any:
    member = aliased(ListMember)
    same_person = or_(
        ListMember.id == member.id,
        and_(ListMember.email_index == member.email_index, ListMember.name == member.name),
    )
    return (
        select(
            Nominee.id,
            Nomination.submitted_at,
            Programme.zone,
            RegisterCheck,
            MembershipCheck.id.label("membership_id"),
            ListMember,
        )
        .outerjoin(Nomination, Nomination.id == Nominee.nomination_id)
        .outerjoin(Season, Season.id == Nomination.season_id)
        .outerjoin(Programme, Programme.id == Season.programme_id)
        .outerjoin(RegisterCheck, RegisterCheck.id == _last(RegisterCheck))
        .outerjoin(MembershipCheck, MembershipCheck.id == _last(MembershipCheck))
        .outerjoin(member, member.id == MembershipCheck.member_id)
        .outerjoin(ListMember, and_(ListMember.upload_id == member.upload_id, same_person))
        .where(Nominee.id.in_(ids))
        .order_by(Nominee.id, ListMember.id)
    )


def _last(checks: type[RegisterCheck | MembershipCheck]) -> Any:
    again = aliased(checks)
    return select(func.max(again.id)).where(again.nominee_id == Nominee.id).correlate(Nominee).scalar_subquery()
