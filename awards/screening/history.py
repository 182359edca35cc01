"""The trail in words: what happened to nominations and entries, for staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
    Tag.ADDITION_SENT: "The nominator added what was asked for",
    Tag.CASE_PARKED: "Put on hold",
    Tag.CASE_UNPARKED: "Taken off hold",
    Tag.CONSENT_GIVEN: "The nominee gave a consent",
    Tag.CONSENT_WITHDRAWN: "The nominee withdrew a consent",
    Tag.CONTENT_WARNING_SET: "What judges are warned of was changed",
    Tag.COPY_SAVED: "The judges’ copy was changed",
    Tag.COPY_STAMPED: "The judges’ copy was read and stamped",
    Tag.CORRECTION_ANSWERED: "The request for a correction was answered",
    Tag.CORRECTION_ASKED: "The nominator asked for a correction",
    Tag.DEADLINE_EXTENDED: "A later deadline was granted",
    Tag.DISPLAY_CHOSEN: "The nominee chose how to be shown",
    Tag.DUPLICATE_DECIDED: "Compared with another nomination",
    Tag.ENTRY_ADMITTED: "Admitted as an entry",
    Tag.ENTRY_JOINED: "Another nomination was added to the entry",
    Tag.ENTRY_WITHDRAWN: "Entry withdrawn",
    Tag.FLAG_CLOSED: "A safeguarding flag was closed",
    Tag.FLAG_RAISED: "A safeguarding flag was raised",
    Tag.INFORMATION_ASKED: "The nominator was asked for more",
    Tag.INFORMATION_TAKEN_BACK: "What was asked of the nominator was taken back",
    Tag.LINK_REDEEMED: "A link from a mail was opened",
    Tag.MEMBERSHIP_CHECKED: "Looked up in the list of a programme",
    Tag.MESSAGE_REQUEUED: "A mail was sent again",
    Tag.MESSAGE_RETURNED: "A mail came back",
    Tag.MESSAGE_STOPPED: "A mail was stopped",
    Tag.MOVE_ANSWERED: "The offer of another award was answered",
    Tag.MOVE_OFFERED: "Another award was offered to the nominator",
    Tag.MOVE_TAKEN_BACK: "The offer of another award was taken back",
    Tag.NOMINATION_HELD: "Held as possible spam",
    Tag.NOMINATION_MERGED: "Merged into another nomination",
    Tag.NOMINATION_MOVED: "Moved to another award",
    Tag.NOMINATION_RELEASED: "Let go on: not spam",
    Tag.NOMINATION_RULED: "Ruled on",
    Tag.NOMINATION_SET_ASIDE: "Set aside: nobody put forward wants it",
    Tag.NOMINATION_STARTED: "Nomination started",
    Tag.NOMINATION_SUBMITTED: "Nomination sent",
    Tag.NOMINATION_TAKEN_UP: "Taken up again: somebody agrees after all",
    Tag.NOMINATION_UNMERGED: "Stands for itself again",
    Tag.NOMINATION_WITHDRAWN: "Nomination withdrawn",
    Tag.NOMINEE_AGREED: "The nominee agreed",
    Tag.NOMINEE_CORRECTED: "Facts about the nominee were put right",
    Tag.NOMINEE_DECLINED: "The nominee declined",
    Tag.NOMINEE_DIED: "It was noted that the nominee has died",
    Tag.NOMINEE_LEFT_OUT: "One of several was left out, having said no",
    Tag.NOMINEE_PUT_BACK: "Somebody who had been left out was put back",
    Tag.NOTE_REMOVED: "A private note was taken out",
    Tag.NOTE_WRITTEN: "A private note was written",
    Tag.NOTICE_MISDIRECTED: "The notice reached somebody else",
    Tag.NOTICE_NOT_SENT: "Goes forward without a notice",
    Tag.NOTICE_SENT: "Notice sent to the nominee",
    Tag.REGISTER_CHECKED: "Looked up in the register",
    Tag.REVISION_DROPPED: "The nominator gave up a new version",
    Tag.REVISION_STARTED: "The nominator began a new version",
    Tag.RULING_SECONDED: "The ruling was confirmed by a second person",
    Tag.RULING_TAKEN_BACK: "The ruling was taken back",
    Tag.SUPPORTER_ANSWERED: "The adult answered",
    Tag.SUPPORTER_NAMED: "The young person named an adult",
    Tag.SUPPRESSION_LIFTED: "The note that they do not want this was lifted",
    Tag.SUPPRESSION_NOTED: "A note was kept that they do not want this",
    Tag.VERDICT_COMPUTED: "The rules were put to it",
    Tag.YOUNG_PERSONS_ENTRY_READ: "Opened and read",
}
"""What staff read; other tags are written out from their own words."""

DROWNING: Final = (Tag.VERDICT_COMPUTED, Tag.YOUNG_PERSONS_ENTRY_READ, Tag.LINK_REDEEMED)
"""What happens so often by itself, or by reading, that it would hide what people did."""

_SENTENCES: Final[Mapping[str, str]] = {
    Tag.DUPLICATE_DECIDED: "{other}: {decided}.",
    Tag.MEMBERSHIP_CHECKED: "Found: {found}.",
    Tag.MOVE_ANSWERED: "Agreed: {agreed}.",
    Tag.NOMINATION_MERGED: "Into {into}.",
    Tag.NOMINATION_MOVED: "From {was} to {category}.",
    Tag.NOMINATION_RULED: "Decision: {decision}. The rules said: {verdict}.",
    Tag.NOMINATION_UNMERGED: "It was with {lead}.",
    Tag.REGISTER_CHECKED: "The register said: {result}.",
    Tag.SUPPORTER_ANSWERED: "Answer: {answer}.",
}
"""What the facts of an entry say, beside its title."""

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
    """Give the latest that people did with the season's nominations and entries, each by reference. One statement."""
    nominations = select(Nomination.ref).where(Nomination.season_id == season_id)
    entries = select(Entry.ref).join(Category).where(Category.season_id == season_id)
    of_season = or_(AuditEntry.subject.in_(nominations), AuditEntry.subject.in_(entries))
    found = session.execute(_trail().where(of_season, AuditEntry.tag.not_in(DROWNING)).limit(most))
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
    """Give what the entry's facts say in words, and the reason typed; of safeguarding flags nothing."""
    if entry.tag.startswith("flag."):
        return None
    parts = [_facts(entry)]
    if entry.reason is not None:
        parts.append(entry.reason.text or "The reason has been erased.")
    return " ".join(part for part in parts if part) or None


def _facts(entry: AuditEntry) -> str | None:
    facts = {name: _words(value) for name, value in entry.facts.items() if value is not None}
    if entry.tag == Tag.VERDICT_COMPUTED:
        was = f", was {facts['was']}" if "was" in facts else ""
        return f"They say: {facts.get('now')}{was} (version {facts.get('rules')})."
    sentence = _SENTENCES.get(entry.tag)
    return sentence.format_map(defaultdict(lambda: "not known", facts)) if sentence else None


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    text = str(value)
    return text if text.isupper() else text.replace("-", " ").replace("_", " ")  # references stay as they are
