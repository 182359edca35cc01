"""What the page of a judges' copy shows: the original with likely details marked, beside what judges are to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import local_day, moment_words
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.protection.differences import Change
from awards.screening.copies import Copy, Line, copy_of
from awards.screening.copy_forms import CopyForm, copy_form, field_of
from awards.screening.copying import Saved
from awards.screening.marking import Known, Piece, changes_of, known_of, marked, still_there
from awards.screening.models import Entry
from awards.screening.policy import may_change_copy
from awards.screening.standing import around
from awards.screening.wording import nominee_title


@dataclass(frozen=True, slots=True)
class LinePart:
    """One passage on the page."""

    number: int
    question: str
    paragraphs: list[list[Piece]]
    """What was sent, with likely details marked."""
    text_box: Any
    include_box: Any
    seen_name: str
    seen: str
    """The mark that goes with the boxes."""
    changes: Sequence[Change]
    still: str | None
    """What likely details the saved copy still holds."""
    saved_meanwhile: str | None
    """What somebody else saved while this was open, beside which the box shows what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPage:
    """Everything that the page shows."""

    nomination: Nomination
    title: str
    copy: Copy
    form: CopyForm
    permission: Permission
    entry: Entry | None
    lines: list[LinePart]
    warning: LinePart | None
    still: str | None
    left_out: list[str]
    """Names of those who said no: they must not be in the copy."""
    stamped: str | None
    """When the copy was stamped, if the stamp counts."""
    was_stamped: bool
    """Whether there is a stamp that no longer counts."""
    gone: list[tuple[str, str]]
    """What was typed for passages that are no longer there, as (field, value)."""

    @property
    def next_url(self) -> str:
        """Where to go once the copy is stamped: to the entry, to admission, or back to the nomination."""
        if self.entry is not None:
            return url_for("screening_staff.entry", ref=self.entry.ref)
        eligible = self.nomination.state is NominationState.ELIGIBLE
        return url_for(f"screening_staff.{'admit' if eligible else 'nomination'}", ref=self.nomination.ref)


def copy_page(
    session: Session,
    nomination: Nomination,
    *,
    actor: Actor,
    now: datetime,
    saved: Saved | None = None,
) -> CopyPage:
    """Put together the page of a whole nomination's copy. Two statements.

    The form holds what was sent, or the copy as it stands. Once it was `saved`, only passages that somebody else
    changed meanwhile keep what was typed.
    """
    zone = nomination.season.programme.zone
    around_it = around(session, nomination, now=now)
    copy, entry = copy_of(session, nomination), around_it.entry
    form = copy_form(copy, with_warning=entry is None)()
    known = known_of(nomination, today=local_day(now, zone))
    parts = [_part(line, form, known=known, saved=saved) for line in form.lines]
    return CopyPage(
        nomination=nomination,
        title=nominee_title(nomination),
        copy=copy,
        form=form,
        permission=may_change_copy(actor, nomination),
        entry=entry,
        lines=parts[: len(copy.lines)],
        warning=parts[-1] if entry is None else None,
        still=still_there([line.text for line in copy.for_judges], known),
        left_out=[one.nominee.full_name for one in around_it.standings.values() if one.declined],
        stamped=moment_words(copy.stamp.stamped_at, zone) if copy.stamp else None,
        was_stamped=copy.stamp is None and copy.last_stamp is not None,
        gone=form.gone,
    )


def _part(line: Line, form: CopyForm, *, known: Known, saved: Saved | None) -> LinePart:
    in_conflict = saved is not None and line.key in saved.conflicts
    if saved is not None and not in_conflict:
        form.show_saved(line)
    return LinePart(
        number=form.lines.index(line) + 1,
        question=line.question,
        paragraphs=marked(line.original, known),
        text_box=form.text_box(line),
        include_box=form.include_box(line) if form.may_leave_out(line) else None,
        seen_name=field_of("seen", line),
        seen=line.mark if saved else form.seen(line) or line.mark,
        changes=changes_of(line.original, line.text),
        still=still_there([line.text], known) if line.included else None,
        saved_meanwhile=line.text if in_conflict else None,
    )
