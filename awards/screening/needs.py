"""What needs staff today, in words with links; rooms above register what they have to say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.seasons.models import Season

MOST_URGENT = 3
"""How many things the season page puts first."""

_EXTENSION = "awards.needs"
_READINGS = "awards.readings"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person: a sentence with its number ("3 entries lack a reading"), and where."""

    text: str
    url: str


Needs = Callable[[Session, Season, datetime], Sequence[Need]]
"""Gives what a room needs of staff in this season now, the most urgent first; nothing when all is well."""


Readings = Callable[[Session, Collection[int]], Mapping[int, str]]
"""Gives, by entry id, how far its reading is, in words: "2 of 3 done"."""


def register_need(app: Flask, needs: Needs) -> None:
    """Let a room speak on the season page; rooms are heard in the order in which they register."""
    app.extensions.setdefault(_EXTENSION, []).append(needs)


def registered_needs(session: Session, season: Season, now: datetime) -> list[Need]:
    """Give what the registered rooms need."""
    speakers: list[Needs] = current_app.extensions.get(_EXTENSION, [])
    return [need for speak in speakers for need in speak(session, season, now)]


def register_readings(app: Flask, readings: Readings) -> None:
    """Let the room that assigns readings say how far they are; the list of entries shows it."""
    app.extensions[_READINGS] = readings


def registered_readings(session: Session, entry_ids: Collection[int]) -> Mapping[int, str]:
    """Give how far the reading of each entry is, by id; nothing before a room has registered."""
    readings: Readings | None = current_app.extensions.get(_READINGS)
    return readings(session, entry_ids) if readings else {}


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its words: "1 nomination to rule on", "12 nominations to rule on"."""
    return f"{count} {one if count == 1 else many}"
