"""Admitting entries: from a nomination, into an entry that exists, or by the organiser's own choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import note_not_sent, send_notice
from awards.screening.actions import programme_key_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee, Passage
from awards.screening.policy import Standing, may_admit, may_honour, may_join
from awards.screening.queries import entry_by_ref, title_and_place, whole
from awards.screening.rules import Copied, grouped_by_voice, relationship_words
from awards.screening.standing import around
from awards.seasons.models import Category


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
class JudgesCopy:
    """The judges' copy as staff made it: words, names, the stamp, and the entry to add it to, if any."""

    passages: Sequence[Copied]
    title: str
    place: str
    stamped: bool
    into: str = ""
    not_told: Mapping[int, str]


def admit_copy(session: Session, nomination: Nomination, copy: JudgesCopy, *, actor: Actor, now: datetime) -> Entry:
    """Admit the nomination with this copy, as a new entry or into the one that the copy names.

    Raises:
        NoResultFound: there is no such entry in the season.
        Refused: as for admitting and joining.
    """
    told: dict[str, Any] = {"stamped": copy.stamped, "not_told": copy.not_told, "actor": actor, "now": now}
    if not copy.into:
        return admit_entry(session, nomination, passages=copy.passages, title=copy.title, place=copy.place, **told)
    entry = entry_by_ref(session, copy.into, season_id=nomination.season_id)
    join_entry(session, nomination, entry, passages=copy.passages, **told)
    return entry


def admit_entry(  # noqa: PLR0913 - an entry has these parts
    session: Session,
    nomination: Nomination,
    *,
    passages: Sequence[Copied],
    stamped: bool,
    actor: Actor,
    now: datetime,
    title: str | None = None,
    place: str | None = None,
    not_told: Mapping[int, str] | None = None,
) -> Entry:
    """Send the nomination to judges as an entry with the judges' copy of its words.

    `stamped` is the actor's word that no child or family can be identified in it. `not_told` gives, by nominee
    id, why somebody has no notice. Without a title or place of its own the entry takes those of its nominees.
    Whoever declined is left out; staff see that their name is not in the copy.

    Raises:
        Refused: not ruled eligible, somebody not told or against it, or not stamped.
    """
    told = not_told or {}
    ready, standings = _ready_to_admit(session, nomination, stamped=stamped, not_told=told, actor=actor, now=now)
    own_title, own_place = title_and_place(ready, standings)
    entry = Entry(
        ref=new_reference("ENT"),
        category_id=ready.category_id,
        state=EntryState.IN_JUDGING,
        title=tidy_line(title or "") or own_title,
        place=own_place if place is None else tidy_line(place) or None,
        admitted_at=now,
        stamped_by=actor.reference,
    )
    session.add(entry)
    session.flush()
    session.add(EntryNomination(nomination_id=ready.id, entry_id=entry.id))
    session.add_all(EntryNominee(nominee_id=one.nominee.id, entry_id=entry.id) for one in standings)
    session.add_all(_passages(entry, passages, voice=_voice(ready), start=1))
    record(session, Tag.ENTRY_ADMITTED, entry.ref, actor=actor, at=now, nominations=[ready.ref])
    session.flush()
    return entry


def join_entry(
    session: Session,
    nomination: Nomination,
    entry: Entry,
    *,
    passages: Sequence[Copied],
    stamped: bool,
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
    told = not_told or {}
    ready, _ = _ready_to_admit(session, nomination, stamped=stamped, not_told=told, actor=actor, now=now)
    last = session.scalar(select(func.max(Passage.position)).where(Passage.entry_id == entry.id)) or 0
    session.add(EntryNomination(nomination_id=ready.id, entry_id=entry.id))
    session.add_all(_passages(entry, passages, voice=_voice(ready), start=last + 1))
    session.flush()
    _group_passages(session, entry)
    record(session, Tag.ENTRY_JOINED, entry.ref, actor=actor, at=now, nominations=[ready.ref])
    session.expire(entry, ["passages", "nominations"])
    session.flush()


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
    stamped: bool,
    not_told: Mapping[int, str],
    actor: Actor,
    now: datetime,
) -> tuple[Nomination, list[Standing]]:
    """Give the whole nomination and where those stand who did not say no, once nothing stands against admitting it."""
    ready = whole(session, nomination)
    if not stamped:
        raise Refused.because("not-stamped", "Confirm that no child or family can be identified.")
    for nominee in ready.nominees:
        if not_told.get(nominee.id, "").strip():
            note_not_sent(session, nominee, because=not_told[nominee.id], actor=actor, now=now)
    known = around(session, ready, now=now)
    standings = list(known.standings.values())
    require(may_admit(actor, ready, entry=known.entry, standings=standings))
    return ready, [one for one in standings if not one.declined]


def _voice(nomination: Nomination) -> str | None:
    return relationship_words(nomination.relationship_to_nominee, nomination.season.vocabulary)


def _passages(entry: Entry, passages: Sequence[Copied], *, voice: str | None, start: int) -> list[Passage]:
    """Give the passages that hold words; an optional question left empty is not shown to judges."""
    written = [passage for passage in passages if passage.text.strip()]
    return [
        Passage(entry_id=entry.id, position=position, question=passage.question, text=passage.text, voice=voice)
        for position, passage in enumerate(written, start)
    ]


def _group_passages(session: Session, entry: Entry) -> None:
    """Bring passages of one voice together; positions pass through free numbers since they are unique."""
    passages = session.scalars(select(Passage).where(Passage.entry_id == entry.id).order_by(Passage.position)).all()
    order = grouped_by_voice(passage.voice for passage in passages)
    for start in (passages[-1].position + 1 if passages else 1, 1):
        for position, index in enumerate(order, start):
            passages[index].position = position
        session.flush()


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
