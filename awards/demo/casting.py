"""Invented people and words for the demo: drawn from a seeded generator, so that every demo is the same."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awards.seasons.models import Question

TEXTS = Path(__file__).with_name("texts.toml")
SEED = 20240110


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented person."""

    name: str
    email: str
    employer: str

    @property
    def first(self) -> str:
        """The name by which others call them."""
        return self.name.split()[0]


class Cast:
    """Gives people, places and sentences, each new person with a name not used before."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 - invention, not secrecy
        self.texts: dict[str, Any] = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
        self._names = self._fresh_names()

    def person(self, *, employer: str | None = None) -> Invented:
        """Invent a person who works somewhere."""
        name = next(self._names)
        mailbox = "".join(letter for letter in name.lower().replace(" ", ".") if letter.isascii() and letter != "’")
        return Invented(name, f"{mailbox}@people.example", employer or self.one_of("councils"))

    def named(self, name: str, *, domain: str) -> Invented:
        """Give a person whose name is listed in the texts."""
        mailbox = name.lower().replace(" ", ".")
        return Invented(name, f"{mailbox}@{domain}", self.one_of("councils"))

    def one_of(self, key: str) -> str:
        """Choose one of the texts' lists."""
        chosen: str = self.chance.choice(self.texts[key])
        return chosen

    def answer(self, question: Question, name: str) -> str:
        """Write an answer of a few sentences about somebody, well inside the word limit."""
        pool: list[str] = self.texts["answers"].get(question.key) or self.texts["answers"]["case"]
        count = 1 if question.word_limit < 100 else min(len(pool), self.chance.randint(3, 5))  # noqa: PLR2004 - a short one
        sentences = [sentence.format(name=name) for sentence in self.chance.sample(pool, count)]
        middle = max(1, len(sentences) // 2)
        parts = [" ".join(sentences[:middle]), " ".join(sentences[middle:])]
        return "\n\n".join(part for part in parts if part)

    def comment(self, points: int, *, lowest: int, highest: int) -> str:
        """Write a judge's comment that suits the points."""
        pool: dict[str, list[str]] = self.texts["comments"]
        kind = "low" if points <= lowest + 1 else "high" if points == highest else "middle"
        return self.chance.choice(pool[kind])

    def _fresh_names(self) -> Iterator[str]:
        names = [f"{first} {last}" for first in self.texts["first_names"] for last in self.texts["surnames"]]
        self.chance.shuffle(names)
        yield from self.texts["single_names"]
        yield from names
