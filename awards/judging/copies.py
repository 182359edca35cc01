"""The judges' copy as it is read: voice by voice, each question once, in paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from awards.screening.models import Passage


@dataclass(frozen=True, slots=True)
class Copied:
    """One question of the judges' copy and what was written, in paragraphs."""

    question: str
    paragraphs: Sequence[str]


def voices_of(passages: Iterable[Passage]) -> list[tuple[str | None, list[Copied]]]:
    """Give, for each voice, the questions and what was written, in paragraphs. No statement.

    A question stands once in a voice: how often it was answered would say how many people wrote.
    """
    found: dict[str | None, dict[str, list[str]]] = {}
    for passage in passages:
        found.setdefault(passage.voice, {}).setdefault(passage.question, []).extend(paragraphs_of(passage.text))
    return [(voice, [Copied(*one) for one in questions.items()]) for voice, questions in found.items()]


def paragraphs_of(text: str) -> list[str]:
    """Give the lines of a text that say something."""
    return [line for line in text.split("\n") if line.strip()]
