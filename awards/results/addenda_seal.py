"""What came after a decision as acts of the sealed record: labels and hashes, no names, no words of people."""

from __future__ import annotations

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.ledger import acts
from awards.results.deciding_seal import person_label
from awards.results.models import Addendum, Outcome
from awards.results.policy import CHOSEN
from awards.screening.lifecycle import EntryState
from awards.sealing.acting import append_act, label_of, staff_label_of
from awards.seasons.models import Category


def seal_addendum(
    session: Session, category: Category, addendum: Addendum, *, was: EntryState, reason_hash: str, second: Actor
) -> None:
    """Enter an addendum that holds into its season's record: what came of it, and that the entry left, if it did.

    `was` is the state the entry was in; `reason_hash` the one that the trail keeps of the reason.
    """
    season_id, at = category.season_id, addendum.confirmed_at or addendum.proposed_at
    entry = label_of(session, season_id, addendum.entry.ref)
    told = acts.Addendum(
        category=category.key,
        purpose=acts.Purpose.WINNERS if was in CHOSEN else acts.Purpose.SHORTLIST,
        entry=entry,
        what=acts.Happening(addendum.happening),
        outcome=acts.Afterwards(addendum.outcome),
        chosen=label_of(session, season_id, addendum.next_entry.ref) if addendum.next_entry else None,
        reason=reason_hash,
        by=staff_label_of(session, season_id, addendum.proposed_by),
        second=person_label(session, season_id, second),
    )
    append_act(session, season_id, told, at=at)
    if addendum.outcome is not Outcome.POSTHUMOUS:
        append_act(session, season_id, acts.EntryWithdrawn(entry=entry, reason=reason_hash), at=at)
