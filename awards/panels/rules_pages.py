"""What the staff pages of the rules of judging show: the rules in words, their versions, and a change being made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import local_day, moment_words, short_day_words
from awards.panels.locking import categories_with_criteria, rules_to_lock, versions_of
from awards.panels.models import JudgingRules, Panel
from awards.panels.policy import may_adopt_rules, may_propose_rules
from awards.panels.queries import panels_with_categories
from awards.panels.ranking_rules import ballots_words, order_words
from awards.panels.rule_contents import (
    COUNTING_WORDS,
    Content,
    Names,
    differences,
    readings_words,
    shortlist_words,
    ties_words,
)
from awards.panels.rules_forms import RulesForm, rules_form
from awards.seasons.models import Category, Season

SHORT = 12
"""Characters of a SHA-256 that are shown where there is little room."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the rules: when, by whom and why, and what it changed in words."""

    version: int
    when: str
    who: str
    sha256: str
    reason: str | None
    changes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """The rules in words and, once they are locked, every version of them, the newest first."""

    scale: Sequence[tuple[str, str, str]]
    """Points, their words, and whether they need a comment."""
    counting: str
    order: str
    ties: str
    ballots: str
    shortlist: str
    readings: str
    categories: Sequence[tuple[str, Sequence[tuple[str, int, str]]]]
    """A category's name, and of each criterion: name, weight, and whether it decides ties."""
    versions: Sequence[VersionLine]
    may_change: bool


@dataclass(slots=True)
class ChangePage:
    """The form that changes locked rules; `content` is what was typed, once it may be adopted."""

    form: RulesForm
    permission: Permission
    categories: Sequence[Category]
    panels: Sequence[Panel]
    version: int
    meanwhile: Sequence[str] = field(default_factory=list)
    """What somebody else changed since this form was opened."""
    content: Content | None = None
    was: int = 0


@dataclass(frozen=True, slots=True)
class RulesLine:
    """What the pages of results say of the rules: when they were locked and, if so, why they changed since."""

    locked: str
    changed: str | None


def rules_page(session: Session, season: Season, *, actor: Actor) -> RulesPage:
    """Put together the page of the rules of judging. At most six statements."""
    categories, panels = categories_with_criteria(session, season.id), panels_with_categories(session, season.id)
    versions, names = versions_of(session, season), _names(categories)
    content = versions[0].content if versions else rules_to_lock(season, categories, panels)
    return RulesPage(
        scale=_scale(content),
        counting=COUNTING_WORDS[content["counting"]],
        order=order_words(content),
        ties=ties_words(content["ties"]),
        ballots=ballots_words(content),
        shortlist=shortlist_words(content),
        readings=readings_words(content, names),
        categories=[(names.categories.get(key, key), _criteria(key, content, names)) for key in content["categories"]],
        versions=_version_lines(session, season, versions, names=names),
        may_change=bool(may_propose_rules(actor, season)),
    )


def change_page(session: Session, season: Season, *, actor: Actor) -> ChangePage:
    """Put together the page that changes locked rules, with what was posted. Five statements."""
    categories, panels = categories_with_criteria(session, season.id), panels_with_categories(session, season.id)
    versions = versions_of(session, season)
    permission = may_propose_rules(actor, season)
    in_force = versions[0] if versions else None
    before = in_force.content if in_force else rules_to_lock(season, categories, panels)
    number = in_force.version if in_force else 0
    form = rules_form(before, number, categories, panels=panels)
    page = ChangePage(form, permission, categories, panels, number)
    if permission and form.is_submitted():
        _check(page, season, versions, actor=actor)
    return page


def _check(page: ChangePage, season: Season, versions: Sequence[JudgingRules], *, actor: Actor) -> None:
    """Check what was typed; what may be adopted becomes the page's content."""
    form, in_force = page.form, versions[0]
    shaped, total = form.validate(), form.check_totals(page.categories)
    page.was = form.rests_on()
    if page.was != in_force.version:
        seen = next((one.content for one in versions if one.version == page.was), in_force.content)
        page.meanwhile = differences(seen, in_force.content, _names(page.categories))
        form.version.data = str(in_force.version)
    if not (shaped and total):
        return
    typed = form.content(in_force.content, page.categories, page.panels)
    reason = str(form["reason"].data or "")
    allowed = may_adopt_rules(actor, season, typed, versions=versions, was=page.was, reason=reason)
    form.form_errors = [one.text for one in allowed.reasons]
    page.content = typed if allowed else None


def rules_line(session: Session, season: Season) -> RulesLine | None:
    """Give what the pages of results say of the rules; None before they are locked. One statement."""
    return line_of(versions_of(session, season), season)


def line_of(versions: Sequence[JudgingRules], season: Season) -> RulesLine | None:
    """Say the same of these versions, the one in force first. No statement."""
    if not versions:
        return None
    zone, last, first = season.programme.zone, versions[0], versions[-1]
    locked = f"Rules locked on {_day(first, zone)}, SHA-256 {first.sha256[:SHORT]}…"
    if last is first:
        return RulesLine(locked, None)
    return RulesLine(locked, f"Changed on {_day(last, zone)} because: {last.reason}")


def _day(version: JudgingRules, zone: str) -> str:
    return short_day_words(local_day(version.adopted_at, zone))


def _names(categories: Sequence[Category]) -> Names:
    return Names(
        {category.key: category.name for category in categories},
        {(category.key, one.key): one.name for category in categories for one in category.criteria},
    )


def _scale(content: Content) -> list[tuple[str, str, str]]:
    scale = content["scale"]
    return [
        (
            str(point),
            scale["words"].get(str(point), ""),
            "Needed" if point in scale["comment_required_for"] else "If the judge likes",
        )
        for point in range(scale["lowest"], scale["highest"] + 1)
    ]


def _criteria(key: str, content: Content, names: Names) -> list[tuple[str, int, str]]:
    rows: list[dict[str, Any]] = content["categories"][key]
    return [
        (names.criteria.get((key, one["key"]), one["key"]), one["weight"], "Yes" if one["tie_break"] else "No")
        for one in rows
    ]


def _version_lines(
    session: Session, season: Season, versions: Sequence[JudgingRules], *, names: Names
) -> list[VersionLine]:
    if not versions:
        return []
    zone = season.programme.zone
    refs = {one.adopted_by for one in versions}
    people = {row.ref: row.name for row in session.execute(select(User.ref, User.name).where(User.ref.in_(refs)))}
    return [
        VersionLine(
            version=one.version,
            when=moment_words(one.adopted_at, zone),
            who=people.get(one.adopted_by, "the portal"),
            sha256=one.sha256,
            reason=one.reason,
            changes=differences(before.content, one.content, names) if before else [],
        )
        for one, before in zip(versions, [*versions[1:], None], strict=True)
    ]
