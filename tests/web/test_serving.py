"""The server itself: what it says of itself, and how it answers what is no request."""

from __future__ import annotations

import socket
import threading

import pytest

from awards.web.incoming import LARGEST_BODY
from awards.web.security import HEADERS
from awards.web.serving import TAKES_IN, server_for


@pytest.fixture
def port(app):
    server = server_for(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(5)


def answered(port, raw):
    """Send bytes as they are and give (status, headers, body)."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(raw)
        got = b""
        while piece := connection.recv(65536):
            got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400),
        (b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nBroken\r\nConnection: close\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nConnection: close\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (TAKES_IN + 1), 413),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: zqx\r\nConnection: close\r\n\r\n", 501),
    ],
)
def test_whatever_is_answered_carries_our_headers_and_does_not_say_what_serves(port, raw, status):
    code, headers, body = answered(port, raw)
    assert code == status
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["Cache-Control"] in {"no-store", "no-cache"}
    assert ("Server" in headers, "Via" in headers, b"waitress" in body) == (False, False, False)


def test_a_page_says_that_a_body_is_too_large_up_to_what_the_server_takes_in():
    assert LARGEST_BODY < 10 * 1024 * 1024 < TAKES_IN
