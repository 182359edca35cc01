"""Whom the season still waits for: everybody put forward who has not answered, and adults who have not confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from awards.comms.queries import not_arrived
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.supporting import adult_confirmed, needs_adult
from awards.nominees.words import Confirmation, Response
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNominee
from awards.screening.standing import newest_supporter
from awards.seasons.models import Category
from awards.web.pagination import PAGE_SIZE, PageOf


class Waiting(StrEnum):
    """What stands between a nominee and an answer, the most urgent first."""

    MISDIRECTED = "misdirected"
    NOT_ARRIVED = "not_arrived"
    NO_ADDRESS = "no_address"
    NOT_TOLD = "not_told"
    ADULT_REFUSED = "adult_refused"
    ADULT_NOT_REACHED = "adult_not_reached"
    NO_ADULT = "no_adult"
    ADULT = "adult"
    ANSWER = "answer"
    WITHOUT_NOTICE = "without_notice"


WORDS = {
    Waiting.MISDIRECTED: ("Reached somebody else", "bad"),
    Waiting.NOT_ARRIVED: ("Did not arrive", "bad"),
    Waiting.NO_ADDRESS: ("No address", "attention"),
    Waiting.NOT_TOLD: ("Not told yet", "attention"),
    Waiting.ADULT_REFUSED: ("The adult has refused", "bad"),
    Waiting.ADULT_NOT_REACHED: ("The adult cannot be reached by mail", "attention"),
    Waiting.NO_ADULT: ("Agreed, but named no adult yet", "attention"),
    Waiting.ADULT: ("Waiting for the adult", "info"),
    Waiting.ANSWER: ("No answer yet", "info"),
    Waiting.WITHOUT_NOTICE: ("Goes forward without a notice", "neutral"),
}
"""What staff read, and the tone that repeats it."""

OF_ADULTS = frozenset({Waiting.ADULT_REFUSED, Waiting.ADULT_NOT_REACHED, Waiting.NO_ADULT, Waiting.ADULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One line: who, in which nomination or entry, what is waited for, and when and how they were told."""

    ref: str
    name: str
    waiting: Waiting
    nomination: str | None
    entry: str | None
    category: str
    told_at: datetime | None
    told_by: str
    """How they were told: "By email", or why no notice went; empty for whoever was not told."""

    @property
    def is_of_adult(self) -> bool:
        """Whether the young person has agreed, and it is the adult who is waited for."""
        return self.waiting in OF_ADULTS


@dataclass(frozen=True, slots=True)
class WaitingFilter:
    """One way to narrow the list: its words with their count, its value, and whether it is chosen."""

    text: str
    value: str | None
    chosen: bool


def waiting_of(text: str | None) -> Waiting | None:
    """Give what the address asks for; anything else asks for all."""
    return Waiting(text) if text in set(Waiting) else None


def notices_waiting(session: Session, season_id: int, *, today: date) -> list[NoticeRow]:
    """Give everybody of the season who has not answered, or whose adult has not, the most urgent first.

    Only those who are to be told: of nominations ruled eligible and of entries not withdrawn. One statement; it is
    not narrowed further there, because dates of birth are encrypted.
    """
    found = (_row(row, today=today) for row in session.execute(_candidates(season_id)))
    order = {one: number for number, one in enumerate(Waiting)}
    return sorted((row for row in found if row), key=lambda row: (order[row.waiting], row.category, row.ref))


def waiting_filters(rows: Iterable[NoticeRow], *, chosen: Waiting | None) -> list[WaitingFilter]:
    """Give the links above the list: all, and each thing that somebody waits for."""
    listed = [row.waiting for row in rows]
    each = [
        WaitingFilter(f"{words} ({listed.count(one)})", one.value, one is chosen)
        for one, (words, _) in WORDS.items()
        if one in listed or one is chosen
    ]
    return [WaitingFilter(f"All ({len(listed)})", None, chosen is None), *each]


def page_of_rows(rows: Iterable[NoticeRow], *, waiting: Waiting | None, number: int) -> PageOf[NoticeRow]:
    """Give one page of the lines, of one kind only if it is named."""
    shown = [row for row in rows if waiting is None or row.waiting is waiting]
    start = (number - 1) * PAGE_SIZE
    return PageOf(shown[start : start + PAGE_SIZE], number, len(shown))


def _candidates(season_id: int) -> Select[*tuple[Any, ...]]:
    """Select whoever may be waited for: no answer yet, or an agreement without an adult's confirmation."""
    alive = and_(Entry.id == EntryNominee.entry_id, Entry.state != EntryState.WITHDRAWN)
    silent = or_(Notice.id.is_(None), Notice.response == Response.NONE)
    unconfirmed = or_(Supporter.id.is_(None), Supporter.response != Confirmation.CONFIRMED)
    agreed = and_(Notice.response == Response.AGREED, Nominee.date_of_birth.is_not(None), unconfirmed)
    goes_forward = or_(Nomination.state == NominationState.ELIGIBLE, Entry.id.is_not(None))
    return (
        select(
            Nominee,
            Notice,
            Supporter,
            Nomination.ref.label("nomination"),
            Nomination.team_name,
            Entry.ref.label("entry"),
            Category.name.label("category"),
            not_arrived(Nominee.ref).label("bounced"),
            not_arrived(Supporter.ref).label("adult_bounced"),
        )
        .outerjoin(Nomination, Nomination.id == Nominee.nomination_id)
        .outerjoin(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .outerjoin(Entry, alive)
        .join(Category, or_(Category.id == Nomination.category_id, Category.id == Entry.category_id))
        .outerjoin(Notice, Notice.nominee_id == Nominee.id)
        .outerjoin(Supporter, Supporter.id == newest_supporter())
        .where(Category.season_id == season_id, Nominee.position > 0, ~Nominee.deceased, goes_forward)
        .where(or_(silent, agreed))
    )


def _row(row: Any, *, today: date) -> NoticeRow | None:
    waiting = waited_for(row, today=today)
    if waiting is None:
        return None
    nominee, notice = row.Nominee, row.Notice
    return NoticeRow(
        ref=nominee.ref,
        name=(row.team_name if nominee.is_team else None) or nominee.full_name,
        waiting=waiting,
        nomination=row.nomination,
        entry=row.entry,
        category=row.category,
        told_at=notice.queued_at if notice else None,
        told_by=_told_by(notice),
    )


def _told_by(notice: Notice | None) -> str:
    if notice is None:
        return ""
    return notice.not_sent_because or ("By email" if notice.queued_at else "")


def waited_for(row: Any, *, today: date) -> Waiting | None:
    """Say what somebody is waited for, from a row with Nominee, Notice, Supporter, bounced and adult_bounced.

    None when all is in, and for whoever said no.
    """
    nominee, notice = row.Nominee, row.Notice
    if notice is not None and notice.response is not Response.NONE:
        agreed = notice.response is Response.AGREED
        return _waiting_for_adult(row) if agreed and needs_adult(nominee, today=today) else None
    if notice is not None and notice.misdirected_at is not None:
        return Waiting.MISDIRECTED
    if notice is not None and notice.not_sent_because:
        return Waiting.WITHOUT_NOTICE
    if notice is None or notice.queued_at is None:
        return Waiting.NOT_TOLD if nominee.email else Waiting.NO_ADDRESS
    return Waiting.NOT_ARRIVED if row.bounced else Waiting.ANSWER


def _waiting_for_adult(row: Any) -> Waiting | None:
    adult = row.Supporter
    if adult_confirmed(row.Notice, adult):
        return None
    if adult is None:
        return Waiting.NO_ADULT
    if adult.response is Confirmation.REFUSED:
        return Waiting.ADULT_REFUSED
    return Waiting.ADULT_NOT_REACHED if row.adult_bounced or adult.asked_at is None else Waiting.ADULT
