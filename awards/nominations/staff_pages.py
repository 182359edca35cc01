"""What the staff pages show of drafts, as ready words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.core.actor import Actor
from awards.core.times import moment_words
from awards.nominations.completeness import gaps
from awards.nominations.extending import may_have_later_deadline
from awards.nominations.keying_in import channel_words, may_go_on_keying_in
from awards.nominations.models import Nomination
from awards.nominations.policy import deadline_of
from awards.nominations.staff_queries import DraftRow, Progress

Row = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line of the list of drafts."""

    ref: str
    is_version: bool
    """Whether it is an unsent new version of what was sent."""
    category: str
    nominator: str | None
    came: str | None
    started_at: datetime
    saved_at: datetime | None
    progress: str
    reminders: int
    extended_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """What staff see of one draft."""

    nomination: Nomination
    rows: list[Row]
    missing: list[str]
    """What is still to do, in the words the nominator reads."""
    may_extend: bool
    may_key_in: bool


def draft_line(row: DraftRow) -> DraftLine:
    """Give one line of the list."""
    nomination = row.nomination
    return DraftLine(
        ref=nomination.ref,
        is_version=nomination.revises_id is not None,
        category=nomination.category.name,
        nominator=nomination.nominator.name,
        came=channel_words(nomination),
        started_at=nomination.started_at,
        saved_at=row.progress.saved_at,
        progress=progress_words(row.progress),
        reminders=row.progress.reminders,
        extended_until=nomination.extended_until,
    )


def draft_page(nomination: Nomination, progress: Progress, *, actor: Actor) -> DraftPage:
    """Put together the page of one draft; nothing of what is written in it is shown."""
    return DraftPage(
        nomination=nomination,
        rows=_rows(nomination, progress),
        missing=[gap.text for gap in gaps(nomination)],
        may_extend=bool(may_have_later_deadline(actor, nomination)),
        may_key_in=bool(may_go_on_keying_in(actor, nomination)),
    )


def progress_words(progress: Progress) -> str:
    """Write how far a draft is: "3 of 5 answers, nobody named yet"."""
    people = "nobody named yet" if not progress.people else f"{progress.people} named"
    return f"{progress.answered} of {progress.to_answer} answers, {people}"


def _rows(nomination: Nomination, progress: Progress) -> list[Row]:
    zone, nominator = nomination.season.programme.zone, nomination.nominator
    told: Sequence[tuple[str, str | None]] = (
        ("Category", nomination.category.name),
        ("New version of", nomination.revises.ref if nomination.revises else None),
        ("Nominator", nominator.name),
        ("Email", nominator.email),
        ("Telephone", nominator.phone),
        ("Came", channel_words(nomination) or "On the page"),
        ("Started", moment_words(nomination.started_at, zone)),
        ("Last saved", moment_words(progress.saved_at, zone) if progress.saved_at else None),
        ("How far", progress_words(progress)),
        ("Reminders sent", str(progress.reminders)),
        ("Can be sent until", moment_words(deadline_of(nomination), zone)),
    )
    return [{"key": key, "value": value} for key, value in told if value or key != "New version of"]
