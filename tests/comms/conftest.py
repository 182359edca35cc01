"""Messages of the factories' programme, and staff who look at them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.comms.models import Message, MessageState
from awards.core.actor import Audience, Role
from awards.links.purposes import Purpose
from tests.factories import SeasonFactory, StaffFactory

NOW = datetime(2024, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def queue(session):
    """Put a message into the outbox of the factories' programme."""
    SeasonFactory()

    def queue(number: int = 1, **changes) -> Message:
        message = Message(
            **{
                "key": f"not_going_forward:NOM-{number}:1",
                "kind": "screening/not_going_forward",
                "about": f"NOM-{number}",
                "programme_key": "harbour-awards",
                "recipient": f"casey{number}@nominators.example",
                "arguments": {"reference": f"NOM-{number}"},
                "link_purpose": Purpose.READ_RECEIPT,
                "link_subject": f"NOM-{number}",
                "state": MessageState.QUEUED,
                "queued_at": NOW,
                "not_before": NOW,
            }
            | changes
        )
        session.add(message)
        session.flush()
        return message

    return queue


@pytest.fixture
def staff_browser(browser, session):
    def sign_in(role: Role | None = None):
        who = StaffFactory(role=role) if role else StaffFactory()
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in
