"""Applying the organiser's own list, and recording who on it a nominee is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.db import blind_index
from awards.nominations.models import Nominee
from awards.registers.actions import mark_applied, upload_to_apply
from awards.registers.contents import contents_of, people_in
from awards.registers.models import ListKind, ListMember, ListUpload, MembershipCheck
from awards.registers.policy import may_apply_as_seen, may_check
from awards.registers.previewed import mark_of_people
from awards.seasons.models import Season


def apply_programme_list(
    session: Session, season: Season, ref: str, *, actor: Actor, now: datetime, seen: str | None = None
) -> int:
    """Keep everybody on a list of programmes, addresses only as keyed fingerprints, and give how many there are.

    What the list held as text is erased. `seen` is the mark of the preview that somebody looked at; None for nobody.

    Raises:
        NoResultFound: this season has no such list.
        Refused: not staff, applied already (under this reference or another), not known how to read it, or it would
            keep other people than the preview showed.
    """
    upload, columns = upload_to_apply(session, season, ref, kind=ListKind.PROGRAMME, actor=actor)
    people = people_in(contents_of(upload), columns)
    require(may_apply_as_seen(seen, mark_of_people(upload, people)))
    session.add_all(
        ListMember(
            upload_id=upload.id,
            name=one.name,
            email_index=one.email and blind_index(session, one.email),
            programme=one.programme,
            status=one.status,
            stage=one.stage,
            cohort=one.cohort,
        )
        for one in people
    )
    mark_applied(session, upload, actor=actor, now=now, count=len(people))
    return len(people)


def record_member(
    session: Session, nominee: Nominee, *, upload: ListUpload, member: ListMember | None, actor: Actor, now: datetime
) -> MembershipCheck:
    """Record which line of a list a nominee is; None for none of them.

    Raises:
        Refused: not staff.
        ValueError: the line is of another list.
    """
    require(may_check(actor))
    if member is not None and member.upload_id != upload.id:
        raise ValueError(f"line {member.id} is not of list {upload.ref}")
    check = MembershipCheck(
        nominee_id=nominee.id,
        upload_id=upload.id,
        member_id=member and member.id,
        checked_by=actor.reference,
        checked_at=now,
    )
    session.add(check)
    found = member is not None
    record(session, Tag.MEMBERSHIP_CHECKED, nominee.ref, actor=actor, at=now, list=upload.ref, found=found)
    session.flush()
    return check


def confirm_members(
    session: Session,
    matches: Iterable[tuple[Nominee, ListMember]],
    upload: ListUpload,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Record many nominees as the lines of a list that they match exactly, and give how many there were.

    Raises:
        Refused: not staff.
    """
    done = [
        record_member(session, nominee, upload=upload, member=member, actor=actor, now=now)
        for nominee, member in matches
    ]
    return len(done)
