"""What the chair of a panel sees: progress and agreement, without any entry from which the chair stands down.

Before the round closes no judge's points can be made out: agreement is written in tenths, and an entry is named as
one on which judges differ only once three sheets are complete and the chair's own, if there is one to write, is too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.judging.agreement import Given, agreement, apart_by, differing, near_by
from awards.judging.comparing import (
    AgreementLine,
    DifferingLine,
    agreement_lines,
    coarse_words,
    differing_lines,
    exact_words,
    point_words,
    too_few,
)
from awards.judging.lines import (
    EntryLine,
    JudgeLine,
    calendar_of,
    entry_line,
    judge_line,
    readings_by,
)
from awards.judging.readings import Chaired, entries_on, known_to, points_on, readings_on, stood_down_from
from awards.judging.rules import Scale, scale_of
from awards.panels.models import PanelMember
from awards.panels.naming import hides_identities, shown_name
from awards.panels.planning import readings_asked
from awards.screening.models import Entry
from awards.seasons.models import Season

FEWEST_SHEETS_BEFORE_THE_CLOSE = 3
"""With two, whoever knows one of them could work out the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How far the panel agrees, and the entries on which its judges differ."""

    near: str
    apart: str
    too_few: str | None
    lines: Sequence[AgreementLine]
    differing: Sequence[DifferingLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPage:
    """One panel as its chair sees it."""

    name: str
    over: bool
    done: int
    total: int
    judges: Sequence[JudgeLine]
    entries: Sequence[tuple[EntryLine, Sequence[str]]]
    """Each entry with the names of the judges who stand down from it."""
    says_who_stands_down: bool
    compared: Compared


def chair_page(session: Session, chaired: Chaired, season: Season, *, now: datetime) -> ChairPage:
    """Give a panel to its chair, who has accepted the terms and declared their conflicts. Four statements."""
    chair, judges = chaired.chair, chaired.judges
    ids, among, calendar = [chair.panel_id], known_to(chair), calendar_of(season, now=now)
    entries = _entries(session, chair, season)
    readings = readings_on(session, ids, among=among)
    given = points_on(session, ids, among=among)[chair.panel_id]
    down = {} if hides_identities(season) else stood_down_from(session, chair.panel_id)
    by_entry, by_judge = readings_by(readings, "entry_id"), readings_by(readings, "member_id")
    asked = readings_asked(chair.panel, season)
    lines = [
        entry_line(entry, by_entry.get(entry.id, []), among=judges, needed=asked, title=title)
        for entry, title in entries
    ]
    here = [one for one in judges if one.member.left_at is None]
    titles = {entry.id: (title, entry.category.name) for entry, title in entries}
    unscored = {one.entry_id for one in readings if one.member_id == chair.id and not one.is_done}
    return ChairPage(
        name=chair.panel.name,
        over=calendar.over,
        done=sum(line.done for line in lines),
        total=sum(len(line.readings) for line in lines),
        judges=[judge_line(one, by_judge.get(one.member.id, []), calendar=calendar) for one in here],
        entries=[(line, down.get(entry.id, [])) for line, (entry, _) in zip(lines, entries, strict=True)],
        says_who_stands_down=not hides_identities(season),
        compared=_compared(given, scale_of(season.scale), titles, unscored=unscored, over=calendar.over),
    )


def _entries(session: Session, chair: PanelMember, season: Season) -> list[tuple[Entry, str]]:
    """Give the entries that the chair may know of with what they are called, in an order that says nothing more."""
    entries = entries_on(session, [chair.panel_id], among=known_to(chair))
    shown = [(entry, shown_name(entry, season).title) for entry, _ in entries]
    return sorted(shown, key=lambda one: (one[0].category.position, one[1], one[0].ref))


def _compared(
    given: Sequence[Given],
    scale: Scale,
    titles: Mapping[int, tuple[str, str]],
    *,
    unscored: Collection[int],
    over: bool,
) -> Compared:
    so_far = agreement(given, scale)
    apart = differing(given, scale, fewest_sheets=2 if over else FEWEST_SHEETS_BEFORE_THE_CLOSE)
    told = {entry: names for entry, names in apart.items() if over or entry not in unscored}
    return Compared(
        near=point_words(near_by(scale)),
        apart=point_words(apart_by(scale)),
        too_few=too_few(so_far),
        lines=agreement_lines(so_far, exact_words if over else coarse_words),
        differing=differing_lines(told, titles),
    )
