"""The judges' copy of nominations as it stands: what was sent, what judges are to read of it, and the stamp."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from awards.core.times import local_day, short_day_words
from awards.core.words import tidy
from awards.nominations.asked import Addition, InformationRequest
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.screening.duplicate_models import Merge
from awards.screening.models import CopyPassage, CopyStamp
from awards.seasons.models import Season

CONTENT_WARNING: Final = "content_warning"
"""The key under which what judges are warned of is kept beside the passages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One passage: what was sent, and what staff made of it; before anybody changed it, the copy is what was sent."""

    key: str
    question: str
    original: str
    saved: CopyPassage | None

    @property
    def text(self) -> str:
        """The words of the copy."""
        return self.original if self.saved is None else self.saved.text

    @property
    def included(self) -> bool:
        """Whether judges are to read it."""
        return self.saved is None or self.saved.included

    @property
    def mark(self) -> str:
        """What tells whether the copy, and what was sent, are still as a page showed them: two halves, with a dot."""
        return f"{mark_of(self.text, included=self.included)}.{mark_of(self.original)}"


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of one nomination, whose season and submissions are loaded, with the stamp it was given last."""

    nomination: Nomination
    lines: Sequence[Line]
    warning: Line
    """What judges are warned of; without words there is nothing to warn of."""
    last_stamp: CopyStamp | None

    @property
    def for_judges(self) -> list[Line]:
        """The passages that judges are to read."""
        return [line for line in self.lines if line.included and line.text.strip()]

    @property
    def content_warning(self) -> str | None:
        """What judges are told before they read; None when there is nothing to warn of."""
        return self.warning.text.strip() or None

    @property
    def digest(self) -> str:
        """SHA-256 of what judges are to read and of what was sent: any change of either changes it."""
        parts = [[line.question, line.text if line.included else "", line.included, line.original]
                 for line in self.lines]  # fmt: skip
        return hashlib.sha256(json.dumps([self.content_warning, parts]).encode()).hexdigest()

    @property
    def stamp(self) -> CopyStamp | None:
        """The stamp that counts: the last one, if nothing was changed since."""
        stamp = self.last_stamp
        return stamp if stamp is not None and stamp.digest == self.digest else None


def mark_of(text: str, *, included: bool = True) -> str:
    """Give a short mark of a text, the same however white space stands around it."""
    return hashlib.sha256(f"{included}\n{tidy(text).strip()}".encode()).hexdigest()[:16]


def copies_of(session: Session, nominations: Sequence[Nomination]) -> list[Copy]:
    """Give the copies of many nominations, in this order; season and submissions are loaded. Three statements."""
    ids = [nomination.id for nomination in nominations]
    additions = session.execute(
        select(Addition, InformationRequest)
        .join(InformationRequest, InformationRequest.id == Addition.request_id)
        .where(Addition.nomination_id.in_(ids), Addition.sent_at.is_not(None))
    ).all()
    saved = session.scalars(select(CopyPassage).where(CopyPassage.nomination_id.in_(ids))).all()
    newest = select(func.max(CopyStamp.id)).where(CopyStamp.nomination_id.in_(ids)).group_by(CopyStamp.nomination_id)
    stamps = {one.nomination_id: one for one in session.scalars(select(CopyStamp).where(CopyStamp.id.in_(newest)))}
    return [
        _copy(
            nomination,
            saved=[one for one in saved if one.nomination_id == nomination.id],
            added=[(row[0], row[1]) for row in additions if row[0].nomination_id == nomination.id],
            stamp=stamps.get(nomination.id),
        )
        for nomination in nominations
    ]


def copy_of(session: Session, nomination: Nomination) -> Copy:
    """Give the copy of one nomination. One statement."""
    return _read(session, Nomination.id == nomination.id)[0]


def copies_with(session: Session, lead: Nomination) -> list[Copy]:
    """Give the copy of a nomination, and then those of the ones merged into it. One statement."""
    merged = select(Merge.nomination_id).where(Merge.into_id == lead.id)
    goes_with_it = and_(Nomination.id.in_(merged), Nomination.state == NominationState.MERGED)
    found = _read(session, or_(Nomination.id == lead.id, goes_with_it))
    return sorted(found, key=lambda copy: copy.nomination.id != lead.id)


def unstamped_of(copies: Sequence[Copy]) -> list[str]:
    """Give the references of the nominations whose copy has no stamp that counts."""
    return [copy.nomination.ref for copy in copies if copy.stamp is None]


def _read(session: Session, of_whom: ColumnElement[bool]) -> list[Copy]:
    """Read a few nominations with all that belongs to their copies; whatever a join repeats counts once."""
    any_stamp = aliased(CopyStamp)
    newest = select(func.max(any_stamp.id)).where(any_stamp.nomination_id == Nomination.id).scalar_subquery()
    rows = session.execute(
        select(Nomination, CopyPassage, Addition, InformationRequest, CopyStamp)
        .outerjoin(CopyPassage, CopyPassage.nomination_id == Nomination.id)
        .outerjoin(Addition, and_(Addition.nomination_id == Nomination.id, Addition.sent_at.is_not(None)))
        .outerjoin(InformationRequest, InformationRequest.id == Addition.request_id)
        .outerjoin(CopyStamp, CopyStamp.id == newest)
        .where(of_whom)
        .order_by(Nomination.id)
        .options(
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominator),
            joinedload(Nomination.submissions),
        )
    ).unique()
    found: dict[Nomination, list[Any]] = {}
    for row in rows:
        found.setdefault(row.Nomination, []).append(row)
    return [
        _copy(
            nomination,
            saved=[row.CopyPassage for row in some if row.CopyPassage],
            added=list({row.Addition: row.InformationRequest for row in some if row.Addition}.items()),
            stamp=some[0].CopyStamp,
        )
        for nomination, some in found.items()
    ]


def _copy(
    nomination: Nomination,
    *,
    saved: Sequence[CopyPassage],
    added: Sequence[tuple[Addition, InformationRequest]],
    stamp: CopyStamp | None,
) -> Copy:
    zone = nomination.season.programme.zone
    sent = nomination.submissions[-1].content if nomination.submissions else []
    later = sorted(added, key=lambda one: (one[1].id, one[0].position))
    originals = []
    for part in sent:
        originals.append((part["key"], part["question"], part["answer"]))
        originals += [_added(*one, zone) for one in later if one[0].question_key == part["key"]]
    asked = {part["key"] for part in sent}
    originals += [_added(*one, zone) for one in later if one[0].question_key not in asked]
    rows = {one.key: one for one in saved}
    lines = [Line(key, question, text, rows.get(key)) for key, question, text in originals if text.strip()]
    warning = Line(CONTENT_WARNING, "Content warning", "", rows.get(CONTENT_WARNING))
    return Copy(nomination, lines, warning, stamp)


def _added(addition: Addition, request: InformationRequest, zone: str) -> tuple[str, str, str]:
    day = short_day_words(local_day(addition.sent_at, zone)) if addition.sent_at else ""
    return f"{addition.question_key}:{request.ref}", f"{addition.question} (added on {day})", addition.text
