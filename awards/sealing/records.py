"""Acts of the database as records of the log, and the tree of its leaves."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.ledger.canonical import instant
from awards.ledger.merkle import Tree
from awards.ledger.records import Record, digest_of
from awards.sealing.models import JudgingAct, SealedLeaf

BATCH = 1000


def record_of(act: JudgingAct, position: int) -> Record:
    """Give the record that an act is at a place of its log."""
    digest = digest_of(act.content, bytes.fromhex(act.salt))
    return Record(
        n=position, kind=act.kind, at=instant(act.at), digest=digest, content=act.content, salt=act.salt
    )  # fmt: skip


def records_of(session: Session, season_id: int) -> Iterator[Record]:
    """Give the season's sealed records in the order of the log. One statement, read in pieces."""
    rows = (
        select(JudgingAct, SealedLeaf.position)
        .join(SealedLeaf, SealedLeaf.act_id == JudgingAct.id)
        .where(SealedLeaf.season_id == season_id)
        .order_by(SealedLeaf.position)
    )
    with session.execute(rows, execution_options={"yield_per": BATCH}) as found:
        for act, position in found:
            yield record_of(act, position)


def tree_of(session: Session, season_id: int, *, size: int | None = None) -> Tree:
    """Give the tree of the season's leaves, or of the first `size` of them. One statement."""
    leaves = select(SealedLeaf.leaf_hash).where(SealedLeaf.season_id == season_id).order_by(SealedLeaf.position)
    return Tree(bytes.fromhex(leaf) for leaf in session.scalars(leaves.limit(size)))
