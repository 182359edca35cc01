"""What needs staff today, in words with links; rooms above register what they have to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.seasons.models import Season

MOST_URGENT = 3
"""How many things the season page puts first."""

_EXTENSION = "awards.needs"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person: a sentence with its number ("3 entries lack a reading"), and where."""

    text: str
    url: str


Needs = Callable[[Session, Season, datetime], Sequence[Need]]
"""Gives what a room needs of staff in this season now, the most urgent first; nothing when all is well."""


def register_need(app: Flask, needs: Needs) -> None:
    """Let a room speak on the season page; rooms are heard in the order in which they register."""
    app.extensions.setdefault(_EXTENSION, []).append(needs)


def registered_needs(session: Session, season: Season, now: datetime) -> list[Need]:
    """Give what the registered rooms need."""
    speakers: list[Needs] = current_app.extensions.get(_EXTENSION, [])
    return [need for speak in speakers for need in speak(session, season, now)]


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its words: "1 nomination to rule on", "12 nominations to rule on"."""
    return f"{count} {one if count == 1 else many}"
