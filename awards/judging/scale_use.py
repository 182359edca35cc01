"""How judges use the scale, in plain words with figures, for staff alone: worth a word with the judge, never blame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from awards.judging.agreement import Given
from awards.judging.habits import FEWEST_SHEETS, Habit, Sheet, habits
from awards.judging.readings import OnPanel, chosen_panels, judges_on, points_on
from awards.panels.models import Panel
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class HabitLine:
    """How one judge uses the scale, in sentences."""

    name: str
    sheets: int
    uses: str
    """The points used, and their spread: "1 to 5, spread 1.2"."""
    findings: Sequence[str]
    """What makes a word with the judge worth while; mostly nothing."""


@dataclass(frozen=True, slots=True)
class PanelHabits:
    """The judges of one panel with enough sheets, those worth a word first, and how many have fewer."""

    ref: str
    name: str
    lines: Sequence[HabitLine]
    fewer: int


@dataclass(frozen=True, slots=True)
class HabitsPage:
    """Use of the scale on the panels of a season, or on one."""

    panels: Sequence[Panel]
    shown: str | None
    fewest: int
    found: Sequence[PanelHabits]


def habits_page(session: Session, season: Season, *, panel_ref: str | None = None) -> HabitsPage:
    """Give how judges use the scale. Three statements.

    Raises:
        NoResultFound: the season has no panel with this reference.
    """
    panels, chosen = chosen_panels(session, season.id, panel_ref)
    ids = [panel.id for panel in chosen]
    judges, given = judges_on(session, ids), points_on(session, ids)
    found = [_of_panel(panel, judges, given[panel.id]) for panel in chosen]
    return HabitsPage(panels, panel_ref, FEWEST_SHEETS, found)


def findings_of(habit: Habit) -> list[str]:
    """Say what stands out in a judge's use of the scale; nothing if nothing does."""
    found = []
    if habit.same_throughout:
        found.append(f"The same points on every criterion in {habit.same} of {habit.of_several} sheets.")
    if habit.moves_together and habit.together is not None:
        found.append(f"The criteria rise and fall together: their mean correlation is {habit.together:.2f}.")
    if habit.narrow and habit.panel_spread is not None:
        found.append(
            f"A small part of the scale: the points have a spread of {habit.spread:.1f}; "
            f"the middle judge of the panel has {habit.panel_spread:.1f}."
        )
    return found


def _of_panel(panel: Panel, judges: Sequence[OnPanel], given: Sequence[Given]) -> PanelHabits:
    names = {one.member.user.ref: one.member.user.name for one in judges if one.member.panel_id == panel.id}
    found = habits(_sheets(given))
    lines = [_line(names[ref], habit) for ref, habit in found.items()]
    lines.sort(key=lambda line: (not line.findings, line.name))
    return PanelHabits(panel.ref, panel.name, lines, fewer=len(names.keys() - found.keys()))


def _line(name: str, habit: Habit) -> HabitLine:
    points = f"{habit.lowest} to {habit.highest}" if habit.lowest < habit.highest else f"only {habit.lowest}"
    return HabitLine(name, habit.sheets, f"{points}, spread {habit.spread:.1f}", findings_of(habit))


def _sheets(given: Iterable[Given]) -> dict[str, list[Sheet]]:
    found: dict[str, dict[int, dict[str, int]]] = {}
    for one in given:
        found.setdefault(one.judge, {}).setdefault(one.entry, {})[one.criterion] = one.points
    return {judge: list(sheets.values()) for judge, sheets in found.items()}
