"""The public page about judging: by what rules, what was counted, and the digest of the record.

Before the winners of a season are released nothing is told of it but its rules and the roots of its closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from awards.bundles.figures import PublicFigures, figures_of_season
from awards.bundles.models import Bundle
from awards.bundles.pages import PURPOSE_WORDS
from awards.bundles.policy import cut_for_all
from awards.bundles.queries import bundle_to_take, last_final
from awards.bundles.released import released_seasons
from awards.bundles.taking import Taken, taken_of
from awards.core.times import local_day, moment_words
from awards.ledger.bundle import Cut
from awards.panels.locking import categories_with_criteria, rules_to_lock, versions_of
from awards.panels.queries import panels_with_categories
from awards.panels.ranking_rules import ballots_words, order_words
from awards.panels.rule_contents import (
    COUNTING_WORDS,
    Content,
    Names,
    readings_words,
    shortlist_words,
    ties_words,
)
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.seasons.models import Category, Programme, Season


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown:
    """The rules of judging of a season in words; `locked` and `sha256` are None before they are locked."""

    season: str
    lines: Sequence[tuple[str, str]]
    scale: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    """A category's name with its criteria and their weights of 100."""
    locked: str | None
    sha256: str | None
    changed: str | None
    """When they were last changed after that; None if never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One checkpoint as everybody may see it; size and digest only once the winners are released."""

    season: str
    purpose: str
    when: str
    root: str
    key_id: str
    size: int | None
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A season whose winners are released, in numbers."""

    season: str
    figures: PublicFigures
    days: int | None
    """Days from the close of judging to the announcement."""
    with_scores: bool
    """Whether everybody may download the record with its scores."""


@dataclass(frozen=True, slots=True)
class HowWeJudge:
    """The page. `finished` is the season whose winners were released last."""

    rules: RulesShown | None
    sealed: Sequence[Sealed]
    finished: Finished | None


def how_we_judge(session: Session, programme: Programme, season: Season | None) -> HowWeJudge:
    """Put together the page of a programme; the season is the one that visitors see. Eight statements at most."""
    released = released_seasons(session, programme.id)
    finished = _last_released(session, released, known=season)
    seasons = {one.id: one for one in (season, finished) if one is not None}
    rows = _checkpoints(session, list(seasons))
    shown = [_sealed(session, row, seasons[row[0].season_id], public=row[0].season_id in released) for row in rows]
    return HowWeJudge(
        rules=_rules(session, season) if season else None,
        sealed=[one for one in shown if one is not None],
        finished=_finished(session, finished, rows, released_at=released[finished.id]) if finished else None,
    )


def public_bundle(session: Session, programme: Programme, season: Season | None) -> Taken:
    """Give the record with its scores, of the season released last, where its setting says so. Four statements.

    Raises:
        NoResultFound: nothing is released, the season keeps its scores to itself, or no bundle is made.
    """
    finished = _last_released(session, released_seasons(session, programme.id), known=season)
    checkpoint = last_final(session, finished.id) if finished and _tells_scores(finished) else None
    if finished is None or checkpoint is None:
        raise NoResultFound
    found = bundle_to_take(session, finished.id, number=checkpoint.number, cut=Cut.PUBLIC_WITH_SCORES)
    return taken_of(finished, *found)


def _last_released(session: Session, released: Mapping[int, datetime], *, known: Season | None) -> Season | None:
    if not released:
        return None
    latest = max(released, key=lambda one: (released[one], one))
    if known is not None and known.id == latest:
        return known
    return session.scalars(select(Season).where(Season.id == latest).options(joinedload(Season.programme))).one()


def _tells_scores(season: Season) -> bool:
    return cut_for_all(season) is Cut.PUBLIC_WITH_SCORES


def _rules(session: Session, season: Season) -> RulesShown:
    categories, versions = categories_with_criteria(session, season.id), versions_of(session, season)
    if versions:
        content: Content = versions[0].content
    else:
        content = rules_to_lock(season, categories, panels_with_categories(session, season.id))
    zone = season.programme.zone
    return RulesShown(
        season=season.name,
        lines=list(_lines(content, _names(categories))),
        scale=list(_scale(content)),
        categories=list(_weights(content, _names(categories))),
        locked=moment_words(versions[-1].adopted_at, zone) if versions else None,
        sha256=versions[0].sha256 if versions else None,
        changed=moment_words(versions[0].adopted_at, zone) if len(versions) > 1 else None,
    )


def _lines(content: Content, names: Names) -> Iterator[tuple[str, str]]:
    yield "Readings", readings_words(content, names)
    yield "Counting", COUNTING_WORDS[content["counting"]]
    yield "Order", order_words(content)
    yield "Equal results", f"Decided by {ties_words(content['ties'])}"
    yield "Shortlist", shortlist_words(content)
    if ballots_words(content):
        yield "Votes", ballots_words(content)


def _scale(content: Content) -> Iterator[tuple[str, str]]:
    scale = content["scale"]
    for point in range(scale["lowest"], scale["highest"] + 1):
        yield str(point), scale["words"].get(str(point), "")


def _weights(content: Content, names: Names) -> Iterator[tuple[str, Sequence[tuple[str, int]]]]:
    for key, criteria in content["categories"].items():
        rows = [(names.criteria.get((key, one["key"]), one["key"]), one["weight"]) for one in criteria]
        yield names.categories.get(key, key), rows


def _names(categories: Sequence[Category]) -> Names:
    return Names(
        {one.key: one.name for one in categories},
        {(one.key, each.key): each.name for one in categories for each in one.criteria},
    )


def _checkpoints(session: Session, season_ids: Sequence[int]) -> Sequence[tuple[Checkpoint, str | None]]:
    rows = session.execute(
        select(Checkpoint, Bundle.digest)
        .outerjoin(Bundle, and_(Bundle.checkpoint_id == Checkpoint.id, Bundle.cut == Cut.AUDITOR))
        .where(Checkpoint.season_id.in_(season_ids))
        .order_by(Checkpoint.season_id.desc(), Checkpoint.number.desc())
    )
    return [(row[0], row[1]) for row in rows]


def _sealed(session: Session, row: tuple[Checkpoint, str | None], season: Season, *, public: bool) -> Sealed | None:
    checkpoint, digest = row
    if not public and checkpoint.purpose is not CheckpointPurpose.CLOSE:
        return None
    return Sealed(
        season=season.name,
        purpose=PURPOSE_WORDS[checkpoint.purpose],
        when=moment_words(checkpoint.made_at, season.programme.zone),
        root=checkpoint.root,
        key_id=seal_of(session).key_line_of(checkpoint.note).split("+")[1],
        size=checkpoint.size if public else None,
        digest=digest if public else None,
    )


def _finished(
    session: Session, season: Season, rows: Sequence[tuple[Checkpoint, str | None]], *, released_at: datetime
) -> Finished:  # fmt: skip
    zone = season.programme.zone
    closes = [one.made_at for one, _ in rows if one.season_id == season.id and one.purpose is CheckpointPurpose.CLOSE]
    days = (local_day(released_at, zone) - local_day(closes[-1], zone)).days if closes else None
    made = any(one.season_id == season.id and digest for one, digest in rows)
    return Finished(
        season=season.name,
        figures=figures_of_season(session, season.id),
        days=days,
        with_scores=made and _tells_scores(season),
    )
