"""Doing erasures again after a restore: a backup brings back whoever was erased since it was made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.core.references import new_reference
from awards.nominees.models import Suppression
from awards.privacy.erasure import repeat_erasure
from awards.privacy.known import Known, known_by
from awards.privacy.models import ErasedKind, Erasure
from awards.privacy.reach import erased_already


class BadListError(ValueError):
    """The file is no list of erasures; says which line is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One erasure as the list has it: references alone, nothing that names anybody."""

    subject: str
    kind: ErasedKind
    at: datetime
    by: str
    flags_held: bool = False
    suppressed: bool = False

    def as_json(self) -> str:
        """Give it as one line."""
        said = {
            "subject": self.subject, "kind": self.kind.value, "at": self.at.isoformat(), "by": self.by,
            "flags_held": self.flags_held, "suppressed": self.suppressed,
        }  # fmt: skip
        return json.dumps(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """What a list of erasures came to in this database."""

    again: Sequence[str]
    """Erased once more: the database had them."""
    known: Sequence[str]
    """Erased already."""
    unknown: Sequence[str]
    """The database has nobody of these references: they came after the backup."""
    addresses: Sequence[str]


def erasures(session: Session) -> list[Line]:
    """Give every erasure there is, the first one first. Two statements."""
    noted = set(session.scalars(select(Suppression.nominee_ref).where(Suppression.lifted_at.is_(None))))
    return [
        Line(subject=one.subject, kind=one.kind, at=one.at, by=one.by, flags_held=one.flags_held,
             suppressed=one.subject in noted)
        for one in session.scalars(select(Erasure).order_by(Erasure.id))
    ]  # fmt: skip


def read_lines(lines: Iterable[str]) -> list[Line]:
    """Read a list as `erasures` gives it, one JSON object a line.

    Raises:
        BadListError: a line is none.
    """
    return [_line(number, text) for number, text in enumerate(lines, 1) if text.strip()]


def repeat(session: Session, lines: Sequence[Line], *, now: datetime) -> Repeated:
    """Erase again whom the list names and this database still has; done twice it is done once.

    One entry in the trail, if anybody was erased again.
    """
    latest = {one.subject: one for one in lines}
    done = erased_already(session, list(latest))
    waiting = {ref: one for ref, one in latest.items() if ref not in done}
    found = known_by(session, list(waiting))
    addresses: list[str] = []
    for held in (False, True):
        some = [one for one in found if waiting[one.ref].flags_held is held]
        addresses += _again(session, some, waiting, hold_flags=held, now=now) if some else []
    again = [one.ref for one in found]
    if again:
        record(session, Tag.ERASURES_REPEATED, again[0], actor=SYSTEM, at=now, references=again)
    session.flush()
    unknown = [ref for ref in waiting if ref not in again]
    return Repeated(again=again, known=sorted(done), unknown=unknown, addresses=addresses)


def _again(
    session: Session, chosen: Sequence[Known], lines: Mapping[str, Line], *, hold_flags: bool, now: datetime
) -> Sequence[str]:  # fmt: skip
    suppress = [one.ref for one in chosen if lines[one.ref].suppressed]
    done = repeat_erasure(session, chosen, suppress=suppress, hold_flags=hold_flags, now=now)
    for one in chosen:
        line = lines[one.ref]
        session.add(Erasure(ref=new_reference("ERA"), kind=line.kind, subject=one.ref, at=line.at, by=line.by,
                            flags_held=line.flags_held))  # fmt: skip
    return done.addresses


def _line(number: int, text: str) -> Line:
    try:
        said: dict[str, Any] = json.loads(text)
        at = datetime.fromisoformat(said["at"])
        if at.tzinfo is None:
            raise BadListError(f"Line {number}: its time has no zone.")
        return Line(subject=str(said["subject"]), kind=ErasedKind(said["kind"]), at=at, by=str(said["by"]),
                    flags_held=bool(said.get("flags_held")), suppressed=bool(said.get("suppressed")))  # fmt: skip
    except (KeyError, TypeError, ValueError) as wrong:
        if isinstance(wrong, BadListError):
            raise
        raise BadListError(f"Line {number} is no erasure.") from wrong
