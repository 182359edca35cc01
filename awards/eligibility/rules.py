"""A season's rules as data, and the one question put to them: may this nomination go forward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from awards.eligibility.facts import Facts
from awards.eligibility.kind import Kind, Objection
from awards.eligibility.kinds import build_kind, kind_name, params_of
from awards.eligibility.reading import Fault, Table
from awards.eligibility.verdict import Finding, Outcome, Verdict
from awards.eligibility.window import SeasonWindow

_SOMEBODY: Final = "this person"
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_PLACES: Final = frozenset({"name", "opens_on", "closes_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """One rule of a season: an id people quote, a kind with its parameters, and the season's own sentences.

    `requirement` states what must be so; `neutral` may be told to a nominator whatever the facts and whoever
    supplied them; `says` has a sentence for each objection of the kind and may hold {name}, {opens_on} and
    {closes_on}; `suggest` maps an objection to the key of a category that may fit instead.
    """

    id: str
    name: str
    kind: Kind
    requirement: str
    neutral: str
    says: Mapping[str, str]
    suggest: Mapping[str, str] = field(default_factory=dict)


def assess(facts: Facts, rules: Iterable[RuleSpec], season_window: SeasonWindow) -> Verdict:
    """Put the facts to every rule: each failing rule speaks, and the same facts get the same verdict."""
    return Verdict(tuple(found for rule in rules for found in _findings(rule, facts, season_window)))


def read_rule(table: Table) -> RuleSpec | None:
    """Give the rule a table of a data file describes; None, with every fault noted, if it cannot be used."""
    before = len(table.faults)
    rule_id, name, kind_key = table.take("id", str), table.take("name", str), table.take("kind", str)
    requirement, neutral = table.take("requirement", str), table.take("neutral", str)
    params = table.table("params", required=False)
    says, suggest = table.texts_by_key("says"), table.texts_by_key("suggest")
    table.finish()
    kind = build_kind(kind_key, params.data(), path=table.path, faults=table.faults) if kind_key else None
    if kind is not None:
        _check_sentences(table, kind, says=says, suggest=suggest)
    if kind is None or len(table.faults) > before:
        return None
    return RuleSpec(
        id=rule_id, name=name, kind=kind, requirement=requirement, neutral=neutral, says=says, suggest=suggest
    )


def rule_as_data(rule: RuleSpec) -> dict[str, object]:
    """Give the rule as plain data ready for JSON; `rules_from_data` makes an equal rule of it."""
    return {
        "id": rule.id,
        "name": rule.name,
        "kind": kind_name(rule.kind),
        "params": params_of(rule.kind),
        "requirement": rule.requirement,
        "neutral": rule.neutral,
        "says": dict(rule.says),
        "suggest": dict(rule.suggest),
    }


def rules_from_data(rows: Iterable[Mapping[str, object]]) -> tuple[RuleSpec, ...]:
    """Give the rules written by `rule_as_data`, in the same order.

    Raises ValueError, naming every fault, for data that no longer makes a rule.
    """
    faults: list[Fault] = []
    rules = [read_rule(Table(row, f"rules[{place}]", faults)) for place, row in enumerate(rows)]
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return tuple(rule for rule in rules if rule is not None)


def _findings(rule: RuleSpec, facts: Facts, window: SeasonWindow) -> Iterator[Finding]:
    objections = tuple(rule.kind.objections(facts, window))
    for objection in objections:
        yield Finding(
            rule_id=rule.id,
            outcome=objection.outcome,
            reason=_sentence(rule, objection, window),
            neutral=rule.neutral,
            about=objection.about,
            suggest=rule.suggest.get(objection.code),
        )
    if not objections:
        yield Finding(rule_id=rule.id, outcome=Outcome.MET, reason=rule.requirement, neutral=rule.requirement)


def _sentence(rule: RuleSpec, objection: Objection, window: SeasonWindow) -> str:
    """Fill the season's sentence once by replacement: a name that holds braces stays as it is."""
    words = {
        "name": objection.about or _SOMEBODY,
        "opens_on": _day(window.opens_on),
        "closes_on": _day(window.closes_on),
    }
    return _PLACE.sub(lambda found: words[found.group(1)], rule.says[objection.code])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _check_sentences(table: Table, kind: Kind, *, says: Mapping[str, str], suggest: Mapping[str, str]) -> None:
    for code in sorted(kind.says - says.keys()):
        table.fault(f"says.{code}", "is missing: every objection needs a sentence")
    for code in sorted(says.keys() - kind.says):
        table.fault(f"says.{code}", "is not an objection of this kind: correct or remove it")
    for code in sorted(suggest.keys() - kind.says):
        table.fault(f"suggest.{code}", "is not an objection of this kind: correct or remove it")
    for code, sentence in says.items():
        for place in set(_PLACE.findall(sentence)) - _PLACES:
            table.fault(f"says.{code}", f"holds {{{place}}}: only {', '.join(sorted(_PLACES))} can be filled")
