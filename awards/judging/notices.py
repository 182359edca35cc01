"""What rooms above judging have to tell a judge on the page of their entries, in words with links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.screening.needs import Need
from awards.seasons.models import Season

_EXTENSION = "awards.judges_notices"


class Notices(Protocol):
    """Gives what a room has to tell this judge (by reference) in this season now."""

    def __call__(self, session: Session, season: Season, *, user_ref: str, now: datetime) -> Sequence[Need]:
        """Give it, the most urgent first."""


def register_notices(app: Flask, notices: Notices) -> None:
    """Let a room speak on the page of a judge's entries."""
    app.extensions.setdefault(_EXTENSION, []).append(notices)


def registered_notices(session: Session, season: Season, *, user_ref: str, now: datetime) -> list[Need]:
    """Give what the registered rooms have to tell this judge."""
    speakers: list[Notices] = current_app.extensions.get(_EXTENSION, [])
    return [one for speak in speakers for one in speak(session, season, user_ref=user_ref, now=now)]
