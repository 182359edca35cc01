"""What the rules said: one level, and every finding that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The three answers eligibility can give; staff confirm or overturn, they never change this one."""

    ELIGIBLE = "eligible"
    NEEDS_CHECK = "needs-check"
    INELIGIBLE = "ineligible"


class Outcome(StrEnum):
    """What one rule found."""

    MET = "met"
    NOT_MET = "not-met"
    NEEDS_PERSON = "needs-person"


_LEVEL_OF = {
    Outcome.MET: Level.ELIGIBLE,
    Outcome.NEEDS_PERSON: Level.NEEDS_CHECK,
    Outcome.NOT_MET: Level.INELIGIBLE,
}
_GRAVITY = (Outcome.NOT_MET, Outcome.NEEDS_PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule found about the nomination, or about the person named in `about`.

    `reason` says what the facts show: for staff, and for a nominator only when the verdict was assessed on
    that nominator's own answers. `neutral` rests on no fact at all and may be told to a nominator always.
    `suggest` is the key of a category that may fit instead. `facts` are what the finding rests on, in short
    words, for a rule that is met too: for staff only, since they name people.
    """

    rule_id: str
    outcome: Outcome
    reason: str
    neutral: str
    about: str | None = None
    suggest: str | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Eligible, needs-check or ineligible, with every finding in the order of the rule set."""

    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """Ineligible if any rule is failed, else needs-check if any needs a person, else eligible."""
        found = {finding.outcome for finding in self.findings}
        return next((_LEVEL_OF[grave] for grave in _GRAVITY if grave in found), Level.ELIGIBLE)

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings at the verdict's own level; none when eligible."""
        if self.level is Level.ELIGIBLE:
            return ()
        return tuple(finding for finding in self.findings if _LEVEL_OF[finding.outcome] is self.level)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that decided, each once, in the order of the rule set."""
        return _each_once(finding.rule_id for finding in self.deciding)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in plain words that rest on the facts assessed."""
        return _each_once(finding.reason for finding in self.deciding)

    @property
    def neutral_reasons(self) -> tuple[str, ...]:
        """Why, in words that disclose no fact: for a nominator told of facts that somebody else supplied."""
        return _each_once(finding.neutral for finding in self.deciding)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Keys of categories that may fit instead, each once."""
        return _each_once(finding.suggest for finding in self.deciding if finding.suggest)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
