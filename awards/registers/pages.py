"""What the pages of the register check show, as ready words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from flask import url_for
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import short_day_words
from awards.eligibility.facts import Registration
from awards.registers.contents import Finding
from awards.registers.models import ListKind, ListUpload, RegisterResult
from awards.registers.policy import may_check
from awards.registers.queries import (
    ABOUT_REGISTERS,
    RegisterLine,
    categories_about,
    register_lines,
    uploads_of,
)
from awards.registers.rules import WAITING
from awards.registers.wording import RESULTS, SAID, STATES, check_words
from awards.seasons.models import Season
from awards.web.pagination import PAGE_SIZE, PageLinks, PageOf, page_links

BATCH: Final = 100
"""Numbers that the public register takes at once."""

S = TypeVar("S", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """One state above a list, with how many are in it."""

    text: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One nominee in the list of checks."""

    ref: str
    name: str
    nomination_ref: str
    category: str
    number: str | None
    said: str
    state: str
    tone: str
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRow:
    """One list with where it stands and the step that comes next."""

    ref: str
    words: str
    state: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[T]):
    """A list of nominees by state, and the uploads behind it."""

    rows: Sequence[T]
    filters: Sequence[Filter]
    links: PageLinks
    uploads: Sequence[UploadRow]
    may: Permission
    nobody: bool
    """Whether no category of the season asks for this at all."""
    waiting: int = 0
    """How many numbers wait to be looked up."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a list would record of one nominee."""

    ref: str
    name: str
    number: str
    result: str
    seen: str
    changes: str
    tone: str


def registers_page(
    session: Session, season: Season, *, state: str | None, page: int, actor: Actor
) -> ListPage[RegisterRow]:
    """Give whom the rules want looked up in the register, those who wait first. Three statements."""
    categories = categories_about(session, season, ABOUT_REGISTERS)
    lines = register_lines(session, season, categories)
    in_state = by_state([(line.state, line) for line in lines], STATES)
    chosen = state_in(state, STATES)
    shown = in_state[chosen] if chosen else [line for some in in_state.values() for line in some]
    part = page_in(shown, page)
    return ListPage(
        rows=[_register_row(line) for line in part.rows],
        filters=filters(in_state, STATES, chosen=chosen, endpoint=".registers"),
        links=page_links(part),
        uploads=upload_rows(session, season, ListKind.REGISTER),
        may=may_check(actor),
        nobody=not categories,
        waiting=len(numbers_waiting(lines)),
    )


def numbers_waiting(lines: Iterable[RegisterLine]) -> list[str]:
    """Give the numbers that have to be looked up, each once, in the order of sending."""
    return list(dict.fromkeys(line.number for line in lines if line.number and line.state in WAITING))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPage:
    """One batch of numbers to copy."""

    text: str
    count: int
    batch: int
    total: int
    links: PageLinks


def numbers_page(session: Session, season: Season, *, page: int) -> NumbersPage:
    """Give one batch of up to a hundred numbers that wait. Two statements."""
    numbers = numbers_waiting(register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS)))
    batches = max(1, -(-len(numbers) // BATCH))
    batch = min(page, batches)
    some = numbers[(batch - 1) * BATCH : batch * BATCH]
    return NumbersPage(
        text="\n".join(some),
        count=len(some),
        batch=batch,
        total=len(numbers),
        links=page_links(PageOf(some, batch, batches * PAGE_SIZE)),
    )


def searched(session: Session, season: Season, *, kind: ListKind, batch: int | None) -> str | None:
    """Give the numbers of the batch whose answer is about to be pasted; None for a list of another kind.

    Two statements, or none.
    """
    wanted = kind is ListKind.REGISTER and batch is not None
    return numbers_page(session, season, page=batch or 1).text if wanted else None


def line_of(session: Session, season: Season, ref: str) -> RegisterLine:
    """Give one nominee whose registration counts. Two statements.

    Raises:
        NoResultFound: nobody of this season with this reference has to be looked up.
    """
    found = register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS), ref=ref)
    if not found:
        raise NoResultFound(ref)
    return found[0]


def nominee_page(line: RegisterLine, *, actor: Actor) -> dict[str, object]:
    """Give what the page of one nominee shows beside its form."""
    check = check_words(line.check, line.checked_by)
    return {"line": line, "said": SAID[line.said], "check": check, "may": may_check(actor)}


def finding_rows(findings: Iterable[Finding]) -> list[FindingRow]:
    """Give what a list would record, what somebody has to look at first."""
    rows = [(not finding.speaks_against, _finding_row(finding)) for finding in findings]
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


def _finding_row(finding: Finding) -> FindingRow:
    line, found = finding.line, finding.found
    until = f"until {short_day_words(found.until)}" if found.until else None
    changes, tone = _changes(finding)
    return FindingRow(
        ref=line.nominee.ref,
        name=line.nominee.full_name,
        number=line.number or "",
        result=RESULTS[found.result],
        seen=", ".join(part for part in (found.name, until, found.town) if part),
        changes=changes,
        tone=tone,
    )


def _changes(finding: Finding) -> tuple[str, str]:
    """Say in words what a check would change for the rules."""
    said, result = finding.line.said, finding.found.result
    lapsed_later = result is RegisterResult.LAPSED and finding.proves is Registration.REGISTERED
    words = (
        (result is RegisterResult.OTHER_NAME, "Proves nothing: a person must look", "bad"),
        (finding.unsettled, "Proves nothing in the weeks of renewal: look again later", "attention"),
        (finding.speaks_against, f"Contradicts what was said: {SAID[said].lower()}", "bad"),
        (result is RegisterResult.NOT_FOUND, "Proves nothing more than what was said", "attention"),
        (lapsed_later, "Was registered on the day the nomination was sent", "good"),
        (said is not None, "Confirms what was said", "good"),
        (True, "Was not known", "good"),
    )
    return next((text, tone) for holds, text, tone in words if holds)


def _register_row(line: RegisterLine) -> RegisterRow:
    words, tone = STATES[line.state]
    return RegisterRow(
        ref=line.nominee.ref,
        name=line.nominee.full_name,
        nomination_ref=line.nomination_ref,
        category=line.category_name,
        number=line.number,
        said=SAID[line.said],
        state=words,
        tone=tone,
        check=check_words(line.check, line.checked_by),
    )


def upload_rows(session: Session, season: Season, kind: ListKind) -> list[UploadRow]:
    """Give the latest lists of a kind with the step that comes next. One statement."""
    return [_upload_row(upload, who) for upload, who in uploads_of(session, season.id, kind)]


def _upload_row(upload: ListUpload, who: str | None) -> UploadRow:
    words = f"{short_day_words(upload.as_of)}, {upload.rows} lines, from {who or upload.uploaded_by}"
    state = "Applied" if upload.applied_at else "Not applied yet"
    return UploadRow(ref=upload.ref, words=words, state=state, url=None if upload.applied_at else next_step(upload))


def next_step(upload: ListUpload) -> str:
    """Give the address of the page on which a list that is not applied goes on."""
    step = "columns" if not upload.columns else "words" if upload.columns["words"] is None else "preview"
    return url_for(f"registers_staff.{step}", ref=upload.ref)


def by_state(lines: Iterable[tuple[S, T]], states: Iterable[S]) -> dict[S, list[T]]:
    """Sort lines into their states, in the order of urgency."""
    sorted_out: dict[S, list[T]] = {state: [] for state in states}
    for state, line in lines:
        sorted_out[state].append(line)
    return sorted_out


def state_in(asked: str | None, states: Iterable[S]) -> S | None:
    """Give the state that an address asks for; None for all."""
    return next((state for state in states if state.value == asked), None)


def filters(
    in_state: Mapping[S, Sequence[T]], words: Mapping[S, tuple[str, str]], *, chosen: S | None, endpoint: str
) -> list[Filter]:
    """Give the links above a list: all, and each state that somebody is in."""
    counts = Counter({state: len(some) for state, some in in_state.items()})
    each = [
        Filter(f"{words[state][0]} ({count})", url_for(endpoint, state=state.value), state is chosen)
        for state, count in counts.items()
        if count or state is chosen
    ]
    return [Filter(f"All ({counts.total()})", url_for(endpoint), chosen is None), *each]


def page_in(lines: Sequence[T], number: int) -> PageOf[T]:
    """Give one page of what is known already."""
    return PageOf(lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, len(lines))
