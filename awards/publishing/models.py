"""Tables of announcements and winners; a winner may stand without an entry behind it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, PERSONAL, PUBLIC, Base, Id, Mapped, Ref, mapped_column
from awards.publishing.lifecycle import AnnouncementState
from awards.screening.models import Entry
from awards.seasons.models import Programme, Season


class AnnouncementKind(StrEnum):
    """What is announced."""

    FINALISTS = "finalists"
    WINNERS = "winners"


class WinnerKind(StrEnum):
    """What kind of winner it is."""

    PERSON = "person"
    GROUP = "group"
    TEAM = "team"
    ORGANISATION = "organisation"


class Voice(StrEnum):
    """Whose words a citation is."""

    JUDGES = "judges"
    NOMINATOR = "nominator"
    PRESENTER = "presenter"
    ORGANISER = "organiser"
    PRESS = "press"
    WINNER = "winner"


class Announcement(Base):
    """One season's finalists or winners, made public by a person's act (or, if chosen, by the clock)."""

    __tablename__ = "announcement"
    __table_args__ = (
        sa.UniqueConstraint("season_id", "kind"),
        sa.CheckConstraint("state <> 'released' OR released_at IS NOT NULL", "released_has_a_time"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    kind: Mapped[AnnouncementKind] = mapped_column(info=INTERNAL)
    state: Mapped[AnnouncementState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    release_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """Only where the season lets the clock release."""
    released_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    released_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)

    season: Mapped[Season] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class ArchiveYear(Base):
    """One year of the public archive: its ceremony and the names its categories had."""

    __tablename__ = "archive_year"
    __table_args__ = (sa.UniqueConstraint("programme_id", "year"),)

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), info=INTERNAL)
    year: Mapped[int] = mapped_column(info=PUBLIC)
    ceremony_on: Mapped[date | None] = mapped_column(info=PUBLIC)
    ceremony_place: Mapped[str | None] = mapped_column(info=PUBLIC)
    categories: Mapped[list[dict[str, Any]]] = mapped_column(info=PUBLIC)
    """[{"key", "name"}] in their order."""


class Winner(Base):
    """One winner of one award, with or without an entry behind it; public only when released and not hidden."""

    __tablename__ = "winner"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "import_key"),
        sa.CheckConstraint("entry_id IS NOT NULL OR import_key IS NOT NULL", "has_an_origin"),
        sa.Index("ix_winner_programme_year", "programme_id", "year"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), info=INTERNAL)
    year: Mapped[int] = mapped_column(info=PUBLIC)
    category_key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    category_name: Mapped[str] = mapped_column(info=PUBLIC)
    position: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    entry_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entry.id"), unique=True, info=INTERNAL)
    announcement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("announcement.id"), info=INTERNAL)
    """The announcement that makes it public; None for the imported archive."""
    version: Mapped[int] = mapped_column(info=INTERNAL)
    kind: Mapped[WinnerKind] = mapped_column(info=PUBLIC)
    display_name: Mapped[str] = mapped_column(info=PERSONAL)
    """As chosen or as published before; an entry's winner is shown by its nominees' live choices instead."""
    corrected_name: Mapped[str | None] = mapped_column(info=PERSONAL)
    """A quick correction by staff; wins over everything."""
    role: Mapped[str | None] = mapped_column(info=PERSONAL)
    organisation: Mapped[str | None] = mapped_column(info=PERSONAL)
    area: Mapped[str | None] = mapped_column(info=PERSONAL)
    work_title: Mapped[str | None] = mapped_column(info=PERSONAL)
    partners: Mapped[str | None] = mapped_column(info=PERSONAL)
    nominated_by: Mapped[str | None] = mapped_column(info=PERSONAL)
    presented_by: Mapped[str | None] = mapped_column(info=PERSONAL)
    joint: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    commended: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    absent: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    posthumous: Mapped[bool] = mapped_column(default=False, info=PUBLIC)
    hidden_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    erratum: Mapped[str | None] = mapped_column(info=PUBLIC)
    import_key: Mapped[str | None] = mapped_column(sa.String(160), info=INTERNAL)
    basis: Mapped[str | None] = mapped_column(info=INTERNAL)
    source: Mapped[str | None] = mapped_column(info=INTERNAL)
    review_on: Mapped[date | None] = mapped_column(info=INTERNAL)

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry | None] = relationship(lazy="raise_on_sql")
    announcement: Mapped[Announcement | None] = relationship(lazy="raise_on_sql")
    citations: Mapped[list[Citation]] = relationship(
        back_populates="winner", lazy="raise_on_sql", order_by="Citation.id"
    )

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Citation(Base):
    """One citation of a winner and whose words it is."""

    __tablename__ = "citation"

    id: Mapped[Id]
    winner_id: Mapped[int] = mapped_column(sa.ForeignKey("winner.id"), index=True, info=INTERNAL)
    voice: Mapped[Voice] = mapped_column(info=PUBLIC)
    text: Mapped[str] = mapped_column(info=PERSONAL)

    winner: Mapped[Winner] = relationship(back_populates="citations", lazy="raise_on_sql")
