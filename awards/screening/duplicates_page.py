"""What the pages about likely duplicates show: the list of pairs, and two nominations side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.core.times import moment_words, short_day_words
from awards.nominations.models import Nomination, Nominee
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.duplicates import (
    DIFFERENT,
    SAME,
    goes_together,
    may_tell_apart,
    note_same,
    sent_nominations,
    still_open,
    tell_apart,
)
from awards.screening.duplicates_forms import DecisionForm
from awards.screening.merging import MERGED, merge
from awards.screening.merging_policy import may_merge, proposed_merge
from awards.screening.models import Entry, EntryNomination, VerdictRecord
from awards.screening.policy import may_screen
from awards.screening.rules import relationship_words
from awards.screening.wording import LEVELS, Row, Said, nominee_title, row, said_in
from awards.seasons.models import Season
from awards.web.pagination import PageOf, page_of

DECIDED = {
    MERGED: Said("Merged", "good"),
    SAME: Said("Same person, two awards", "info"),
    DIFFERENT: Said("Different people", "neutral"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two nominations, as the list and the page of a pair show it."""

    ref: str
    title: str
    category: str
    employer: str | None
    state: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One line of the list of pairs."""

    first: Side
    second: Side
    percent: int
    why: Sequence[str]
    decided: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One thing said of both nominations; `differs` where both say something and not the same."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.first and self.second) and self.first.casefold() != self.second.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Two nominations side by side, and what staff may do."""

    pair: LikelyDuplicate
    first: Nomination
    second: Nomination
    line: PairRow
    rows: Sequence[Compared]
    leads: tuple[str, ...]
    """References of those of the two that could lead; none for two awards."""
    into: Mapping[str, str]
    """Which of the two is merged already, and into which."""
    permission: Permission

    @property
    def mark(self) -> str:
        """What was decided on the pair as the page shows it, and when."""
        return f"{self.pair.decided or ''}@{self.pair.decided_at or ''}"

    @property
    def two_awards(self) -> bool:
        """Whether they are for two awards, so that nothing can be merged."""
        return self.first.category_id != self.second.category_id


def pairs_page(session: Session, season_id: int, *, decided: bool, number: int) -> PageOf[PairRow]:
    """Give one page of the season's pairs, the likeliest first: those to look at, or those decided on.

    Three statements.
    """
    first, second = sent_nominations(), sent_nominations()
    chosen = (
        select(LikelyDuplicate)
        .join(first, first.c.id == LikelyDuplicate.first_id)
        .join(second, second.c.id == LikelyDuplicate.second_id)
        .where(LikelyDuplicate.season_id == season_id)
        .where(*([LikelyDuplicate.decided.is_not(None)] if decided else still_open(first, second)))
        .order_by(LikelyDuplicate.score.desc(), LikelyDuplicate.id)
    )
    found = page_of(session, chosen, number=number)
    sides = _sides(session, {place for pair in found.rows for place in (pair.first_id, pair.second_id)})
    rows = [_pair_row(pair, sides[pair.first_id], sides[pair.second_id]) for pair in found.rows]
    return PageOf(rows, found.number, found.total)


def pair_page(session: Session, season: Season, refs: tuple[str, str], *, actor: Actor) -> PairPage:
    """Put together the page of one pair, by the references of its nominations. Five statements.

    Raises:
        NoResultFound: these are no likely pair of this season.
    """
    found = session.scalars(_with_people().where(Nomination.ref.in_(refs), Nomination.season_id == season.id)).unique()
    both = sorted(found, key=lambda one: one.id)
    if len(both) != len(refs):
        raise NoResultFound
    first, second = both
    pair = session.scalars(
        select(LikelyDuplicate).where(LikelyDuplicate.first_id == first.id, LikelyDuplicate.second_id == second.id)
    ).one()
    same_award = first.category_id == second.category_id
    return PairPage(
        pair=pair,
        first=first,
        second=second,
        line=_pair_row(pair, _side(first), _side(second)),
        rows=_compared(session, first, second, zone=season.programme.zone),
        leads=(first.ref, second.ref) if same_award else (),
        into=_merged(session, both),
        permission=may_screen(actor),
    )


def may_decide(session: Session, page: PairPage, form: DecisionForm, *, actor: Actor) -> Permission:
    """Say whether what the form asks for may be done: the pair is as the page showed it. Two statements at most."""
    if form.decision.data is None:
        return page.permission
    if (form.seen.data or "") != page.mark:
        words = "Somebody decided on this pair meanwhile. Look at it again."
        return Permission.unless(Reason("decided-meanwhile", words))
    if form.lead is None:
        return may_tell_apart(actor, together=goes_together(session, page.pair))
    lead, other = _led_by(page, form.lead)
    return may_merge(actor, proposed_merge(session, other, into=lead))


def decide(session: Session, page: PairPage, form: DecisionForm, *, actor: Actor, now: datetime) -> str:
    """Do what the form asks for; gives what was done, in words.

    Raises:
        Refused: as for merging and for deciding on a pair.
    """
    reason = (form.reason.data or "").strip()
    if form.lead is not None:
        lead, other = _led_by(page, form.lead)
        merge(session, other, into=lead, reason=reason, actor=actor, now=now)
        return f"{other.ref} is merged into {lead.ref}"
    settle = note_same if form.decision.data == SAME else tell_apart
    settle(session, page.pair, reason=reason, actor=actor, now=now)
    return f"{page.first.ref} and {page.second.ref}: {DECIDED[page.pair.decided or ''].text.lower()}"


def _led_by(page: PairPage, lead: str) -> tuple[Nomination, Nomination]:
    return (page.first, page.second) if page.first.ref == lead else (page.second, page.first)


def _with_people() -> Select[Nomination]:
    return select(Nomination).options(
        joinedload(Nomination.category),
        joinedload(Nomination.season),
        joinedload(Nomination.nominator),
        joinedload(Nomination.nominees),
    )


def _sides(session: Session, places: Collection[int]) -> dict[int, Side]:
    found = session.scalars(_with_people().where(Nomination.id.in_(places))).unique()
    return {one.id: _side(one) for one in found}


def _side(nomination: Nomination) -> Side:
    employers = [_employer(nomination, person) for person in nomination.nominees]
    return Side(
        ref=nomination.ref,
        title=nominee_title(nomination),
        category=nomination.category.name,
        employer=", ".join(dict.fromkeys(one for one in employers if one)) or None,
        state=said_in(nomination.state),
    )


def _employer(nomination: Nomination, person: Nominee) -> str | None:
    return str((nomination.team or {}).get("lead_employer") or "") if person.is_team else person.employer


def _born(person: Nominee) -> str | None:
    return short_day_words(person.date_of_birth) if person.date_of_birth else None


def _pair_row(pair: LikelyDuplicate, first: Side, second: Side) -> PairRow:
    decided = DECIDED.get(pair.decided) if pair.decided else None
    return PairRow(first=first, second=second, percent=round(pair.score * 100), why=pair.why, decided=decided)


def _compared(session: Session, first: Nomination, second: Nomination, *, zone: str) -> list[Compared]:
    """Give both nominations line by line. Two statements."""
    ids = [first.id, second.id]
    levels, entries = _levels(session, ids), _entries(session, ids)
    mine, theirs = (
        _lines(one, level=levels.get(one.id), entry=entries.get(one.id), zone=zone) for one in (first, second)
    )
    return [
        Compared(label=str(one["key"]), first=one["value"] or "", second=other["value"] or "")
        for one, other in zip(mine, theirs, strict=True)
        if one["value"] or other["value"]
    ]


def _lines(nomination: Nomination, *, level: str | None, entry: str | None, zone: str) -> list[Row]:
    people = nomination.nominees
    sent = nomination.submitted_at

    def of_people(values: Sequence[str | None]) -> str | None:
        return "; ".join(value for value in values if value) or None

    return [
        row("Nominee", nominee_title(nomination)),
        row("Known as", of_people([one.known_as for one in people])),
        row("Category", nomination.category.name),
        row("Email", of_people([one.email for one in people])),
        row("Registration number", of_people([one.registration_number for one in people])),
        row("Employer", of_people([_employer(nomination, one) for one in people])),
        row("Role", of_people([one.role for one in people])),
        row("Date of birth", of_people([_born(one) for one in people])),
        row("Nominated by", relationship_words(nomination.relationship_to_nominee, nomination.season.vocabulary)),
        row("Sent", moment_words(sent, zone) if sent else None),
        row("State", said_in(nomination.state).text),
        row("The rules say", LEVELS[level][0] if level in LEVELS else None),  # type: ignore[index]
        row("Entry", entry),
    ]


def _levels(session: Session, ids: Collection[int]) -> dict[int, str]:
    latest = select(func.max(VerdictRecord.id)).where(VerdictRecord.nomination_id.in_(ids))
    found = session.execute(
        select(VerdictRecord.nomination_id, VerdictRecord.level).where(
            VerdictRecord.id.in_(latest.group_by(VerdictRecord.nomination_id))
        )
    )
    return {row.nomination_id: row.level for row in found}


def _entries(session: Session, ids: Collection[int]) -> dict[int, str]:
    found = session.execute(
        select(EntryNomination.nomination_id, Entry.ref)
        .join(Entry, Entry.id == EntryNomination.entry_id)
        .where(EntryNomination.nomination_id.in_(ids))
    )
    return {row.nomination_id: row.ref for row in found}


def _merged(session: Session, both: Sequence[Nomination]) -> dict[str, str]:
    """Say which of the two are merged, into which. One statement."""
    lead, one = sent_nominations(), sent_nominations()
    found = session.execute(
        select(one.c.ref, lead.c.ref.label("lead"))
        .select_from(Merge)
        .join(one, one.c.id == Merge.nomination_id)
        .join(lead, lead.c.id == Merge.into_id)
        .where(Merge.nomination_id.in_([each.id for each in both]))
    )
    return {row.ref: row.lead for row in found}
