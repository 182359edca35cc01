"""Importing past winners: rows with a basis, a source and a review date, made once and updated after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import flag_modified

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.references import new_reference
from awards.publishing.models import ArchiveYear, Citation, Winner
from awards.publishing.reading import PastEdition, PastWinner, PastWinners
from awards.publishing.rules import import_key
from awards.seasons.actions import Win, note_wins
from awards.seasons.models import Programme


class Outcome(StrEnum):
    """What importing one winner came to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Basis:
    """Why past winners may be shown, and when that is looked at again."""

    text: str
    review_on: date


def a_year_after(day: date) -> date:
    """Give the same day a year later; 29 February gives 28 February."""
    last_day_moved = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last_day_moved.replace(year=day.year + 1)


def import_winners(
    session: Session,
    programme: Programme,
    past: PastWinners,
    *,
    basis: Basis,
    actor: Actor,
    now: datetime,
    tell: Callable[[str], None] = lambda _line: None,
) -> Counter[Outcome]:
    """Bring the archive into line with the file; the same file again changes nothing.

    A winner is known again by year, category and name. What staff did by hand stays: a corrected name, a line
    about it, whether the winner is hidden, and citations in other voices. An import that changes nothing leaves
    no entry in the trail.
    """
    rows = {winner.import_key: winner for winner in session.scalars(_imported(programme)).unique()}
    years = {
        one.year: one for one in session.scalars(select(ArchiveYear).where(ArchiveYear.programme_id == programme.id))
    }
    counted: Counter[Outcome] = Counter()
    years_moved = False
    for edition in past.editions:
        years_moved |= _keep_year(session, programme, edition, kept=years.get(edition.year))
        outcomes = Counter(
            _keep_winner(session, rows, _Place(programme, edition, position, past.source, basis))
            for position in range(len(edition.winners))
        )
        note_wins(session, programme.id, [Win(edition.year, one.category, one.display_name) for one in edition.winners])
        tell(f"{edition.year}: {len(edition.winners)} winners read")
        counted += outcomes
    if years_moved or counted[Outcome.CREATED] or counted[Outcome.UPDATED]:
        record(session, Tag.WINNERS_IMPORTED, f"{programme.key}/archive"[:64], actor=actor, at=now, reason=basis.text,
               created=counted[Outcome.CREATED], updated=counted[Outcome.UPDATED])  # fmt: skip
    session.flush()
    return counted


@dataclass(frozen=True, slots=True)
class _Place:
    """One winner's place in the file, and on what basis it is imported."""

    programme: Programme
    edition: PastEdition
    position: int
    source: str
    basis: Basis

    @property
    def winner(self) -> PastWinner:
        return self.edition.winners[self.position]

    @property
    def key(self) -> str:
        return import_key(self.edition.year, self.winner.category, self.winner.display_name)


def _keep_winner(session: Session, rows: dict[str | None, Winner], place: _Place) -> Outcome:
    row = rows.get(place.key)
    values = _values(place)
    if row is None:
        made = Winner(
            ref=new_reference("WIN"), programme_id=place.programme.id, year=place.edition.year,
            category_key=place.winner.category, import_key=place.key, citations=[], **values,
        )  # fmt: skip
        session.add(made)
        _keep_citation(made, place.winner)
        rows[place.key] = made
        return Outcome.CREATED
    # The review date moves with the day of the import; by itself it is no change of the winner.
    changed = [name for name, value in values.items() if getattr(row, name) != value and name != "review_on"]
    for name in changed:
        setattr(row, name, values[name])
    if _keep_citation(row, place.winner):
        flag_modified(row, "kind")
        changed.append("citation")
    if changed:
        row.review_on = place.basis.review_on
    return Outcome.UPDATED if changed else Outcome.UNCHANGED


def _values(place: _Place) -> dict[str, object]:
    past = place.winner
    names = dict(place.edition.categories)
    return {
        "category_name": names[past.category],
        "position": place.position,
        "kind": past.kind,
        "display_name": past.display_name,
        "role": past.role,
        "organisation": past.organisation,
        "area": past.area,
        "joint": past.joint,
        "nominated_by": past.nominated_by,
        "presented_by": past.presented_by,
        "basis": place.basis.text,
        "source": place.source,
        "review_on": place.basis.review_on,
    }


def _keep_citation(row: Winner, past: PastWinner) -> bool:
    """Bring the citation in the file's voice into line; say whether that changed anything."""
    if past.citation is None or past.voice is None:
        return False
    same_voice = [one for one in row.citations if one.voice is past.voice]
    if any(one.text == past.citation for one in same_voice):
        return False
    if same_voice:
        same_voice[0].text = past.citation
    else:
        row.citations.append(Citation(voice=past.voice, text=past.citation))
    return True


def _keep_year(session: Session, programme: Programme, edition: PastEdition, *, kept: ArchiveYear | None) -> bool:
    categories = [{"key": key, "name": name} for key, name in edition.categories]
    if kept is None:
        session.add(
            ArchiveYear(
                programme_id=programme.id,
                year=edition.year,
                ceremony_on=edition.ceremony_on,
                ceremony_place=edition.ceremony_place,
                categories=categories,
            )
        )
        return True
    keys = {category["key"] for category in categories}
    merged = [*categories, *(one for one in kept.categories if one["key"] not in keys)]
    before = (kept.ceremony_on, kept.ceremony_place, kept.categories)
    kept.ceremony_on = edition.ceremony_on or kept.ceremony_on
    kept.ceremony_place = edition.ceremony_place or kept.ceremony_place
    kept.categories = merged
    return before != (kept.ceremony_on, kept.ceremony_place, kept.categories)


def _imported(programme: Programme) -> Select[Winner]:
    return (
        select(Winner)
        .where(Winner.programme_id == programme.id, Winner.import_key.is_not(None))
        .options(joinedload(Winner.citations))
    )
