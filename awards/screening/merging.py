"""Several nominations of one nominee go forward as one: merged into the one that leads, and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages, let_queue_again
from awards.comms.queries import has_gone
from awards.core.actor import SYSTEM, Actor
from awards.core.permission import Refused, require
from awards.db import begin_to_write
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Supporter
from awards.nominees.queries import notices_of
from awards.screening.cases import look_again, look_again_at
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.lifecycle import EntryState
from awards.screening.merging_policy import may_merge, may_unmerge, proposed_merge
from awards.screening.models import Entry, EntryNomination, Passage
from awards.screening.setting_aside import set_aside_if_all_declined

MERGED = "merged"
STRANDING = frozenset({NominationState.WITHDRAWN, NominationState.INELIGIBLE})
"""States of a lead in which those merged into it go nowhere, although nothing speaks against them."""


def merged_into(session: Session, nomination: Nomination) -> Nomination | None:
    """Give the nomination with which this one goes forward; None where it stands for itself. One statement."""
    lead = select(Merge.into_id).where(Merge.nomination_id == nomination.id)
    return session.scalars(select(Nomination).where(Nomination.id.in_(lead))).one_or_none()


def merged_with(session: Session, lead: Nomination) -> Sequence[Nomination]:
    """Give the nominations that go forward with this one, in the order in which they were merged. One statement."""
    return session.scalars(
        select(Nomination)
        .join(Merge, Merge.nomination_id == Nomination.id)
        .where(Merge.into_id == lead.id, Nomination.state == NominationState.MERGED)
        .order_by(Merge.merged_at, Nomination.id)
    ).all()


def stranded(session: Session, season_id: int) -> Sequence[Nomination]:
    """Give merged nominations whose lead was withdrawn or ruled ineligible: staff take them apart. One statement."""
    return session.scalars(stranded_of(season_id).order_by(Nomination.id)).all()


def stranded_of(season_id: int) -> Select[Nomination]:
    """Give the statement that selects merged nominations of the season whose lead goes nowhere."""
    leads = select(Nomination.id).where(Nomination.season_id == season_id, Nomination.state.in_(STRANDING))
    return (
        select(Nomination)
        .join(Merge, Merge.nomination_id == Nomination.id)
        .where(
            Nomination.season_id == season_id,
            Nomination.state == NominationState.MERGED,
            Merge.into_id.in_(leads),
        )
    )


def merge(
    session: Session, nomination: Nomination, *, into: Nomination, reason: str, actor: Actor, now: datetime
) -> None:
    """Let a nomination go forward with another of the same nominee; its nominator stays one and is told nothing.

    Nobody named in it is written to any more: who is named in the lead answers for both. Whatever had been merged
    into it goes with it. Its words reach judges when the copies are admitted, never before.

    Raises:
        Refused: another award or season, itself, either is held, decided against or no longer stands, it is behind an
            entry already, the lead's entry is past judging, or an answer of the nominee would be lost.
    """
    one, lead = nomination, into
    lock_together(session, one, lead)
    require(may_merge(actor, proposed_merge(session, one, into=lead)))
    was = one.state
    one.state = NOMINATION.after("merge", was)
    session.execute(update(Merge).where(Merge.into_id == one.id).values(into_id=lead.id))
    session.add(Merge(nomination_id=one.id, into_id=lead.id, was=was.value, merged_by=actor.reference, merged_at=now))
    _stop_asking(session, one)
    _forget_withdrawn_entry(session, one)
    session.flush()
    _mark_pairs(session, lead, decided=MERGED, actor=actor, now=now)
    record(
        session, Tag.NOMINATION_MERGED, one.ref, actor=actor, at=now, reason=reason or None, into=lead.ref,
        was=was.value,
    )  # fmt: skip
    look_again_at(session, [one.ref, lead.ref], now=now)


def unmerge(session: Session, nomination: Nomination, *, reason: str, actor: Actor, now: datetime) -> None:
    """Let a merged nomination stand for itself again, as it stood before; its passages leave the entry.

    Nobody can have ruled on it while it was merged. If everybody named in it has said no meanwhile, it is set aside.

    Raises:
        Refused: not staff, not merged, or the entry is no longer in judging.
    """
    one = nomination
    lock_together(session, one)
    require(may_unmerge(actor, one, entry_in_any_state(session, one)))
    one.state = NOMINATION.after("unmerge", one.state)
    if session.get_one(Merge, one.id).was == NominationState.ELIGIBLE:
        one.state = NOMINATION.after("rule_eligible", one.state)
    lead = _take_apart(session, one, reason=reason, actor=actor, now=now)
    if not set_aside_if_all_declined(session, one, actor=actor, now=now):
        _let_ask_again(session, one, now=now)
    look_again(session, [one, lead], now=now)


def let_go_withdrawn(session: Session, now: datetime) -> int:
    """Take the words of merged nominations that were withdrawn since out of their entries; gives how many.

    For the worker: commits by itself.
    """
    waiting = (
        select(Nomination.id)
        .join(Merge, Merge.nomination_id == Nomination.id)
        .where(Nomination.state == NominationState.WITHDRAWN)
    )
    found = session.scalars(waiting).all()
    session.rollback()
    if not found:
        return 0
    begin_to_write(session)
    merged = session.scalars(select(Nomination).where(Nomination.id.in_(found)).order_by(Nomination.id)).all()
    lock_together(session, *merged)
    for one in merged:
        lead = _take_apart(session, one, reason="", actor=SYSTEM, now=now)
        look_again(session, [one, lead], now=now)
    session.commit()
    return len(found)


def entry_in_any_state(session: Session, nomination: Nomination) -> Entry | None:
    """Give the entry that a nomination is behind, withdrawn or not. One statement."""
    behind = select(EntryNomination.entry_id).where(EntryNomination.nomination_id == nomination.id)
    return session.scalars(select(Entry).where(Entry.id.in_(behind))).one_or_none()


def lock_together(session: Session, *nominations: Nomination) -> None:
    """Let whoever else would act on these nominations, or on what goes forward with them, wait (on PostgreSQL).

    All are locked in one order, so that two people who act at once never wait for each other; then these are read
    again as they stand. Merging, taking apart and admitting begin with it.
    """
    session.flush()
    ids = {one.id for one in nominations}
    rows = select(Merge.nomination_id, Merge.into_id).where(or_(Merge.nomination_id.in_(ids), Merge.into_id.in_(ids)))
    together = ids.union(*session.execute(rows))
    session.execute(
        select(Nomination.id).where(Nomination.id.in_(together)).order_by(Nomination.id).with_for_update(of=Nomination)
    )
    for one in nominations:
        session.refresh(one, ["state", "category_id", "held_because", "released_at"])


def _people(nomination: Nomination) -> Select[Nominee]:
    return select(Nominee).where(Nominee.nomination_id == nomination.id, Nominee.position > 0)


def _stop_asking(session: Session, nomination: Nomination) -> None:
    people = session.scalars(_people(nomination)).all()
    adults = session.scalars(select(Supporter.ref).where(Supporter.nominee_id.in_([one.id for one in people]))).all()
    for ref in (*(one.ref for one in people), *adults):
        cancel_messages(session, ref)


def _let_ask_again(session: Session, nomination: Nomination, *, now: datetime) -> None:
    """Let a notice that the merge had stopped be sent anew, once staff send it."""
    people = session.scalars(_people(nomination)).all()
    notices = notices_of(session, [one.id for one in people])
    for one in people:
        notice = notices.get(one.id)
        if notice is not None and notice.queued_at is not None and not has_gone(session, one.ref):
            notice.queued_at = None
            let_queue_again(session, one.ref, now=now)
    session.flush()


def _forget_withdrawn_entry(session: Session, nomination: Nomination) -> None:
    """Let go of an entry that was withdrawn, so that the nomination can come behind the lead's."""
    gone = select(Entry.id).where(Entry.state == EntryState.WITHDRAWN)
    session.execute(
        delete(EntryNomination).where(
            EntryNomination.nomination_id == nomination.id, EntryNomination.entry_id.in_(gone)
        )
    )


def _take_apart(session: Session, nomination: Nomination, *, reason: str, actor: Actor, now: datetime) -> Nomination:
    """Take a nomination out of what it is merged into, and give that."""
    lead = merged_into(session, nomination)
    if lead is None:
        raise Refused.because("not-merged", f"Nomination {nomination.ref} is merged into nothing.")
    session.execute(delete(Passage).where(Passage.nomination_id == nomination.id))
    session.execute(delete(EntryNomination).where(EntryNomination.nomination_id == nomination.id))
    session.execute(delete(Merge).where(Merge.nomination_id == nomination.id))
    mine = or_(LikelyDuplicate.first_id == nomination.id, LikelyDuplicate.second_id == nomination.id)
    session.execute(
        update(LikelyDuplicate)
        .where(mine, LikelyDuplicate.decided == MERGED)
        .values(decided=None, decided_by=None, decided_at=None)
    )
    facts = {"lead": lead.ref, "state": nomination.state.value}
    record(session, Tag.NOMINATION_UNMERGED, nomination.ref, actor=actor, at=now, reason=reason or None, **facts)
    session.flush()
    return lead


def _mark_pairs(session: Session, lead: Nomination, *, decided: str, actor: Actor, now: datetime) -> None:
    """Note on every likely pair among what goes forward with the lead that it is merged."""
    together = select(Merge.nomination_id).where(Merge.into_id == lead.id)
    session.execute(
        update(LikelyDuplicate)
        .where(or_(LikelyDuplicate.first_id == lead.id, LikelyDuplicate.first_id.in_(together)))
        .where(or_(LikelyDuplicate.second_id == lead.id, LikelyDuplicate.second_id.in_(together)))
        .values(decided=decided, decided_by=actor.reference, decided_at=now)
    )
