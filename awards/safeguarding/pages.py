"""What the pages of flags show, as ready words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.actor import Actor
from awards.core.times import moment_words
from awards.safeguarding.models import Flag
from awards.safeguarding.policy import may_close, may_mark_looked_at, may_name_lead
from awards.safeguarding.queries import (
    flag_by_ref,
    flags_about,
    flags_of_season,
    lead_of,
    names_of,
    own_open_flag,
)
from awards.safeguarding.rules import clock_words, is_overdue
from awards.safeguarding.words import OUTCOMES
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag in the list."""

    ref: str
    subject: str
    subject_url: str
    by: str
    raised: str
    clock: str
    overdue: bool
    state: str
    tone: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FlagsPage:
    """The season's flags, and who looks after them."""

    open: Sequence[FlagRow]
    closed: Sequence[FlagRow]
    lead: User | None
    may_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagPage:
    """Everything that the page of one flag shows."""

    flag: Flag
    row: FlagRow
    notes: Sequence[tuple[str, str, Sequence[str]]]
    """Writer, when, and paragraphs of each restricted note, by date."""
    others: Sequence[FlagRow]
    may_mark: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody reads who has pressed: who looks, and by when. Without a flag they have not pressed yet."""

    subject: str
    flag: Flag | None
    lead: str | None

    @property
    def who(self) -> str:
        """Who looks, as the beginning of a sentence."""
        return f"{self.lead}, who looks after safeguarding here," if self.lead else "Confidential staff of the awards"


def told_page(session: Session, season: Season, subject: str, *, actor: Actor) -> Told:
    """Put together what is shown after the press. Three statements at most."""
    flag = own_open_flag(session, subject, season_id=season.id, actor=actor)
    lead = lead_of(session, season.programme)
    return Told(subject, flag, lead.name if lead else None)


def flags_page(session: Session, season: Season, *, actor: Actor, now: datetime) -> FlagsPage:
    """Put together the list. Four statements at most.

    Raises:
        NoResultFound: the actor is not one of the named staff.
    """
    rows = _rows(session, flags_of_season(session, season.id, actor=actor), zone=season.programme.zone, now=now)
    lead = lead_of(session, season.programme)
    is_open = [row for row in rows if not row.outcome]
    return FlagsPage(is_open, [row for row in rows if row.outcome][::-1], lead, bool(may_name_lead(actor)))


def flag_page(
    session: Session, ref: str, *, season: Season, actor: Actor, now: datetime, to_write: bool = False
) -> FlagPage:
    """Put together the page of one flag. Four statements.

    Raises:
        NoResultFound: there is no such flag in this season, or the actor is not one of the named staff.
    """
    flag = flag_by_ref(session, ref, season_id=season.id, actor=actor, to_write=to_write)
    zone, others = season.programme.zone, flags_about(session, flag)
    writers = [note.written_by for note in flag.notes]
    names = names_of(session, [flag.raised_by, *writers, *(one.raised_by for one in others)])
    return FlagPage(
        flag=flag,
        row=_row(flag, names, zone=zone, now=now),
        notes=[
            (_name(names, one.written_by), moment_words(one.written_at, zone), _paragraphs(one.text))
            for one in flag.notes
        ],
        others=[_row(one, names, zone=zone, now=now) for one in others],
        may_mark=bool(may_mark_looked_at(actor, flag)),
        may_close=bool(may_close(actor, flag)),
    )


def _rows(session: Session, flags: Sequence[Flag], *, zone: str, now: datetime) -> list[FlagRow]:
    names = names_of(session, [flag.raised_by for flag in flags])
    return [_row(flag, names, zone=zone, now=now) for flag in flags]


def _row(flag: Flag, names: dict[str, str], *, zone: str, now: datetime) -> FlagRow:
    overdue = flag.closed_at is None and is_overdue(flag.look_by, flag.looked_at, now=now)
    is_entry = flag.subject.startswith("ENT-")
    return FlagRow(
        ref=flag.ref,
        subject=flag.subject,
        subject_url=url_for("screening_staff.entry" if is_entry else "screening_staff.nomination", ref=flag.subject),
        by=_name(names, flag.raised_by),
        raised=moment_words(flag.raised_at, zone),
        clock=clock_words(flag.look_by, flag.looked_at, zone=zone, now=now),
        overdue=overdue,
        state=_state(flag, overdue=overdue),
        tone="bad" if overdue else "neutral" if flag.closed_at else "attention",
        outcome=OUTCOMES[flag.outcome] if flag.outcome else "",
    )


def _state(flag: Flag, *, overdue: bool) -> str:
    if flag.closed_at:
        return "Closed"
    if overdue:
        return "Overdue"
    return "Looked at" if flag.looked_at else "To look at"


def _name(names: dict[str, str], actor: str) -> str:
    """Give the name behind an actor, and whether a judge speaks."""
    audience, _, reference = actor.partition(":")
    return names.get(reference, reference) + (" (judge)" if audience == "judges" else "")


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
