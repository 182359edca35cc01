"""Trying the rules of a category on made-up facts, as they are and as they would be; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from awards.eligibility.facts import Facts
from awards.eligibility.kinds import build_kind, kind_name
from awards.eligibility.reading import Fault
from awards.eligibility.rules import RuleSpec, assess_in
from awards.eligibility.verdict import Finding
from awards.rulebook.pages import categories_in_order
from awards.rulebook.trying_boxes import MOST_PEOPLE
from awards.rulebook.trying_forms import FactsForm, facts_form, facts_typed
from awards.screening.wording import LEVELS, OUTCOMES, Said
from awards.seasons.documents import CategoryDocument, RuleBook
from awards.seasons.models import Season
from awards.seasons.queries import rule_set_in_force
from awards.seasons.rule_books import RuleChange, book_of, changed
from awards.seasons.words import NomineeShape
from awards.web.forms import LONGEST

_NOT_MET: Final = "This rule is not met."


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule's finding about the made-up facts."""

    rule: str
    outcome: Said
    reason: str
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a version of the rules says: the verdict, and every finding."""

    id: str
    title: str
    level: Said
    findings: Sequence[Tried]


@dataclass(frozen=True, slots=True)
class TryPage:
    """Which categories can be tried, the form of the one chosen, and what the rules say of it."""

    categories: Sequence[CategoryDocument]
    chosen: CategoryDocument | None
    people: int
    form: FactsForm | None
    proposed: bool
    """Whether a change that is not adopted is tried beside the rules in force."""
    answers: Sequence[Answer]
    proposal: str
    most_people: int = MOST_PEOPLE


def try_page(session: Session, season: Season, typed: MultiDict[str, str]) -> TryPage:
    """Put together the page from the address alone. Two statements."""
    book = book_of(season, categories_in_order(session, season.id), rule_set_in_force(session, season))
    after = _proposed(book, typed.get("proposal", ""))
    versions = [("in-force", "The rules in force", book)]
    if after is not None:
        versions.append(("proposed", "The rules as changed", after))
    offered = [one for one in book.categories if one.nominated]
    chosen = next((one for one in offered if one.key == typed.get("category")), None)
    people = _people(chosen, typed.get("people", ""))
    proposal = typed.get("proposal", "") if after else ""
    form, answers = None, []
    if chosen is not None:
        form = _form(chosen, [one for _, _, one in versions], people=people)(typed)
        form.category.data, form.people_count.data, form.proposal.data = chosen.key, str(people), proposal
        facts = facts_typed(form, chosen, book) if typed.get("do") == "try" else None
        answers = [_answer(*one, facts=facts) for one in versions] if facts else []
    return TryPage(offered, chosen, people, form, after is not None, answers, proposal)


def _people(category: CategoryDocument | None, typed: str) -> int:
    if category is None or category.nominee is NomineeShape.TEAM:
        return 0
    return int(typed) if typed in {str(count) for count in range(MOST_PEOPLE + 1)} else 1


def _form(category: CategoryDocument, versions: Sequence[RuleBook], *, people: int) -> type[FactsForm]:
    kinds = [rule.kind for one in versions for rule in one.rules_of(category.key)]
    return facts_form(kinds, category, versions[0], people=people)


def _answer(answer_id: str, title: str, book: RuleBook, *, facts: Facts) -> Answer:
    rules = book.rules_of(facts.category)
    verdict = assess_in(facts, rules, book.wording)
    names = {rule.id: rule.name for rule in rules}
    return Answer(answer_id, title, Said(*LEVELS[verdict.level]), [_tried(one, names) for one in verdict.findings])


def _tried(finding: Finding, names: dict[str, str]) -> Tried:
    outcome = Said(*OUTCOMES[finding.outcome])
    return Tried(f"{finding.rule_id}: {names[finding.rule_id]}", outcome, finding.reason, finding.facts)


def _proposed(book: RuleBook, text: str) -> RuleBook | None:
    """Give the rules as a change in the address would make them; None for what is no change of these rules."""
    if len(text) > LONGEST:
        return None
    try:
        told: Any = json.loads(text)
        json.dumps(told, ensure_ascii=False).encode()  # half a character cannot be shown on any page
        rule = next(one for one in book.rules if one.id == told["rule"])
        closes_at = datetime.fromisoformat(told["closes_at"]) if told["closes_at"] else None
        change = RuleChange(_with_params(rule, told["params"]), tuple(map(str, told["categories"])), closes_at)
        after = changed(book, change)
        _ = after.window.closes_on  # the end of the calendar has none: better said here than by every rule
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, StopIteration):
        return None
    return after


def _with_params(rule: RuleSpec, params: object) -> RuleSpec:
    """Give the rule with other parameters; an objection that has no sentence yet gets a plain one.

    Raises:
        ValueError: these are no parameters of its kind.
    """
    if not isinstance(params, dict):
        raise ValueError("parameters are keys and values")  # noqa: TRY004 - of an address, not of a caller
    faults: list[Fault] = []
    kind = build_kind(kind_name(rule.kind), params, path="rule", faults=faults)
    if kind is None:
        raise ValueError("; ".join(map(str, faults)))
    return replace(rule, kind=kind, says=dict.fromkeys(kind.says, _NOT_MET) | dict(rule.says))
