"""Loading a season from its document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.db import blind_index
from awards.seasons.documents import SeasonDocument
from awards.seasons.models import Category, PastWin, Programme, RuleSet, Season
from awards.seasons.older_seasons import older_parts
from awards.seasons.policy import may_load
from awards.seasons.queries import programme_by_key, rule_set_in_force
from awards.seasons.writing import write_programme, write_season


class LoadOutcome(StrEnum):
    """What loading a document came to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Win:
    """One name that won one category in one year."""

    year: int
    category_key: str
    name: str


class Loading(TypedDict):
    """What the trail keeps of one loading."""

    outcome: str
    document: str
    rules_version: int
    home: bool
    fingerprints_renewed: int


@dataclass(frozen=True, slots=True)
class LoadedSeason:
    """The season as it now stands, and what loading came to."""

    season: Season
    outcome: LoadOutcome


def load_season(
    session: Session, document: SeasonDocument, *, actor: Actor, now: datetime, home: bool = False
) -> LoadedSeason:
    """Create or update the programme and the season that the document describes.

    The first programme becomes the home programme; `home` makes this one it. Rules that differ become a
    new version, so that verdicts keep the rules they were given under. A document that says nothing new,
    loaded without `home`, changes nothing and leaves no audit entry.

    Raises:
        Refused: nominations have opened and the document would change what people nominate under.
    """
    programme = _programme(session, document, home=home)
    season = _season_to_write(session, programme, document)
    older = older_parts(season) if season else frozenset()
    if season is not None:
        rules = rule_set_in_force(session, season).rules if older else ()
        require(may_load(season, document, rules=rules, now=now))
        if season.document_hash == document.digest and not home:
            return LoadedSeason(season, LoadOutcome.UNCHANGED)
    outcome = LoadOutcome.CREATED if season is None else LoadOutcome.UPDATED
    season = season or Season(programme=programme, rounds=[], categories=[])
    session.add(season)
    write_programme(programme, document.programme)
    write_season(session, season, document)
    session.flush()
    version = _rules_version(session, season, document, now=now).version
    subject, digest = f"{programme.key}/{season.key}", season.document_hash
    facts = Loading(
        outcome=outcome,
        document=digest,
        rules_version=version,
        home=programme.is_home,
        fingerprints_renewed=len(older),
    )
    record(session, Tag.SEASON_LOADED, subject, actor=actor, at=now, **facts)
    session.flush()
    return LoadedSeason(season, outcome)


def note_wins(session: Session, programme_id: int, wins: Iterable[Win]) -> None:
    """Remember who won what, for the rule about previous winners; noting a win twice changes nothing.

    Called by whatever announces or imports winners. Only a keyed fingerprint of the name is kept.
    """
    known = {
        (win.year, win.category_key, win.name_index)
        for win in session.scalars(select(PastWin).where(PastWin.programme_id == programme_id))
    }
    for win in wins:
        row = (win.year, win.category_key, blind_index(session, win.name))
        if row not in known:
            known.add(row)
            session.add(PastWin(programme_id=programme_id, year=row[0], category_key=row[1], name_index=row[2]))
    session.flush()


def forget_wins(session: Session, programme_id: int, wins: Iterable[Win]) -> None:
    """Forget that somebody won, where an award was taken back; forgetting what was never noted changes nothing."""
    for win in wins:
        session.execute(
            delete(PastWin).where(
                PastWin.programme_id == programme_id,
                PastWin.year == win.year,
                PastWin.category_key == win.category_key,
                PastWin.name_index == blind_index(session, win.name),
            )
        )


def _programme(session: Session, document: SeasonDocument, *, home: bool) -> Programme:
    programme = programme_by_key(session, document.programme.key)
    if programme is None:
        programme = Programme(is_home=False)
        write_programme(programme, document.programme)
        session.add(programme)
    is_first = session.scalar(select(func.count(Programme.id)).where(Programme.is_home)) == 0
    if home or is_first:
        for other in session.scalars(select(Programme).where(Programme.is_home)):
            other.is_home = False
        programme.is_home = True
    session.flush()
    return programme


def _season_to_write(session: Session, programme: Programme, document: SeasonDocument) -> Season | None:
    """Give the season with everything that writing it touches, so that matching by key costs no more reads."""
    inside = selectinload(Season.categories)
    return session.scalars(
        select(Season)
        .where(Season.programme_id == programme.id, Season.key == document.season.key)
        .options(
            joinedload(Season.programme),
            selectinload(Season.rounds),
            inside.selectinload(Category.questions),
            inside.selectinload(Category.criteria),
        )
    ).one_or_none()


def _rules_version(session: Session, season: Season, document: SeasonDocument, *, now: datetime) -> RuleSet:
    rules = document.rule_book.as_data()
    count = session.scalar(select(func.count(RuleSet.id)).where(RuleSet.season_id == season.id)) or 0
    if count:
        in_force = rule_set_in_force(session, season)
        if in_force.rules == rules:
            return in_force
        count = in_force.version
    made = RuleSet(season_id=season.id, version=count + 1, rules=rules, made_at=now, reason="season file loaded")
    session.add(made)
    session.flush()
    return made
