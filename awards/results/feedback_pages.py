"""Feedback in words for staff: how far each entry's is, and what to look at in one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from awards.results.feedback_queries import Asked
from awards.results.feedback_rules import Finding
from awards.results.lifecycle import FeedbackState
from awards.results.models import Feedback
from awards.screening.lifecycle import STAFF_WORDS
from awards.screening.models import Entry
from awards.seasons.models import Category

_STATES = {
    None: ("Not written", "neutral"),
    FeedbackState.DRAFT: ("Draft: nobody reads it", "attention"),
    FeedbackState.READY: ("Ready to be read", "good"),
}


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One entry in the list."""

    ref: str
    title: str
    stands: str
    state: str
    tone: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """One entry's feedback as staff write it."""

    title: str
    ref: str
    category: str
    slug: str
    state: str
    tone: str
    is_ready: bool
    is_draft_of_ours: bool
    """Whether the form holds a draft from the judges' comments that nobody has saved."""
    stands_now: str
    blocking: Sequence[str]
    warnings: Sequence[str]


def feedback_lines(rows: Iterable[Asked]) -> list[FeedbackLine]:
    """Give the lines of the list."""
    return [_line(one) for one in rows]


def feedback_page(
    category: Category, entry: Entry, feedback: Feedback | None, *, remarks: Sequence[Finding]
) -> FeedbackPage:  # fmt: skip
    """Put one entry's page together; `remarks` are on what stands in the text that the form shows."""
    state, tone = _STATES[feedback.state if feedback else None]
    return FeedbackPage(
        title=entry.title,
        ref=entry.ref,
        category=category.name,
        slug=category.slug,
        state=state,
        tone=tone,
        is_ready=feedback is not None and feedback.state is FeedbackState.READY,
        is_draft_of_ours=feedback is None,
        stands_now=feedback.text if feedback else "",
        blocking=[one.text for one in remarks if one.blocks],
        warnings=[one.text for one in remarks if not one.blocks],
    )


def _line(one: Asked) -> FeedbackLine:
    state, tone = _STATES[one.feedback.state if one.feedback else None]
    asked = {0: "Nobody yet", 1: "1 nominator"}.get(one.requests, f"{one.requests} nominators")
    return FeedbackLine(one.entry.ref, one.entry.title, STAFF_WORDS[one.entry.state], state, tone, asked)
