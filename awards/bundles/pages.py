"""What the staff pages of the sealed record show: how long it is, its checkpoints and bundles, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from awards.bundles.missing import missing_before
from awards.bundles.models import Bundle
from awards.bundles.policy import FINAL, Length, Missing, is_whole, may_sign_off
from awards.bundles.queries import bundles_of, length_of
from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.ledger.bundle import Cut
from awards.sealing.checkpoints import checkpoints_of
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.seasons.models import Season

PURPOSE_WORDS = {
    CheckpointPurpose.CLOSE: "Close of judging",
    CheckpointPurpose.SIGN_OFF: "Sign-off",
    CheckpointPurpose.ADDENDUM: "Addendum",
}
CUT_WORDS = {
    Cut.AUDITOR: "For auditors",
    Cut.PUBLIC: "For everybody, without scores",
    Cut.PUBLIC_WITH_SCORES: "For everybody, with scores",
}
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One cut that can be downloaded: its words, its size, the digest to compare, and how its address names it."""

    words: str
    size: str
    digest: str
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointLine:
    """One checkpoint with the bundles that were made under it."""

    number: int
    purpose: str
    when: str
    size: int
    root: str
    key_id: str
    mailed: str
    note: str
    bundles: Sequence[BundleLine]
    waits: bool
    """Whether the worker is still to make its bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A season's record; the newest checkpoint first."""

    length: Length
    checkpoints: Sequence[CheckpointLine]
    missing: Sequence[Missing]
    permission: Permission
    """Whether the results may be signed off now."""
    is_whole: bool
    """Whether they are signed off, and nothing has come since."""
    since: int
    """How many acts came after the last checkpoint."""


def record_page(session: Session, season: Season, *, actor: Actor) -> RecordPage:
    """Put together the page of a season's record; its programme and rounds are loaded. Five statements at most."""
    length, checkpoints = length_of(session, season.id), checkpoints_of(session, season.id)
    missing = missing_before(session, season)
    made: dict[int, list[Bundle]] = {}
    for bundle in bundles_of(session, season.id) if checkpoints else ():
        made.setdefault(bundle.checkpoint_id, []).append(bundle)
    sealed = checkpoints[-1].size if checkpoints else 0
    return RecordPage(
        length=length,
        checkpoints=[_line(session, one, made, zone=season.programme.zone) for one in reversed(checkpoints)],
        missing=missing,
        permission=may_sign_off(season, length, checkpoints, missing=missing, actor=actor, seen=None),
        is_whole=is_whole(length, checkpoints),
        since=length.acts - sealed,
    )


def _line(
    session: Session, one: Checkpoint, made: Mapping[int, Sequence[Bundle]], *, zone: str
) -> CheckpointLine:  # fmt: skip
    bundles = made.get(one.id, ())
    return CheckpointLine(
        number=one.number,
        purpose=PURPOSE_WORDS[one.purpose],
        when=moment_words(one.made_at, zone),
        size=one.size,
        root=one.root,
        key_id=seal_of(session).key_line_of(one.note).split("+")[1],
        mailed=moment_words(one.mailed_at, zone) if one.mailed_at else "Not yet",
        note=one.note,
        bundles=[
            BundleLine(CUT_WORDS[each.cut], f"{max(1, round(each.size / THOUSAND))} kB", each.digest, _cut(each))
            for each in bundles
        ],
        waits=one.purpose in FINAL and not bundles,
    )


def _cut(bundle: Bundle) -> str:
    return "auditor" if bundle.cut is Cut.AUDITOR else "public"
