"""Working the whole trail out again from its rows, and comparing it with its log and the heads that were signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from awards.audit.models import AuditEntry, AuditReason
from awards.trail.findings import Finding, Report, about
from awards.trail.head_checking import check_heads
from awards.trail.leaves import Raw, as_it_is, raw_columns, raw_reasons
from awards.trail.models import TrailLeaf, TrailLog
from awards.trail.walked import Seen, Walked

PIECE: Final = 5000
Progress = Callable[[int], None]


def check_trail(session: Session, *, kept: Sequence[str] = (), progress: Progress = lambda _done: None) -> Report:
    """Say how the trail stands; `kept` are signed heads (notes) that were kept elsewhere.

    Everything is worked out again from the rows as they are stored. Entries that wait for their place, and reasons
    that were erased, are counted and are no difference. Three statements, and the entries in pieces.
    """
    check = _Check(session, Report(), progress)
    try:
        check.run(kept)
    except DBAPIError as error:
        words = f"The database cannot read the trail: {type(error.orig).__name__}."
        check.report.findings.append(Finding("unreadable", words))
    return check.report


@dataclass(slots=True)
class _Check:
    session: Session
    report: Report
    progress: Progress
    walked: Walked = field(default_factory=Walked)
    places: dict[Any, int] = field(default_factory=dict)
    by_leaf: dict[bytes, int] = field(default_factory=dict)

    def run(self, kept: Sequence[str]) -> None:
        self._read_log()
        with as_it_is(self.session) as connection:
            rows = (
                select(*raw_columns(connection), *raw_reasons())
                .select_from(AuditEntry)
                .outerjoin(AuditReason, AuditReason.id == AuditEntry.reason_id)
                .order_by(AuditEntry.id)
            )
            with self.session.execute(rows, execution_options={"yield_per": PIECE}) as found:
                for *entry, _number, salt, text in found:
                    self._entry(Raw(*entry), (_number, salt, text))
        self.progress(self.report.entries)
        self.report.findings += [*self.walked.missing(), *self.walked.put_among_others()]
        check_heads(self.session, self.report, self.walked, kept=kept)

    def _read_log(self) -> None:
        """Read the leaves in the order of the log, and say where one is missing."""
        columns = (TrailLeaf.position, TrailLeaf.entry_id, TrailLeaf.leaf_hash)
        with as_it_is(self.session):
            rows: Sequence[Any] = self.session.execute(
                select(*(type_coerce(one, NullType()) for one in columns)).order_by(TrailLeaf.position)
            ).all()
            size = self.session.scalar(select(type_coerce(TrailLog.size, NullType()))) or 0
        for position, entry_id, leaf in rows:
            place = self.walked.add(position, entry_id, _bytes(leaf))
            self.places[entry_id] = place
            self.by_leaf[self.walked.leaves[place]] = place
        self.report.sealed = len(rows)
        if type(size) is not int:
            self.report.findings.append(Finding("added", f"The log says {size!a} where its size should stand."))
        elif size != len(rows):
            kind, words = ("cut_off", "are left") if size > len(rows) else ("added", "are there")
            counted = f"The log should have {size} entries; {len(rows)} {words}."
            self.report.findings.append(Finding(kind, counted))

    def _entry(self, raw: Raw, reason: tuple[Any, Any, Any]) -> None:
        if self.report.entries % PIECE == 0:
            self.progress(self.report.entries)
        self.report.entries += 1
        self.report.findings += self._reason(raw, reason)
        place = self.places.get(raw.id)
        if place is None:
            self.report.unsealed += 1
            self.walked.waiting.append(Seen(raw.id, raw.tag, raw.when))
        else:
            self.walked.entries[place] = Seen(raw.id, raw.tag, raw.when)
            self.report.findings += self._sealed(raw, place)

    def _sealed(self, raw: Raw, place: int) -> Iterator[Finding]:
        leaf, sealed = raw.leaf, self.walked.leaves[place]
        if leaf == sealed:
            return
        where = self.walked.positions[place]
        other = self.by_leaf.get(leaf)
        if other is not None:
            words = f"stands at place {where} of the log and was sealed at place {self.walked.positions[other]}."
            yield about("reordered", raw, words, place=where)
        else:
            yield about("changed", raw, f"at place {where} is not the one that was sealed.", place=where)

    def _reason(self, raw: Raw, kept: tuple[Any, Any, Any]) -> Iterator[Finding]:
        number, salt, text = kept
        if raw.reason_hash is None and raw.reason_id is None:
            return
        place = self.places.get(raw.id)
        if raw.reason_hash is None or raw.reason_id is None or number is None:
            yield about("reason", raw, "has a reason without a hash, or has lost its reason.", place=place)
        elif text is None:
            self.report.reasons_erased += 1
        elif _hash_of_reason(salt, text) != raw.reason_hash:
            yield about("reason", raw, "has another reason than the one that was given.", place=place)
        else:
            self.report.reasons += 1


def _bytes(leaf: Any) -> bytes:
    """Give the hash that a leaf's row holds; of one that holds no hash, bytes that fit nothing."""
    try:
        made = bytes.fromhex(leaf)
    except (TypeError, ValueError):
        made = b""
    fine = len(made) == hashlib.sha256().digest_size and made.hex() == leaf
    return made if fine else hashlib.sha256(f"no hash: {leaf!a}".encode()).digest()


def _hash_of_reason(salt: Any, text: Any) -> str:
    return hashlib.sha256(f"{salt}{text}".encode("utf-8", "surrogateescape")).hexdigest()
