"""An address of which no mail can be made waits for a person, and holds up nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.comms.actions import queue_message
from awards.comms.models import Message, MessageState
from tests.factories import SeasonFactory

HOSTILE = "=?utf-8?q?a=0abcc=3ax=40y?=@evil.example"


@pytest.mark.parametrize("address", [HOSTILE, "a@evil.example\r\nBcc: b@evil.example", "a@evil.example\u2028Bcc: b"])
def test_an_address_of_which_no_mail_can_be_made_is_parked_and_holds_up_nobody(session, clock, mailbox, address):
    programme = SeasonFactory().programme.key
    for number, to in enumerate((address, "amara@nominators.example")):
        queue_message(
            session, "nominations/draft_link", to=to, about="NOM-7K2QDXA", programme_key=programme,
            key=f"test:{number}", now=clock(), reference="NOM-7K2QDXA", closes="11:59pm", version=1,
        )  # fmt: skip
    session.commit()
    assert [mail["To"] for mail in mailbox.deliver()] == ["amara@nominators.example"]
    session.expire_all()
    states = session.scalars(select(Message.state).order_by(Message.id)).all()
    assert states == [MessageState.PARKED, MessageState.SENT]
