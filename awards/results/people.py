"""The names of judges, for pages that may show them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.results.queries import Board
from awards.results.rows import Names


def names_on(session: Session, board: Board, titles: Mapping[str, str]) -> Names:
    """Add the names of all judges whose scores were fitted with this category's to those of entries. One statement."""
    pool = board.fit.pool if board.fit else None
    refs = {one.judge for one in board.scores.totals} if board.scores else set()
    refs |= {one.judge for one in pool.judges} if pool else set()
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(sorted(refs))))
    return Names(titles, {row[0]: row[1] or row[0] for row in rows})
