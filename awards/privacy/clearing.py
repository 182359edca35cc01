"""Letting go of everything that a reach covers, each kind by the function that knows where it is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.models import CorrectionRequest
from awards.nominees.models import Supporter
from awards.privacy.erasing.accounts import clear_accounts
from awards.privacy.erasing.entries import clear_entries, clear_passages_from
from awards.privacy.erasing.judging import clear_judging_words
from awards.privacy.erasing.links import end_links, end_sign_ins
from awards.privacy.erasing.lists import clear_list_lines, drop_lines
from awards.privacy.erasing.meetings import clear_minutes
from awards.privacy.erasing.nominations import (
    clear_authorship,
    clear_nominations,
    clear_nominators,
    clear_typed_pages,
)
from awards.privacy.erasing.nominees import clear_nominees, clear_supporters
from awards.privacy.erasing.redacting import Names
from awards.privacy.erasing.safeguarding import clear_concerns
from awards.privacy.erasing.screening import clear_duplicates, clear_findings, clear_screening
from awards.privacy.erasing.trail import clear_reasons
from awards.privacy.erasing.winners import clear_winners
from awards.privacy.erasing.words import NAME_WITHHELD, emptied
from awards.privacy.reach import Reach
from awards.publishing.models import Winner
from awards.registers.models import MembershipCheck
from awards.results.models import Addendum
from awards.safeguarding.models import Concern, Flag
from awards.screening.models import Case, StaffNote


def clear_reach(session: Session, reach: Reach, *, now: datetime) -> None:
    """Let go of what is theirs. Messages, flags and what others wrote of them are for whoever calls."""
    drop_lines(session, Names((*reach.names, *reach.addresses, *reach.numbers)))
    refs = trail_of(session, reach)
    end_links(session, _linked(reach), now=now)
    end_sign_ins(session, reach.people, now=now)
    _clear_winners(session, reach)
    _clear_entries(session, reach)
    _clear_nominations(session, reach)
    _clear_people(session, reach, now=now)
    clear_reasons(session, refs)


def trail_of(session: Session, reach: Reach) -> set[str]:
    """Give every reference under which the trail speaks of them and of nobody else."""
    known = {one.ref for one in reach.chosen} | reach.people | set(reach.refs_alone)
    known |= {one.ref for one in reach.winners_alone.values()}
    for column, number, ids in (
        (CorrectionRequest.ref, CorrectionRequest.nomination_id, reach.alone),
        (InformationRequest.ref, InformationRequest.nomination_id, reach.alone),
        (MoveOffer.ref, MoveOffer.nomination_id, reach.alone),
        (StaffNote.ref, StaffNote.nomination_id, reach.alone),
        (Addendum.ref, Addendum.entry_id, reach.entries_alone),
        (Concern.ref, Concern.nominee_id, reach.nominees),
        (Supporter.ref, Supporter.nominee_id, reach.nominees),
    ):
        known |= set(session.scalars(select(column).where(number.in_(ids))))
    return known | set(session.scalars(select(Flag.ref).where(Flag.subject.in_(known))))


def _linked(reach: Reach) -> set[str]:
    """Give what the links are about by which they come in; other people's links to the same nomination stay."""
    theirs = (*reach.alone.values(), *reach.shared.values(), *reach.written.values())
    mine = {one.ref for one in theirs if one.nominator_id in reach.nominators}
    return reach.people | mine


def _clear_winners(session: Session, reach: Reach) -> None:
    clear_winners(session, reach.winners_alone)
    emptied(session, Winner.id, reach.credited, nominated_by=None)


def _clear_entries(session: Session, reach: Reach) -> None:
    titles = {one.ref: one.title for one in reach.entries_alone.values() if one.title != NAME_WITHHELD}
    clear_minutes(session, reach.entries_alone, titles)
    clear_judging_words(session, reach.entries_alone)
    clear_entries(session, reach.entries_alone)
    clear_passages_from(session, reach.alone)


def _clear_nominations(session: Session, reach: Reach) -> None:
    clear_screening(session, reach.alone)
    clear_nominations(session, reach.alone)
    mixed = [*reach.shared, *reach.written]
    pages = {f"person-{one.position}" for one in reach.nominees.values() if one.nomination_id in reach.shared}
    clear_typed_pages(session, reach.shared, pages)
    clear_findings(session, reach.shared)
    clear_duplicates(session, mixed)
    emptied(session, Case.nomination_id, reach.shared, names="")  # made anew when it is next looked at
    theirs = [number for number in (*mixed, *reach.alone) if _by_them(reach, number)]
    clear_authorship(session, theirs)
    clear_typed_pages(session, theirs)
    _clear_what_nominators_asked(session, theirs)


def _by_them(reach: Reach, number: int) -> bool:
    one = reach.alone.get(number) or reach.shared.get(number) or reach.written[number]
    return one.nominator_id in reach.nominators


def _clear_what_nominators_asked(session: Session, nomination_ids: list[int]) -> None:
    for column, values in _ASKED:
        emptied(session, column, nomination_ids, **values)


_ASKED: tuple[tuple[InstrumentedAttribute[int], dict[str, str | None]], ...] = (
    (CorrectionRequest.nomination_id, {"text": "", "answer": None}),
    (InformationRequest.nomination_id, {"note": ""}),
    (MoveOffer.nomination_id, {"note": ""}),
)


def _clear_people(session: Session, reach: Reach, *, now: datetime) -> None:
    checked = select(MembershipCheck.member_id).where(
        MembershipCheck.nominee_id.in_(reach.nominees), MembershipCheck.member_id.is_not(None)
    )
    clear_list_lines(session, {*reach.lines, *(one for one in session.scalars(checked) if one is not None)})
    clear_concerns(session, reach.nominees)
    clear_nominees(session, reach.nominees, now=now)
    clear_supporters(session, reach.supporters)
    clear_nominators(session, reach.nominators)
    clear_accounts(session, reach.users, now=now)
