"""Comparing the log with the heads that were signed: those in the database, and those kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.ledger.merkle import Tree
from awards.ledger.notes import Checkpoint
from awards.sealing.keys import Seal, seal_of
from awards.trail.findings import Finding, Report, about
from awards.trail.heads import read_head
from awards.trail.leaves import Raw, as_instant, as_it_is, moment_column, raw_columns
from awards.trail.models import TrailHead
from awards.trail.walked import Walked


def check_heads(session: Session, report: Report, walked: Walked, *, kept: Sequence[str]) -> None:
    """Add to the report what the heads find: the rows', what the trail says of them, and those kept elsewhere."""
    seal, rows = seal_of(session), _rows(session)
    signed: list[tuple[str, Checkpoint]] = []
    for number, (size, root, made_at, note) in enumerate(rows, 1):
        where = f"Head {number} (of {size} entries)"
        said = _signed(note, seal, where=where, report=report)
        if said and (size, root, made_at) != (said.size, said.root.hex(), said.time):
            report.findings.append(Finding("head", f"{where} does not say what was signed."))
        signed += [(where, said)] if said else []
    for number, note in enumerate(kept, 1):
        where = f"The head that was kept elsewhere ({number})"
        said = _signed(note, seal, where=where, report=report)
        signed += [(where, said)] if said else []
    report.heads = len(rows)
    report.newest_head = dict(zip(("size", "root", "made_at"), rows[-1], strict=False)) if rows else None
    report.findings += _of_signed(signed, walked)
    report.findings += _removed_heads(session, {(size, root) for size, root, *_ in rows})


def _signed(note: Any, seal: Seal, *, where: str, report: Report) -> Checkpoint | None:
    said = read_head(note, seal) if isinstance(note, str) else None
    if said is None:
        report.findings.append(Finding("forged_head", f"{where} is not signed with this portal’s key."))
    return said


def _of_signed(signed: list[tuple[str, Checkpoint]], walked: Walked) -> Iterator[Finding]:
    """Compare signed heads with the log, the smallest first; the stretch that was tampered with is named."""
    tree, fits = Tree(walked.leaves), 0
    for where, said in sorted(signed, key=lambda one: one[1].size):
        if said.size > len(tree):
            words = f"{where} proves {said.size} entries; {len(tree)} are left: the end was cut off."
            yield Finding("cut_off", words)
        elif tree.root(said.size) == said.root:
            fits = max(fits, said.size)
        else:
            stretch = walked.stretch(min(fits, said.size - 1), said.size - 1)
            words = f"something among {stretch} was changed, removed, added or moved."
            yield Finding("head", f"{where}, signed at {said.time}, is of another log: {words}")


def _removed_heads(session: Session, there: set[tuple[Any, Any]]) -> Iterator[Finding]:
    """Say which heads the trail tells of that are not there any more, or say something else."""
    with as_it_is(session) as connection:
        made = select(*raw_columns(connection)).where(AuditEntry.tag == Tag.TRAIL_HEAD_MADE).order_by(AuditEntry.id)
        told = [Raw(*row) for row in session.execute(made)]
    for raw in told:
        try:
            facts = json.loads(raw.facts)
            size, removed = facts["size"], (facts["size"], facts["root"]) not in there
        except (TypeError, ValueError, KeyError, RecursionError):
            continue  # the entry itself is not as it was sealed, which is found elsewhere
        if removed:
            yield about("head", raw, f"tells of a head of {size} entries, which was removed or changed.")


def _rows(session: Session) -> list[tuple[Any, Any, Any, Any]]:
    """Give size, root, time and note of every head as they are stored, the smallest first."""
    plain = [type_coerce(one, NullType()) for one in (TrailHead.size, TrailHead.root, TrailHead.note)]
    with as_it_is(session) as connection:
        made = moment_column(connection, TrailHead.made_at)
        rows: Sequence[Any] = session.execute(select(*plain, made).order_by(TrailHead.size)).all()
    return [(size, root, as_instant(made_at), note) for size, root, note, made_at in rows]
