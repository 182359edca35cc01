"""Seasons whose rules were locked before there was a record: what stands is written into it once, as it was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from awards.db import begin_to_write
from awards.judging.acts import note_score
from awards.judging.models import ScoreSheet
from awards.judging.queries import COUNTED, marks_by_key
from awards.ledger.acts import Note
from awards.panels.acts import (
    note_abstained,
    note_assigned,
    note_entered,
    note_joined,
    note_left,
    note_recused,
    note_rules,
)
from awards.panels.lifecycle import AssignmentState
from awards.panels.locking import versions_of
from awards.panels.models import Assignment, Interest, Panel, PanelCategory, PanelMember
from awards.panels.statements import assignments, panels
from awards.screening.actions import note_withdrawn
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.sealing.acting import append_act, has_record
from awards.sealing.models import JudgingAct
from awards.seasons.models import Category, Round, Season

FOUND = "found"
"""The note that comes first: what follows was written from what stood then, not as it happened."""


def find_due(session: Session, now: datetime) -> int:
    """Begin the record of every season whose rules are locked and that has none; gives how many. Commits each."""
    begun = exists().where(JudgingAct.season_id == Season.id, JudgingAct.kind == "rules_fixed")
    waiting = select(Season.id).where(Season.rules_locked_at.is_not(None), ~begun)
    seasons = session.scalars(waiting.order_by(Season.id)).all()
    session.rollback()
    return sum(_find(session, season_id, now=now) for season_id in seasons)


def write_what_stands(session: Session, season: Season, *, at: datetime) -> None:
    """Write the rules, places on panels, entries, readings, recusals and scores as they stand.

    Holds the season's panels, so that no reading changes meanwhile; whoever calls has seen to it that nobody scores.
    """
    theirs = select(Panel.id).where(Panel.season_id == season.id).order_by(Panel.id)
    session.execute(theirs.with_for_update(key_share=True))
    append_act(session, season.id, Note(subject=FOUND), at=at)
    for rules in reversed(versions_of(session, season)):
        note_rules(session, rules, at=at)
    for panel in session.scalars(panels().where(Panel.season_id == season.id).order_by(Panel.id)).all():
        _places(session, panel, at=at)
    _entries(session, season.id, at=at)
    _readings(session, season.id, at=at)
    _scores(session, season.id, at=at)
    session.flush()


def _find(session: Session, season_id: int, *, now: datetime) -> bool:
    begin_to_write(session)
    whole = select(Season).where(Season.id == season_id).options(joinedload(Season.programme))
    season = session.scalars(whole.with_for_update(of=Season, key_share=True)).one()
    rounds = select(Round.id).where(Round.season_id == season_id).order_by(Round.id)
    session.execute(rounds.with_for_update(key_share=True))  # waits for whoever is scoring, and they for us
    found = not has_record(session, season_id)
    if found:
        write_what_stands(session, season, at=now)
    session.commit()
    return found


def _places(session: Session, panel: Panel, *, at: datetime) -> None:
    for member in panel.members:
        note_joined(session, member, panel, at=at)
        if member.left_at is not None:
            note_left(session, member, reason=None, at=at)


def _entries(session: Session, season_id: int, *, at: datetime) -> None:
    """Write the entries that a panel judges, also those withdrawn since."""
    theirs = select(PanelCategory.category_id).join(Panel, Panel.id == PanelCategory.panel_id)
    chosen = select(Entry).where(Entry.category_id.in_(theirs.where(Panel.season_id == season_id)))
    entries = session.scalars(chosen.options(joinedload(Entry.category)).order_by(Entry.id)).all()
    note_entered(session, season_id, entries, at=at)
    session.flush()
    for entry in entries:
        if entry.state is EntryState.WITHDRAWN:
            note_withdrawn(session, entry, reason=None, at=at)


def _readings(session: Session, season_id: int, *, at: datetime) -> None:
    shown = assignments().where(Category.season_id == season_id, Assignment.state != AssignmentState.PLANNED)
    for reading in session.scalars(shown.order_by(Assignment.id)).all():
        if reading.state in {AssignmentState.RELEASED, AssignmentState.ABSTAINED}:
            note_assigned(session, reading, at=at)
        if reading.state is AssignmentState.ABSTAINED:
            note_abstained(session, reading, at=at)
    for interest in _interests(session, season_id):
        note_recused(session, interest.member, interest.entry, at=at)


def _interests(session: Session, season_id: int) -> Sequence[Interest]:
    return session.scalars(
        select(Interest)
        .join(Interest.member)
        .join(PanelMember.panel)
        .where(Panel.season_id == season_id)
        .options(joinedload(Interest.entry), joinedload(Interest.member).joinedload(PanelMember.user))
        .order_by(Interest.id)
    ).all()


def _scores(session: Session, season_id: int, *, at: datetime) -> None:
    sheets = session.scalars(
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.member)
        .join(PanelMember.panel)
        .where(Panel.season_id == season_id, ScoreSheet.state.in_(COUNTED))
        .options(
            joinedload(ScoreSheet.assignment).options(
                joinedload(Assignment.entry), joinedload(Assignment.member).joinedload(PanelMember.user)
            )
        )
        .order_by(ScoreSheet.id)
    ).all()
    marks = marks_by_key(session, sheets)
    for sheet in sheets:
        note_score(session, sheet.assignment, sheet, marks=marks[sheet.id], at=at)
