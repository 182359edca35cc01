"""Which seasons are public: the room that announces winners, above this one, registers how to find out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "awards.released"

Released = Callable[[Session, int], Mapping[int, datetime]]
"""Gives when the winners of each season of a programme (by its id) were released, by the season's id."""


def register_released(app: Flask, released: Released) -> None:
    """Let the room that announces winners say which seasons are public."""
    app.extensions[_EXTENSION] = released


def released_seasons(session: Session, programme_id: int) -> Mapping[int, datetime]:
    """Give when each season's winners were released, by the season's id; nothing before a room has registered."""
    released: Released | None = current_app.extensions.get(_EXTENSION)
    return released(session, programme_id) if released else {}
