"""Everything found around nominations for the work queue, each thing in one statement for many of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from awards.comms.queries import not_arrived
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.facts import Known
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import CorrectionRequest, Nomination, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.suppressing import suppressed_among
from awards.registers.known import known_of
from awards.safeguarding.models import Flag
from awards.screening.case_rules import Deadline, Why
from awards.screening.copies import copies_of
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.lifecycle import EntryState
from awards.screening.models import CopyStamp, Entry, EntryNomination, Ruling, VerdictRecord
from awards.screening.standing import newest_supporter
from awards.screening.standing_rulings import ruling_stands
from awards.seasons.models import Season

COUNTS: Final = frozenset({NominationState.SUBMITTED, NominationState.ELIGIBLE})
"""What a likely duplicate may be merged with."""


class LastRuling(NamedTuple):
    """The last ruling that was not taken back, and what the rules said when it was made."""

    ruling: Ruling
    level: str


class Asked(NamedTuple):
    """What a nominator is asked, and when the last answer of each kind came."""

    asked: tuple[Deadline, ...]
    answered: Mapping[Why, datetime]


NOTHING_ASKED: Final = Asked((), {})


@dataclass(frozen=True, slots=True)
class Around:
    """Everything found around some nominations, each by nomination id."""

    people: Mapping[int, Sequence[Any]]
    entries: Mapping[int, EntryState]
    rulings: Mapping[int, LastRuling]
    asked: Mapping[int, Asked]
    stamped_at: Mapping[int, datetime]
    counts: Mapping[str, Mapping[int, int]]
    leads: Mapping[int, NominationState]
    checks: Mapping[int, Known]
    """What staff found of nominees, by their ids."""
    copies_missing: Mapping[int, int]
    suppressed: frozenset[str]


def last_rulings(session: Session, ids: Collection[int]) -> dict[int, LastRuling]:
    """Give the ruling of each nomination that stands. One statement."""
    rows = session.execute(
        select(Ruling, VerdictRecord.level)
        .join(VerdictRecord, VerdictRecord.id == Ruling.verdict_id)
        .where(Ruling.nomination_id.in_(ids), ruling_stands())
        .order_by(Ruling.id)
    )
    return {row.Ruling.nomination_id: LastRuling(row.Ruling, row.level) for row in rows}


def look_around(session: Session, nominations: Sequence[Nomination]) -> Around:
    """Find everything around whole nominations of one programme. Fourteen statements at most."""
    ids, refs = [one.id for one in nominations], {one.ref: one.id for one in nominations}
    entries, entry_refs = _entries(session, ids)
    people = _people(session, ids)
    nominees = [row.Nominee for rows in people.values() for row in rows]
    to_copy = [one for one in nominations if one.state is NominationState.ELIGIBLE and one.id not in entries]
    return Around(
        people=people,
        entries=entries,
        rulings=last_rulings(session, ids),
        asked=_asked(session, ids),
        stamped_at=_stamped_at(session, ids),
        counts={
            "corrections": _corrections(session, ids),
            "duplicates": _duplicates(session, ids),
            "flags": _flags(session, refs | entry_refs),
        },
        leads=_leads(session, ids),
        checks=known_of(session, nominees),
        copies_missing=_copies_missing(session, to_copy),
        suppressed=_suppressed(session, nominations, nominees),
    )


def _people(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    rows = session.execute(
        select(
            Nominee,
            Notice,
            Supporter,
            not_arrived(Nominee.ref).label("bounced"),
            not_arrived(Supporter.ref).label("adult_bounced"),
        )
        .outerjoin(Notice, Notice.nominee_id == Nominee.id)
        .outerjoin(Supporter, Supporter.id == newest_supporter())
        .where(Nominee.nomination_id.in_(ids), Nominee.position > 0)
        .order_by(Nominee.position)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.Nominee.nomination_id].append(row)
    return found


def _entries(session: Session, ids: Collection[int]) -> tuple[dict[int, EntryState], dict[str, int]]:
    rows = session.execute(
        select(EntryNomination.nomination_id, Entry.state, Entry.ref)
        .join(Entry, Entry.id == EntryNomination.entry_id)
        .where(EntryNomination.nomination_id.in_(ids))
    ).all()
    return {row.nomination_id: row.state for row in rows}, {row.ref: row.nomination_id for row in rows}


def _asked(session: Session, ids: Collection[int]) -> dict[int, Asked]:
    """Give what nominators were asked and what of it came back; what was taken back counts for nothing."""
    requests = session.scalars(
        select(InformationRequest).where(
            InformationRequest.nomination_id.in_(ids), InformationRequest.taken_back_at.is_(None)
        )
    )
    offers = session.scalars(
        select(MoveOffer).where(MoveOffer.nomination_id.in_(ids), MoveOffer.taken_back_at.is_(None))
    )
    waiting: dict[int, list[Deadline]] = defaultdict(list)
    answered: dict[int, dict[Why, datetime]] = defaultdict(dict)
    for some, came, late, open_ in (
        (offers, Why.OFFER_ANSWERED, Why.OFFER_LATE, Why.OFFER_OPEN),
        (requests, Why.INFORMATION_CAME, Why.INFORMATION_LATE, Why.INFORMATION_OPEN),
    ):
        for one in some:
            if one.answered_at is None:
                waiting[one.nomination_id].append(Deadline(one.answer_by, late, open_))
            else:
                before = answered[one.nomination_id].get(came)
                answered[one.nomination_id][came] = max(before or one.answered_at, one.answered_at)
    return {key: Asked(tuple(waiting.get(key, ())), answered.get(key, {})) for key in {*waiting, *answered}}


def _stamped_at(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    rows = session.execute(
        select(CopyStamp.nomination_id, func.max(CopyStamp.stamped_at))
        .where(CopyStamp.nomination_id.in_(ids))
        .group_by(CopyStamp.nomination_id)
    )
    return {row[0]: row[1] for row in rows}


def _corrections(session: Session, ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(CorrectionRequest.nomination_id, func.count())
        .where(CorrectionRequest.nomination_id.in_(ids), CorrectionRequest.answered_at.is_(None))
        .group_by(CorrectionRequest.nomination_id)
    )
    return {row[0]: row[1] for row in rows}


def _duplicates(session: Session, ids: Collection[int]) -> Counter[int]:
    """Count the open pairs of each, of which both still go forward by themselves."""
    goes_forward = select(Nomination.id).where(Nomination.state.in_(COUNTS))
    rows = session.execute(
        select(LikelyDuplicate.first_id, LikelyDuplicate.second_id)
        .where(LikelyDuplicate.decided.is_(None))
        .where(LikelyDuplicate.first_id.in_(goes_forward), LikelyDuplicate.second_id.in_(goes_forward))
        .where(or_(LikelyDuplicate.first_id.in_(ids), LikelyDuplicate.second_id.in_(ids)))
    )
    return Counter(one for row in rows for one in row)


def _flags(session: Session, refs: Mapping[str, int]) -> Counter[int]:
    subjects = session.scalars(select(Flag.subject).where(Flag.subject.in_(refs), Flag.closed_at.is_(None)))
    return Counter(refs[subject] for subject in subjects)


def _leads(session: Session, ids: Collection[int]) -> dict[int, NominationState]:
    rows = session.execute(
        select(Merge.nomination_id, Nomination.state)
        .join(Nomination, Nomination.id == Merge.into_id)
        .where(Merge.nomination_id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def _copies_missing(session: Session, nominations: Sequence[Nomination]) -> Counter[int]:
    """Count the copies without a stamp that counts: its own, and those of what goes forward with it."""
    if not nominations:
        return Counter()
    ids = [one.id for one in nominations]
    rows = session.execute(
        select(Nomination, Merge.into_id)
        .join(Merge, Merge.nomination_id == Nomination.id)
        .where(Merge.into_id.in_(ids))
        .options(joinedload(Nomination.season).joinedload(Season.programme), joinedload(Nomination.submissions))
    )
    merged = {row.Nomination: row.into_id for row in rows.unique()}
    leads = {one.id: one.id for one in nominations} | {one.id: into for one, into in merged.items()}
    whole = [*nominations, *merged]
    return Counter(leads[copy.nomination.id] for copy in copies_of(session, whole) if copy.stamp is None)


def _suppressed(session: Session, nominations: Sequence[Nomination], nominees: Sequence[Nominee]) -> frozenset[str]:
    keys = {one.season.programme.key for one in nominations}
    return frozenset(ref for key in keys for ref in suppressed_among(session, key, nominees))
