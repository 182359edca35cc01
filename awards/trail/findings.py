"""What a check of the trail may find, in words that name the entry."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from awards.trail.leaves import Raw


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the trail and what was sealed or signed."""

    kind: str
    """One of: changed, reordered, added, removed, cut_off, reason, forged_head, head, unreadable."""
    words: str
    entry: Any = None
    """The number of the entry, where one can be named."""
    tag: Any = None
    at: Any = None
    place: int | None = None
    """Its place in the log, from 0."""


@dataclass(slots=True)
class Report:
    """What a check of the whole trail found."""

    entries: int = 0
    sealed: int = 0
    unsealed: int = 0
    reasons: int = 0
    """How many reasons are there and fit."""
    reasons_erased: int = 0
    heads: int = 0
    newest_head: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> Finding | None:
        """The first difference: those that name a place come first, in the order of the log."""
        placed = sorted((one for one in self.findings if one.place is not None), key=lambda one: one.place or 0)
        return next(iter(placed + [one for one in self.findings if one.place is None]), None)

    def as_json(self) -> dict[str, Any]:
        """Give the report as the command prints it."""
        counted = {name: getattr(self, name) for name in ("entries", "sealed", "unsealed", "reasons", "reasons_erased")}
        first = self.first
        return {
            "fine": first is None,
            **counted,
            "heads": self.heads,
            "newest_head": self.newest_head,
            "first_difference": asdict(first) if first else None,
            "differences": len(self.findings),
        }


def named(raw: Raw) -> str:
    """Name an entry as it stands: its number, its tag, and when it says that it was written."""
    return f"entry {raw.id} ({raw.tag}, {raw.when})"


def about(kind: str, raw: Raw, words: str, *, place: int | None = None) -> Finding:
    """Make a finding about one entry; the words follow its name."""
    whole = f"{named(raw)[0].upper()}{named(raw)[1:]} {words}"
    return Finding(kind, whole, entry=_plain(raw.id), tag=_plain(raw.tag), at=raw.when, place=place)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) or value is None else ascii(value)
