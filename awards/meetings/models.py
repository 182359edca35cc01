"""Tables of panel meetings: who was there, what was said of an entry, votes and ballots, and the signed minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, JUDGING, SECRET, Base, Id, Mapped, Ref, mapped_column
from awards.meetings.lifecycle import MeetingState, VoteState
from awards.panels.models import PanelMember
from awards.results.models import DecisionKind
from awards.screening.models import Entry
from awards.seasons.models import Category


class Meeting(Base):
    """One meeting of a panel about one category: to settle its shortlist, or its winners."""

    __tablename__ = "meeting"
    __table_args__ = (
        sa.CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", "signed_has_a_time"),
        sa.Index("ix_meeting_category_id", "category_id", "purpose"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    purpose: Mapped[DecisionKind] = mapped_column(info=INTERNAL)
    state: Mapped[MeetingState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    opened_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    opened_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    agenda: Mapped[list[dict[str, Any]]] = mapped_column(info=JUDGING)
    """What the scores said of each entry when it was last brought up to date, as `meetings.agenda.Figures` reads it."""
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"), info=INTERNAL)
    """What the meeting decided, once it has."""
    minutes: Mapped[dict[str, Any] | None] = mapped_column(info=JUDGING)
    """What the chair signs, as it stood when it was written."""
    minutes_sha256: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    written_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    written_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    signed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    signed_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Attendance(Base):
    """Whether one member of the panel is at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "member_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), info=INTERNAL)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    present: Mapped[bool] = mapped_column(info=INTERNAL)
    noted_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")


class Discussion(Base):
    """What the meeting said of one entry: written once, kept in the minutes, and there for feedback."""

    __tablename__ = "discussion"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "entry_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    words: Mapped[str] = mapped_column(info=JUDGING)
    for_feedback: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    """Whether the words may go into the feedback on the entry."""
    written_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    written_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Vote(Base):
    """One numbered vote of a meeting: full rankings of its candidates, counted one against one."""

    __tablename__ = "vote"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "number"),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", "closed_has_a_time"),
    )

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), info=INTERNAL)
    number: Mapped[int] = mapped_column(info=INTERNAL)
    follows: Mapped[int | None] = mapped_column(info=INTERNAL)
    """The number of the vote whose tie this second ballot is to part."""
    state: Mapped[VoteState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    candidates: Mapped[list[str]] = mapped_column(info=JUDGING)
    """References of the entries voted on; "none" stands for nobody."""
    voters: Mapped[list[int]] = mapped_column(sa.JSON, info=JUDGING)
    """The members who have a ballot: present and without an interest in any candidate."""
    chain: Mapped[list[str]] = mapped_column(info=INTERNAL)
    """What settles a tie, in turn, as the locked rules say."""
    opened_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    opened_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    closed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    closed_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    result: Mapped[dict[str, Any] | None] = mapped_column(info=JUDGING)
    """The count and how it was settled, as `awards.maths.votes` gives it."""
    casting: Mapped[dict[str, Any] | None] = mapped_column(info=JUDGING)
    """The chair's casting vote, where the chain came to it: {"entry", "by", "reason"}."""

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    ballots: Mapped[list[Ballot]] = relationship(back_populates="vote", lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Ballot(Base):
    """One member's ranking in one vote; secret until the vote is closed."""

    __tablename__ = "ballot"
    __table_args__ = (sa.UniqueConstraint("vote_id", "member_id"),)

    id: Mapped[Id]
    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("vote.id"), info=INTERNAL)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    ranking: Mapped[list[list[str]]] = mapped_column(sa.JSON, info=JUDGING)
    """Tiers of candidates, the best first; whoever is left out is last together."""
    salt: Mapped[str] = mapped_column(sa.String(32), info=SECRET)
    """Sixteen random bytes (hex), so that the sealed record tells nothing of the ballot before the vote is closed."""
    cast_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    keyed_in_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """Who typed it for the member, where they voted on paper."""

    vote: Mapped[Vote] = relationship(back_populates="ballots", lazy="raise_on_sql")
    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")
