"""How far judging is, for staff: per panel, judge and entry, with no score in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.judging.burn_up import BurnUp, burn_up
from awards.judging.lines import (
    Calendar,
    EntryLine,
    JudgeLine,
    calendar_of,
    entry_line,
    judge_line,
    readings_by,
)
from awards.judging.readings import OnPanel, Reading, chosen_panels, entries_on, judges_on, readings_on
from awards.panels.models import Panel
from awards.panels.planning import readings_asked
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel as a whole."""

    ref: str
    name: str
    chart: BurnUp | None
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The whole of a season's judging, or of one panel's."""

    panels: Sequence[Panel]
    shown: str | None
    """The reference of the one panel that is shown; None for all."""
    sort: str
    lines: Sequence[PanelLine]
    judges: Sequence[JudgeLine]
    entries: Sequence[EntryLine]


SORTS: Mapping[str, tuple[str, Callable[[JudgeLine], tuple[Any, ...]]]] = {
    "panel": ("Panel", lambda one: (one.panel, one.name, one.ref)),
    "name": ("Name", lambda one: (one.name, one.ref, one.panel)),
    "seen": ("Longest not seen", lambda one: (one.seen_at is not None, one.seen_at, one.name, one.ref)),
    "left": ("Most left", lambda one: (-one.left, one.name, one.ref)),
    "behind": ("Furthest behind", lambda one: (-one.behind, one.name, one.ref)),
}
"""The orders of the judges' table: what each is called, and by what it sorts."""


def progress_of(
    session: Session, season: Season, *, panel_ref: str | None = None, sort: str = "panel", now: datetime
) -> Progress:
    """Give how far a season's judging is, or that of one panel. Four statements.

    Raises:
        NoResultFound: the season has no panel with this reference.
    """
    panels, chosen = chosen_panels(session, season.id, panel_ref)
    ids = [panel.id for panel in chosen]
    judges, entries, readings = judges_on(session, ids), entries_on(session, ids), readings_on(session, ids)
    calendar, order = calendar_of(season, now=now), sort if sort in SORTS else "panel"
    by_judge, by_entry = readings_by(readings, "member_id"), readings_by(readings, "entry_id")
    needed = {panel.id: readings_asked(panel, season) for panel in chosen}
    return Progress(
        panels=panels,
        shown=panel_ref,
        sort=order,
        lines=[_panel_line(panel, judges, by_judge, calendar=calendar) for panel in chosen],
        judges=sorted(
            (judge_line(one, by_judge.get(one.member.id, []), calendar=calendar) for one in judges),
            key=SORTS[order][1],
        ),
        entries=[
            entry_line(entry, by_entry.get(entry.id, []), among=judges, needed=needed[panel_id], title=entry.title)
            for entry, panel_id in entries
        ],
    )


def _panel_line(
    panel: Panel, judges: Sequence[OnPanel], by_judge: Mapping[int, Sequence[Reading]], *, calendar: Calendar
) -> PanelLine:
    here = [one.member for one in judges if one.member.panel_id == panel.id]
    live = [one for member in here for one in by_judge.get(member.id, []) if one.is_done or member.left_at is None]
    done_on = [calendar.day(one.completed_at) for one in live if one.is_done and one.completed_at]
    begun = calendar.days is not None and calendar.today >= calendar.days.first
    chart = burn_up(done_on, len(live), calendar.days, today=calendar.today) if begun and calendar.days else None
    return PanelLine(panel.ref, panel.name, chart if live else None, len(done_on), len(live))
