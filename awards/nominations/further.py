"""What else a nominator's list leads to: pages of rooms above, about nominations of theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.nominations.models import Nomination

_FURTHER = "awards.nominations_further"


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """One link about one nomination."""

    text: str
    url: str


Further = Callable[[Session, Sequence[Nomination], datetime], Mapping[int, FurtherPage]]
"""Gives, by the id of a nomination, where else its nominator may go now."""


def register_further(app: Flask, further: Further) -> None:
    """Let a room above say what else there is for a nominator."""
    app.extensions[_FURTHER] = further


def further_pages(session: Session, nominations: Sequence[Nomination], *, now: datetime) -> Mapping[str, FurtherPage]:
    """Give where else the nominator may go, by reference of the nomination; nothing before a room has registered."""
    further: Further | None = current_app.extensions.get(_FURTHER)
    found = further(session, nominations, now) if further else {}
    return {one.ref: found[one.id] for one in nominations if one.id in found}
