"""Reading the trail: narrowed, newest first, in pages that begin after a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from awards.accounts.models import Grant, User
from awards.audit.models import AuditEntry
from awards.core.actor import Actor, Audience, Role
from awards.seasons.models import Programme
from awards.trail.leaves import Raw, as_it_is, raw_columns
from awards.trail.models import TrailHead, TrailLeaf, TrailLog
from awards.trail.words import tags_of

PAGE_SIZE: Final = 50
MOST_ROWS: Final = 50_000
"""Rows of one file."""
MOST_PEOPLE: Final = 50
"""Accounts that one typed name may mean."""
FEW: Final = 5
"""For how many of them it is also sought who looked with their eyes, and with whose eyes they looked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the trail is narrowed; empty values narrow nothing."""

    who: str = ""
    """A reference, or part of the name of somebody with an account."""
    what: str = ""
    """A group of `words.GROUPS`, or a tag."""
    about: str = ""
    """The reference that entries are about."""
    since: datetime | None = None
    until: datetime | None = None
    """The instant before which entries were written."""

    @property
    def narrowed_by(self) -> list[str]:
        """Which of the filters are used: what is noted of a search."""
        values = {"who": self.who, "what": self.what, "about": self.about, "since": self.since, "until": self.until}
        return [name for name, value in values.items() if value]


@dataclass(frozen=True, slots=True)
class Found:
    """One entry with its place in the log, if it has one already, and the first signed head that holds it."""

    entry: AuditEntry
    raw: Raw
    leaf: TrailLeaf | None
    head: TrailHead | None


def reads_the_whole(session: Session, actor: Actor) -> bool:
    """Whether somebody is an administrator of every programme there is: the trail is one for all. One statement."""
    everywhere = select(Grant.id).join(User).where(
        User.ref == actor.reference, Grant.role == Role.ADMINISTRATOR, Grant.programme_key == ""
    )  # fmt: skip
    programmes = select(func.count(Programme.id)).scalar_subquery()
    found = session.execute(select(everywhere.exists(), programmes)).one()
    return bool(found[0]) or found[1] <= 1


def entries(session: Session, wanted: Wanted, *, before: int | None) -> Sequence[AuditEntry]:
    """Give one page of entries with their reasons, newest first, and one more if there is another page."""
    chosen = _narrowed(session, wanted)
    if before is not None:
        chosen = chosen.where(AuditEntry.id < before)
    return session.scalars(chosen.options(joinedload(AuditEntry.reason)).limit(PAGE_SIZE + 1)).all()


def own_entries(session: Session, reference: str, *, before: int | None) -> Sequence[AuditEntry]:
    """Give one page of what one person did, whoever it is about, and one more if there is another page."""
    mine = select(AuditEntry).where(AuditEntry.actor.in_(_exactly([reference]))).order_by(AuditEntry.id.desc())
    if before is not None:
        mine = mine.where(AuditEntry.id < before)
    return session.scalars(mine.options(joinedload(AuditEntry.reason)).limit(PAGE_SIZE + 1)).all()


def number_of(session: Session, wanted: Wanted) -> int:
    """Give how many entries a file of them has. One statement, or two."""
    chosen = _narrowed(session, wanted).order_by(None).with_only_columns(AuditEntry.id).limit(MOST_ROWS)
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def rows_of(session: Session, wanted: Wanted) -> Iterator[tuple[AuditEntry, int | None]]:
    """Give entries with their reasons and their places in the log, newest first, in pieces."""
    chosen = (
        _narrowed(session, wanted)
        .add_columns(TrailLeaf.position)
        .outerjoin(TrailLeaf, TrailLeaf.entry_id == AuditEntry.id)
        .options(joinedload(AuditEntry.reason))
    )
    found = session.execute(chosen.limit(MOST_ROWS), execution_options={"yield_per": 500})
    yield from found


def entry_by_number(session: Session, number: int) -> Found:
    """Give one entry with its reason, as it is stored, with its leaf and the first signed head over that.

    One statement.

    Raises:
        NoResultFound: there is none.
    """
    larger = aliased(TrailHead)
    over = select(func.min(larger.size)).where(larger.size > TrailLeaf.position).correlate(TrailLeaf).scalar_subquery()
    with as_it_is(session) as connection:
        row = session.execute(
            select(AuditEntry, TrailLeaf, TrailHead, *raw_columns(connection))
            .outerjoin(TrailLeaf, TrailLeaf.entry_id == AuditEntry.id)
            .outerjoin(TrailHead, TrailHead.size == over)
            .where(AuditEntry.id == number)
            .options(joinedload(AuditEntry.reason))
        ).one()
    entry, leaf, head, *raw = row
    return Found(entry, Raw(*raw), leaf, head)


def state_of_sealing(session: Session) -> tuple[int, int]:
    """Give how many entries are sealed, and how many there are. One statement."""
    sealed = select(TrailLog.size).limit(1).scalar_subquery()
    found = session.execute(select(func.coalesce(sealed, 0), func.count(AuditEntry.id))).one()
    return int(found[0]), int(found[1])


def names_of(session: Session, references: Iterable[str]) -> dict[str, str]:
    """Give the names of those of these references that are accounts. One statement."""
    wanted = select(User.ref, User.name).where(User.ref.in_(sorted(set(references))))
    return dict(session.execute(wanted).all())


def every_name(session: Session) -> dict[str, str]:
    """Give the name of every account, by reference. One statement."""
    return dict(session.execute(select(User.ref, User.name)).all())


def _narrowed(session: Session, wanted: Wanted) -> Select[AuditEntry]:
    chosen = select(AuditEntry).order_by(AuditEntry.id.desc())
    if wanted.who:
        chosen = chosen.where(_by(session, wanted.who))
    if wanted.what:
        chosen = chosen.where(AuditEntry.tag.in_(tags_of(wanted.what)))
    if wanted.about:
        chosen = chosen.where(AuditEntry.subject == wanted.about)
    if wanted.since:
        chosen = chosen.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        chosen = chosen.where(AuditEntry.at < wanted.until)
    return chosen


def _by(session: Session, who: str) -> ColumnElement[bool]:
    """Say which actors somebody typed: a reference, or part of a name as people write it, whatever its case."""
    people = session.execute(select(User.ref, User.name).order_by(User.ref)).all()
    sought = who.casefold()
    refs = [*[ref for ref, name in people if sought in name.casefold()][:MOST_PEOPLE], who.upper(), who]
    eyes = [
        AuditEntry.actor.like(pattern)
        for ref in refs[:FEW]
        if ref.replace("-", "").isalnum()
        for pattern in (f"%:{ref} seen by %", f"% seen by {ref}")
    ]
    return or_(AuditEntry.actor.in_(_exactly(refs)), *eyes)


def _exactly(references: Sequence[str]) -> list[str]:
    return [str(Actor(audience, ref)) for audience in Audience for ref in references]
