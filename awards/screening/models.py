"""Tables of verdicts, rulings, the work queue, the judges' copy and entries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, PERSONAL, STORY, Base, Id, Mapped, Ref, mapped_column
from awards.nominations.models import Nomination, Nominee
from awards.screening.lifecycle import EntryState
from awards.seasons.models import Category


class VerdictRecord(Base):
    """What the rules said of one nomination at one time, and why; never overwritten."""

    __tablename__ = "verdict_record"
    __table_args__ = (sa.Index("ix_verdict_record_nomination_id", "nomination_id", "id"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    rule_set_version: Mapped[int] = mapped_column(info=INTERNAL)
    level: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(info=PERSONAL)
    """[{"rule", "outcome", "reason", "about", "facts"}] in the order of the rule set; facts are short words."""
    computed_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class RulingDecision(StrEnum):
    """What staff decided."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


class Ruling(Base):
    """A person's decision on eligibility, beside the computed verdict; the last one holds."""

    __tablename__ = "ruling"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", "a_ruling_has_a_reason"),
        sa.Index("ix_ruling_nomination_id", "nomination_id", "id"),
    )

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    verdict_id: Mapped[int] = mapped_column(sa.ForeignKey("verdict_record.id"), info=INTERNAL)
    decision: Mapped[RulingDecision] = mapped_column(info=INTERNAL)
    reason: Mapped[str] = mapped_column(info=STORY)
    ruled_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    ruled_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    needs_second: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    """Whether it holds only once a second person has confirmed it."""
    seconded_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    seconded_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    taken_back_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    taken_back_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class QueueList(StrEnum):
    """The four lists of the work queue; every sent nomination is in one of them."""

    NEEDS_ME = "needs_me"
    WAITING = "waiting"
    HELD = "held"
    DONE = "done"


class Case(Base):
    """Where one sent nomination stands in the work queue, and why; made anew from what is known, never edited."""

    __tablename__ = "screening_case"
    __table_args__ = (
        sa.Index("ix_screening_case_place", "season_id", "place", "since"),
        sa.Index("ix_screening_case_look_again_at", "look_again_at"),
    )

    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True, info=INTERNAL)
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    place: Mapped[QueueList] = mapped_column(info=INTERNAL)
    reason: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    """The code of the one reason why it is there; the words and the next step belong to the code."""
    number: Mapped[int] = mapped_column(default=1, info=INTERNAL)
    """How many people or things the reason is about."""
    since: Mapped[datetime] = mapped_column(info=INTERNAL)
    """When it came to be there for this reason."""
    look_again_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When time alone may change where it stands."""
    verdict_id: Mapped[int | None] = mapped_column(sa.ForeignKey("verdict_record.id"), info=INTERNAL)
    """The latest verdict."""
    level: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """The latest verdict's level."""
    names: Mapped[str] = mapped_column(default="", info=PERSONAL)
    """Names, employer and team as search finds them: without accents, in lower case."""
    seen: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """What there was to see of it, weighed, when it was last looked at."""
    looked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    parked_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """Who of staff put it on hold."""
    parked_because: Mapped[str | None] = mapped_column(info=STORY)
    parked_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When it comes back by itself; None for when staff say so."""


class FeedPosition(Base):
    """How far along the trail a job has read."""

    __tablename__ = "feed_position"

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(default=0, info=INTERNAL)


class StaffNote(Base):
    """A private note of staff about a nomination; judges, nominators and nominees never see it."""

    __tablename__ = "staff_note"
    __table_args__ = (sa.Index("ix_staff_note_nomination_id", "nomination_id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    written_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    written_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    removed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class CopyPassage(Base):
    """One passage of a nomination's judges' copy while staff work on it; the original is never touched."""

    __tablename__ = "copy_passage"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "key"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    """The question's key; for something the nominator added later, the key and the request's reference."""
    position: Mapped[int] = mapped_column(info=INTERNAL)
    question: Mapped[str] = mapped_column(info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    included: Mapped[bool] = mapped_column(default=True, info=INTERNAL)
    """Whether judges are to read it."""
    saved_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class CopyStamp(Base):
    """A member of staff's word that the copy, as it was then, identifies no child or family; the last one counts."""

    __tablename__ = "copy_stamp"
    __table_args__ = (
        sa.UniqueConstraint("id", "nomination_id"),
        sa.CheckConstraint("length(stamped_by) > 0", "stamped_by_somebody"),
        sa.Index("ix_copy_stamp_nomination_id", "nomination_id"),
    )

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    digest: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    """SHA-256 of the passages stamped: a copy changed afterwards has no stamp that counts."""
    content_warning: Mapped[str | None] = mapped_column(info=STORY)
    stamped_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    stamped_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class Entry(Base):
    """What judges judge: one nominee in one category, admitted from nominations or named by the organiser."""

    __tablename__ = "entry"
    __table_args__ = (
        sa.Index("ix_entry_category_id", "category_id", "state"),
        sa.CheckConstraint("length(stamped_by) > 0", "stamped_by_somebody"),
        sa.CheckConstraint("by_organiser OR stamp_id IS NOT NULL", "no_entry_without_a_stamp"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    state: Mapped[EntryState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    title: Mapped[str] = mapped_column(info=PERSONAL)
    """The nominee's name or names as judges see them (young people: chosen name only)."""
    place: Mapped[str | None] = mapped_column(info=PERSONAL)
    """Employer or area as judges see it."""
    by_organiser: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    admitted_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    stamped_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    """Who confirmed that the judges' copy identifies no child or family."""
    stamp_id: Mapped[int | None] = mapped_column(sa.ForeignKey("copy_stamp.id"), info=INTERNAL)
    """The stamp with which it was admitted; only what the organiser honours directly has none."""
    content_warning: Mapped[str | None] = mapped_column(info=STORY)
    """What judges are told before they read; None when there is nothing to warn of."""

    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    passages: Mapped[list[Passage]] = relationship(
        back_populates="entry", lazy="raise_on_sql", order_by="Passage.position"
    )
    nominations: Mapped[list[Nomination]] = relationship(
        secondary="entry_nomination", lazy="raise_on_sql", viewonly=True
    )
    nominees: Mapped[list[Nominee]] = relationship(
        secondary="entry_nominee", lazy="raise_on_sql", order_by="Nominee.position"
    )

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class EntryNomination(Base):
    """A nomination behind an entry, with the stamp of its own copy; a nomination is behind one entry at most."""

    __tablename__ = "entry_nomination"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["stamp_id", "nomination_id"],
            ["copy_stamp.id", "copy_stamp.nomination_id"],
            name="fk_entry_nomination_stamp_of_it",
        ),
    )

    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    stamp_id: Mapped[int] = mapped_column(info=INTERNAL)


class EntryNominee(Base):
    """A nominee of an entry; a nominee row is in one entry at most."""

    __tablename__ = "entry_nominee"

    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), primary_key=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)


class Passage(Base):
    """One passage of the judges' copy: a question and the words judges read."""

    __tablename__ = "passage"
    __table_args__ = (sa.UniqueConstraint("entry_id", "position"),)

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), info=INTERNAL)
    nomination_id: Mapped[int | None] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    """Whose copy it comes from, so that it can be taken out again; never shown to judges."""
    position: Mapped[int] = mapped_column(info=INTERNAL)
    question: Mapped[str] = mapped_column(info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    voice: Mapped[str | None] = mapped_column(sa.String(64), info=PERSONAL)
    """The nominator's relationship to the nominee, never their name."""

    entry: Mapped[Entry] = relationship(back_populates="passages", lazy="raise_on_sql")
