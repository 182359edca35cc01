"""Tables of panels, their members, interests and assignments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.accounts.models import User
from awards.db import INTERNAL, JUDGING, PERSONAL, PUBLIC, SENSITIVE, Base, Id, Mapped, Ref, mapped_column
from awards.panels.lifecycle import AssignmentState, PlanState
from awards.panels.words import InterestKind as InterestKind
from awards.panels.words import PlanCause
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


class Panel(Base):
    """A group of judges for one or several categories of a season."""

    __tablename__ = "panel"
    __table_args__ = (
        sa.CheckConstraint("readings >= 1", "every_entry_is_read"),
        sa.CheckConstraint("load_least <= load_most", "loads_in_order"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), index=True, info=INTERNAL)
    name: Mapped[str] = mapped_column(info=INTERNAL)
    released_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When judges were first shown their assignments."""
    readings: Mapped[int | None] = mapped_column(info=INTERNAL)
    """Readings each entry is to have; None: as many as the season says."""
    load_least: Mapped[int | None] = mapped_column(info=INTERNAL)
    """Readings each judge is to have at least; None: as the plan can."""
    load_most: Mapped[int | None] = mapped_column(info=INTERNAL)
    """Readings each judge is to have at most, unless they set fewer themselves; None: as the plan needs."""

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
    work_told_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When they said where they worked and whom they managed, so that likely ties can be shown."""
    interests_completed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    practised_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When they finished the practice round, where the season has one."""
    left_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When they left the panel; what they scored completely still counts."""
    lived_experience: Mapped[bool] = mapped_column(default=False, info=SENSITIVE)
    """Whether they sit on the panel for their own experience of social care."""
    expertise: Mapped[list[str]] = mapped_column(sa.JSON, default=list, info=INTERNAL)
    """Keys of the categories that they know best: ["practice"]"""
    load_most: Mapped[int | None] = mapped_column(info=INTERNAL)
    """Readings that they can take at most; None: as the panel says."""
    away_from: Mapped[date | None] = mapped_column(info=INTERNAL)
    away_until: Mapped[date | None] = mapped_column(info=INTERNAL)
    """The days on which they cannot read, both included."""
    past_employers: Mapped[str | None] = mapped_column(info=PERSONAL)
    """Employers of the last three years, one a line."""
    line_management: Mapped[str | None] = mapped_column(info=PERSONAL)
    """People whom they manage or managed, or who manage or managed them, one name a line."""
    standing_interests: Mapped[str | None] = mapped_column(info=JUDGING)
    """What they declare of themselves once for all: trusteeships, paid work, ties with the organiser."""

    panel: Mapped[Panel] = relationship(back_populates="members", lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")

    @property
    def is_gone(self) -> bool:
        """Whether they are asked to read nothing more: they left the panel, or their account is disabled."""
        return self.left_at is not None or self.user.disabled_at is not None


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


class OrganiserTie(Base):
    """A tie of the organiser itself with an entry; whoever of the panel reads the entry is told of it."""

    __tablename__ = "organiser_tie"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    words: Mapped[str] = mapped_column(info=JUDGING)
    """What judges read, such as "Works on a project that we pay for"."""
    noted_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    noted_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")


class Assignment(Base):
    """One judge reads one entry."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("member_id", "entry_id"),
        sa.CheckConstraint("state <> 'recused' OR recused_at IS NOT NULL", "recused_has_a_time"),
        sa.CheckConstraint("state <> 'abstained' OR abstained_at IS NOT NULL", "abstained_has_a_time"),
    )

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    state: Mapped[AssignmentState] = mapped_column(info=INTERNAL)
    position: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """Where the entry comes in this judge's own order of reading."""
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    released_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the judge was last shown it, so that nobody is reminded of what came later."""
    recused_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    abstained_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the judge said that they cannot judge it, without a conflict."""
    abstained_because: Mapped[str | None] = mapped_column(info=JUDGING)
    put_off_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the judge last chose to come back to it later: it then goes behind the others."""
    started_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Set by judging at the first saved score, so that planning keeps the pair."""
    finished_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Set by judging while the score sheet is complete, so that staff see progress."""
    open_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Until when a further reading may be scored although the round has closed."""
    removed_by_hand: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    """Whether staff took it away themselves, so that no plan gives it back."""

    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")


class Plan(Base):
    """Who is to read what on a panel, as the worker works it out; nothing happens until staff apply it."""

    __tablename__ = "reading_plan"
    __table_args__ = (
        sa.CheckConstraint("state = 'asked' OR state = 'replaced' OR result IS NOT NULL", "made_has_a_result"),
        sa.CheckConstraint("state <> 'applied' OR applied_at IS NOT NULL", "applied_has_a_time"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=INTERNAL)
    cause: Mapped[PlanCause] = mapped_column(info=INTERNAL)
    state: Mapped[PlanState] = mapped_column(info=INTERNAL)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    asked_by: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    made_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    basis: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    """SHA-256, in hex, of what was planned with: entries, judges, limits, conflicts, readings that stand."""
    result: Mapped[dict[str, Any] | None] = mapped_column(info=INTERNAL)
    """The pairs to add and to give up, the proof, and what stands in the way, by references."""
    applied_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    applied_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)

    panel: Mapped[Panel] = relationship(lazy="raise_on_sql")


class JudgingRules(Base):
    """One version of the rules of judging: locked before the first score, changed only with a reason."""

    __tablename__ = "judging_rules"
    __table_args__ = (
        sa.UniqueConstraint("season_id", "version"),
        sa.CheckConstraint("version = 1 OR reason IS NOT NULL", "a_change_has_a_reason"),
    )

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    content: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    """Scale, weights, counting, ties, shortlist and readings, as `panels.rules.rules_digest` reads them."""
    sha256: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    adopted_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    adopted_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    reason: Mapped[str | None] = mapped_column(info=INTERNAL)
