"""How one entry, and the whole trail, stand in the log: for the pages of administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from awards.ledger.merkle import includes
from awards.trail.heads import newest_head, tree_of_trail
from awards.trail.models import TrailHead
from awards.trail.queries import Found, state_of_sealing

PROVED_HERE: Final = 50_000
"""Up to how many leaves a page works out a proof; beyond, the command does."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one entry stands: its place from 0, its leaf, the first head over it, and the proof under that head."""

    position: int
    leaf: str
    is_as_sealed: bool
    head: TrailHead | None
    steps: int | None
    """How many hashes lead from the leaf to the signed root; None if that was not worked out here."""
    is_proved: bool


@dataclass(frozen=True, slots=True)
class Sealing:
    """How much of the trail is sealed, and the newest signed head."""

    sealed: int
    entries: int
    head: TrailHead | None

    @property
    def waiting(self) -> int:
        """How many entries wait for their place."""
        return max(0, self.entries - self.sealed)


def place_of(session: Session, found: Found) -> Place | None:
    """Give the place of an entry, worked out again from the row as it is stored; None before it is sealed.

    One statement at most.
    """
    if found.leaf is None:
        return None
    position, leaf, head = found.leaf.position, found.leaf.leaf_hash, found.head
    fits = found.raw.leaf.hex() == leaf
    tree = tree_of_trail(session, size=head.size) if head and head.size <= PROVED_HERE else None
    if head is None or tree is None or len(tree) < head.size:
        return Place(position, leaf, fits, head, None, is_proved=False)
    proof, root = tree.inclusion(position), bytes.fromhex(head.root)
    proved = includes(found.raw.leaf, proof, position=position, size=head.size, root=root)
    return Place(position, leaf, fits, head, len(proof), is_proved=proved)


def sealing_of(session: Session) -> Sealing:
    """Give how the sealing stands. Two statements."""
    sealed, entries = state_of_sealing(session)
    return Sealing(sealed, entries, newest_head(session))
