"""A season's rules as data, and the one question put to them: may this nomination go forward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from awards.eligibility.facts import Facts
from awards.eligibility.kind import Ground, Kind, Objection
from awards.eligibility.kinds import build_kind, kind_name, params_of
from awards.eligibility.reading import Fault, Table
from awards.eligibility.verdict import Finding, Outcome, Verdict
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NO_LABELS, Labels, Wording

_SOMEBODY: Final = "this person"
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_PLACES: Final = frozenset({"name", "opens_on", "closes_on"})
_NOT_OF_THE_RULE: Final = frozenset({"categories", "closes_at", "requirement"})
"""What a stored rule may hold besides: where it applies, the close it was made under, the sentence older ones had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """One rule of a season: an id people quote, a kind with its parameters, and the season's own objections.

    What the rule asks is said by the kind, from its parameters (`Kind.sentence`). `neutral` may be told to a
    nominator whatever the facts and whoever supplied them; `says` has a sentence for each objection of the kind and
    may hold {name}, {opens_on}, {closes_on} and what the kind fills in of its parameters; `suggest` maps an objection
    to the key of a category that may fit instead.
    """

    id: str
    name: str
    kind: Kind
    neutral: str
    says: Mapping[str, str]
    suggest: Mapping[str, str] = field(default_factory=dict)


def assess(
    facts: Facts, rules: Iterable[RuleSpec], season_window: SeasonWindow, *, labels: Labels = NO_LABELS
) -> Verdict:
    """Put the facts to every rule: each failing rule speaks, and the same facts get the same verdict.

    `labels` are what the season calls its choices; they show in reasons and facts and decide nothing.
    """
    return assess_in(facts, rules, Wording(season_window, labels))


def assess_in(facts: Facts, rules: Iterable[RuleSpec], words: Wording) -> Verdict:
    """Do the same with a wording made once, for many nominations of one season."""
    return Verdict(tuple(found for rule in rules for found in _findings(rule, facts, words)))


def rule_sentence(rule: RuleSpec, words: Wording) -> str:
    """Give what the rule asks, for the public: made of its parameters, so that neither can change alone."""
    return words.once(rule.kind, rule.kind.sentence)


def filled(text: str, rule: RuleSpec, words: Wording, *, name: str = _SOMEBODY) -> str:
    """Fill the places of one of the season's sentences, once: a name that holds braces stays as it is."""
    places = {"name": name, **words.places, **rule.kind.fills(words)}
    return _PLACE.sub(lambda found: places[found.group(1)], text)


def read_rule(table: Table) -> RuleSpec | None:
    """Give the rule a table of a data file describes; None, with every fault noted, if it cannot be used."""
    before = len(table.faults)
    rule_id, name, kind_key = table.take("id", str), table.take("name", str), table.take("kind", str)
    neutral = table.take("neutral", str)
    params = table.table("params", required=False)
    says, suggest = table.texts_by_key("says"), table.texts_by_key("suggest")
    table.finish()
    kind = build_kind(kind_key, params.data(), path=table.path, faults=table.faults) if kind_key else None
    if kind is not None:
        _check_sentences(table, kind, says=says, suggest=suggest)
        _check_places(table, "neutral", neutral, places=kind.FILLS)
    if kind is None or len(table.faults) > before:
        return None
    return RuleSpec(id=rule_id, name=name, kind=kind, neutral=neutral, says=says, suggest=suggest)


def rule_as_data(rule: RuleSpec) -> dict[str, object]:
    """Give the rule as plain data ready for JSON; `rules_from_data` makes an equal rule of it."""
    return {
        "id": rule.id,
        "name": rule.name,
        "kind": kind_name(rule.kind),
        "params": params_of(rule.kind),
        "neutral": rule.neutral,
        "says": dict(rule.says),
        "suggest": dict(rule.suggest),
    }


def rules_from_data(rows: Iterable[Mapping[str, object]]) -> tuple[RuleSpec, ...]:
    """Give the rules written by `rule_as_data`, in the same order, whatever else is stored beside them.

    Raises ValueError, naming every fault, for data that no longer makes a rule.
    """
    faults: list[Fault] = []
    rules = [read_rule(Table(_bare(row), f"rules[{place}]", faults)) for place, row in enumerate(rows)]
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return tuple(rule for rule in rules if rule is not None)


def _bare(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key not in _NOT_OF_THE_RULE}


def _findings(rule: RuleSpec, facts: Facts, words: Wording) -> Iterator[Finding]:
    objections = tuple(rule.kind.objections(facts, words.window))
    grounds = tuple(rule.kind.grounds(facts, words))
    for objection in objections:
        yield Finding(
            rule_id=rule.id,
            outcome=objection.outcome,
            reason=filled(rule.says[objection.code], rule, words, name=objection.about or _SOMEBODY),
            neutral=filled(rule.neutral, rule, words),
            about=objection.about,
            suggest=rule.suggest.get(objection.code),
            facts=_resting_on(grounds, objection),
        )
    if not objections:
        sentence = rule_sentence(rule, words)
        everything = tuple(map(str, grounds))
        yield Finding(rule_id=rule.id, outcome=Outcome.MET, reason=sentence, neutral=sentence, facts=everything)


def _resting_on(grounds: Iterable[Ground], objection: Objection) -> tuple[str, ...]:
    """Give what an objection rests on: facts of the person it is about, or else all that are of nobody."""
    return tuple(str(one) for one in grounds if one.about == objection.about)


def _check_sentences(table: Table, kind: Kind, *, says: Mapping[str, str], suggest: Mapping[str, str]) -> None:
    for code in sorted(kind.says - says.keys()):
        table.fault(f"says.{code}", "is missing: every objection needs a sentence")
    for code in sorted(says.keys() - kind.says):
        table.fault(f"says.{code}", "is not an objection of this kind: correct or remove it")
    for code in sorted(suggest.keys() - kind.says):
        table.fault(f"suggest.{code}", "is not an objection of this kind: correct or remove it")
    for code, sentence in says.items():
        _check_places(table, f"says.{code}", sentence, places=_PLACES | kind.FILLS)


def _check_places(table: Table, key: str, sentence: str, *, places: frozenset[str]) -> None:
    for place in sorted(set(_PLACE.findall(sentence)) - places):
        only = f"only {', '.join(sorted(places))} can be filled" if places else "nothing can be filled in here"
        table.fault(key, f"holds {{{place}}}: {only}")
