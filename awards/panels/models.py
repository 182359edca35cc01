"""Tables of panels, their members, interests and assignments."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.accounts.models import User
from awards.db import INTERNAL, JUDGING, Base, Id, Mapped, Ref, mapped_column
from awards.panels.lifecycle import AssignmentState
from awards.panels.words import InterestKind as InterestKind
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


class Panel(Base):
    """A group of judges for one or several categories of a season."""

    __tablename__ = "panel"

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), index=True, info=INTERNAL)
    name: Mapped[str] = mapped_column(info=INTERNAL)
    released_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When judges were first shown their assignments."""

    season: Mapped[Season] = relationship(lazy="raise_on_sql")
    categories: Mapped[list[Category]] = relationship(
        secondary="panel_category", lazy="raise_on_sql", order_by="Category.position"
    )
    members: Mapped[list[PanelMember]] = relationship(back_populates="panel", lazy="raise_on_sql")


class PanelCategory(Base):
    """A category that a panel judges; a category has one panel at most."""

    __tablename__ = "panel_category"

    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), primary_key=True, info=INTERNAL)
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=INTERNAL)


class PanelMember(Base):
    """One judge's place on one panel."""

    __tablename__ = "panel_member"
    __table_args__ = (sa.UniqueConstraint("panel_id", "user_id"),)

    id: Mapped[Id]
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panel.id"), info=INTERNAL)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True, info=INTERNAL)
    is_chair: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    terms_accepted_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    interests_completed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    panel: Mapped[Panel] = relationship(back_populates="members", lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Interest(Base):
    """A declared connection of a judge with an entry; the judge then stands down from it."""

    __tablename__ = "interest"
    __table_args__ = (sa.UniqueConstraint("member_id", "entry_id"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    kind: Mapped[InterestKind] = mapped_column(info=JUDGING)
    note: Mapped[str | None] = mapped_column(info=JUDGING)
    declared_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    declared_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")


class Assignment(Base):
    """One judge reads one entry."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("member_id", "entry_id"),
        sa.CheckConstraint("state <> 'recused' OR recused_at IS NOT NULL", "recused_has_a_time"),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    state: Mapped[AssignmentState] = mapped_column(info=INTERNAL)
    position: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """Where the entry comes in this judge's own order of reading."""
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    recused_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    started_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Set by judging at the first saved score, so that planning keeps the pair."""
    finished_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Set by judging while the score sheet is complete, so that staff see progress."""

    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
