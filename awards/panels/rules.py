"""Pure decisions about panels: a judge's next step, and the order of reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """What a judge has to do next on a panel."""

    TERMS = "terms"
    WORK = "work"
    CONFLICTS = "conflicts"
    PRACTICE = "practice"
    ENTRIES = "entries"


def next_step(
    *,
    terms_accepted_at: datetime | None,
    work_told_at: datetime | None,
    interests_completed_at: datetime | None,
    newest_entry_at: datetime | None,
    has_to_practise: bool,
) -> Step:
    """Say what comes next: terms, work, conflicts (again when an entry came later), practice, then the entries.

    Who declared their conflicts before they could be asked about their work is asked when names are added.
    """
    if terms_accepted_at is None:
        return Step.TERMS
    if interests_completed_at is None or (newest_entry_at and newest_entry_at > interests_completed_at):
        return Step.WORK if work_told_at is None else Step.CONFLICTS
    return Step.PRACTICE if has_to_practise else Step.ENTRIES


def reading_position(panel: str, judge: str, entry: str) -> int:
    """Give where an entry comes in this judge's own order: random to people, the same whenever it is asked."""
    digest = hashlib.sha256(f"{panel}:{judge}:{entry}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def rules_digest(rules: Mapping[str, object]) -> str:
    """Give the SHA-256 (hex) of the rules as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
