"""Changing what is said of a winner, correcting a name, and hiding a winner in one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.publishing.models import Citation, Voice, Winner, WinnerKind
from awards.publishing.rules import WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerTexts:
    """What staff may write about a winner; the name is the nominee's own and is not among it."""

    kind: WinnerKind
    role: str | None
    organisation: str | None
    area: str | None
    work_title: str | None
    partners: str | None
    nominated_by: str | None
    presented_by: str | None
    absent: bool
    posthumous: bool


def edit_winner(
    session: Session,
    winner: Winner,
    texts: WinnerTexts,
    *,
    citations: Sequence[tuple[Voice, str]],
    actor: Actor,
    now: datetime,
) -> None:
    """Save what is said of a winner and the citations, in this order. Saving what is there already does nothing."""
    changed = [name for name, value in asdict(texts).items() if getattr(winner, name) != value]
    for name in changed:
        setattr(winner, name, getattr(texts, name))
    if [(one.voice, one.text) for one in winner.citations] != list(citations):
        _write_citations(session, winner, citations)
        changed.append("citations")
    if not changed:
        return
    flag_modified(winner, "kind")  # so that the version moves although only a citation changed
    record(session, Tag.WINNER_CHANGED, winner.ref, actor=actor, at=now, changed=changed, citations=len(citations))
    session.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A name put right, the line readers see, and the name that was shown when it was put right."""

    name: str
    erratum: str
    shown_now: str


def correct_name(session: Session, winner: Winner, correction: Correction, *, actor: Actor, now: datetime) -> None:
    """Correct a wrong name everywhere at once, with a line that says so.

    The correction holds for the name that the nominees' choices gave at this moment: should they choose another
    one later, or take their consent back, that wins.

    Raises:
        Refused: the name is withheld, or the new name or the line is missing.
    """
    withheld = Reason("name-withheld", "This name is withheld by choice, so there is nothing to correct.")
    require(
        Permission.unless(
            withheld if correction.shown_now == WITHHELD else None,
            None if correction.name else Reason("no-name", "Enter the name as it should be."),
            None
            if correction.erratum
            else Reason("no-erratum", "Enter the line that tells readers of the correction."),
        )
    )
    if winner.entry_id is not None and winner.corrected_name != correction.shown_now:
        winner.display_name = correction.shown_now
    winner.corrected_name, winner.erratum = correction.name, correction.erratum
    record(session, Tag.WINNER_CORRECTED, winner.ref, actor=actor, at=now)
    session.flush()


def hide_winner(session: Session, winner: Winner, *, actor: Actor, now: datetime) -> None:
    """Take a winner off every page and feed at once.

    Raises:
        Refused: the winner is hidden already.
    """
    hidden = Reason("already-hidden", "This winner is hidden already.")
    require(Permission.unless(hidden if winner.hidden_at else None))
    winner.hidden_at = now
    record(session, Tag.WINNER_HIDDEN, winner.ref, actor=actor, at=now)
    session.flush()


def show_winner(session: Session, winner: Winner, *, actor: Actor, now: datetime) -> None:
    """Show a hidden winner again; one of an unreleased announcement stays unseen all the same.

    Raises:
        Refused: the winner is not hidden.
    """
    visible = Reason("not-hidden", "This winner is not hidden.")
    require(Permission.unless(None if winner.hidden_at else visible))
    winner.hidden_at = None
    record(session, Tag.WINNER_SHOWN, winner.ref, actor=actor, at=now)
    session.flush()


def _write_citations(session: Session, winner: Winner, citations: Sequence[tuple[Voice, str]]) -> None:
    for old in winner.citations:
        session.delete(old)
    winner.citations = [Citation(voice=voice, text=text) for voice, text in citations]
