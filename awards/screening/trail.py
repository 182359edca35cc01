"""Which nominations an entry of the trail is about, and how much there is to see of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.comms.models import Message, MessageState
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Supporter
from awards.safeguarding.models import Flag
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.models import Entry, EntryNomination

CHANGES_NOTHING: Final = (
    Tag.VERDICT_COMPUTED,
    Tag.YOUNG_PERSONS_ENTRY_READ,
    Tag.NOTE_WRITTEN,
    Tag.NOTE_REMOVED,
    Tag.ACCESS_DENIED,
    Tag.LINK_REDEEMED,
    Tag.SIGN_IN_STARTED,
    Tag.SIGN_IN_ENDED,
)
"""Entries that are no reason to look again: above all the one that looking again leaves itself."""

_MAIL_WEIGHS: Final = 1_000
_PAIR_WEIGHS: Final = 1_000_000
"""So that an entry more and a mail or a pair fewer, which one act may bring about, never come to the same count."""


def nominations_about(session: Session, subjects: Collection[str]) -> set[int]:
    """Give the ids of the nominations that these references are about, with what they may be merged with."""
    found = _references().subquery()
    ids = set(session.scalars(select(found.c.nomination_id).where(found.c.ref.in_(subjects))))
    return ids | _partners(session, ids)


def seen_of(session: Session, ids: Collection[int]) -> Counter[int]:
    """Weigh what there is to see of each nomination: entries of the trail, mail that failed, likely duplicates.

    While the sum is the same, nothing has changed but the time. Three statements.
    """
    if not ids:
        return Counter()
    about = _references(ids).subquery()
    trail = (
        select(about.c.nomination_id, func.count())
        .join(AuditEntry, AuditEntry.subject == about.c.ref)
        .where(AuditEntry.tag.not_in(CHANGES_NOTHING))
        .group_by(about.c.nomination_id)
    )
    failed = (
        select(about.c.nomination_id, func.count())
        .join(Message, Message.about == about.c.ref)
        .where(Message.state == MessageState.PARKED)
        .group_by(about.c.nomination_id)
    )
    counted: Counter[int] = Counter()
    for statement, weight in ((trail, 1), (failed, _MAIL_WEIGHS)):
        for nomination_id, count in session.execute(statement):
            counted[nomination_id] += count * weight
    pairs = session.execute(
        select(LikelyDuplicate.first_id, LikelyDuplicate.second_id).where(
            LikelyDuplicate.decided.is_(None),
            or_(LikelyDuplicate.first_id.in_(ids), LikelyDuplicate.second_id.in_(ids)),
        )
    )
    for one in (one for pair in pairs for one in pair):
        counted[one] += _PAIR_WEIGHS
    return counted


def with_failed_mail(session: Session) -> set[int]:
    """Give the ids of the nominations about which, or about whose people, mail could not be delivered."""
    about = _references().subquery()
    failed = select(Message.about).where(Message.state == MessageState.PARKED)
    return set(session.scalars(select(about.c.nomination_id).where(about.c.ref.in_(failed)).distinct()))


def with_open_duplicates(session: Session) -> set[int]:
    """Give the ids of the nominations that are in a pair nobody has decided on."""
    pairs = session.execute(
        select(LikelyDuplicate.first_id, LikelyDuplicate.second_id).where(LikelyDuplicate.decided.is_(None))
    )
    return {one for pair in pairs for one in pair}


def _partners(session: Session, ids: Collection[int]) -> set[int]:
    """Give what may be merged, or is, with these: what happens to one of them may move the other."""
    if not ids:
        return set()
    pairs = union_all(
        select(LikelyDuplicate.first_id.label("one"), LikelyDuplicate.second_id.label("other")),
        select(Merge.nomination_id, Merge.into_id),
    ).subquery()
    rows = session.execute(select(pairs.c.one, pairs.c.other).where(or_(pairs.c.one.in_(ids), pairs.c.other.in_(ids))))
    return {one for row in rows for one in row}


def _references(ids: Collection[int] | None = None) -> CompoundSelect[Any, str]:
    """Select (nomination_id, ref) of everything about a nomination: itself, its people, its entry, what was asked.

    Also what it is merged with, for the lead counts the copies of all and they follow the lead.
    """
    entry_flag = aliased(Flag)
    of_a_nomination = Nominee.nomination_id.is_not(None)  # those whom the organiser honours directly are of none
    parts: list[Select[Any, str]] = [
        select(Nomination.id.label("nomination_id"), Nomination.ref.label("ref")),
        select(Nominee.nomination_id, Nominee.ref).where(of_a_nomination),
        select(Nominee.nomination_id, Supporter.ref)
        .join(Supporter, Supporter.nominee_id == Nominee.id)
        .where(of_a_nomination),
        select(EntryNomination.nomination_id, Entry.ref).join(Entry, Entry.id == EntryNomination.entry_id),
        select(InformationRequest.nomination_id, InformationRequest.ref),
        select(MoveOffer.nomination_id, MoveOffer.ref),
        select(Nomination.id, Flag.ref).join(Flag, Flag.subject == Nomination.ref),
        select(EntryNomination.nomination_id, entry_flag.ref)
        .join(Entry, Entry.id == EntryNomination.entry_id)
        .join(entry_flag, entry_flag.subject == Entry.ref),
        select(Merge.into_id, Nomination.ref).join(Nomination, Nomination.id == Merge.nomination_id),
        select(Merge.nomination_id, Nomination.ref).join(Nomination, Nomination.id == Merge.into_id),
    ]
    if ids is None:
        return union_all(*parts)
    columns = [
        Nomination.id, Nominee.nomination_id, Nominee.nomination_id, EntryNomination.nomination_id,
        InformationRequest.nomination_id, MoveOffer.nomination_id, Nomination.id, EntryNomination.nomination_id,
        Merge.into_id, Merge.nomination_id,
    ]  # fmt: skip
    return union_all(*(part.where(column.in_(ids)) for part, column in zip(parts, columns, strict=True)))
