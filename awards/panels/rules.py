"""Pure decisions about panels: a judge's next step, likely ties, the order of reading, and the plan of readings."""

from __future__ import annotations

import hashlib
import json
import random
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from awards.panels.words import InterestKind

Pair = tuple[str, str]
"""An entry's reference and a judge's: one reading."""

OPEN_MAIL_DOMAINS = frozenset({
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com",
    "live.co.uk", "live.com", "me.com", "msn.com", "nhs.net", "outlook.com", "proton.me", "protonmail.com",
    "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
})  # fmt: skip
"""Addresses that anybody (or a whole nation's service) may have: sharing one says nothing."""


class Step(StrEnum):
    """What a judge has to do next on a panel."""

    TERMS = "terms"
    CONFLICTS = "conflicts"
    ENTRIES = "entries"


def next_step(
    terms_accepted_at: datetime | None, interests_completed_at: datetime | None, newest_entry_at: datetime | None
) -> Step:
    """Say what comes next: the terms, then conflicts (again when an entry came later), then the entries."""
    if terms_accepted_at is None:
        return Step.TERMS
    if interests_completed_at is None or (newest_entry_at and newest_entry_at > interests_completed_at):
        return Step.CONFLICTS
    return Step.ENTRIES


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody that may tie them to a judge."""

    employer: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A connection that looks likely, with the sentence that tells the judge why it is proposed."""

    kind: InterestKind
    why: str


def likely_tie(judge: Known, *, nominees: Sequence[Known], nominators: Sequence[Known]) -> Tie | None:
    """Give the strongest tie that the records suggest between a judge and an entry; the judge decides.

    Of nominators only the judge's own address counts, so that nobody learns who nominated.
    """
    own = _plain(judge.email)
    if own and own in {_plain(person.email) for person in nominators}:
        return Tie(InterestKind.NOMINATED_OR_SUPPORTED, "A nomination came from your email address.")
    if own and own in {_plain(person.email) for person in nominees}:
        return Tie(InterestKind.OTHER, "This entry gives your own email address.")
    if _plain(judge.employer) and _plain(judge.employer) in {_plain(person.employer) for person in nominees}:
        return Tie(InterestKind.SAME_EMPLOYER, "You and this entry have the same employer in our records.")
    if _work_domain(judge.email) and _work_domain(judge.email) in {_work_domain(person.email) for person in nominees}:
        return Tie(InterestKind.SAME_EMPLOYER, "Your email address belongs to the same organisation as theirs.")
    return None


def reading_position(panel: str, judge: str, entry: str) -> int:
    """Give where an entry comes in this judge's own order: random to people, the same whenever it is asked."""
    digest = hashlib.sha256(f"{panel}:{judge}:{entry}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def rules_digest(rules: Mapping[str, object]) -> str:
    """Give the SHA-256 (hex) of the rules as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An entry that cannot have all its readings, and why."""

    entry: str
    wanted: int
    found: int
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The pairs to add to those that are kept, the readings each judge would then have, and what cannot be filled."""

    pairs: tuple[Pair, ...]
    loads: Mapping[str, int]
    short: tuple[Shortfall, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of the pairs, so that what is applied is what was shown."""
        return hashlib.sha256(repr(self.pairs).encode()).hexdigest()[:16]


def proposed_pairs(
    entries: Collection[str],
    judges: Collection[str],
    *,
    barred: Collection[Pair],
    readings: int,
    kept: Collection[Pair] = (),
    seed: str,
) -> Proposal:
    """Propose readings: each entry by `readings` distinct judges, no barred pair, loads as even as they can be.

    Kept pairs stay and count. The same arguments, in any order, always give the same proposal. First every entry
    takes the least busy judges that may read it; then readings move along chains of judges, from a busier one to
    one at least two readings lighter, until no chain is left, which is the least sum of squared loads there is.
    """
    plan = _Plan(entries, judges, barred=frozenset(barred), kept=frozenset(kept), seed=seed)
    short = [shortfall for entry in plan.entries if (shortfall := plan.fill(entry, readings))]
    while plan.level_once():
        pass
    pairs = tuple(sorted((entry, judge) for entry, chosen in plan.readers.items() for judge in chosen))
    new = tuple(pair for pair in pairs if pair not in plan.kept)
    return Proposal(new, dict(sorted(plan.loads.items())), tuple(sorted(short, key=lambda one: one.entry)))


class _Plan:
    """The working of a proposal: who reads what so far, and how much each judge has."""

    def __init__(
        self, entries: Collection[str], judges: Collection[str], *, barred: frozenset[Pair], kept: frozenset[Pair],
        seed: str,
    ) -> None:  # fmt: skip
        chance = random.Random(seed)  # noqa: S311 - a plan that anybody can repeat, not a secret
        self.judges = _shuffled(judges, chance)
        self.kept = frozenset((entry, judge) for entry, judge in kept if entry in set(entries))
        self.able = {
            entry: [judge for judge in _shuffled(judges, chance) if (entry, judge) not in barred]
            for entry in _shuffled(entries, chance)
        }
        self.entries = sorted(self.able, key=lambda entry: len(self.able[entry]))  # the hardest first
        self.readers: dict[str, list[str]] = {entry: [] for entry in self.entries}
        self.loads = dict.fromkeys(self.judges, 0)
        for entry, judge in sorted(self.kept):
            self._add(entry, judge)

    def fill(self, entry: str, readings: int) -> Shortfall | None:
        """Give the entry the least busy judges it lacks; say what is missing if there are too few."""
        free = [judge for judge in self.able[entry] if judge not in self.readers[entry]]
        lacking = max(0, readings - len(self.readers[entry]))
        for judge in sorted(free, key=self.loads.__getitem__)[:lacking]:
            self._add(entry, judge)
        found = len(self.readers[entry])
        if found >= readings:
            return None
        why = f"{len(self.able[entry])} of {len(self.judges)} judges may read it, and it needs {readings}."
        return Shortfall(entry, readings, found, why)

    def level_once(self) -> bool:
        """Move one reading's worth of load from a busy judge to a lighter one, if any chain allows it."""
        for start in sorted(self.judges, key=lambda judge: -self.loads[judge]):
            chain = self._chain_from(start)
            if chain:
                for entry, giver, taker in chain:
                    self.readers[entry].remove(giver)
                    self.loads[giver] -= 1
                    self._add(entry, taker)
                return True
        return False

    def _chain_from(self, start: str) -> list[tuple[str, str, str]]:
        """Give the shortest chain of moves (entry, giver, taker) that ends two or more readings lower; or nothing."""
        came: dict[str, tuple[str, str] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            for entry, taker in self._moves_of(giver):
                if taker in came:
                    continue
                came[taker] = (entry, giver)
                if self.loads[taker] + 2 <= self.loads[start]:
                    return _traced(came, taker)
                waiting.append(taker)
        return []

    def _moves_of(self, giver: str) -> Iterable[Pair]:
        for entry in self.entries:
            if giver in self.readers[entry] and (entry, giver) not in self.kept:
                yield from ((entry, judge) for judge in self.able[entry] if judge not in self.readers[entry])

    def _add(self, entry: str, judge: str) -> None:
        self.readers[entry].append(judge)
        self.loads[judge] = self.loads.get(judge, 0) + 1


def _traced(came: Mapping[str, tuple[str, str] | None], last: str) -> list[tuple[str, str, str]]:
    moves = []
    step = came[last]
    while step:
        entry, giver = step
        moves.append((entry, giver, last))
        last, step = giver, came[giver]
    return moves


def _shuffled(items: Collection[str], chance: random.Random) -> list[str]:
    listed = sorted(set(items))
    chance.shuffle(listed)
    return listed


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _work_domain(email: str | None) -> str:
    domain = _plain(email).rpartition("@")[2]
    return "" if domain in OPEN_MAIL_DOMAINS else domain
