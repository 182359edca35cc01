"""Letting go of what is due: each function takes some of one kind, and may be called again without harm.

The functions of `erasing` do the work; here is what belongs to the clocks alone: what stays of a public winner, what
stays of a date of birth, and that a nominator goes once nothing of theirs is left.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from awards.comms.models import Message, MessageState
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominator, Nominee
from awards.nominees.asking import asked_as_child
from awards.nominees.models import Supporter
from awards.nominees.queries import notices_of
from awards.nominees.rules import ADULT, CHILD
from awards.privacy.due import is_public_winner
from awards.privacy.erasing.entries import clear_entries
from awards.privacy.erasing.judging import clear_judging_words
from awards.privacy.erasing.links import end_links, end_sign_ins
from awards.privacy.erasing.meetings import clear_minutes
from awards.privacy.erasing.nominations import clear_nominations, clear_nominators, clear_typed_pages
from awards.privacy.erasing.nominees import (
    clear_dates_of_birth,
    clear_nominees,
    clear_register_checks,
    clear_supporters,
)
from awards.privacy.erasing.screening import clear_screening
from awards.privacy.erasing.trail import clear_reasons
from awards.privacy.erasing.winners import clear_winners
from awards.privacy.erasing.words import ERASED, emptied
from awards.publishing.models import Winner
from awards.screening.models import Entry, EntryNominee

Some = Collection[int]


def let_go_nominations(session: Session, ids: Some, now: datetime) -> None:
    """Let go of these nominations: what was written, whom they name, who wrote them, what staff made of them."""
    rows = session.execute(
        select(Nomination.ref, Nomination.nominator_id).where(Nomination.id.in_(ids)),
        execution_options=WITH_NEW_VERSIONS,
    ).all()
    kept = session.execute(
        select(Nomination.id, Nomination.team_name, Nomination.work_title)
        .join(Nominee, Nominee.nomination_id == Nomination.id)
        .where(Nomination.id.in_(ids), is_public_winner(Nominee.id))
        .distinct()
    ).all()
    _let_go_people(session, select_people(session, ids), now=now)
    clear_screening(session, ids)
    clear_nominations(session, ids)
    for number, team, title in kept:  # what the page of a public winner says stays while it is public
        emptied(session, Nomination.id, [number], team_name=team, work_title=title)
    emptied(session, Nomination.id, ids, cleared_at=now)
    _let_go_references(session, [row.ref for row in rows], now=now)
    _let_go_nominators(session, {row.nominator_id for row in rows}, now=now)


def let_go_entries(session: Session, ids: Some, now: datetime) -> None:
    """Let go of what judges read of these entries and of every word about them; scores and decisions stay."""
    rows = session.execute(select(Entry.ref, Entry.title).where(Entry.id.in_(ids)))
    titles = {row.ref: row.title for row in rows}
    clear_minutes(session, ids, titles)
    clear_judging_words(session, ids)
    clear_entries(session, ids)
    honoured = select(Nominee.id).join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
    theirs = honoured.where(EntryNominee.entry_id.in_(ids), Nominee.nomination_id.is_(None))
    _let_go_people(session, session.scalars(theirs).all(), now=now)
    _let_go_references(session, list(titles), now=now)


def let_go_winners(session: Session, ids: Some, now: datetime) -> None:
    """Let go of winners that were taken down, and of the people behind them whom their page had kept."""
    entries = select(Winner.entry_id).where(Winner.id.in_(ids), Winner.entry_id.is_not(None))
    people = session.execute(
        select(Nominee.id, Nominee.nomination_id)
        .join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .where(EntryNominee.entry_id.in_(entries))
    ).all()
    clear_winners(session, ids)
    _let_go_people(session, [one.id for one in people], now=now)
    emptied(session, Nomination.id, {one.nomination_id for one in people}, team_name=None, work_title=None)


def let_go_dates_of_birth(session: Session, ids: Some, _now: datetime) -> None:
    """Let go of these dates of birth; whether somebody was a child when put forward stays."""
    people = session.scalars(
        select(Nominee).where(Nominee.id.in_(ids)).options(joinedload(Nominee.nomination)),
        execution_options=WITH_NEW_VERSIONS,
    ).all()
    notices = notices_of(session, [one.id for one in people])
    children = {one.id for one in people if asked_as_child(one, notices.get(one.id))}
    emptied(session, Nominee.id, children, age_confirmed=CHILD)
    emptied(session, Nominee.id, set(ids) - children, age_confirmed=ADULT)
    clear_typed_pages(session, {one.nomination_id for one in people if one.nomination_id is not None})
    clear_dates_of_birth(session, ids)


def let_go_messages(session: Session, ids: Some, now: datetime) -> None:
    """Let go of whom these messages went to; what waits is stopped. Their keys stay: nothing is sent a second time."""
    waiting = (MessageState.QUEUED, MessageState.PARKED)
    session.execute(
        update(Message)
        .where(Message.id.in_(ids), Message.state.in_(waiting))
        .values(state=MessageState.CANCELLED, leased_until=None)
        .execution_options(synchronize_session="fetch")
    )
    emptied(session, Message.id, ids, recipient=ERASED, arguments={}, last_error=None, cleared_at=now)


def select_people(session: Session, nomination_ids: Some) -> Sequence[int]:
    """Give everybody whom these nominations name, those kept from another award as well."""
    return session.scalars(select(Nominee.id).where(Nominee.nomination_id.in_(nomination_ids))).all()


def _let_go_people(session: Session, ids: Sequence[int], *, now: datetime) -> None:
    """Let go of who was put forward; of public winners only what their page does not need."""
    winners = set(session.scalars(select(Nominee.id).where(Nominee.id.in_(ids), is_public_winner(Nominee.id))))
    others = [one for one in ids if one not in winners]
    clear_nominees(session, others, now=now)
    supporters = session.execute(select(Supporter.id, Supporter.ref).where(Supporter.nominee_id.in_(ids))).all()
    clear_supporters(session, [one.id for one in supporters])
    clear_register_checks(session, winners)
    let_go_dates_of_birth(session, winners, now)
    emptied(
        session, Nominee.id, winners, lived_experience=None, registration=None, registration_number=None,
        programme=None, programme_status=None, programme_stage=None, nation=None, works_in=None, in_post=None,
    )  # fmt: skip
    refs = session.scalars(select(Nominee.ref).where(Nominee.id.in_(others))).all()
    _let_go_references(session, [*refs, *(one.ref for one in supporters)], now=now)


def _let_go_nominators(session: Session, ids: Some, *, now: datetime) -> None:
    """Let go of those of these nominators of whom no nomination is left."""
    other = aliased(Nomination)
    left = exists().where(other.nominator_id == Nominator.id, other.cleared_at.is_(None))
    gone = session.execute(
        select(Nominator.id, Nominator.ref).where(Nominator.id.in_(ids), ~left), execution_options=WITH_NEW_VERSIONS
    ).all()
    clear_nominators(session, [one.id for one in gone])
    _let_go_references(session, [one.ref for one in gone], now=now)


def _let_go_references(session: Session, refs: Collection[str], *, now: datetime) -> None:
    """Let go of mail, links, sign-ins and reasons about these references."""
    mails = session.scalars(select(Message.id).where(Message.about.in_(refs), Message.cleared_at.is_(None))).all()
    let_go_messages(session, mails, now)
    end_links(session, refs, now=now)
    end_sign_ins(session, refs, now=now)
    clear_reasons(session, refs)
