"""Erasing people: what goes, what stays, and everything of it in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import SYSTEM, Actor
from awards.core.permission import require
from awards.core.references import new_reference
from awards.db import blind_index
from awards.nominees.models import Suppression
from awards.nominees.suppressing import note_suppression, plain_name
from awards.privacy.clearing import clear_reach
from awards.privacy.erasing.mail import clear_messages
from awards.privacy.erasing.redacting import Names, redacted
from awards.privacy.erasing.safeguarding import clear_flags
from awards.privacy.erasing.words import NAME_WITHHELD
from awards.privacy.finding import Others, others_than
from awards.privacy.known import Known
from awards.privacy.models import Erasure
from awards.privacy.people_policy import may_erase, may_take_out_of_judging
from awards.privacy.reach import Reach, reach_of
from awards.privacy.sweeping import Place, places_of, sweep
from awards.privacy.winding_up import programme_of, wind_up
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, Winner
from awards.safeguarding.models import Flag, FlagNote


class Ground(StrEnum):
    """Why somebody is erased, as the law has it."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    OBJECTED = "objected"
    NO_LONGER_NEEDED = "no_longer_needed"
    UNLAWFUL = "unlawful"
    CHILD = "child"
    """It was collected of a child who now asks."""
    BY_MISTAKE = "by_mistake"
    """It should never have been here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody is to be erased.

    `suppress` keeps a note of keyed fingerprints, so that staff are told when the same person is put forward again;
    `hold_flags` keeps what safeguarding flags about them say.
    """

    ground: Ground
    reason: str
    suppress: bool = False
    hold_flags: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did."""

    refs: Sequence[str]
    shared: Sequence[str]
    """References of nominations and entries that stay for others and need a look."""
    swept: int
    """Rows about others in which the name stood."""
    addresses: Sequence[str]
    """To whom nothing may be left in files; never kept."""


def erase(session: Session, chosen: Sequence[Known], wish: Wish, *, actor: Actor, now: datetime) -> Erased:
    """Erase everybody chosen; references, numbers and states stay. Leaves one entry in the trail.

    Files that hold mail are not part of the transaction: `erasing.mail.clear_mail_folder` afterwards.

    Raises:
        Refused: not an administrator, nobody chosen, oneself, the last administrator, or no reason is given.
    """
    require(may_erase(session, chosen, reason=wish.reason, actor=actor))
    reach = reach_of(session, chosen)
    sought = sought_of(session, reach, others_than(session, reach))
    if wish.suppress:
        _suppress(session, reach, actor=actor, now=now)
    wind_up(session, reach, actor=actor, now=now)
    swept = _let_go(session, reach, sought, hold_flags=wish.hold_flags, now=now)
    for one in chosen:
        made = Erasure(ref=new_reference("ERA"), kind=one.kind, subject=one.ref, at=now, by=str(actor))
        made.flags_held = wish.hold_flags
        session.add(made)
    shared = reach.refs_shared
    record(
        session, Tag.PERSON_ERASED, chosen[0].ref, actor=actor, at=now, reason=redacted(wish.reason, sought.own),
        ground=wish.ground.value, references=[one.ref for one in chosen], nominations=len(reach.alone),
        entries=len(reach.entries_alone), winners=len(reach.winners_alone), shared=shared,
        suppressed=wish.suppress, flags_held=wish.hold_flags,
    )  # fmt: skip
    session.flush()
    return Erased(refs=[one.ref for one in chosen], shared=shared, swept=swept, addresses=sought.addresses)


def repeat_erasure(
    session: Session, chosen: Sequence[Known], *, suppress: Collection[str], hold_flags: bool, now: datetime
) -> Erased:  # fmt: skip
    """Erase once more what a restored backup brought back; whoever calls keeps the rows and the trail.

    `suppress`: the references of nominees about whom a note was kept.
    """
    reach = reach_of(session, chosen)
    sought = sought_of(session, reach, others_than(session, reach))
    _suppress(session, reach, only=suppress, actor=SYSTEM, now=now)
    swept = _let_go(session, reach, sought, hold_flags=hold_flags, now=now)
    return Erased(refs=[one.ref for one in chosen], shared=[], swept=swept, addresses=sought.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is taken out: of shared texts, everywhere, and of which messages."""

    own: Names
    wide: Names
    """A name or an address that somebody else bears stays where others wrote."""
    addresses: Sequence[str]


def sought_of(session: Session, reach: Reach, others: Others) -> Sought:
    """Say which names, addresses and numbers are taken out where."""
    addresses = [one for one in reach.addresses if blind_index(session, one) not in others.marks]
    whole = [one for one in reach.names if " " in one.strip() and plain_name(one) not in others.names]
    return Sought(
        own=Names((*reach.names, *reach.addresses, *reach.numbers)),
        wide=Names((*whole, *addresses, *reach.numbers)),
        addresses=addresses,
    )


def _suppress(
    session: Session, reach: Reach, *, only: Collection[str] | None = None, actor: Actor, now: datetime
) -> None:
    """Note for each nominee that they do not want to be put forward; whoever stands in a new version stands twice."""
    unsent = {one.id for one in (*reach.alone.values(), *reach.shared.values()) if one.revises_id is not None}
    for nominee in reach.nominees.values():
        meant = only is None or nominee.ref in only
        if meant and nominee.nomination_id not in unsent and nominee.full_name != NAME_WITHHELD:
            note_suppression(session, nominee, programme_key=programme_of(session, nominee), actor=actor, now=now)


def _let_go(session: Session, reach: Reach, sought: Sought, *, hold_flags: bool, now: datetime) -> int:
    if not hold_flags:
        clear_flags(session, reach.refs_alone)
    about = reach.people | set(reach.refs_alone)
    clear_messages(session, about=reach.people, to=sought.addresses)
    clear_messages(session, about=about, to=(), only_to=reach.addresses)
    clear_reach(session, reach, now=now)
    session.flush()
    kept = frozenset({"flag_note"}) if hold_flags else frozenset()
    return sweep(session, sought.own, within=reach, but=kept) + sweep(session, sought.wide, but=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an erasure would do, before anybody decides."""

    reach: Reach
    places: Sequence[Place]
    """Texts about others in which the name would be taken out."""
    look: Sequence[Place]
    """Texts of what is shared in which the first name alone stands: it stays, somebody has to look."""
    borne_by_others: bool
    """Whether somebody else bears the same name, so that it stays in texts that are not theirs."""
    open_flags: int
    flag_notes: int
    suppressed: bool
    judged: Sequence[str]
    """References of entries that judges are reading, which are withdrawn first."""
    public: Sequence[Winner]
    """Winners who are public now: whoever erases looks at their page first."""


def preview_of(session: Session, chosen: Sequence[Known]) -> Preview:
    """Work out what an erasure would do, and change nothing."""
    reach = reach_of(session, chosen)
    others = others_than(session, reach)
    sought = sought_of(session, reach, others)
    everywhere = {one.table: one for one in places_of(session, sought.wide)}
    everywhere |= {
        one.table: one for one in places_of(session, sought.own, within=reach) if one.table not in everywhere
    }
    first = Names(tuple(dict.fromkeys(name.split()[0] for name in reach.names if name.split())), least=2)
    flags = select(func.count(Flag.id.distinct()).filter(Flag.closed_at.is_(None)), func.count(FlagNote.id))
    unseen, notes = session.execute(
        flags.join(FlagNote, FlagNote.flag_id == Flag.id, isouter=True).where(Flag.subject.in_(reach.refs_alone))
    ).one()
    return Preview(
        reach=reach,
        places=sorted(everywhere.values()),
        look=places_of(session, first, within=reach),
        borne_by_others=bool(others.names),
        open_flags=unseen,
        flag_notes=notes,
        suppressed=_suppressed(session, [one.ref for one in reach.nominees.values()]),
        judged=[one.ref for one in reach.entries_alone.values() if may_take_out_of_judging(session, one)],
        public=_public(session, reach),
    )


def _public(session: Session, reach: Reach) -> list[Winner]:
    """Give those of their winners whom anybody can see: imported ones, and those that were announced."""
    theirs = [*reach.winners_alone, *reach.winners_shared]
    released = select(Announcement.id).where(Announcement.state == AnnouncementState.RELEASED)
    shown = or_(Winner.announcement_id.in_(released), Winner.entry_id.is_(None))
    return list(session.scalars(select(Winner).where(Winner.id.in_(theirs), Winner.hidden_at.is_(None), shown)))


def _suppressed(session: Session, refs: Collection[str]) -> bool:
    noted = select(Suppression.id).where(Suppression.nominee_ref.in_(refs), Suppression.lifted_at.is_(None))
    return session.scalar(noted.limit(1)) is not None
