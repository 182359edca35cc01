"""Signing a season's results off: the record is sealed as a whole, and the bundle for auditors is made from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.bundles.missing import missing_before
from awards.bundles.policy import may_sign_off
from awards.bundles.queries import length_of
from awards.core.actor import Actor
from awards.core.permission import require
from awards.sealing.checkpoints import checkpoints_of, make_checkpoint
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.sealing.sealing_jobs import locked_log
from awards.seasons.models import Season


def sign_off(session: Session, season: Season, *, seen: int, actor: Actor, now: datetime) -> Checkpoint:
    """Sign the results of a season off, and seal its record under a checkpoint; programme and rounds are loaded.

    `seen` is the newest act of the record as the signer saw it. The worker then makes the bundle and tells staff.

    Raises:
        Refused: one only reads, something is not settled, nothing is new since the last sign-off, or the record has
            grown.
    """
    locked_log(session, season.id)
    length, checkpoints = length_of(session, season.id), checkpoints_of(session, season.id)
    missing = missing_before(session, season)
    require(may_sign_off(season, length, checkpoints, missing=missing, actor=actor, seen=seen))
    made = make_checkpoint(session, season, CheckpointPurpose.SIGN_OFF, actor=actor, now=now)
    record(
        session, Tag.RESULTS_SIGNED_OFF, f"{season.programme.key}/{season.key}", actor=actor, at=now,
        checkpoint=made.number, size=made.size, root=made.root,
    )  # fmt: skip
    session.flush()
    return made
