"""Tables of register checks and of the lists that the organiser uploads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from awards.db import INTERNAL, PERSONAL, SECRET, Base, EncryptedText, Id, Mapped, Ref, mapped_column
from awards.registers.words import ListKind as ListKind
from awards.registers.words import RegisterResult as RegisterResult


class ListUpload(Base):
    """One list as it came, with how its columns were read."""

    __tablename__ = "list_upload"
    __table_args__ = (sa.Index("ix_list_upload_season_id", "season_id", "kind"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    kind: Mapped[ListKind] = mapped_column(info=INTERNAL)
    as_of: Mapped[date] = mapped_column(info=INTERNAL)
    """The day on which the list was true."""
    file_name: Mapped[str | None] = mapped_column(info=INTERNAL)
    digest: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    content: Mapped[str | None] = mapped_column(EncryptedText, info=PERSONAL)
    """JSON {"table", "searched"}: the text as pasted or uploaded, and the numbers that were searched, until it is
    applied; then nothing."""
    columns: Mapped[dict[str, Any]] = mapped_column(info=INTERNAL)
    """How it is read: {"header": true, "fields": {"number": 0}, "words": {"status": {"live": "registered"}}}"""
    rows: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    uploaded_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    uploaded_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    applied_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class RegisterCheck(Base):
    """What the professional register said of one nominee on one day; the last one counts."""

    __tablename__ = "register_check"
    __table_args__ = (sa.Index("ix_register_check_nominee_id", "nominee_id", "id"),)

    id: Mapped[Id]
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), info=INTERNAL)
    upload_id: Mapped[int | None] = mapped_column(sa.ForeignKey("list_upload.id"), info=INTERNAL)
    """The list it came with; None where it was looked up by hand."""
    number: Mapped[str | None] = mapped_column(sa.String(16), info=PERSONAL)
    result: Mapped[RegisterResult] = mapped_column(info=PERSONAL)
    name_found: Mapped[str | None] = mapped_column(info=PERSONAL)
    town_found: Mapped[str | None] = mapped_column(info=PERSONAL)
    registered_until: Mapped[date | None] = mapped_column(info=PERSONAL)
    checked_on: Mapped[date] = mapped_column(info=INTERNAL)
    checked_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    recorded_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class ListMember(Base):
    """One line of the organiser's list of who is or was on a training programme."""

    __tablename__ = "list_member"
    __table_args__ = (sa.Index("ix_list_member_upload_id", "upload_id"),)

    id: Mapped[Id]
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("list_upload.id"), info=INTERNAL)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    email_index: Mapped[str | None] = mapped_column(sa.String(64), info=SECRET)
    programme: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    """The programme's key in the season's vocabulary."""
    status: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    stage: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    cohort: Mapped[str | None] = mapped_column(sa.String(64), info=PERSONAL)


class MembershipCheck(Base):
    """What staff found of one nominee in the organiser's list; the last one counts."""

    __tablename__ = "membership_check"
    __table_args__ = (sa.Index("ix_membership_check_nominee_id", "nominee_id", "id"),)

    id: Mapped[Id]
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), info=INTERNAL)
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("list_upload.id"), info=INTERNAL)
    member_id: Mapped[int | None] = mapped_column(sa.ForeignKey("list_member.id"), info=INTERNAL)
    """The line that is this nominee; None where nobody in the list is."""
    checked_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    checked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
