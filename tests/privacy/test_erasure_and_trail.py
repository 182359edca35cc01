"""The trail is sealed, somebody is erased, the trail is sealed again: it verifies, with what went counted as erased."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.models import AuditReason
from awards.core.actor import Actor, Audience, Role
from awards.privacy.erasure import Ground, Wish, erase
from awards.privacy.known import known_by
from awards.trail.checking import check_trail
from awards.trail.sealing import seal_trail_due
from tests.privacy.planting import Planted


@pytest.fixture
def planted(session):
    return Planted(session)


def sealed(session, now):
    """Seal what waits, and give how the trail stands."""
    session.commit()
    seal_trail_due(session, now)
    report = check_trail(session)
    session.rollback()
    return report


def reasons(session) -> list[str | None]:
    return list(session.scalars(select(AuditReason.text).order_by(AuditReason.id)))


def test_the_sealed_trail_verifies_after_a_whole_erasure(planted, session, clock):
    before = sealed(session, clock())
    assert (before.first, before.sealed > 0) == (None, True)
    said = reasons(session)
    clock.forward(hours=2)
    erase(
        session,
        known_by(session, planted.refs),
        Wish(ground=Ground.OBJECTED, reason="They asked us to.", suppress=True),
        actor=Actor(Audience.STAFF, planted.administrator.ref, frozenset({Role.ADMINISTRATOR})),
        now=clock(),
    )
    after = sealed(session, clock())
    assert after.first is None
    assert after.sealed > before.sealed
    assert after.reasons_erased > before.reasons_erased
    assert said != []
    assert reasons(session)[: len(said)] == [None] * len(said)  # both spoke of the person
