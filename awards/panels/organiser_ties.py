"""Ties of the organiser itself with an entry: staff note them, and whoever of the panel reads the entry is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.words import tidy_line
from awards.panels.models import OrganiserTie, Panel, PanelCategory
from awards.screening.models import Entry


def note_organiser_tie(session: Session, entry: Entry, *, words: str, actor: Actor, now: datetime) -> OrganiserTie:
    """Note how the organiser is tied to an entry, in the words that its readers see."""
    tie = OrganiserTie(entry_id=entry.id, words=tidy_line(words), noted_by=actor.reference, noted_at=now)
    session.add(tie)
    record(session, Tag.INTEREST_DECLARED, entry.ref, actor=actor, at=now, organiser=True)
    session.flush()
    return tie


def take_back_tie(session: Session, tie: OrganiserTie, *, actor: Actor, now: datetime) -> None:
    """Take back a tie that was noted by mistake; its entry is loaded."""
    record(session, Tag.INTEREST_LIFTED, tie.entry.ref, actor=actor, at=now, organiser=True)
    session.delete(tie)
    session.flush()


def organiser_ties(session: Session, entry_id: int) -> Sequence[str]:
    """Give what readers of an entry are told of the organiser's ties with it, the oldest first. One statement."""
    mine = select(OrganiserTie.words).where(OrganiserTie.entry_id == entry_id)
    return session.scalars(mine.order_by(OrganiserTie.id)).all()


def organiser_ties_of_panel(session: Session, panel: Panel) -> Sequence[OrganiserTie]:
    """Give the organiser's ties with the entries of a panel, with the entries. One statement."""
    return session.scalars(
        select(OrganiserTie)
        .join(OrganiserTie.entry)
        .join(PanelCategory, PanelCategory.category_id == Entry.category_id)
        .where(PanelCategory.panel_id == panel.id)
        .options(joinedload(OrganiserTie.entry))
        .order_by(Entry.title, OrganiserTie.id)
    ).all()


def organiser_tie_of_panel(session: Session, panel: Panel, number: int) -> OrganiserTie:
    """Give one of the organiser's ties with the entries of a panel, with the entry. One statement.

    Raises:
        NoResultFound: the panel's entries have no such tie.
    """
    return session.scalars(
        select(OrganiserTie)
        .join(OrganiserTie.entry)
        .join(PanelCategory, PanelCategory.category_id == Entry.category_id)
        .where(PanelCategory.panel_id == panel.id, OrganiserTie.id == number)
        .options(joinedload(OrganiserTie.entry))
    ).one()
