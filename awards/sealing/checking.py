"""Checking a season's log against its acts and its checkpoints: names the first thing that is not as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.ledger import notes
from awards.ledger.canonical import instant
from awards.ledger.merkle import Tree
from awards.sealing.checkpoints import checkpoints_of
from awards.sealing.keys import Seal, seal_of
from awards.sealing.models import Checkpoint, JudgingAct, SealedLeaf, SeasonLog
from awards.sealing.records import BATCH, record_of
from awards.seasons.models import Season


def check_log(session: Session, season: Season) -> str | None:
    """Say what is the first difference between a season's acts, its leaves and its checkpoints; None: there is none.

    Everything is worked out again from the acts. Acts that wait for their place are no difference. Three statements,
    and the leaves in pieces.
    """
    tree = Tree()
    difference = _leaves(session, season.id, tree)
    if difference is not None:
        return difference
    size = session.scalar(select(SeasonLog.size).where(SeasonLog.season_id == season.id)) or 0
    if size != len(tree):
        return f"The log should have {size} records and has {len(tree)}."
    return next(_differences(checkpoints_of(session, season.id), season, tree, seal=seal_of(session)), None)


def _leaves(session: Session, season_id: int, tree: Tree) -> str | None:
    rows = (
        select(SealedLeaf.position, SealedLeaf.leaf_hash, SealedLeaf.act_id, JudgingAct)
        .outerjoin(JudgingAct, JudgingAct.id == SealedLeaf.act_id)
        .where(SealedLeaf.season_id == season_id)
        .order_by(SealedLeaf.position)
    )
    with session.execute(rows, execution_options={"yield_per": BATCH}) as found:  # closed also when one is wrong
        for position, leaf, act_id, act in found:
            if position != len(tree):
                return f"Record {len(tree)} is missing: the next one there is {position}."
            if act is None:
                return f"Record {position} has lost its act ({act_id})."
            if act.season_id != season_id:
                return f"Record {position} ({act.kind}) is an act of another season."
            made = record_of(act, position).leaf
            if made.hex() != leaf:
                return f"Record {position} ({act.kind}, act {act_id}) is not the one that was sealed."
            tree.append(made)
    return None


def _differences(checkpoints: Sequence[Checkpoint], season: Season, tree: Tree, *, seal: Seal) -> Iterator[str]:
    for number, checkpoint in enumerate(checkpoints, 1):
        where = f"Checkpoint {checkpoint.number}"
        if checkpoint.number != number:
            yield f"Checkpoint {number} is missing."
        if checkpoint.size > len(tree):
            yield f"{where} seals {checkpoint.size} records; {len(tree)} are left."
        elif tree.root(checkpoint.size).hex() != checkpoint.root:
            yield f"{where} is of another log: a record was changed, added, taken out or moved."
        said = _signed(checkpoint, seal)
        if said is None:
            yield f"{where} is not signed with this portal’s key."
        elif not _says(said, checkpoint, season):
            yield f"{where} does not say what was signed."


def _signed(checkpoint: Checkpoint, seal: Seal) -> notes.Checkpoint | None:
    """Give what the note of a checkpoint says, if one of our keys signed it."""
    for public in seal.publics:
        with suppress(notes.BadNoteError):
            return notes.opened(checkpoint.note, public)
    return None


def _says(said: notes.Checkpoint, checkpoint: Checkpoint, season: Season) -> bool:
    """Whether a note says what the table says; the portal may have had another host when it was signed."""
    kept = (checkpoint.size, checkpoint.root, instant(checkpoint.made_at), checkpoint.rules_sha256)
    ours = said.origin.endswith(f"/{season.programme.key}/{season.key}")
    return ours and (said.size, said.root.hex(), said.time, said.rules) == kept
