"""Delivery: to a real SMTP server, once, later when it fails, parked when refused for good."""

import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.comms.delivery import deliver_due
from awards.comms.models import Message, MessageState
from awards.comms.transport import FolderTransport, SMTPTransport
from awards.comms.wording import Wording, compose
from awards.core.words import tidy_line
from awards.jobs import post_office
from awards.links.models import Link
from awards.links.purposes import Purpose
from tests.factories import ProgrammeFactory


class Sink:
    """Keeps what it is sent; refuses addresses at refused.example."""

    def __init__(self):
        self.received = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address.endswith("@refused.example"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.received.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def sink():
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


@pytest.fixture
def queued(session, clock):
    ProgrammeFactory()

    def queue(to="jo@people.example", key="once", **more):
        queue_message(
            session, "accounts/password_reset", to=to, about="USR-AAAAAAA", programme_key="harbour-awards", key=key,
            now=clock(), link=LinkOrder(Purpose.PASSWORD_RESET, "USR-AAAAAAA"), **more,
        )  # fmt: skip
        session.commit()

    return queue


def deliver(app, session, clock, transport):
    session.commit()
    return deliver_due(session, post_office(app, transport=transport), now=clock())


def test_mail_reaches_a_real_server_with_its_link(app, session, clock, sink, queued):
    queued()
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 1
    ((recipients, content),) = sink.received
    assert recipients == ["jo@people.example"]
    assert "http://localhost/link/" in content
    assert session.scalars(select(Message)).one().state is MessageState.SENT


def test_no_token_is_kept_with_the_message(app, session, clock, sink, queued):
    queued()
    assert session.scalars(select(Link)).all() == []
    deliver(app, session, clock, SMTPTransport(sink.url))
    token = sink.received[0][1].split("/link/")[1].split()[0]
    message = session.scalars(select(Message)).one()
    kept = [getattr(message, column.name) for column in Message.__table__.columns]
    assert [value for value in kept if token in str(value)] == []


def test_the_same_event_is_mailed_once(app, session, clock, sink, queued):
    queued()
    queued()
    deliver(app, session, clock, SMTPTransport(sink.url))
    deliver(app, session, clock, SMTPTransport(sink.url))
    assert len(sink.received) == 1


def test_a_message_waits_for_its_time(app, session, clock, sink, queued):
    queued(not_before=clock() + timedelta(hours=1))
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 0
    clock.forward(hours=2)
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 1


def test_a_server_that_is_down_is_tried_again_later(app, session, clock, sink, queued):
    queued()
    assert deliver(app, session, clock, SMTPTransport("smtp://127.0.0.1:1")) == 0
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 0
    clock.forward(minutes=2)
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 1


def test_an_address_refused_for_good_is_parked_for_staff(app, session, clock, sink, queued):
    queued(to="nobody@refused.example")
    queued(to="jo@people.example", key="another")
    deliver(app, session, clock, SMTPTransport(sink.url))
    states = [message.state for message in session.scalars(select(Message).order_by(Message.id))]
    assert states == [MessageState.PARKED, MessageState.SENT]


def test_two_workers_never_send_one_message_twice(app, session, clock, sink, queued):
    queued()
    session.execute(Message.__table__.update().values(leased_until=clock() + timedelta(minutes=1)))
    session.commit()
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 0
    clock.forward(minutes=2)
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 1


def test_a_cancelled_message_does_not_go(app, session, clock, sink, queued):
    queued()
    cancel_messages(session, "USR-AAAAAAA")
    session.commit()
    assert deliver(app, session, clock, SMTPTransport(sink.url)) == 0


def test_mail_goes_to_a_folder_where_no_server_is_set(app, session, clock, queued, tmp_path):
    queued()
    deliver(app, session, clock, FolderTransport(tmp_path))
    assert [file.suffix for file in tmp_path.iterdir()] == [".eml"]


@pytest.mark.parametrize("subject", ["A é =?UTF-8?Q?=0A?=Bcc: x@evil.example", "one\u2028two", "one\ntwo"])
def test_a_hostile_subject_becomes_no_header(subject):
    mail = compose(Wording(tidy_line(subject), "body"), sender="a@b.example", to="c@d.example", html="<p>body</p>")
    headers = mail.as_bytes().decode().split("\n\n", 1)[0]
    assert "\nBcc:" not in headers
