"""Everything held on the people chosen, as one answer: for a file with documented keys, and for a page to print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.comms.models import Message
from awards.core.actor import Actor
from awards.core.permission import require
from awards.core.times import local_day, short_day_words
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominator, Nominee
from awards.nominees.models import Consent
from awards.nominees.suppressing import plain_name
from awards.nominees.wording import WORDINGS
from awards.panels.models import Assignment, PanelMember
from awards.privacy.clearing import trail_of
from awards.privacy.copying_sections import SECTIONS, Section
from awards.privacy.due import dates_of
from awards.privacy.erasing.redacting import Names, redacted
from awards.privacy.finding import others_than
from awards.privacy.known import Known
from awards.privacy.people_policy import may_seek
from awards.privacy.reach import Reach, reach_of
from awards.privacy.rules import OF_A_SEASON, WORDS, Rule, due_at
from awards.privacy.sweeping import passages_naming
from awards.seasons.models import Season
from awards.seasons.retention_settings import terms_of

KEYS: Final = ("id", "version", "tab", "turn", "saved_from", "started_from", "leased_until", "key", "digest")
"""Columns that are workings of the portal and say nothing about anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section with what is held: rows of plain values by column."""

    key: str
    title: str
    classes: tuple[str, ...]
    goes: str
    """When it goes, in words."""
    look_first: bool
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One person's copy."""

    refs: Sequence[str]
    made_at: datetime
    told_us: Sequence[str]
    """Who put them forward, where they have not asked to stay unnamed."""
    parts: Sequence[Part]

    def as_json(self) -> str:
        """Give it as a file, keys as docs/decisions/0026-erasure.md lists them."""
        said = {
            "references": list(self.refs),
            "made_at": self.made_at.isoformat(),
            "told_us": list(self.told_us),
            "sections": {
                one.key: {
                    "title": one.title, "data_classes": list(one.classes), "goes": one.goes,
                    "look_first": one.look_first, "rows": list(one.rows),
                }
                for one in self.parts
            },
        }  # fmt: skip
        return json.dumps(said, ensure_ascii=False, indent=2)


def copy_of(
    session: Session, chosen: Sequence[Known], *, everywhere: bool = True, actor: Actor, now: datetime
) -> Copy:  # fmt: skip
    """Give everything held on these rows, and note in the trail that it was taken.

    `everywhere`: with every other text that names them, of whatever programme; not for somebody of one programme alone.
    Others' names are taken out of what is shared; judges are not named, nor is a nominator who asked not to be.

    Raises:
        Refused: not an administrator.
    """
    require(may_seek(actor))
    reach = reach_of(session, chosen)
    hidden, goes = _hidden(session, reach), _ends(session, reach)
    parts = [
        *(part for one in SECTIONS if (part := _part(session, reach, one, hidden=hidden, goes=goes)).rows),
        *(part for part in _beside(session, reach, hidden=hidden, everywhere=everywhere) if part.rows),
    ]
    refs = [one.ref for one in chosen]
    record(session, Tag.COPY_OF_PERSON_TAKEN, refs[0] if refs else "", actor=actor, at=now, references=refs,
           sections=len(parts))  # fmt: skip
    session.flush()
    return Copy(refs=refs, made_at=now, told_us=_told_us(session, reach), parts=parts)


def _part(session: Session, reach: Reach, section: Section, *, hidden: Names, goes: Mapping[Rule, str]) -> Part:
    columns = [one for one in sa.inspect(section.table).column_attrs if _is_told(one, section)]
    rows = session.execute(
        select(*(getattr(section.table, one.key) for one in columns)).where(section.chosen(reach)),
        execution_options=WITH_NEW_VERSIONS,
    ).all()
    classes = sorted({one.columns[0].info["data_class"] for one in columns} - {"internal"})
    told = [_row(row, [one.key for one in columns], hidden) for row in rows]
    if section.table is Consent:
        told = [one | {"asked": _asked(one)} for one in told]
    words = "With what it belongs to." if section.rule is None else goes[section.rule]
    return Part(key=section.key, title=section.title, classes=tuple(classes), goes=words, rows=told,
                look_first=section.look_first)  # fmt: skip


def _is_told(attribute: Any, section: Section) -> bool:
    """Whether a column is told: what is about them and when it was; no keys, no secrets, nobody else's reference."""
    column, key = attribute.columns[0], attribute.key
    if key in KEYS or key in section.but or column.foreign_keys or column.info["data_class"] == "secret":
        return False
    return column.info["data_class"] != "internal" or not (key == "by" or key.endswith("_by"))


def _row(row: Sequence[Any], keys: Sequence[str], hidden: Names) -> dict[str, Any]:
    told = {key: redacted(_plain(value), hidden) for key, value in zip(keys, row, strict=True)}
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value


def _asked(consent: Mapping[str, Any]) -> str:
    """Give the sentence that somebody said yes to, in the wording of then."""
    wording = WORDINGS.get(consent["wording"])
    things = {one.value: sentence for one, sentence in wording.things.items()} if wording else {}
    return things.get(consent["thing"], "")


def _beside(session: Session, reach: Reach, *, hidden: Names, everywhere: bool) -> Iterator[Part]:
    addresses = {one.casefold() for one in reach.addresses}
    mails = [
        {"kind": kind, "about": about, "state": state.value, "queued_at": _plain(queued), "sent_at": _plain(sent)}
        for kind, about, recipient, state, queued, sent in session.execute(
            select(Message.kind, Message.about, Message.recipient, Message.state, Message.queued_at, Message.sent_at)
        )
        if recipient.casefold() in addresses
    ]
    yield Part(key="mail", title="Mail to you", classes=("contact",), goes=WORDS[Rule.MESSAGES].stays, rows=mails,
               look_first=False)  # fmt: skip
    own = [f"%:{ref}" for ref in sorted(reach.people)]
    entries = session.scalars(
        select(AuditEntry)
        .where(or_(AuditEntry.subject.in_(trail_of(session, reach)), *(AuditEntry.actor.like(one) for one in own)))
        .options(joinedload(AuditEntry.reason))
        .order_by(AuditEntry.id)
    ).all()
    trail = [
        {"at": _plain(one.at), "tag": one.tag, "about": one.subject, "facts": one.facts}
        | ({"reason": redacted(one.reason.text, hidden)} if one.reason and one.reason.text else {})
        for one in entries
    ]
    yield Part(key="trail", title="What was done, as the trail has it", classes=("internal", "story"), rows=trail,
               goes="It stays; reasons go after two years.", look_first=True)  # fmt: skip
    borne = others_than(session, reach).names
    whole = [one for one in reach.names if " " in one.strip() and plain_name(one) not in borne]
    names = Names((*whole, *reach.addresses, *reach.numbers)) if everywhere else Names(())
    rows = [{"where": table, "text": redacted(text, hidden)} for table, text in passages_naming(session, names)]
    yield Part(key="named_elsewhere", title="Every other text in which your name stands", classes=("story", "judging"),
               goes="With what it belongs to.", rows=rows, look_first=True)  # fmt: skip


def _hidden(session: Session, reach: Reach) -> Names:
    """Give the names that are somebody else's: of people put forward with them, of judges, of unnamed nominators."""
    nominations = [*reach.alone, *reach.shared, *reach.written]
    with_them = select(Nominee.full_name).where(
        Nominee.nomination_id.in_([*reach.alone, *reach.shared]), Nominee.id.not_in(list(reach.nominees))
    )
    judges = (
        select(User.name)
        .join(PanelMember, PanelMember.user_id == User.id)
        .join(Assignment, Assignment.member_id == PanelMember.id)
        .where(Assignment.entry_id.in_([*reach.entries_alone, *reach.entries_shared]))
        .where(User.id.not_in(list(reach.users)))
    )
    unnamed = (
        select(Nominator.name)
        .join(Nomination, Nomination.nominator_id == Nominator.id)
        .where(Nomination.id.in_(nominations), Nomination.name_hidden_from_nominee)
        .where(Nominator.id.not_in(list(reach.nominators)))
    )
    found = [name for some in (with_them, judges, unnamed) for name in session.scalars(some) if name]
    return Names(tuple(name for name in found if name not in reach.names))


def _told_us(session: Session, reach: Reach) -> list[str]:
    """Say who put them forward: the name, unless the nominator asked that it stay unknown to them."""
    rows = session.execute(
        select(Nomination.ref, Nomination.name_hidden_from_nominee, Nominator.name)
        .join(Nominator, Nominator.id == Nomination.nominator_id)
        .where(Nomination.id.in_([*reach.alone, *reach.shared]))
        .order_by(Nomination.id)
    ).all()
    unnamed = "somebody who asked not to be named"
    return [f"{ref}: {unnamed if hidden or not name else name}" for ref, hidden, name in rows]


def _ends(session: Session, reach: Reach) -> dict[Rule, str]:
    """Say when what each clock governs goes: a day for each season, or how long after it ended."""
    ids = {one.season_id for one in (*reach.alone.values(), *reach.shared.values(), *reach.written.values())}
    seasons = session.scalars(select(Season).where(Season.id.in_(ids)).options(joinedload(Season.programme))).all()
    said = {rule: f"Some time after {WORDS[rule].starts}." for rule in Rule}
    for rule in OF_A_SEASON if seasons else ():
        said[rule] = "; ".join(f"{_from_day(rule, one)} (awards of {one.year})" for one in seasons)
    return said


def _from_day(rule: Rule, season: Season) -> str:
    day = due_at(rule, terms_of(season.retention), dates_of(season))
    return f"from {short_day_words(local_day(day, season.programme.zone))}" if day else "no day is set yet"
