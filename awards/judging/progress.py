"""How far judging is, for staff: per judge and per entry, with no score in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.judging.desk import WORDS
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.queries import COUNTED, sheets_in_outline
from awards.panels.models import Assignment
from awards.panels.queries import assignments_of_season
from awards.screening.models import Entry


@dataclass(frozen=True, slots=True)
class JudgeProgress:
    """One judge on one panel."""

    name: str
    panel: str
    entries: int
    begun: int
    done: int
    handed_in: int
    last_saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One judge's reading of an entry."""

    judge: str
    judge_ref: str
    words: str
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class EntryProgress:
    """One entry and its readings."""

    entry: Entry
    done: int
    readings: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole of a season's judging."""

    judges: Sequence[JudgeProgress]
    entries: Sequence[EntryProgress]
    done: int
    total: int


def progress_of(session: Session, season_id: int) -> Progress:
    """Give the progress of a season's judging. Two statements."""
    assignments = assignments_of_season(session, season_id)
    sheets = sheets_in_outline(session, assignments)
    by_judge: dict[int, list[Assignment]] = {}
    by_entry: dict[int, list[Assignment]] = {}
    for one in assignments:
        by_judge.setdefault(one.member_id, []).append(one)
        by_entry.setdefault(one.entry_id, []).append(one)
    entries = [_entry(group, sheets) for group in by_entry.values()]
    return Progress(
        judges=sorted((_judge(group, sheets) for group in by_judge.values()), key=lambda one: (one.panel, one.name)),
        entries=sorted(entries, key=lambda one: (one.entry.category.position, one.entry.title, one.entry.ref)),
        done=sum(entry.done for entry in entries),
        total=len(assignments),
    )


def _judge(group: Sequence[Assignment], sheets: Mapping[int, ScoreSheet]) -> JudgeProgress:
    mine = [sheets[one.id] for one in group if one.id in sheets]
    return JudgeProgress(
        name=group[0].member.user.name,
        panel=group[0].member.panel.name,
        entries=len(group),
        begun=sum(sheet.state is SheetState.STARTED for sheet in mine),
        done=sum(sheet.state in COUNTED for sheet in mine),
        handed_in=sum(sheet.state is SheetState.HANDED_IN for sheet in mine),
        last_saved_at=max((sheet.saved_at for sheet in mine), default=None),
    )


def _entry(group: Sequence[Assignment], sheets: Mapping[int, ScoreSheet]) -> EntryProgress:
    states = {one.id: sheets[one.id].state if one.id in sheets else None for one in group}
    readings = [
        Reading(
            judge=one.member.user.name,
            judge_ref=one.member.user.ref,
            words=WORDS[states[one.id]][0].lower(),
            can_reopen=states[one.id] is SheetState.HANDED_IN,
        )
        for one in group
    ]
    done = sum(state in COUNTED for state in states.values())
    return EntryProgress(group[0].entry, done, sorted(readings, key=lambda reading: (reading.judge, reading.judge_ref)))
