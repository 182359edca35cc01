"""The rules of judging as they are locked before the first score, and as they change after that with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.panels.acts import note_rules
from awards.panels.models import JudgingRules, Panel
from awards.panels.policy import may_adopt_rules
from awards.panels.queries import panels_with_categories
from awards.panels.ranking_rules import ballots_to_lock, ranking_to_lock
from awards.panels.rules import rules_digest
from awards.seasons.judging_rules import JudgingSettings, counting_of, ties_of, write_settings
from awards.seasons.models import Category, Season


def lock_rules(session: Session, season: Season, *, actor: Actor, now: datetime) -> None:
    """Lock the rules of judging as version 1, with their date and their SHA-256; locked rules stay as they are."""
    if season.rules_locked_at is None:  # of two panels that are released at once, one locks the rules
        session.refresh(season, ["rules_locked_at", "rules_hash"], with_for_update={"key_share": True})
    if season.rules_locked_at is not None:
        return
    panels = panels_with_categories(session, season.id)
    content = rules_to_lock(season, categories_with_criteria(session, season.id), panels)
    made = _version(season, content, number=1, actor=actor, now=now)
    session.add(made)
    season.rules_locked_at, season.rules_hash = now, made.sha256
    record(session, Tag.RULES_LOCKED, season_subject(season), actor=actor, at=now, sha256=made.sha256)
    note_rules(session, made, at=now)
    session.flush()


def adopt_rules(
    session: Session,
    season: Season,
    content: Mapping[str, Any],
    *,
    was: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> JudgingRules:
    """Make the next version of locked rules, and bring weights, shortlist size, readings and ties in step with it.

    `content` is as `rules_to_lock` gives it; `was` is the version it was made from. Totals follow at once, since
    they are worked out from the weights whenever they are shown.

    Raises:
        Refused: not staff, an archived season, rules that are not locked, somebody changed them meanwhile, nothing
            changed, another scale or way of counting, weights that do not total 100, no proper reason.
    """
    session.execute(select(Season.id).where(Season.id == season.id).with_for_update(key_share=True))
    before = versions_of(session, season)
    require(may_adopt_rules(actor, season, content, versions=before, was=was, reason=reason))
    if before[0].id is None:  # locked when versions were not kept yet
        session.add(before[0])
    categories, panels = categories_with_criteria(session, season.id), panels_with_categories(session, season.id)
    write_settings(season, categories, _settings(content))
    for panel in panels:
        readings = [content["readings_by_category"].get(one.key) for one in panel.categories]
        panel.readings = next(iter(readings), None)
    content = rules_to_lock(season, categories, panels)  # what holds from now on, whoever made it up
    made = _version(season, content, number=before[0].version + 1, actor=actor, now=now)
    made.reason, season.rules_hash = reason.strip(), made.sha256
    session.add(made)
    told = record(
        session, Tag.JUDGING_RULES_CHANGED, season_subject(season), actor=actor, at=now, reason=made.reason,
        version=made.version, was=before[0].version, sha256=made.sha256,
    )  # fmt: skip
    note_rules(session, made, reason=told.reason_hash, at=now)
    session.flush()
    return made


def versions_of(session: Session, season: Season) -> Sequence[JudgingRules]:
    """Give every version of the locked rules, the one in force first; none before they are locked. One statement.

    Rules that were locked before versions were kept are their first version as they stand. Three statements then.
    """
    kept = select(JudgingRules).where(JudgingRules.season_id == season.id).order_by(JudgingRules.version.desc())
    versions = session.scalars(kept).all()
    if versions or season.rules_locked_at is None:
        return versions
    panels = panels_with_categories(session, season.id)
    content = rules_to_lock(season, categories_with_criteria(session, season.id), panels)
    return [
        JudgingRules(
            season_id=season.id, version=1, content=content, sha256=season.rules_hash or rules_digest(content),
            adopted_at=season.rules_locked_at, adopted_by="system",
        )
    ]  # fmt: skip


def categories_with_criteria(session: Session, season_id: int) -> Sequence[Category]:
    """Give the season's scored categories in order, with their criteria only. Two statements."""
    chosen = select(Category).where(Category.season_id == season_id).options(selectinload(Category.criteria))
    return session.scalars(chosen.order_by(Category.position)).all()


def rules_to_lock(season: Season, categories: Sequence[Category], panels: Sequence[Panel]) -> dict[str, Any]:
    """Give the rules of judging as they are locked: scale, weights, counting, order, ties, votes, shortlist, readings.

    Readings are those of the season, and those of the categories whose panel reads otherwise. No statement.
    """
    return {
        "scale": {key: season.scale[key] for key in ("lowest", "highest", "words", "comment_required_for")},
        "counting": counting_of(season),
        "ties": list(ties_of(season)),
        "ranking": ranking_to_lock(season),
        "ballots": ballots_to_lock(season),
        "shortlist": {"min": season.shortlist_min, "max": season.shortlist_max},
        "readings_per_entry": season.readings_per_entry,
        "readings_by_category": {
            category.key: panel.readings for panel in panels if panel.readings for category in panel.categories
        },
        "categories": {
            category.key: [
                {"key": criterion.key, "weight": criterion.weight, "tie_break": criterion.tie_break}
                for criterion in category.criteria
            ]
            for category in categories
            if category.criteria
        },
    }


def season_subject(season: Season) -> str:
    """Give what the trail calls a season; its programme is loaded."""
    return f"{season.programme.key}/{season.key}"


def _settings(content: Mapping[str, Any]) -> JudgingSettings:
    return JudgingSettings(
        weights={key: {one["key"]: one["weight"] for one in some} for key, some in content["categories"].items()},
        shortlist=(content["shortlist"]["min"], content["shortlist"]["max"]),
        readings_per_entry=content["readings_per_entry"],
        ties=tuple(content["ties"]),
    )


def _version(season: Season, content: Mapping[str, Any], *, number: int, actor: Actor, now: datetime) -> JudgingRules:
    return JudgingRules(
        season_id=season.id, version=number, content=dict(content), sha256=rules_digest(content), adopted_at=now,
        adopted_by=actor.reference,
    )  # fmt: skip
