"""The kinds of judging act that enter the sealed record, each a typed builder of its content.

Make one and hand it over in the transaction of the act itself::

    append_act(session, season.id, Recused(entry="E-7K2QDXA", judge="J-4MZT8RW", reason=reason_hash(text, salt)))

Nobody is named: entries are "E-…", judges "J-…", staff "S-…", labels that the caller makes and keeps apart from
people. No free text: a reason is the hash that `reason_hash` gives, its text and salt lie where they can be erased.
No floats: whole numbers, `Fraction`, or decimal text. The time is not part of an act: the record says when.
Categories, criteria and rounds are named by their keys. The acts of votes and decisions are written in `deciding`,
and given here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from awards.ledger.act import ENTRY, JUDGE, STAFF, Act, BadActError, checked_hash, checked_label, label, reason_hash
from awards.ledger.canonical import canonical_hash
from awards.ledger.deciding import (
    NOBODY,
    Addendum,
    Afterwards,
    Ballot,
    BallotCast,
    ChairCast,
    Decided,
    Departure,
    Happening,
    MinutesSigned,
    Purpose,
    VoteClosed,
    VoteOpened,
    sealed_ballot,
)

__all__ = [
    "ENTRY", "JUDGE", "NOBODY", "STAFF", "Abstained", "Act", "Addendum", "Afterwards", "Assigned", "BadActError",
    "Ballot", "BallotCast", "ChairCast", "Decided", "Departure", "EntryEntered", "EntryWithdrawn", "Happening",
    "JudgeJoined", "JudgeLeft", "MinutesSigned", "Note", "Purpose", "RecusalLifted", "Recused", "RoundClosed",
    "RoundReopened", "RulesChanged", "RulesFixed", "Scored", "SheetMark", "SheetReopened", "Unassigned",
    "VoteClosed", "VoteOpened", "checked_hash", "checked_label", "label", "reason_hash", "sealed_ballot",
]  # fmt: skip


class SheetMark(StrEnum):
    """How far a score sheet is; what is complete or handed in counts."""

    STARTED = "started"
    COMPLETE = "complete"
    HANDED_IN = "handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFixed(Act):
    """The rules of judging are locked, whole; `sha256` must be of the canonical JSON of `rules` (`panels.rules` does).

    What `rules` may say is in docs/sealed-record.md, section 4: scale, categories with criteria and weights,
    shortlist, ties, and, for results, `ranking` and `ballots`.
    """

    kind: ClassVar[str] = "rules_fixed"
    version: int
    rules: Mapping[str, Any]
    sha256: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        digest = canonical_hash(self.rules)
        if self.sha256 not in {None, digest}:
            raise BadActError("The hash of these rules is another one.")
        object.__setattr__(self, "sha256", digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesChanged(RulesFixed):
    """The next version of locked rules, whole, with the hash of why. After a round's close it counts for none."""

    kind: ClassVar[str] = "rules_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeJoined(Act):
    """A judge takes a seat on a panel that judges these categories."""

    kind: ClassVar[str] = "judge_joined"
    judge: str
    categories: Sequence[str]
    chair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLeft(Act):
    """A judge leaves the panel; what they scored completely still counts, unless unassigned."""

    kind: ClassVar[str] = "judge_left"
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEntered(Act):
    """An entry is put before the judges of a category."""

    kind: ClassVar[str] = "entry_entered"
    entry: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(Act):
    """An entry leaves judging. Before the close its scores count no more; after it they stay in the arithmetic."""

    kind: ClassVar[str] = "entry_withdrawn"
    entry: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Act):
    """A judge is asked to read an entry (at release, not while planned); again after `Unassigned` or `Abstained`."""

    kind: ClassVar[str] = "assigned"
    entry: str
    judge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned(Act):
    """A judge is asked no more to read an entry; what they scored on it counts no more."""

    kind: ClassVar[str] = "unassigned"
    entry: str
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recused(Act):
    """A judge stands aside from an entry because of an interest, before or after being assigned: nothing counts."""

    kind: ClassVar[str] = "recused"
    entry: str
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalLifted(Act):
    """A recusal was found to be mistaken and is lifted."""

    kind: ClassVar[str] = "recusal_lifted"
    entry: str
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstained(Act):
    """A judge declines to score an entry for another reason than an interest."""

    kind: ClassVar[str] = "abstained"
    entry: str
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored(Act):
    """How one judge's sheet on one entry stands now, whole: the points by criterion key, None for none yet."""

    kind: ClassVar[str] = "scored"
    entry: str
    judge: str
    state: SheetMark
    points: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReopened(Act):
    """A sheet that was handed in is open again; its points still count until changed."""

    kind: ClassVar[str] = "sheet_reopened"
    entry: str
    judge: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Act):
    """A round of scoring is over for these categories: what stands now is what is counted. A checkpoint follows."""

    kind: ClassVar[str] = "round_closed"
    round: str
    categories: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReopened(Act):
    """A closed round is opened again for these categories, with the hash of why; another close must follow."""

    kind: ClassVar[str] = "round_reopened"
    round: str
    categories: Sequence[str]
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Act):
    """Anything else worth a place in the record, by a key and plain values; it may be erased later."""

    kind: ClassVar[str] = "note"
    subject: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
