"""What a season's bundle holds under one of its checkpoints: the sealed log, the signed notes, and the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from awards.ledger.bundle import BundleContents, Cut
from awards.ledger.notes import read_public_line
from awards.ledger.records import Record
from awards.ledger.results import Figures
from awards.sealing.checkpoints import checkpoints_of
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint
from awards.sealing.records import records_of
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """What was worked out from a log, by category, and what it was worked out with."""

    figures: Mapping[str, Figures] = field(default_factory=dict)
    seeds: Mapping[str, int | str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


def sealed_records(session: Session, checkpoint: Checkpoint) -> list[Record]:
    """Give the records that a checkpoint seals, in order. One statement."""
    return list(islice(records_of(session, checkpoint.season_id), checkpoint.size))


def contents_of(
    session: Session,
    season: Season,
    checkpoint: Checkpoint,
    *,
    records: Sequence[Record],
    worked_out: WorkedOut,
    made_at: datetime,
    cut: Cut = Cut.AUDITOR,
    auditors_digest: str | None = None,
) -> BundleContents:
    """Give what the bundle under a checkpoint holds; the programme is loaded. One statement.

    Raises:
        LookupError: none of this portal's keys signed the checkpoint.
    """
    line = seal_of(session).key_line_of(checkpoint.note)
    origin, public = read_public_line(line)
    notes = [one.note for one in checkpoints_of(session, season.id) if one.number <= checkpoint.number]
    return BundleContents(
        origin=origin,
        season=f"{season.programme.key}/{season.key}",
        records=records,
        checkpoints=notes,
        public_key=public,
        made_at=made_at,
        figures=worked_out.figures,
        versions=worked_out.versions,
        seeds=worked_out.seeds,
        cut=cut,
        auditors_digest=auditors_digest,
    )
