"""The list of meetings: those that were and are, and what a panel may meet about now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.core.permission import Permission
from awards.meetings.lifecycle import MeetingState
from awards.meetings.models import Meeting
from awards.meetings.pages import PURPOSE_WORDS, STATE_WORDS
from awards.meetings.policy import UNFINISHED
from awards.meetings.queries import categories_judged, meetings_of_judge, meetings_of_season
from awards.results.policy import SHORTLISTED, may_see_ranking
from awards.screening.models import Entry
from awards.screening.needs import Need
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting."""

    ref: str
    title: str
    state: str
    tone: str
    opened_at: datetime
    has_minutes: bool


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category about which a meeting may be opened, and on what."""

    name: str
    slug: str
    purposes: Sequence[tuple[str, str]]
    why_not: str


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The meetings of a season, or of one judge's panels."""

    meetings: Sequence[MeetingLine]
    categories: Sequence[CategoryLine]
    permission: Permission


def meetings_page(session: Session, season: Season, *, actor: Actor, now: datetime) -> MeetingsPage:
    """Give the meetings that somebody may see. Three statements."""
    judge = actor.reference if actor.audience is Audience.JUDGES else None
    if judge is None:
        meetings = list(meetings_of_season(session, season.id))
    else:
        meetings = [one for one, _ in meetings_of_judge(session, judge, season_id=season.id)]
    categories = categories_judged(session, season.id, chaired_by=judge)
    seen = may_see_ranking(season, now=now)
    on = {one.category_id for one in meetings if one.state in UNFINISHED}
    listed = set(_shortlisted(session, season.id)) if categories and seen else set()
    return MeetingsPage(
        meetings=[_line(one) for one in meetings],
        categories=[
            CategoryLine(
                one.name, one.slug,
                [(str(kind), words) for kind, words in PURPOSE_WORDS.items()
                 if one.id not in on and (one.id in listed or kind == "shortlist")] if seen else [],
                "A meeting about it is on." if one.id in on else "",
            )
            for one in categories
        ],
        permission=seen,
    )  # fmt: skip


def needs_of_meetings(session: Session, season: Season, now: datetime) -> list[Need]:
    """Say which minutes wait for their chair, and which meetings are going on. One statement, or none."""
    if not may_see_ranking(season, now=now):
        return []
    found = [one for one in meetings_of_season(session, season.id) if one.state in UNFINISHED]
    words = {
        MeetingState.ENDED: "The minutes of {} wait for the chair",
        MeetingState.OPEN: "The meeting about {} is going on",
    }
    return [
        Need(words[one.state].format(_matter(one)), url_for("meetings_staff.meeting", ref=one.ref)) for one in found
    ]


def notices_of_meetings(session: Session, season: Season, *, user_ref: str, now: datetime) -> list[Need]:
    """Tell a judge of a meeting that goes on, and the chair of minutes to sign. One statement, or none."""
    if not may_see_ranking(season, now=now):
        return []
    words = {
        MeetingState.OPEN: "Your panel meets about {}",
        MeetingState.ENDED: "The minutes of {} wait for your signature",
    }
    found = meetings_of_judge(session, user_ref, season_id=season.id)
    return [
        Need(words[one.state].format(_matter(one)), url_for("meetings_judge.meeting", ref=one.ref))
        for one, chairs in found
        if one.state is MeetingState.OPEN or (chairs and one.state is MeetingState.ENDED)
    ]


def _shortlisted(session: Session, season_id: int) -> Sequence[int]:
    chosen = select(Entry.category_id).join(Entry.category).where(Entry.state.in_(SHORTLISTED)).distinct()
    return session.scalars(chosen.where(Category.season_id == season_id)).all()


def _line(meeting: Meeting) -> MeetingLine:
    state, tone = STATE_WORDS[meeting.state]
    return MeetingLine(
        meeting.ref, _matter(meeting), state, tone, meeting.opened_at, has_minutes=meeting.minutes_sha256 is not None
    )


def _matter(meeting: Meeting) -> str:
    return f"{PURPOSE_WORDS[meeting.purpose]} of the {meeting.category.name}"
