"""The table of jobs and who holds each at the moment."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from awards.db import INTERNAL, Base, Id, Mapped, mapped_column


class Job(Base):
    """One kind of repeated work; whoever holds the lease does it."""

    __tablename__ = "job"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(sa.String(48), unique=True, info=INTERNAL)
    leased_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    leased_by: Mapped[str | None] = mapped_column(sa.String(32), info=INTERNAL)
    finished_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
