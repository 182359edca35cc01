"""What the page of the work queue shows, as ready words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, url_for
from sqlalchemy.orm import Session

from awards.core.times import local_day, short_day_words
from awards.eligibility.verdict import Level
from awards.screening.case_rules import Why
from awards.screening.case_words import LISTS, OF_A_LIST, REASONS, words_of
from awards.screening.models import Case, QueueList
from awards.screening.queue import Line, Wanted, counts_of_queue, lines_of_queue
from awards.screening.wording import LEVELS, Said, nominee_title
from awards.web.pagination import PageLinks, page_links


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line: who, where, since when, what the rules say, the one reason, and what to do next."""

    ref: str
    title: str
    url: str
    category: str
    employer: str | None
    since: str
    level: Said | None
    why: str
    step: str
    step_url: str
    notes: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the four lists: its words, its count, where it is, and whether it is shown."""

    text: str
    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """Everything that the page shows."""

    tabs: Sequence[Tab]
    title: str
    rows: Sequence[QueueRow]
    total: int
    coming: int
    """Sent a moment ago: the worker has not looked at them yet."""
    links: PageLinks
    more: Sequence[tuple[str, str]]
    """Other pages about nominations: their words and addresses."""


_MORE: Final = (
    ("Key in a nomination", "nominations_staff.key_in"),
    ("Drafts", "nominations_staff.drafts"),
    ("Held as possible spam", "held_staff.held"),
    ("Corrections", "people_staff.corrections"),
    ("Notices without an answer", "people_staff.notices"),
    ("Likely duplicates", "duplicates_staff.pairs"),
    ("The register", "registers_staff.registers"),
    ("The rules", "rules_staff.index"),
)


def queue_page(
    session: Session, season_id: int, wanted: Wanted, *, carry: Mapping[str, Any], zone: str, number: int
) -> QueuePage:
    """Put together one page of a list. Three statements. `carry` is what of the address names the list."""
    counts = counts_of_queue(session, season_id, wanted)
    total = counts.lists[wanted.place]
    found = lines_of_queue(session, season_id, wanted, number=number, total=total)
    return QueuePage(
        tabs=[_tab(place, counts.lists[place], shown=wanted.place, carry=carry) for place in QueueList],
        title=LISTS[wanted.place],
        rows=[_row(line, carry, zone) for line in found.rows],
        total=total,
        coming=counts.coming,
        links=page_links(found),
        more=[(text, url_for(endpoint)) for text, endpoint in _MORE if endpoint in current_app.view_functions],
    )


def step_url(case: Case, ref: str, carry: Mapping[str, Any]) -> str:
    """Give where the next step is done; the nomination's own page where that page is missing."""
    endpoint = REASONS[Why(case.reason)].endpoint
    if endpoint not in current_app.view_functions or endpoint == "screening_staff.nomination":
        return url_for("screening_staff.nomination", ref=ref, **carry)
    return url_for(endpoint) if endpoint in OF_A_LIST else url_for(endpoint, ref=ref)


def _tab(place: QueueList, number: int, *, shown: QueueList, carry: Mapping[str, Any]) -> Tab:
    """Give the link to a list with the same narrowing; a reason belongs to its own list."""
    kept = {name: value for name, value in carry.items() if name not in {"list", "reason"}}
    url = url_for("queue_staff.queue", list=place.value, **kept)
    return Tab(LISTS[place], number, url, place is shown)


def _row(line: Line, carry: Mapping[str, Any], zone: str) -> QueueRow:
    nomination, case = line.nomination, line.case
    employers = dict.fromkeys(one.employer for one in nomination.nominees if one.employer)
    return QueueRow(
        ref=nomination.ref,
        title=nominee_title(nomination),
        url=url_for("screening_staff.nomination", ref=nomination.ref, **carry),
        category=nomination.category.name,
        employer=", ".join(employers) or (nomination.team or {}).get("lead_employer"),
        since=short_day_words(local_day(case.since, zone)),
        level=Said(*LEVELS[Level(case.level)]) if case.level else None,
        why=words_of(Why(case.reason), case.number),
        step=REASONS[Why(case.reason)].step,
        step_url=step_url(case, nomination.ref, carry),
        notes=line.notes,
    )
