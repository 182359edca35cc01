"""Feedback on entries that did not win: who is given it, how a draft is put together, and what may not be in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from awards.protection.details import find_details
from awards.protection.words import is_everyday
from awards.screening.lifecycle import EntryState
from awards.seasons.models import Season

UNSUCCESSFUL = frozenset({EntryState.NOT_SHORTLISTED, EntryState.FINALIST, EntryState.COMMENDED})
"""Entries that may be given feedback; whoever won, or is not in the season any more, is given none."""
PARTS_FROM = 3
"""Letters that a part of a name has at least to be looked for by itself."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What judges said under one heading, such as the name of a criterion; the order tells nothing of who said what."""

    heading: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that staff should look at; one that blocks must go before the text is given to anybody."""

    text: str
    blocks: bool


def gives_feedback(season: Season) -> bool:
    """Whether the season gives feedback at all."""
    return bool(season.judging.get("feedback", True))


def draft_text(remarks: Iterable[Remark], more: Sequence[str] = ()) -> str:
    """Put a draft together, a paragraph for each heading, so that neither who spoke nor how many shows in it."""
    paragraphs = [f"{remark.heading}: {_run_together(remark.words)}" for remark in remarks if remark.words]
    said = _run_together([one for one in more if one])
    return "\n\n".join([*paragraphs, *([f"The panel: {said}"] if said else [])])


def findings_of(text: str, *, judges: Collection[str], others: Collection[str], own: Collection[str]) -> list[Finding]:
    """Give what staff should look at: names of judges, names of other entries, and likely details of people.

    `own` are the names of those whom the feedback is about. What blocks comes first.
    """
    mine = {part for name in own for part in _parts(name)}
    found = [
        *_named(text, judges, own=own, what="is the name of a judge: take it out."),
        *_named(text, others, own=own, what="is another entry: take it out."),
        *_partly_named(text, judges, mine=mine, what="may be a judge’s name."),
        *_partly_named(text, others, mine=mine, what="may be the name of another entry."),
        *(Finding(f"“{text[one.start : one.end]}”: {one.why}.", blocks=False)
          for one in find_details(text, nominees=own)),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def _run_together(words: Iterable[str]) -> str:
    sentences = sorted({" ".join(one.split()) for one in words} - {""})
    return " ".join(one if one[-1] in ".!?…" else f"{one}." for one in sentences)


def _named(text: str, names: Collection[str], *, own: Collection[str], what: str) -> Iterable[Finding]:
    for name in sorted(set(names) - set(own)):
        if _occurs(name, text):
            yield Finding(f"“{name}” {what}", blocks=True)


def _partly_named(text: str, names: Collection[str], *, mine: Collection[str], what: str) -> Iterable[Finding]:
    parts = {part for name in names if not _occurs(name, text) for part in _parts(name)}
    for part in sorted(parts - set(mine)):
        if re.search(rf"\b{re.escape(part)}\b", text) and not is_everyday(part):
            yield Finding(f"“{part}” {what}", blocks=False)


def _occurs(name: str, text: str) -> bool:
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    return bool(spaced) and re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE) is not None


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,]+", name) if len(part) >= PARTS_FROM and part[:1].isupper()]
