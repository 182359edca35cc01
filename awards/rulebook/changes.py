"""What a change of the rules would do: every nomination put to the rules in force and to the proposed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from awards.eligibility.facts import Facts
from awards.eligibility.rules import RuleSpec, assess_in
from awards.eligibility.verdict import Level, Outcome, Verdict
from awards.nominations.models import Nomination
from awards.screening.standing_of_all import facts_of_all, nominations_to_check
from awards.screening.wording import LEVELS, Said
from awards.seasons.documents import RuleBook


@dataclass(frozen=True, slots=True)
class Different:
    """One nomination whose verdict would be another, and the rules because of which."""

    ref: str
    category: str
    was: Said
    becomes: Said
    because: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change: how many were looked at, each that differs, and how many go from which verdict to which."""

    looked_at: int
    different: Sequence[Different]
    counts: Sequence[tuple[str, str, int]]

    @property
    def words(self) -> str:
        """Sum it up in one sentence."""
        count = len(self.different)
        return f"{count} {'verdict' if count == 1 else 'verdicts'} of {self.looked_at} would change"


def preview_of(session: Session, season_id: int, *, before: RuleBook, after: RuleBook) -> Preview:
    """Put every sent nomination of the season to both; nothing is stored. Four statements, however many there are."""
    nominations = nominations_to_check(session, season_id)
    facts = facts_of_all(session, nominations)
    then, now = _Judging(before), _Judging(after)
    pairs = [
        (one, then.verdict(one, facts[one.id]), now.verdict(one, _under(one, facts[one.id], after)))
        for one in nominations
    ]
    different = [_different(one, was, becomes) for one, was, becomes in pairs if was.level is not becomes.level]
    counts = Counter((one.was.text, one.becomes.text) for one in different)
    return Preview(
        looked_at=len(nominations),
        different=different,
        counts=[(was, becomes, count) for (was, becomes), count in counts.most_common()],
    )


class _Judging:
    """A version of the rules, read once for each category."""

    def __init__(self, book: RuleBook) -> None:
        self._words = book.wording
        self._rules: Mapping[str, tuple[RuleSpec, ...]] = {one.key: book.rules_of(one.key) for one in book.categories}

    def verdict(self, nomination: Nomination, facts: Facts) -> Verdict:
        return assess_in(facts, self._rules[nomination.category.key], self._words)


def _under(nomination: Nomination, facts: Facts, after: RuleBook) -> Facts:
    """Give the facts as they would be: what was sent by its own later deadline counts as sent at the new close."""
    until, closes_at = nomination.extended_until, after.window.closes_at
    if until is None or facts.submitted_at is None or not _by(until, nomination.submitted_at):
        return facts
    return replace(facts, submitted_at=min(nomination.submitted_at or facts.submitted_at, closes_at))


def _by(until: datetime, sent: datetime | None) -> bool:
    return sent is not None and sent.replace(microsecond=0) <= until


def _different(nomination: Nomination, was: Verdict, becomes: Verdict) -> Different:
    return Different(
        ref=nomination.ref,
        category=nomination.category.name,
        was=_said(was.level),
        becomes=_said(becomes.level),
        because=", ".join(_moved(was, becomes)),
    )


def _moved(was: Verdict, becomes: Verdict) -> Iterable[str]:
    """Give the ids of the rules whose outcome differs, in the order of the rule sets."""
    before, after = _outcomes(was), _outcomes(becomes)
    return [rule_id for rule_id in {**before, **after} if before.get(rule_id) != after.get(rule_id)]


def _outcomes(verdict: Verdict) -> dict[str, frozenset[Outcome]]:
    rules = dict.fromkeys(finding.rule_id for finding in verdict.findings)
    return {one: frozenset(found.outcome for found in verdict.findings if found.rule_id == one) for one in rules}


def _said(level: Level) -> Said:
    return Said(*LEVELS[level])
