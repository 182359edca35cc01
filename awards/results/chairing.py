"""What a judge may see of results: a chair the categories of their panel, and each their own strictness if allowed.

A chair who stands down from an entry sees its category as if the entry were not there: plain averages of the others
only, since an adjusted score rests on all scores of a category, and no shortlist line, which would count it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.permission import require
from awards.maths.adjusting.result import Basis, JudgeResult
from awards.panels.models import Interest, Panel, PanelCategory, PanelMember
from awards.panels.naming import shown_name
from awards.results.fits import NO_FIT, latest_pools
from awards.results.ordering import order_of
from awards.results.policy import may_see_ranking
from awards.results.queries import Board, board_of
from awards.results.severity_pages import interval_words, severity_words
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class Seen:
    """A board as a chair sees it, and how entries are called there, by reference."""

    board: Board
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnSeverity:
    """How a judge's scores lie to those of fellow judges on the same entries, in the categories judged together."""

    categories: Sequence[str]
    severity: str
    interval: str
    scores: int


def chaired_categories(session: Session, season: Season, user_ref: str) -> Sequence[Category]:
    """Give the categories that this judge's panels judge, of those that they chair, in order. One statement."""
    return session.scalars(
        select(Category)
        .join(PanelCategory, PanelCategory.category_id == Category.id)
        .join(PanelMember, PanelMember.panel_id == PanelCategory.panel_id)
        .join(PanelMember.user)
        .where(Category.season_id == season.id, *_chair(user_ref))
        .order_by(Category.position)
    ).all()


def seen_by_chair(session: Session, season: Season, slug: str, *, user_ref: str, now: datetime) -> Seen:
    """Give a category to the chair of its panel, once the record is sealed. Eight statements.

    Raises:
        NoResultFound: this judge does not chair the panel of such a category, has left it, or has not yet declared.
        Refused: the order may not be seen yet.
    """
    chair = session.scalars(
        select(PanelMember)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .join(PanelCategory, PanelCategory.panel_id == PanelMember.panel_id)
        .join(Category, Category.id == PanelCategory.category_id)
        .where(Panel.season_id == season.id, Category.season_id == season.id, Category.slug == slug, *_chair(user_ref))
    ).one()
    require(may_see_ranking(season, now=now))
    board = board_of(session, season, slug, now=now)
    theirs = select(Interest.entry_id).join(Interest.entry).join(Interest.member)
    down = set(
        session.scalars(theirs.where(PanelMember.user_id == chair.user_id, Entry.category_id == board.category.id))
    )
    known = [one for one in board.entries if _may_know(one, chair, down)]
    if down or len(known) < len(board.entries):
        board = _without_others(board, known)
    return Seen(board, {one.ref: shown_name(one, season).title for one in board.entries})


def own_severities(session: Session, season: Season, user_ref: str, *, now: datetime) -> list[OwnSeverity]:
    """Give how strictly a judge marked, once for all categories judged together. Three statements.

    Where they stand down from an entry nothing is said: the figure rests on that entry's scores too.

    Raises:
        NoResultFound: the season does not show judges their own strictness.
        Refused: the order may not be seen yet.
    """
    if not season.judging.get("own_severity", False):
        raise NoResultFound
    require(may_see_ranking(season, now=now))
    names = dict(session.execute(select(Category.key, Category.name).where(Category.season_id == season.id)).all())
    tied = select(Category.key).join(Entry).join(Interest, Interest.entry_id == Entry.id).join(Interest.member)
    mine_here = (User.ref == user_ref, Category.season_id == season.id)
    aside = set(session.scalars(tied.join(PanelMember.user).where(*mine_here)))
    found = []
    for pool in latest_pools(session, season.id):
        if aside & set(pool["categories"]):
            continue
        mine = next((JudgeResult(**one) for one in pool["judges"] if one["judge"] == user_ref), None)
        if mine is not None:
            called = sorted(names[key] for key in pool["categories"] if key in names)
            found.append(OwnSeverity(called, severity_words(mine.severity), interval_words(mine), mine.n))
    return found


def _chair(user_ref: str) -> tuple[ColumnElement[bool], ...]:
    return (
        User.ref == user_ref,
        PanelMember.is_chair.is_(True),
        PanelMember.left_at.is_(None),
        PanelMember.terms_accepted_at.is_not(None),
        PanelMember.interests_completed_at.is_not(None),
    )


def _may_know(entry: Entry, chair: PanelMember, down: set[int]) -> bool:
    """Whether the chair was asked about the entry since it was admitted, and does not stand down from it."""
    asked = chair.interests_completed_at is not None and entry.admitted_at <= chair.interests_completed_at
    return asked and entry.id not in down


def _without_others(board: Board, known: Sequence[Entry]) -> Board:
    """Give the board of these entries alone, as if there were no others: by plain averages, and undecided."""
    if board.scores is None:
        return replace(board, entries=known, decisions=[], whole=False)
    refs = {one.ref for one in known}
    scores = replace(
        board.scores,
        entries=tuple(sorted(refs)),
        sheets=tuple(one for one in board.scores.sheets if one.entry in refs),
    )
    placed = order_of(scores.standings, None, Basis.RAW)
    return replace(
        board, entries=known, standings=scores.standings, decisions=[], scores=scores, fits=NO_FIT, placed=placed,
        wanted=str(Basis.RAW), whole=False,
    )  # fmt: skip
