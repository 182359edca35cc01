"""Staff work on the judges' copy of a nomination: they save it, stamp it, and say what judges are warned of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.times import local_day
from awards.core.words import tidy
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominees.models import Notice
from awards.screening.cases import look_again
from awards.screening.copies import CONTENT_WARNING, Copy, Line, copy_of, mark_of
from awards.screening.lifecycle import EntryState
from awards.screening.marking import hides_identities, known_of
from awards.screening.merging import merged_into
from awards.screening.merging_policy import declined_in
from awards.screening.models import CopyPassage, CopyStamp, Entry, EntryNomination
from awards.screening.passages import put_passages
from awards.screening.policy import may_change_copy, may_warn
from awards.screening.queries import whole
from awards.screening.thanking import thank_nominator


@dataclass(frozen=True, slots=True)
class Typed:
    """What staff typed for one passage, or under `CONTENT_WARNING`; `seen` is the mark of the line they had open."""

    key: str
    text: str
    included: bool = True
    seen: str | None = None
    """None for what does not come from a page: it is written over whatever is there."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a copy that was sent."""

    changed: int
    conflicts: frozenset[str]
    """Keys of passages that somebody else changed meanwhile: what was typed is not saved."""
    unseen: bool
    """Whether the copy now holds something that was not on the page, so that it cannot be stamped from there."""


class _Turn(Enum):
    """What is to be done with one typed passage."""

    SAME = auto()
    SAVE = auto()
    CONFLICT = auto()
    UNSEEN = auto()


def save_copy(
    session: Session, nomination: Nomination, typed: Iterable[Typed], *, actor: Actor, now: datetime
) -> Saved:
    """Keep what staff typed into the copy; what was sent stays as it is, and so does what judges read.

    A passage that somebody else changed meanwhile is left as they saved it, unless this person did not touch it.

    Raises:
        Refused: not staff who may write; or nothing was sent, or it was withdrawn.
    """
    ready = whole(session, nomination)
    require(may_change_copy(actor, ready))
    copy, given = copy_of(session, ready), {one.key: one for one in typed}
    lines = [copy.warning, *copy.lines]
    turns = {line.key: _turn(line, given[line.key]) for line in lines if line.key in given}
    changed = [line for line in lines if turns.get(line.key) is _Turn.SAVE]
    for line in changed:
        row = line.saved or CopyPassage(nomination_id=ready.id, key=line.key)
        row.position = lines.index(line)
        row.question = line.question
        row.text, row.included = tidy(given[line.key].text).strip(), given[line.key].included
        row.saved_by, row.saved_at = actor.reference, now
        session.add(row)
    if changed:
        record(session, Tag.COPY_SAVED, ready.ref, actor=actor, at=now, changed=len(changed))
    if changed:
        look_again(session, [ready], now=now)
    moved = any(_has_moved(line, given.get(line.key)) for line in copy.lines)
    return Saved(
        changed=len(changed),
        conflicts=frozenset(key for key, turn in turns.items() if turn is _Turn.CONFLICT),
        unseen=moved or _Turn.UNSEEN in turns.values(),
    )


def stamp_copy(
    session: Session,
    nomination: Nomination,
    *,
    actor: Actor,
    now: datetime,
    content_warning: str | None = None,
) -> CopyStamp:
    """Note the actor's word that no child or family can be identified in the copy as it stands.

    A `content_warning` takes the place of the one that was saved. Behind an entry, judges read the new copy from now
    on; and what goes forward with a nomination that is with judges already comes to them with its stamp.

    Raises:
        Refused: as for saving; or there is nothing left for judges to read; or identities are hidden from judges and
            the copy still names who is put forward.
    """
    ready = whole(session, nomination)
    require(may_change_copy(actor, ready))
    if content_warning is not None:
        save_copy(session, ready, [Typed(CONTENT_WARNING, content_warning)], actor=actor, now=now)
    copy = copy_of(session, ready)
    if not copy.for_judges:
        raise Refused.because("nothing-left", "Leave at least one passage for judges to read.")
    if hides_identities(ready.season):
        _refuse_names(session, ready, copy, now=now)
    stamp = CopyStamp(
        nomination_id=ready.id,
        digest=copy.digest,
        content_warning=copy.content_warning,
        stamped_by=actor.reference,
        stamped_at=now,
    )
    session.add(stamp)
    session.flush()
    entry = entry_behind(session, ready)
    subject = entry.ref if entry else ready.ref
    record(session, Tag.COPY_STAMPED, subject, actor=actor, at=now, nomination=ready.ref, passages=len(copy.for_judges))
    if entry is not None:
        _show_anew(session, entry, copy, stamp=stamp)
    else:
        _follow_lead(session, copy, stamp, actor=actor, now=now)
    look_again(session, [ready], now=now)
    return stamp


def set_content_warning(session: Session, entry: Entry, *, words: str, actor: Actor, now: datetime) -> None:
    """Say what judges are told before they read the entry; without words, nothing.

    Raises:
        Refused: not staff who may write, or the entry is withdrawn.
    """
    require(may_warn(actor, entry))
    warning = words.strip() or None
    if warning == entry.content_warning:
        return
    entry.content_warning = warning
    record(session, Tag.CONTENT_WARNING_SET, entry.ref, actor=actor, at=now, warned=warning is not None)
    session.flush()


def _refuse_names(session: Session, nomination: Nomination, copy: Copy, *, now: datetime) -> None:
    """Look for the names of who is put forward in what judges are to read, the chosen names too."""
    known = known_of(nomination, today=local_day(now, nomination.season.programme.zone))
    ids = [nominee.id for nominee in nomination.nominees]
    chosen = session.scalars(select(Notice.public_name).where(Notice.nominee_id.in_(ids)))
    known = replace(known, nominees=(*known.nominees, *(name for name in chosen if name)))
    texts = [*(line.text for line in copy.for_judges), copy.content_warning or ""]
    left = dict.fromkeys(text[one.start : one.end] for text in texts for one in known.own_names_in(text))
    if left:
        text = f"Judges must not learn who is put forward. Take these words out of the copy first: {', '.join(left)}."
        raise Refused.because("names-left", f"{text} Write “the nominee” instead. What you typed is saved.")


def entry_behind(session: Session, nomination: Nomination) -> Entry | None:
    """Give the entry that the nomination is behind and that was not withdrawn. One statement.

    Whoever else would change it waits (on PostgreSQL).
    """
    return session.scalars(
        select(Entry)
        .join(EntryNomination, EntryNomination.entry_id == Entry.id)
        .where(EntryNomination.nomination_id == nomination.id, Entry.state != EntryState.WITHDRAWN)
        .with_for_update(of=Entry)
    ).one_or_none()


def entry_to_follow(session: Session, nomination: Nomination) -> Entry | None:
    """Give the entry, still in judging, of the nomination into which this one was merged. Two statements if merged."""
    if nomination.state is not NominationState.MERGED:
        return None
    lead = merged_into(session, nomination)
    entry = entry_behind(session, lead) if lead else None
    return entry if entry is not None and entry.state is EntryState.IN_JUDGING else None


def _show_anew(session: Session, entry: Entry, copy: Copy, *, stamp: CopyStamp) -> None:
    """Put the newly stamped copy into the entry; a warning that judges have already is left as it is."""
    link = session.get_one(EntryNomination, copy.nomination.id)
    if entry.stamp_id == link.stamp_id:
        entry.stamp_id = stamp.id
    link.stamp_id = stamp.id
    entry.stamped_by = stamp.stamped_by
    entry.content_warning = entry.content_warning or stamp.content_warning
    put_passages(session, entry, [copy])


def _follow_lead(session: Session, copy: Copy, stamp: CopyStamp, *, actor: Actor, now: datetime) -> None:
    """Put what was merged into a nomination that is with judges behind the same entry, unless its people said no."""
    entry = entry_to_follow(session, copy.nomination)
    if entry is None or declined_in(session, [copy.nomination]):
        return
    session.add(EntryNomination(nomination_id=copy.nomination.id, entry_id=entry.id, stamp_id=stamp.id))
    session.flush()
    entry.content_warning = entry.content_warning or stamp.content_warning
    put_passages(session, entry, [copy])
    thank_nominator(session, copy.nomination, now=now)
    record(session, Tag.ENTRY_JOINED, entry.ref, actor=actor, at=now, nominations=[copy.nomination.ref])


def _turn(line: Line, typed: Typed) -> _Turn:
    mine, now_there = mark_of(typed.text, included=typed.included), line.mark.partition(".")[0]
    drawn = now_there if typed.seen is None else typed.seen.partition(".")[0]
    if mine == now_there:
        return _Turn.SAME
    if drawn == now_there:
        return _Turn.SAVE
    return _Turn.UNSEEN if mine == drawn else _Turn.CONFLICT


def _has_moved(line: Line, typed: Typed | None) -> bool:
    """Whether the page did not show this passage, or not what was sent of it last."""
    if typed is None:
        return True
    return typed.seen is not None and typed.seen.partition(".")[2] != mark_of(line.original)
