"""What staff made of nominations: notes, verdicts, rulings, the judges' copy before it is an entry, duplicates."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.privacy.erasing.words import ERASED, emptied, removed
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.models import Case, CopyPassage, CopyStamp, Ruling, StaffNote, VerdictRecord


def clear_screening(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of the words of screening about these nominations; levels, decisions and who ruled stay."""
    clear_findings(session, nomination_ids)
    clear_duplicates(session, nomination_ids)
    removed(session, CopyPassage.nomination_id, nomination_ids)
    emptied(session, CopyStamp.nomination_id, nomination_ids, content_warning=None)
    emptied(session, Case.nomination_id, nomination_ids, names="", parked_because=None)
    emptied(session, Ruling.nomination_id, nomination_ids, reason=ERASED)
    return clear_staff_notes(session, nomination_ids)


def clear_staff_notes(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of what staff noted about these nominations; who wrote a note, and when, stays. Gives how many notes."""
    return emptied(session, StaffNote.nomination_id, nomination_ids, text="")


def clear_findings(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of what the rules said of these nominations, but for which rule came to what. Gives how many verdicts."""
    rows = select(VerdictRecord.id, VerdictRecord.findings).where(VerdictRecord.nomination_id.in_(nomination_ids))
    found = session.execute(rows).all()
    for number, findings in found:
        emptied(session, VerdictRecord.id, [number], findings=[_outcome(one) for one in findings])
    return len(found)


def clear_duplicates(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of why any of these nominations was thought to be of somebody else's nominee. Gives how many pairs."""
    first = removed(session, LikelyDuplicate.first_id, nomination_ids)
    return first + removed(session, LikelyDuplicate.second_id, nomination_ids)


def _outcome(finding: dict[str, Any]) -> dict[str, Any]:
    return {"rule": finding.get("rule"), "outcome": finding.get("outcome"), "reason": "", "about": "", "facts": []}
