"""Admitting entries: from a nomination, into an entry that exists, or by the organiser's own choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import note_not_sent, send_notice
from awards.screening.actions import free_from_withdrawn_entries
from awards.screening.cases import look_again
from awards.screening.copies import Copy, copies_with, unstamped_of
from awards.screening.lifecycle import EntryState
from awards.screening.merging import lock_together
from awards.screening.merging_policy import may_go_together
from awards.screening.models import CopyStamp, Entry, EntryNomination, EntryNominee, Passage
from awards.screening.passages import put_passages
from awards.screening.policy import Standing, may_admit, may_honour, may_join
from awards.screening.queries import entry_by_ref, title_and_place, whole
from awards.screening.standing import around
from awards.screening.thanking import thank_nominator
from awards.seasons.models import Category
from awards.seasons.queries import programme_key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Honoured:
    """Whom the organiser honours without a nomination, and why; `not_told` says why no notice is sent."""

    full_name: str
    known_as: str | None = None
    role: str | None = None
    organisation: str | None = None
    email: str | None = None
    why: str
    not_told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """How a nomination goes to judges: the names they see, the entry it is added to, if any, and who is not told."""

    title: str | None = None
    place: str | None = None
    into: str = ""
    not_told: Mapping[int, str] = field(default_factory=dict)
    """By nominee id, why somebody has no notice."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A whole nomination against which nothing stands, with what goes to judges."""

    nomination: Nomination
    copies: Sequence[Copy]
    """Its own, and those of the nominations that go forward with it; every one has a stamp that counts."""
    standings: Sequence[Standing]
    """Those who did not say no."""


def admit(session: Session, nomination: Nomination, admission: Admission, *, actor: Actor, now: datetime) -> Entry:
    """Admit the nomination, as a new entry or into the one that is named.

    Raises:
        NoResultFound: there is no such entry in the season.
        Refused: as for admitting and joining.
    """
    told = admission.not_told
    if not admission.into:
        names = {"title": admission.title, "place": admission.place}
        return admit_entry(session, nomination, **names, not_told=told, actor=actor, now=now)
    entry = entry_by_ref(session, admission.into, season_id=nomination.season_id)
    join_entry(session, nomination, entry, not_told=told, actor=actor, now=now)
    return entry


def admit_entry(
    session: Session,
    nomination: Nomination,
    *,
    actor: Actor,
    now: datetime,
    title: str | None = None,
    place: str | None = None,
    not_told: Mapping[int, str] | None = None,
) -> Entry:
    """Send the nomination, and those that go forward with it, to judges as one entry; their nominators are thanked.

    Judges read the stamped copies, never what was sent. `not_told` gives, by nominee id, why somebody has no notice.
    Without a title or place of its own the entry takes those of its nominees. Whoever declined is left out.

    Raises:
        Refused: not ruled eligible, a copy not stamped, or somebody not told or against it.
    """
    ready = _ready_to_admit(session, nomination, not_told=not_told or {}, actor=actor, now=now)
    own_title, own_place = title_and_place(ready.nomination, ready.standings)
    entry = Entry(
        ref=new_reference("ENT"),
        category_id=ready.nomination.category_id,
        state=EntryState.IN_JUDGING,
        title=tidy_line(title or "") or own_title,
        place=own_place if place is None else tidy_line(place) or None,
        admitted_at=now,
        stamped_by=_stamp(ready.copies[0]).stamped_by,
        stamp_id=_stamp(ready.copies[0]).id,
    )
    session.add(entry)
    session.flush()
    session.add_all(EntryNominee(nominee_id=one.nominee.id, entry_id=entry.id) for one in ready.standings)
    _put_behind(session, entry, ready, now=now)
    refs = [copy.nomination.ref for copy in ready.copies]
    record(session, Tag.ENTRY_ADMITTED, entry.ref, actor=actor, at=now, nominations=refs)
    look_again(session, [copy.nomination for copy in ready.copies], now=now)
    return entry


def join_entry(
    session: Session,
    nomination: Nomination,
    entry: Entry,
    *,
    actor: Actor,
    now: datetime,
    not_told: Mapping[int, str] | None = None,
) -> None:
    """Add a nomination of the same people to their entry; its passages stand with others of the same voice.

    The entry keeps its own nominees, so that nobody is listed twice.

    Raises:
        Refused: as for admitting; another category; or the entry is no longer in judging.
    """
    require(may_join(nomination, entry))
    ready = _ready_to_admit(session, nomination, not_told=not_told or {}, actor=actor, now=now)
    _put_behind(session, entry, ready, now=now)
    refs = [copy.nomination.ref for copy in ready.copies]
    record(session, Tag.ENTRY_JOINED, entry.ref, actor=actor, at=now, nominations=refs)
    session.expire(entry, ["nominations"])
    look_again(session, [copy.nomination for copy in ready.copies], now=now)


def enter_honoured(
    session: Session,
    category: Category,
    honoured: Honoured,
    *,
    decided: str,
    actor: Actor,
    now: datetime,
) -> Entry:
    """Enter somebody whom the organiser honours without a nomination, and tell them.

    `decided` says who took part in the choice and which interests they declared; it is kept on the trail.

    Raises:
        Refused: the category is open to nomination; or there is neither an address nor a reason for none.
    """
    require(may_honour(actor, category))
    if not (honoured.email or honoured.not_told):
        raise Refused.because("not-told", "Give an email address, or say why no notice is sent.")
    nominee = _nominee(session, honoured)
    entry = Entry(
        ref=new_reference("ENT"),
        category_id=category.id,
        state=EntryState.IN_JUDGING,
        title=nominee.full_name,
        place=nominee.employer,
        by_organiser=True,
        admitted_at=now,
        stamped_by=actor.reference,
    )
    session.add_all([nominee, entry])
    session.flush()
    session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    session.add(Passage(entry_id=entry.id, position=1, question="Why", text=honoured.why, voice="The organiser"))
    record(session, Tag.ENTRY_ADMITTED, entry.ref, actor=actor, at=now, reason=decided, by_organiser=True)
    session.flush()
    if honoured.not_told:
        note_not_sent(session, nominee, because=honoured.not_told, actor=actor, now=now)
    else:
        key = programme_key_of(session, category.season_id)
        send_notice(session, nominee, programme_key=key, actor=actor, now=now)
    return entry


def _ready_to_admit(
    session: Session,
    nomination: Nomination,
    *,
    not_told: Mapping[int, str],
    actor: Actor,
    now: datetime,
) -> _Ready:
    """Give what goes to judges, once nothing stands against it."""
    lock_together(session, nomination)
    ready = whole(session, nomination)
    for nominee in ready.nominees:
        if not_told.get(nominee.id, "").strip():
            note_not_sent(session, nominee, because=not_told[nominee.id], actor=actor, now=now)
    known = around(session, ready, now=now)
    standings = list(known.standings.values())
    copies = copies_with(session, ready)
    require(
        may_admit(
            actor,
            ready,
            entry=known.entry,
            standings=standings,
            unstamped=unstamped_of(copies),
            undecided=known.undecided,
        )
    )
    require(may_go_together(session, ready, [copy.nomination for copy in copies[1:]]))
    for copy in copies:
        free_from_withdrawn_entries(session, copy.nomination)
    return _Ready(ready, copies, [one for one in standings if not one.declined])


def _put_behind(session: Session, entry: Entry, ready: _Ready, *, now: datetime) -> None:
    """Put the nominations behind the entry with their stamps, their copies before judges, and thank the nominators."""
    for copy in ready.copies:
        stamp = _stamp(copy)
        session.add(EntryNomination(nomination_id=copy.nomination.id, entry_id=entry.id, stamp_id=stamp.id))
    session.flush()
    warnings = dict.fromkeys(_stamp(copy).content_warning for copy in ready.copies)
    entry.content_warning = "\n".join(filter(None, dict.fromkeys([entry.content_warning, *warnings]))) or None
    put_passages(session, entry, ready.copies)
    for copy in ready.copies:
        thank_nominator(session, copy.nomination, now=now)


def _stamp(copy: Copy) -> CopyStamp:
    if copy.stamp is None:
        raise LookupError("A copy without a stamp that counts never comes this far.")
    return copy.stamp


def _nominee(session: Session, honoured: Honoured) -> Nominee:
    return Nominee(
        ref=new_reference("NEE"),
        full_name=tidy_line(honoured.full_name),
        known_as=honoured.known_as,
        role=honoured.role,
        employer=honoured.organisation,
        email=honoured.email,
        email_index=honoured.email and blind_index(session, honoured.email),
    )
