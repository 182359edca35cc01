"""What the log comes to: who was asked, who stood aside, what was scored when a round closed, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from awards.ledger.records import Record

Pair = tuple[str, str]
"""An entry and a judge."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A sheet as last recorded."""

    state: str
    points: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Close:
    """What held for a category when its round closed."""

    rules: Mapping[str, Any]
    sheets: Mapping[Pair, Marks]
    entries: tuple[str, ...]
    """The category's entries that were not withdrawn then, nor since."""


@dataclass(slots=True)
class Standing:
    """The season as the records leave it. Keys of categories, labels of entries and judges."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    rules_version: int = 0
    entries: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    assigned: dict[Pair, str] = field(default_factory=dict)
    """"assigned", "unassigned" or "abstained"."""
    recused: set[Pair] = field(default_factory=set)
    sheets: dict[Pair, Marks] = field(default_factory=dict)
    closes: dict[str, Close] = field(default_factory=dict)
    votes: dict[str, dict[str, Any]] = field(default_factory=dict)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    outcomes: dict[str, dict[str, Any]] = field(default_factory=dict)
    addenda: list[dict[str, Any]] = field(default_factory=list)

    def is_asked(self, pair: Pair) -> bool:
        """Whether this judge is asked to read this entry and has not stood aside."""
        return self.assigned.get(pair) == "assigned" and pair not in self.recused

    def counts(self, pair: Pair) -> bool:
        """Whether this judge's sheet on this entry, as it stood at the close, counts."""
        close = self.closes.get(self.entries.get(pair[0], ""))
        if close is None or pair not in close.sheets or pair[0] not in close.entries or not self.is_asked(pair):
            return False
        marks = close.sheets[pair]
        criteria = close.rules["categories"].get(self.entries[pair[0]], ())
        return marks.state != "started" and all(marks.points.get(one["key"]) is not None for one in criteria)


def replay(records: Iterable[Record]) -> Standing:
    """Fold the records, in order, into what they leave. Erased records change nothing."""
    standing = Standing()
    for record in records:
        if record.content is not None and record.kind in _APPLY:
            _APPLY[record.kind](standing, record.content, record)
    return standing


def _rules(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.rules, standing.rules_version = content["rules"], content["version"]


def _entered(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.entries[content["entry"]] = content["category"]
    standing.withdrawn.discard(content["entry"])


def _withdrawn(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    entry = content["entry"]
    standing.withdrawn.add(entry)
    key = standing.entries.get(entry, "")
    if key in standing.closes:  # after the close, its scores count no more from then on
        close = standing.closes[key]
        standing.closes[key] = replace(close, entries=tuple(one for one in close.entries if one != entry))


def _assignment(standing: Standing, content: Mapping[str, Any], record: Record) -> None:
    standing.assigned[content["entry"], content["judge"]] = record.kind


def _recused(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.recused.add((content["entry"], content["judge"]))


def _lifted(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.recused.discard((content["entry"], content["judge"]))


def _scored(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.sheets[content["entry"], content["judge"]] = Marks(content["state"], content["points"])


def _closed(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    for key in content["categories"]:
        inside = {entry for entry, category in standing.entries.items() if category == key}
        sheets = {pair: marks for pair, marks in standing.sheets.items() if pair[0] in inside}
        standing.closes[key] = Close(standing.rules, sheets, tuple(sorted(inside - standing.withdrawn)))


def _reopened(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    for key in content["categories"]:
        standing.closes.pop(key, None)


def _vote_opened(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.votes[content["vote"]] = {**content, "closed": None, "chair": None}


def _vote_closed(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.votes[content["vote"]]["closed"] = {key: one for key, one in content.items() if key != "vote"}


def _chair(standing: Standing, content: Mapping[str, Any], _: Record) -> None:
    standing.votes[content["vote"]]["chair"] = {key: one for key, one in content.items() if key != "vote"}


def _decided(standing: Standing, content: Mapping[str, Any], record: Record) -> None:
    standing.decisions.append({**content, "n": record.n, "at": record.at})
    outcome = standing.outcomes.setdefault(content["category"], {})
    outcome[content["purpose"]] = list(content["decided_order"])
    if content["purpose"] == "winners":
        outcome |= {"commended": list(content["commended"]), "withheld": content["withheld"]}


def _addendum(standing: Standing, content: Mapping[str, Any], record: Record) -> None:
    standing.addenda.append({**content, "n": record.n, "at": record.at})
    outcome = standing.outcomes.get(content["category"], {})
    if content["outcome"] == "posthumous":
        return
    for name in {content["purpose"], "commended"} & outcome.keys():
        chosen = [content["chosen"]] if content["chosen"] and name == content["purpose"] else []
        outcome[name] = [
            new
            for one in outcome[name]
            for new in (chosen if one == content["entry"] else [one])
            if new == one or new not in outcome[name]
        ]
        if name == "commended" and content["chosen"] in outcome[name]:
            outcome[name].remove(content["chosen"])


_APPLY = {
    "rules_fixed": _rules,
    "rules_changed": _rules,
    "entry_entered": _entered,
    "entry_withdrawn": _withdrawn,
    "assigned": _assignment,
    "unassigned": _assignment,
    "abstained": _assignment,
    "recused": _recused,
    "recusal_lifted": _lifted,
    "scored": _scored,
    "round_closed": _closed,
    "round_reopened": _reopened,
    "vote_opened": _vote_opened,
    "vote_closed": _vote_closed,
    "chair_cast": _chair,
    "decided": _decided,
    "addendum": _addendum,
}
