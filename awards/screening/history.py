"""The trail in words: what happened to nominations and entries, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM, Audience
from awards.core.times import moment_words
from awards.nominations.models import Nomination
from awards.screening.models import Entry
from awards.seasons.models import Category

TITLES = {
    Tag.COPY_STAMPED: "The judges’ copy was read again",
    Tag.CONSENT_GIVEN: "The nominee gave a consent",
    Tag.CONSENT_WITHDRAWN: "The nominee withdrew a consent",
    Tag.DISPLAY_CHOSEN: "The nominee chose how to be shown",
    Tag.ENTRY_ADMITTED: "Admitted as an entry",
    Tag.ENTRY_JOINED: "Another nomination was added to the entry",
    Tag.ENTRY_WITHDRAWN: "Entry withdrawn",
    Tag.NOMINATION_RULED: "Ruled on",
    Tag.NOMINATION_SET_ASIDE: "Set aside: nobody put forward wants it",
    Tag.NOMINATION_TAKEN_UP: "Taken up again: somebody agrees after all",
    Tag.NOMINATION_STARTED: "Nomination started",
    Tag.NOMINATION_SUBMITTED: "Nomination sent",
    Tag.NOMINATION_WITHDRAWN: "Nomination withdrawn",
    Tag.NOMINEE_AGREED: "The nominee agreed",
    Tag.NOMINEE_DECLINED: "The nominee declined",
    Tag.NOMINEE_CORRECTED: "Facts about the nominee were put right",
    Tag.NOMINEE_DIED: "It was noted that the nominee has died",
    Tag.NOMINEE_LEFT_OUT: "One of several was left out, having said no",
    Tag.NOMINEE_PUT_BACK: "Somebody who had been left out was put back",
    Tag.NOTICE_MISDIRECTED: "The notice reached somebody else",
    Tag.NOTICE_NOT_SENT: "Goes forward without a notice",
    Tag.NOTICE_SENT: "Notice sent to the nominee",
    Tag.SUPPORTER_ANSWERED: "The adult answered",
    Tag.SUPPORTER_NAMED: "The young person named an adult",
    Tag.SUPPRESSION_LIFTED: "The note that they do not want this was lifted",
    Tag.SUPPRESSION_NOTED: "A note was kept that they do not want this",
    Tag.YOUNG_PERSONS_ENTRY_READ: "Read by staff",
}
"""What staff read; other tags are written out from their own words."""

_OTHERS = {
    Audience.NOMINATORS: "the nominator",
    Audience.NOMINEES: "the nominee",
    Audience.SUPPORTERS: "the adult supporter",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline."""

    tag: str
    title: str
    who: str
    when: str
    iso: str
    detail: str | None


def events_about(session: Session, subjects: Sequence[str], *, zone: str) -> list[Event]:
    """Give what happened to these references, the newest first. One statement."""
    found = session.execute(_trail().where(AuditEntry.subject.in_(subjects)))
    return [_event(entry, name, zone=zone, title=_title(entry)) for entry, name in found]


def events_of_season(session: Session, season_id: int, *, most: int, zone: str) -> list[Event]:
    """Give the latest that happened to the season's nominations and entries, each by reference. One statement."""
    nominations = select(Nomination.ref).where(Nomination.season_id == season_id)
    entries = select(Entry.ref).join(Category).where(Category.season_id == season_id)
    of_season = or_(AuditEntry.subject.in_(nominations), AuditEntry.subject.in_(entries))
    found = session.execute(_trail().where(of_season).limit(most))
    return [_event(entry, name, zone=zone, title=f"{entry.subject}: {_title(entry)}") for entry, name in found]


def _trail() -> Select[AuditEntry, str]:
    """Select entries with their reasons and the name of whoever acted, if they have an account; newest first."""
    accounts = (Audience.STAFF, Audience.JUDGES)
    is_actor = or_(*(AuditEntry.actor == literal(f"{audience}:") + User.ref for audience in accounts))
    return (
        select(AuditEntry, User.name)
        .outerjoin(User, is_actor)
        .options(joinedload(AuditEntry.reason))
        .order_by(AuditEntry.id.desc())
    )


def _event(entry: AuditEntry, name: str | None, *, zone: str, title: str) -> Event:
    return Event(
        tag=entry.tag,
        title=title,
        who=name or _who(entry.actor),
        when=moment_words(entry.at, zone),
        iso=entry.at.isoformat(),
        detail=_detail(entry),
    )


def _title(entry: AuditEntry) -> str:
    words = {str(tag): title for tag, title in TITLES.items()}
    return words.get(entry.tag, entry.tag.replace(".", " ").replace("_", " ").capitalize())


def _who(actor: str) -> str:
    if actor == str(SYSTEM):
        return "the portal"
    return _OTHERS.get(Audience(actor.partition(":")[0]), "staff")


def _detail(entry: AuditEntry) -> str | None:
    """Give the ruling beside what the rules said, an adult's answer, and the reason that was typed."""
    parts = []
    if entry.tag == Tag.NOMINATION_RULED:
        rules_said = str(entry.facts.get("verdict", "")).replace("-", " ")
        parts.append(f"Decision: {entry.facts.get('decision')}. The rules said: {rules_said}.")
    if entry.tag == Tag.SUPPORTER_ANSWERED:
        parts.append(f"Answer: {entry.facts.get('answer')}.")
    if entry.reason is not None:
        parts.append(entry.reason.text or "The reason has been erased.")
    return " ".join(parts) or None
