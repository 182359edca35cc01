"""Agreement so far, in words: shares and counts only, never a mean, and no order of entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from awards.judging.agreement import (
    FEWEST_JUDGES,
    FEWEST_PAIRS,
    Agreement,
    Pairs,
    agreement,
    apart_by,
    differing,
    near_by,
)
from awards.judging.readings import chosen_panels, entries_on, points_on
from awards.judging.rules import scale_of
from awards.panels.models import Panel
from awards.screening.needs import counted
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One criterion, or all of them: shares in words."""

    name: str
    pairs: str
    equal: str
    near: str


@dataclass(frozen=True, slots=True)
class DifferingLine:
    """An entry on which judges differ, and on which criteria."""

    title: str
    category: str
    criteria: Sequence[str]


@dataclass(frozen=True, slots=True)
class PanelAgreement:
    """How far one panel agrees; `too_few` says why nothing is shown."""

    ref: str
    name: str
    too_few: str | None
    lines: Sequence[AgreementLine]
    differing: Sequence[DifferingLine]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Agreement on the panels of a season, or on one."""

    panels: Sequence[Panel]
    shown: str | None
    near: str
    """By how much points may differ and still count as near: "1 point"."""
    apart: str
    found: Sequence[PanelAgreement]


Words = Callable[[int, int], str]
"""Writes a part of a whole."""


def agreement_page(session: Session, season: Season, *, panel_ref: str | None = None) -> AgreementPage:
    """Give how far judges agree so far. Three statements.

    Raises:
        NoResultFound: the season has no panel with this reference.
    """
    panels, chosen = chosen_panels(session, season.id, panel_ref)
    ids, scale = [panel.id for panel in chosen], scale_of(season.scale)
    entries, given = entries_on(session, ids), points_on(session, ids)
    titles = {entry.id: (entry.title, entry.category.name) for entry, _ in entries}
    return AgreementPage(
        panels=panels,
        shown=panel_ref,
        near=point_words(near_by(scale)),
        apart=point_words(apart_by(scale)),
        found=[
            PanelAgreement(
                panel.ref,
                panel.name,
                too_few(so_far := agreement(given[panel.id], scale)),
                agreement_lines(so_far, exact_words),
                differing_lines(differing(given[panel.id], scale), titles),
            )
            for panel in chosen
        ],
    )


def too_few(so_far: Agreement) -> str | None:
    """Say why agreement is not shown, or give None."""
    if so_far.overall is not None:
        return None
    return (
        f"Too little to show yet: {counted(so_far.judges, 'judge has', 'judges have')} completed a sheet for an entry "
        f"that another judge completed as well, and there are {counted(so_far.readings, 'pair', 'pairs')} of readings. "
        f"It takes {FEWEST_JUDGES} judges and {FEWEST_PAIRS} pairs: fewer would say more about single judges than "
        "about the panel."
    )


def agreement_lines(so_far: Agreement, words: Words) -> list[AgreementLine]:
    """Give agreement line by line, all criteria first; nothing if there is too little of it."""
    if so_far.overall is None:
        return []
    rows = [("All criteria", so_far.overall), *so_far.criteria]
    return [_agreement_line(name, pairs, words) for name, pairs in rows]


def differing_lines(found: Mapping[int, Sequence[str]], titles: Mapping[int, tuple[str, str]]) -> list[DifferingLine]:
    """Give the entries on which judges differ in the order of `titles` (name, category), never by how much."""
    return [DifferingLine(*titles[entry], found[entry]) for entry in titles if entry in found]


def exact_words(part: int, whole: int) -> str:
    """Write a share with its figures: "14 of 22 (64%)", halves upwards."""
    return f"{part} of {whole} ({int(Fraction(100 * part, whole) + Fraction(1, 2))}%)"


def coarse_words(part: int, whole: int) -> str:
    """Write a share as tenths: "about 6 in 10": what one sheet more changes cannot be told from it."""
    return f"about {int(Fraction(10 * part, whole) + Fraction(1, 2))} in 10"


def point_words(points: int) -> str:
    """Write so many points: "1 point", "2 points"."""
    return counted(points, "point", "points")


def _agreement_line(name: str, pairs: Pairs | None, words: Words) -> AgreementLine:
    if pairs is None:
        return AgreementLine(name, "Too few", "Not shown", "Not shown")
    return AgreementLine(name, str(pairs.number), words(pairs.equal, pairs.number), words(pairs.near, pairs.number))
