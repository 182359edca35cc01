"""What differs between two verdicts on one nomination, in short sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from awards.eligibility.verdict import Level, Outcome, Verdict

Findings = Sequence[Mapping[str, Any]]
"""Findings as they are stored."""

_LEVELS: Final = {
    Level.ELIGIBLE: "eligible", Level.NEEDS_CHECK: "a person must look", Level.INELIGIBLE: "not eligible",
}  # fmt: skip
_OUTCOMES: Final = {
    Outcome.MET: "met", Outcome.NEEDS_PERSON: "for a person to look at", Outcome.NOT_MET: "not met",
}  # fmt: skip
_GRAVITY: Final = (Outcome.NOT_MET, Outcome.NEEDS_PERSON, Outcome.MET)


@dataclass(frozen=True, slots=True)
class Kept:
    """A verdict as it is kept: its level, the version of the rules, and its findings."""

    level: str
    version: int
    findings: Findings


def findings_as_data(verdict: Verdict) -> list[dict[str, Any]]:
    """Give every finding as it is stored, in the order of the rule set."""
    return [
        {
            "rule": one.rule_id,
            "outcome": one.outcome.value,
            "reason": one.reason,
            "about": one.about,
            "facts": list(one.facts),
        }
        for one in verdict.findings
    ]


def changes_between(before: Kept, after: Kept) -> list[str]:
    """Say what changed: each rule whose outcome or reason is another, the level, and the version of the rules.

    "YP4 is now met", "Eligible, was: a person must look", "The rules were changed: version 2, was 1".
    """
    was, now = _outcomes(before.findings), _outcomes(after.findings)
    rules = [_of_rule(rule, was.get(rule), outcome) for rule, outcome in now.items() if was.get(rule) != outcome]
    gone = [f"{rule} is asked no more" for rule in was if rule not in now]
    level = [f"{_level(after).capitalize()}, was: {_level(before)}"] if before.level != after.level else []
    version = before.version != after.version
    edited = [f"The rules were changed: version {after.version}, was {before.version}"] if version else []
    return [*rules, *gone, *level, *edited] or _of_facts(before.findings, after.findings)


def _of_rule(rule: str, was: Outcome | None, outcome: Outcome) -> str:
    return f"{rule} is new: {_OUTCOMES[outcome]}" if was is None else f"{rule} is now {_OUTCOMES[outcome]}"


def _of_facts(before: Findings, after: Findings) -> list[str]:
    """Name the rules whose outcome is the same and rests on other facts."""
    was, now = _by_rule(before), _by_rule(after)
    return [f"{rule} rests on other facts" for rule in now if was.get(rule) != now[rule]]


def _outcomes(findings: Findings) -> dict[str, Outcome]:
    """Give the gravest outcome of each rule: one that looks at several people speaks several times."""
    found = {rule: {one["outcome"] for one in some} for rule, some in _by_rule(findings).items()}
    return {rule: next(one for one in _GRAVITY if one in outcomes) for rule, outcomes in found.items()}


def _by_rule(findings: Findings) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in findings:
        found.setdefault(one["rule"], []).append(one)
    return found


def _level(kept: Kept) -> str:
    return _LEVELS[Level(kept.level)]
