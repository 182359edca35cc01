"""What the staff pages of rules show: every rule in its own words, its versions, and a change before it is adopted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.actor import Actor
from awards.core.permission import Permission, Refused
from awards.core.times import moment_words
from awards.eligibility.kinds import params_of
from awards.eligibility.rules import RuleSpec, rule_sentence
from awards.eligibility.wording import joined
from awards.rulebook.changes import Preview, preview_of
from awards.rulebook.forms import RuleForm, change_typed, digest_of, rule_form
from awards.rulebook.words import parameter_rows
from awards.screening.wording import Row
from awards.seasons.documents import RuleBook
from awards.seasons.models import Category, RuleSet, Season
from awards.seasons.policy import may_propose_rules, reason_needed
from awards.seasons.queries import rule_set_in_force, rule_sets_of
from awards.seasons.rule_books import RuleChange, book_of, changed
from awards.seasons.rule_changing import require_close_fits, same_rules

_LOOK_AGAIN = "This is not the change that was looked at, or the rules have changed since. Look at it again below"
_NOTHING = "Change something first: these are the rules in force"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as staff read it."""

    id: str
    name: str
    sentence: str
    applies_to: str
    parameters: Sequence[Row]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the rules: when, by whom and why it was made, and what changed in words."""

    version: int
    when: str
    who: str
    reason: str | None
    changes: Sequence[str]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule in force, and every version there was, the newest first."""

    version: int
    since: str
    rules: Sequence[RuleLine]
    versions: Sequence[VersionLine]
    may_change: bool


@dataclass(slots=True)
class EditPage:
    """One rule, the form that changes it and, once somebody has looked, what the change would do."""

    rule: RuleLine
    form: RuleForm
    permission: Permission
    categories: Sequence[Category]
    in_force: RuleSet
    reason_needed: bool
    zone: str
    places: str
    """What the sentences of this rule may fill in, written out."""
    change: RuleChange | None = None
    preview: Preview | None = None
    would_say: str = ""
    """The sentence of the rule as changed."""
    as_proposed: str = ""
    """The change as text, for trying it on made-up facts."""
    adopts: bool = False
    """Whether this very change was looked at and is now to be adopted."""

    @property
    def says_errors(self) -> bool:
        """Whether something is wrong with what the rule says when it is not met."""
        return any(box.errors for box in self.form.sentences)


def rules_page(session: Session, season: Season, *, actor: Actor) -> RulesPage:
    """Put together the page of all rules. Three statements."""
    categories, versions = categories_in_order(session, season.id), rule_sets_of(session, season)
    if not versions:
        raise NoResultFound
    books = [book_of(season, categories, one) for one in versions]
    zone = season.programme.zone
    names = _names(session, [one.made_by for one in versions if one.made_by])
    return RulesPage(
        version=versions[0].version,
        since=moment_words(versions[0].made_at, zone),
        rules=[rule_line(rule, books[0]) for rule in books[0].rules],
        versions=[
            VersionLine(
                version=one.version,
                when=moment_words(one.made_at, zone),
                who=names.get(one.made_by or "", "the season file" if one.made_by is None else "staff"),
                reason=one.reason,
                changes=list(differences(before, book)) if before else [],
            )
            for one, book, before in zip(versions, books, [*books[1:], None], strict=True)
        ],
        may_change=bool(may_propose_rules(actor, season)),
    )


def edit_page(
    session: Session, season: Season, rule_id: str, *, pressed: str | None, actor: Actor, now: datetime
) -> EditPage:
    """Put together the page of one rule; `pressed` is the button that sent it, if any. Two statements, six to look.

    Raises:
        NoResultFound: the season has no such rule.
    """
    categories, in_force = categories_in_order(session, season.id), rule_set_in_force(session, season)
    book = book_of(season, categories, in_force)
    rule = rule_of(book, rule_id)
    page = EditPage(
        rule=rule_line(rule, book),
        form=rule_form(book, rule)(),
        permission=may_propose_rules(actor, season),
        categories=categories,
        in_force=in_force,
        reason_needed=reason_needed(season, now=now),
        zone=season.programme.zone,
        places=joined((f"{{{place}}}" for place in ("name", *sorted(rule.kind.FILLS))), last="and"),
    )
    if pressed and page.permission and page.form.validate_on_submit():
        _look(session, season, page, book=book, adopting=pressed == "adopt")
    return page


def _look(session: Session, season: Season, page: EditPage, *, book: RuleBook, adopting: bool) -> None:
    """See what the change would do, and whether it is the one that was looked at before."""
    change = change_typed(page.form, book, rule_of(book, page.rule.id))
    after = _fitting(season, page.form, change, book=book) if change else None
    if change is None or after is None:
        return
    mark = digest_of(change, page.in_force.version)
    seen = page.form.looked_at.data == mark
    if adopting and not seen:
        page.form.object(_LOOK_AGAIN)
    if adopting and seen and page.reason_needed and not page.form.reason.data:
        page.form.complain("reason", "Enter why: nominations have opened, so the reason is kept with the rules")
    page.form.looked_at.data = mark
    page.change, page.adopts = change, adopting and not page.form.errors
    page.would_say = rule_sentence(change.rule, after.wording)
    page.as_proposed = proposed_as_text(change)
    if not page.adopts:
        page.preview = preview_of(session, season.id, before=book, after=after)


def _fitting(season: Season, form: RuleForm, change: RuleChange, *, book: RuleBook) -> RuleBook | None:
    after = changed(book, change)
    if same_rules(book, after):
        form.object(_NOTHING)
        return None
    try:
        require_close_fits(season, after)
    except Refused as refused:
        form.complain("close_day", str(refused))
        return None
    return after


def categories_in_order(session: Session, season_id: int) -> Sequence[Category]:
    """Give every category of a season, bare, in order. One statement."""
    return session.scalars(select(Category).where(Category.season_id == season_id).order_by(Category.position)).all()


def rule_of(book: RuleBook, rule_id: str) -> RuleSpec:
    """Give a rule by its id.

    Raises:
        NoResultFound: there is none.
    """
    found = next((rule for rule in book.rules if rule.id == rule_id), None)
    if found is None:
        raise NoResultFound
    return found


def rule_line(rule: RuleSpec, book: RuleBook) -> RuleLine:
    """Write out a rule as it stands in a version of the rules."""
    return RuleLine(
        id=rule.id,
        name=rule.name,
        sentence=rule_sentence(rule, book.wording),
        applies_to=_where_words(book.applies_to(rule.id), book),
        parameters=parameter_rows(rule.kind, params_of(rule.kind), book.labels),
    )


def differences(before: RuleBook, after: RuleBook) -> Iterator[str]:
    """Say in words what differs between two versions of the rules."""
    old, new = ({rule.id: rule for rule in book.rules} for book in (before, after))
    yield from (f"{rule_id} was taken out." for rule_id in old if rule_id not in new)
    for rule_id, rule in new.items():
        sentence = rule_sentence(rule, after.wording)
        if rule_id not in old:
            yield f"{rule_id} is new: {sentence}"
            continue
        said = rule_sentence(old[rule_id], before.wording)
        if said != sentence:
            yield f"{rule_id} was: {said} It is now: {sentence}"
        yield from _moves(rule_id, before, after)
        if _words(old[rule_id]) != _words(rule):
            yield f"{rule_id}: its name, or what is said when it is not met, was reworded."


def _moves(rule_id: str, before: RuleBook, after: RuleBook) -> Iterator[str]:
    was, now = before.applies_to(rule_id), after.applies_to(rule_id)
    if gained := [key for key in now if key not in was]:
        yield f"{rule_id} now applies to {_category_words(gained, after)} too."
    if lost := [key for key in was if key not in now]:
        yield f"{rule_id} no longer applies to {_category_words(lost, before)}."


def _words(rule: RuleSpec) -> tuple[str, str, dict[str, str]]:
    return (rule.name, rule.neutral, dict(rule.says))


def _where_words(keys: Sequence[str], book: RuleBook) -> str:
    offered = [one.key for one in book.categories if one.nominated]
    return (
        "every award open to nominations" if len(offered) > 1 and offered == list(keys) else _category_words(keys, book)
    )


def _category_words(keys: Sequence[str], book: RuleBook) -> str:
    names = {one.key: one.name for one in book.categories}
    return ", ".join(names[key] for key in keys) or "no award"


def proposed_as_text(change: RuleChange) -> str:
    """Give a change as short text for an address: which rule, its parameters, where it applies, the close."""
    return json.dumps(
        {
            "rule": change.rule.id,
            "params": params_of(change.rule.kind),
            "categories": list(change.categories),
            "closes_at": change.closes_at.isoformat() if change.closes_at else None,
        },
        ensure_ascii=False,
    )


def _names(session: Session, references: Sequence[str]) -> Mapping[str, str]:
    found = session.execute(select(User.ref, User.name).where(User.ref.in_(sorted(set(references)))))
    return {ref: name for ref, name in found if name}
