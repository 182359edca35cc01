"""What else a nominee's own page leads to: pages of rooms above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.nominations.models import Nominee

_FURTHER = "awards.nominees_further"


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """One link of the nominee's own page."""

    text: str
    url: str


Further = Callable[[Session, Nominee, datetime], Sequence[FurtherPage]]
"""Gives where else a nominee may go now."""


def register_further(app: Flask, further: Further) -> None:
    """Let a room above say what else there is for a nominee."""
    app.extensions[_FURTHER] = further


def further_pages(session: Session, nominee: Nominee, *, now: datetime) -> Sequence[FurtherPage]:
    """Give where else the nominee may go; nothing before a room has registered."""
    further: Further | None = current_app.extensions.get(_FURTHER)
    return further(session, nominee, now) if further else ()
