"""A judge's receipt: what the record says of them, with the proof that it is in the log that was sealed.

Only what they did themselves, or were shown: entries by their label and nothing else, and of the entries from which
they stand down only those that they named themselves. What staff noted is not theirs to learn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.times import moment_words
from awards.ledger.receipts import OWN, receipt_of
from awards.ledger.records import Record
from awards.panels.models import Interest, Panel, PanelMember
from awards.screening.models import Entry
from awards.sealing.acting import label_of
from awards.sealing.checkpoints import last_close
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, JudgingAct, SealedLeaf
from awards.sealing.records import record_of, tree_of
from awards.seasons.models import Season

WORDS = {
    "judge_joined": "You took a place on a panel",
    "assigned": "You were asked to read this entry",
    "unassigned": "You were asked no more to read this entry",
    "recused": "You stood down from this entry",
    "abstained": "You said that you cannot judge this entry",
    "scored": "Your score sheet",
    "sheet_reopened": "Your score sheet was opened again",
}
SHEET_WORDS = {"started": "not complete", "complete": "complete", "handed_in": "handed in"}
RECUSALS = frozenset({"recused", "recusal_lifted"})


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a receipt, as its judge reads it."""

    number: int
    when: str
    what: str
    entry: str
    points: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A judge's receipt: its lines, what they are sealed by, and the file that the checker accepts."""

    label: str
    lines: Sequence[Line]
    checkpoint: Checkpoint
    sealed: str
    key_id: str
    file: str

    @property
    def file_name(self) -> str:
        """What the file is called when it is taken home."""
        return f"receipt-{self.label}-checkpoint-{self.checkpoint.number}.json"

    @property
    def rows(self) -> list[list[str]]:
        """The lines as a table's rows."""
        return [[str(one.number), one.when, one.what, one.entry, one.points] for one in self.lines]


def receipt_for(session: Session, season: Season, user_ref: str) -> Receipt | None:
    """Give a judge's receipt under the newest checkpoint of a close; None before there is one. Five statements."""
    checkpoint = last_close(session, season.id)
    if checkpoint is None:
        return None
    label, key_line = label_of(session, season.id, user_ref), seal_of(session).key_line_of(checkpoint.note)
    own = _own_records(session, season, user_ref, size=checkpoint.size)
    tree = tree_of(session, season.id, size=checkpoint.size)
    file = receipt_of(
        label, own, tree, note=checkpoint.note, key_line=key_line, size=checkpoint.size
    )  # fmt: skip
    zone = season.programme.zone
    lines = [_line(one, when) for one, when in zip(own, [moment_words(_at(one), zone) for one in own], strict=True)]
    sealed = moment_words(checkpoint.made_at, zone)
    return Receipt(label, lines, checkpoint, sealed, key_line.split("+")[1], file)


def _own_records(session: Session, season: Season, user_ref: str, *, size: int) -> list[Record]:
    """Give the records about this judge that they may be shown, in the order of the log. Two statements."""
    label, declared = label_of(session, season.id, user_ref), _declared(session, season.id, user_ref)
    rows = session.execute(
        select(JudgingAct, SealedLeaf.position)
        .join(SealedLeaf, SealedLeaf.act_id == JudgingAct.id)
        .where(
            SealedLeaf.season_id == season.id,
            SealedLeaf.position < size,
            JudgingAct.kind.in_(OWN),
            JudgingAct.content["judge"].as_string() == label,
        )
        .order_by(SealedLeaf.position)
    )
    own = [record_of(act, position) for act, position in rows]
    return [one for one in own if one.kind not in RECUSALS or _is_theirs(one, declared)]


def _declared(session: Session, season_id: int, user_ref: str) -> set[str]:
    """Give the labels of the entries from which the judge stands down by their own word. One statement."""
    refs = session.scalars(
        select(Entry.ref)
        .join(Interest, Interest.entry_id == Entry.id)
        .join(Interest.member)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .where(Panel.season_id == season_id, User.ref == user_ref, Interest.declared_by == user_ref)
    )
    return {label_of(session, season_id, ref) for ref in refs}


def _is_theirs(record: Record, declared: set[str]) -> bool:
    return record.kind == "recused" and _content(record)["entry"] in declared


def _line(record: Record, when: str) -> Line:
    content = _content(record)
    what = WORDS[record.kind]
    if record.kind == "scored":
        what = f"{what}: {SHEET_WORDS[content['state']]}"
    points = ", ".join(f"{key} {'–' if one is None else one}" for key, one in content.get("points", {}).items())
    return Line(record.n, when, what, content.get("entry", ""), points)


def _content(record: Record) -> Mapping[str, Any]:
    return record.content or {}


def _at(record: Record) -> datetime:
    return datetime.fromisoformat(record.at)
