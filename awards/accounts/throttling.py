"""Counting tries at what is limited: in the database, so that every process counts the same, and without addresses."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from awards.accounts.models import Attempt
from awards.db import begin_to_write, blind_index

KEPT = timedelta(days=2)
"""How long tries are remembered: no limit looks further back."""
IPV6_PREFIX = 64
"""Bits of an IPv6 address that name a household or an office: the rest is free to whoever sits there."""


def attempts_lately(session: Session, kind: str, subject: str, *, since: datetime) -> int:
    """Say how many tries of this kind were noted for the subject after that moment. One statement."""
    noted = select(func.count()).where(
        Attempt.kind == kind, Attempt.subject_index == blind_index(session, subject), Attempt.at > since
    )
    return session.scalar(noted) or 0


def note_attempt(session: Session, kind: str, subject: str, *, now: datetime) -> None:
    """Note one try; of the subject (an address) only the keyed fingerprint is kept.

    A refused request is rolled back, and this with it: what must count all the same belongs into ``observe``.
    """
    session.add(Attempt(kind=kind, subject_index=blind_index(session, subject), at=now))
    session.flush()


def forget_attempts(session: Session, *, before: datetime) -> int:
    """Delete every try noted before that moment; gives how many there were."""
    forgotten = session.execute(delete(Attempt).where(Attempt.at < before))
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult


def forget_old_attempts(session: Session, now: datetime) -> int:
    """Delete what no limit looks at any more; a job of the worker. Commits; waits for the lock only if there is any."""
    before = now - KEPT
    if session.scalar(select(Attempt.id).where(Attempt.at < before).limit(1)) is None:
        session.rollback()
        return 0
    session.rollback()
    begin_to_write(session)
    forgotten = forget_attempts(session, before=before)
    session.commit()
    return forgotten


def network_of(address: str | None) -> str:
    """Give what stands for a network address in limits: IPv4 whole, IPv6 its first 64 bits, "unknown" if unreadable."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, IPV6_PREFIX), strict=False))
