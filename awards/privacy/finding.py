"""Finding everybody whom a name, an address, a reference or a telephone number may mean.

Nothing is merged: rows of one address or one name are shown together, and whoever looks chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.db import blind_index
from awards.nominees.suppressing import plain_name
from awards.privacy.erasing.words import FORMER, NAME_WITHHELD
from awards.privacy.known import line_ref
from awards.privacy.known_rows import Found, every_row, is_of
from awards.privacy.people_policy import may_seek
from awards.privacy.reach import Reach

LEAST_DIGITS = 6
"""Of a telephone number: fewer would find half of everybody."""
_REFERENCE = re.compile(r"(?:NEE|NTR|ADU|USR|WIN|NOM|ENT|LIN)-[0-9A-Z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are probably one person: of one address, or of one name."""

    rows: tuple[Found, ...]

    @property
    def name(self) -> str:
        """The name that most of them bear."""
        names = [one.name for one in self.rows]
        return max(names, key=names.count)


def seek(
    session: Session, words: str, *, programme_id: int | None, actor: Actor, now: datetime
) -> list[Group]:  # fmt: skip
    """Find whom these words may mean; that somebody looked is in the trail, what they typed is not.

    Six statements. `programme_id`: nobody of another programme; None for whoever answers for all of them.

    Raises:
        Refused: not an administrator.
    """
    require(may_seek(actor))
    found = [one for one in people_like(session, words) if is_of(one, programme_id)]
    kind = "reference" if _REFERENCE.fullmatch(words.strip()) else "address" if "@" in words else "words"
    record(session, Tag.PERSON_SOUGHT, actor.reference, actor=actor, at=now, by=kind, found=len(found))
    return grouped(found)


def people_like(session: Session, words: str) -> list[Found]:
    """Give every row that these words may mean: an address, a telephone number, a reference, or a name."""
    meant = _meant(session, words)
    return [one for one in every_row(session) if meant(one)] if words.strip() else []


def grouped(rows: Iterable[Found]) -> list[Group]:
    """Put rows of one address or of one name together, by name."""
    groups: list[list[Found]] = []
    for row in rows:
        same = [group for group in groups if any(_alike(row, one) for one in group)]
        groups = [group for group in groups if group not in same] + [[*(one for group in same for one in group), row]]
    made = [Group(tuple(sorted(group, key=lambda one: (one.kind_words, one.ref)))) for group in groups]
    return sorted(made, key=lambda group: (plain_name(group.name), group.rows[0].ref))


@dataclass(frozen=True, slots=True)
class Others:
    """What people who were not chosen have in common with those who were: names in plain letters, and addresses."""

    names: frozenset[str]
    marks: frozenset[str]


def others_than(session: Session, reach: Reach) -> Others:
    """Give what somebody who was not chosen is known by as well. Six statements."""
    wanted = {plain_name(one) for one in reach.names} - {plain_name(NAME_WITHHELD), plain_name(FORMER)}
    mine = {one.ref for one in reach.chosen} | reach.people
    mine |= {one.ref for one in (*reach.winners_alone.values(), *reach.winners_shared.values())}
    mine |= {line_ref(number) for number in reach.lines}
    marks = {one.email_index for one in reach.written_to if one.email_index}
    rest = [one for one in every_row(session) if one.ref not in mine]
    names = {plain_name(name) for one in rest if one.mark not in marks for name in one.names}
    return Others(frozenset(names & wanted), frozenset(one.mark for one in rest if one.mark in marks and one.mark))


def _meant(session: Session, words: str) -> Any:
    """Give what tells whether a row may be meant by what was typed."""
    typed = words.strip()
    if _REFERENCE.fullmatch(typed):
        ref = typed.upper()
        return lambda one: one.ref == ref or ref in one.beside
    if "@" in typed:
        mark = blind_index(session, typed)
        return lambda one: one.mark == mark
    digits = _digits(typed)
    if len(digits) >= LEAST_DIGITS and not re.search(r"[^\W\d]", typed):
        return lambda one: one.number is not None and _digits(one.number).endswith(digits[-10:])
    parts = set(plain_name(typed).split())
    return lambda one: any(parts <= set(plain_name(name).split()) for name in one.names)


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isascii() and one.isdigit())


def _alike(one: Found, other: Found) -> bool:
    if one.erased or other.erased:
        return False
    names = {plain_name(name) for name in one.names} & {plain_name(name) for name in other.names}
    return bool(names) or (one.mark is not None and one.mark == other.mark)
