"""Taking a bundle home: its bytes, and the note of who took which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.bundles.models import Bundle
from awards.bundles.policy import cut_for_all
from awards.bundles.queries import bundle_to_take
from awards.core.actor import Actor
from awards.ledger.bundle import Cut
from awards.sealing.models import Checkpoint
from awards.seasons.models import Season

CUTS = ("auditor", "public")
"""The words by which an address or a command names a cut."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A bundle's file: its name, its bytes, and what the trail says of its going."""

    name: str
    data: bytes
    subject: str
    cut: str
    checkpoint: int
    digest: str

    def noted(self, *, actor: Actor, now: datetime) -> Callable[[Session], None]:
        """Give what writes into the trail who took it; once what was asked for is on its way."""

        def note(session: Session) -> None:
            record(
                session, Tag.BUNDLE_TAKEN, self.subject, actor=actor, at=now, cut=self.cut,
                checkpoint=self.checkpoint, digest=self.digest,
            )  # fmt: skip

        return note


def bundle_file(session: Session, season: Season, *, number: int, cut: str) -> Taken:
    """Give a bundle's file under a checkpoint; the programme is loaded, `cut` is a word of `CUTS`. One statement.

    The public's cut is the one that the season's setting means now, with scores or without.

    Raises:
        NoResultFound: it is not made.
    """
    bundle, checkpoint = bundle_to_take(session, season.id, number=number, cut=wanted_cut(season, cut))
    return taken_of(season, bundle, checkpoint)


def wanted_cut(season: Season, cut: str) -> Cut:
    """Give the cut that a word of `CUTS` means in a season."""
    return Cut.AUDITOR if cut == CUTS[0] else cut_for_all(season)


def taken_of(season: Season, bundle: Bundle, checkpoint: Checkpoint) -> Taken:
    """Give a bundle as a file; its bytes and the programme are loaded."""
    key = f"{season.programme.key}-{season.key}"
    name = f"{key}-record-{checkpoint.number}-{bundle.cut.value.replace('_', '-')}.zip"
    subject = f"{season.programme.key}/{season.key}"
    return Taken(name, bundle.data, subject, bundle.cut.value, checkpoint.number, bundle.digest)
