"""When a season's results may be signed off, and every reason why not; which bundles there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from awards.core.actor import Actor, Role
from awards.core.permission import Permission, Reason
from awards.ledger.bundle import Cut
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.seasons.models import Season

FINAL = (CheckpointPurpose.SIGN_OFF, CheckpointPurpose.ADDENDUM)
"""The checkpoints that seal whole results, under which a bundle is made."""
SIGNERS = frozenset({Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.ADMINISTRATOR})
AFTERWARDS = "addendum"
"""The kind of act that the worker seals by itself once results are signed off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a season's record is: acts, those with a place in the log, and the id of the newest act."""

    acts: int
    sealed: int
    newest: int
    begun: bool
    """Whether rules were ever locked: before that there is nothing to seal."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that must be settled before results are signed off, and where."""

    code: str
    text: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)


def may_sign_off(
    season: Season,
    length: Length,
    checkpoints: Sequence[Checkpoint],
    *,
    missing: Sequence[Missing],
    actor: Actor,
    seen: int | None,
) -> Permission:
    """Say whether this person may sign the results of a season off now.

    `seen` is the newest act of the record as it was when the page was drawn; None to draw it.
    """
    grown = seen is not None and seen != length.newest
    return Permission.unless(
        None if actor.roles & SIGNERS else Reason("only-staff", "Awards staff sign the results off."),
        Reason("archived", "This season is archived: nothing of it changes any more.") if season.archived else None,
        None if length.begun else Reason("no-record", "No rules of judging were locked: there is no record to seal."),
        *(Reason(one.code, one.text) for one in missing),
        Reason("nothing-new", "Nothing was recorded since the results were signed off.")
        if is_whole(length, checkpoints)
        else None,
        Reason("grown", "Something was recorded since you opened this page. Look at it again, then sign off.")
        if grown
        else None,
    )


def is_whole(length: Length, checkpoints: Sequence[Checkpoint]) -> bool:
    """Whether the last checkpoint is a final one and seals every act."""
    return bool(checkpoints) and checkpoints[-1].purpose in FINAL and checkpoints[-1].size == length.acts


def cut_for_all(season: Season) -> Cut:
    """Give the cut that may be shown to everybody: with scores only where the season says so."""
    return Cut.PUBLIC_WITH_SCORES if season.judging.get("public_scores", False) else Cut.PUBLIC
