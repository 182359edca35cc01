"""Adopting a change of the rules: a new version, never a change of an old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.eligibility.reading import Fault
from awards.eligibility.rules import rule_as_data
from awards.seasons.checks_rules import rule_faults
from awards.seasons.documents import NOMINATING, RuleBook, rule_digests
from awards.seasons.models import Category, RuleSet, Season
from awards.seasons.policy import may_change_rules
from awards.seasons.rule_books import RuleChange, book_of, changed


class Adopting(TypedDict):
    """What the trail keeps of a change of the rules."""

    version: int
    was: int
    rule: str
    categories: int
    close_moved: bool


def adopt_rules(
    session: Session,
    season: Season,
    change: RuleChange,
    *,
    categories: Sequence[Category],
    in_force: RuleSet,
    reason: str,
    actor: Actor,
    now: datetime,
) -> RuleSet:
    """Make the next version of the rules with one of them changed; the version before stays as it was.

    What follows from the rules follows at once: which rules a category has, how many people its form lets one name,
    whom it says it is open to and, where it moves, the close of nominations. Needs programme and rounds loaded.

    Raises:
        Refused: not staff, an archived season, no reason once nominations have opened, no such rule, nothing changed,
            rules that do not fit the season, or a close that does not fit its dates.
    """
    require(may_change_rules(actor, season, reason=reason, now=now))
    before = book_of(season, categories, in_force)
    after = _fitting(before, change)
    require_close_fits(season, after)
    made = RuleSet(season_id=season.id, version=in_force.version + 1, rules=after.as_data(), made_at=now,
                   reason=reason.strip() or None, made_by=actor.reference)  # fmt: skip
    session.add(made)
    _write(season, categories, after)
    _record(session, season, change, made=made, after=after, before=before, actor=actor)
    session.flush()
    return made


def _record(
    session: Session,
    season: Season,
    change: RuleChange,
    *,
    made: RuleSet,
    before: RuleBook,
    after: RuleBook,
    actor: Actor,
) -> None:
    facts = Adopting(
        version=made.version,
        was=made.version - 1,
        rule=change.rule.id,
        categories=len(after.applies_to(change.rule.id)),
        close_moved=after.window.closes_at != before.window.closes_at,
    )
    subject = f"{season.programme.key}/{season.key}"
    record(session, Tag.RULES_CHANGED, subject, actor=actor, at=made.made_at, reason=made.reason, **facts)


def require_close_fits(season: Season, book: RuleBook) -> None:
    """Go on only with a close that fits the season's other dates.

    Raises:
        Refused: it comes after judging begins, or after the embargo ends.
    """
    closes_at = book.window.closes_at
    if closes_at == season.closes_at:
        return
    starts = [one.opens_at for one in season.rounds if one.key != NOMINATING]
    if any(start < closes_at for start in starts):
        raise Refused.because("close-after-judging-begins", "Nominations must close before judging begins.")
    if season.embargo_until is not None and season.embargo_until <= closes_at:
        raise Refused.because("close-after-the-embargo", "Nominations must close before results are announced.")


def _fitting(before: RuleBook, change: RuleChange) -> RuleBook:
    if change.rule.id not in {rule.id for rule in before.rules}:
        raise Refused.because("no-such-rule", f"There is no rule {change.rule.id} in this season.")
    after = changed(before, change)
    if same_rules(before, after):
        raise Refused.because("nothing-changed", "Change something first: these are the rules in force.")
    faults = new_faults(before, after, change.rule.id)
    if faults:
        raise Refused.because("rules-do-not-fit", "; ".join(map(str, faults)))
    return after


def new_faults(before: RuleBook, after: RuleBook, rule_id: str) -> list[Fault]:
    """Give what is wrong with the rules as changed: all of the rule itself, and of the others what was right before."""
    ids = [rule.id for rule in before.rules]
    mine = f"rules[{ids.index(rule_id)}]."
    known = {fault for fault in rule_faults(before) if not fault.path.startswith(mine)}
    return [fault for fault in rule_faults(after) if fault not in known]


def same_rules(before: RuleBook, after: RuleBook) -> bool:
    """Whether two versions of the rules say the same."""
    return before.as_data() == after.as_data()


def _write(season: Season, categories: Sequence[Category], after: RuleBook) -> None:
    """Bring everything that repeats the rules in step with them."""
    rows = {row.key: row for row in categories}
    for category in after.categories:
        row = rows[category.key]
        row.rule_ids = list(category.rules)
        row.people_min, row.people_max = category.people_min, category.people_max
        if row.nominated:
            row.who = after.open_to(category.key)
    season.closes_at = after.window.closes_at
    for one in season.rounds:
        if one.key == NOMINATING:
            one.closes_at = after.window.closes_at
    season.locked_hashes = {**season.locked_hashes, **rule_digests(after)}


def rule_as_proposed(change: RuleChange) -> dict[str, object]:
    """Give a change as plain data, by which a page knows that it is still the one that was looked at."""
    closes_at = change.closes_at.isoformat() if change.closes_at else None
    return {"rule": rule_as_data(change.rule), "categories": sorted(change.categories), "closes_at": closes_at}
