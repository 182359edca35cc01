"""The table of links; the secret itself is never stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from awards.db import INTERNAL, SECRET, Base, Id, Mapped, mapped_column
from awards.links.purposes import Purpose


class Link(Base):
    """One secret sent to one person for one purpose about one subject."""

    __tablename__ = "link"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    purpose: Mapped[Purpose] = mapped_column(info=INTERNAL)
    subject: Mapped[str] = mapped_column(sa.String(16), index=True, info=INTERNAL)
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    expires_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    used_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    revoked_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    asked_by_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True, info=SECRET)
    """Which browser asked for it: the code in the same mail is good in that browser alone."""
    code_index: Mapped[str | None] = mapped_column(sa.String(64), info=SECRET)
    """Keyed fingerprint of the code that may be typed instead of following the link."""
    code_expires_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
