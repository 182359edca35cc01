"""The mark of a demonstration database, with the shift of its clock that all processes share."""

from __future__ import annotations

from datetime import datetime

from awards.db import INTERNAL, Base, Id, Mapped, mapped_column


class DemoState(Base):
    """One row: this database is a demonstration, and its clock is so many seconds off the real one."""

    __tablename__ = "demo_state"

    id: Mapped[Id]
    clock_shift: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    loaded_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
