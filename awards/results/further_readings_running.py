"""Further readings as they stand: what is asked for and not in yet, for which every decision has to wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.permission import Permission, Reason
from awards.core.times import moment_words
from awards.panels.assigning import take_turn
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, PanelCategory
from awards.panels.statements import assignments
from awards.results.lifecycle import SearchState
from awards.results.models import ReadingSearch
from awards.results.queries import Board
from awards.screening.models import Entry

BEING_WORKED_OUT = "The adjusted scores are being worked out, and the order may still change. Try again in a minute."


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A category's further readings as they stand: how many are to come, and until when; all over, they are sealed."""

    search: ReadingSearch
    readings: Sequence[Assignment]
    now: datetime

    @property
    def waiting(self) -> list[Assignment]:
        """Those that may still come in."""
        return [one for one in self.readings if may_come(one, self.now)]

    @property
    def until(self) -> datetime | None:
        """When the last of them is over."""
        return max((one.open_until for one in self.waiting if one.open_until), default=None)


def running_in(session: Session, category_id: int, *, now: datetime) -> Running | None:
    """Give the further readings of a category that have not ended; None where there are none. At most two statements.

    Whatever is decided about the category has to wait for them.
    """
    chosen = select(ReadingSearch).where(
        ReadingSearch.category_id == category_id, ReadingSearch.state == SearchState.ACCEPTED
    )
    search = session.scalars(chosen).one_or_none()
    return None if search is None else Running(search=search, readings=readings_of(session, search), now=now)


def none_running(running: Running | None, zone: str) -> Permission:
    """Refuse what has to wait until further readings have ended, and say until when that may be."""
    if running is None:
        return Permission()
    number, until = len(running.waiting), running.until
    if until is None:
        text = (
            "The further readings are over, and the record is being sealed: a checkpoint goes to every judge first. "
            "This takes a minute or so."
        )
    else:
        what = "1 further reading is" if number == 1 else f"{number} further readings are"
        text = f"{what} open until {moment_words(until, zone)}. Wait for them, or end them first."
    return Permission((Reason("readings-open", text),))


def may_decide_now(session: Session, board: Board, *, now: datetime) -> Permission:
    """Say whether a decision about a category need not wait: for the worker, or for further readings.

    At most two statements.
    """
    category = board.category
    running = none_running(running_in(session, category.id, now=now), category.season.programme.zone)
    being = Reason("being-worked-out", BEING_WORKED_OUT) if board.is_being_worked_out else None
    return Permission.unless(being, *running.reasons)


def readings_of(session: Session, search: ReadingSearch) -> Sequence[Assignment]:
    """Give the readings that were asked for, as they are now: some may have been taken back or stood down from."""
    pairs = {(entry, judge) for entry, judge in (search.result or {}).get("accepted", [])}
    mine = assignments().where(Entry.category_id == search.category_id, Entry.ref.in_({entry for entry, _ in pairs}))
    found = session.scalars(mine.order_by(Assignment.id).execution_options(populate_existing=True)).all()
    return [one for one in found if (one.entry.ref, one.member.user.ref) in pairs]


def is_done(reading: Assignment) -> bool:
    """Whether a reading is in and counts."""
    return reading.state is AssignmentState.RELEASED and reading.finished_at is not None


def may_come(reading: Assignment, now: datetime) -> bool:
    """Whether a reading is not in, and may still come."""
    is_open = reading.open_until is not None and now <= reading.open_until
    return is_open and reading.state is AssignmentState.RELEASED and reading.finished_at is None


def hold_panel(session: Session, category_id: int) -> None:
    """Come one after the other with who reads, plans or stands down on the panel of a category. Three statements."""
    panel_id = session.scalar(select(PanelCategory.panel_id).where(PanelCategory.category_id == category_id))
    if panel_id is not None:
        take_turn(session, panel_id)
