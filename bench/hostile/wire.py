"""Two ways to send bytes as they are, however malformed: over a socket, and straight into the application."""

from __future__ import annotations

import io
import socket
import time
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from werkzeug.test import run_wsgi_app

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Sent:
    """One request, byte for byte."""

    method: str
    target: bytes
    headers: Headers = field(default_factory=list)
    body: bytes | None = None

    def __str__(self) -> str:
        extra = [f"{name!r}: {value[:80]!r}" for name, value in self.headers if name.lower() != b"cookie"]
        return f"{self.method} {self.target[:160]!r} {extra} {(self.body or b'')[:300]!r}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 when the connection was closed without a word."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """Give the first header of this name; empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def all(self, name: str) -> list[str]:
        """Give every header of this name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def type(self) -> str:
        """Give the media type without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip()

    @property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode("utf-8", "replace")


class Wire(Protocol):
    """Something that takes a request and gives the answer."""

    def send(self, sent: Sent) -> Answer:
        """Send it."""


class Socket:
    """Sends over TCP, one connection a request."""

    def __init__(self, host: str, port: int, *, timeout: float = 60) -> None:
        self._where, self._timeout = (host, port), timeout

    def send(self, sent: Sent) -> Answer:
        """Send a request; a server that closes before it has everything may still have answered."""
        began = time.monotonic()
        with socket.create_connection(self._where, self._timeout) as connection:
            try:
                connection.sendall(_head(sent))
                if sent.body:
                    connection.sendall(sent.body)
            except OSError:
                pass  # it did not want the rest; what it said is read below
            try:
                answer = HTTPResponse(connection, method=sent.method)
                answer.begin()
                body = answer.read()
            except (OSError, HTTPException):
                return Answer(0, [], b"", time.monotonic() - began)
            return Answer(answer.status, answer.getheaders(), body, time.monotonic() - began)


def _head(sent: Sent) -> bytes:
    headers = [*sent.headers, (b"Connection", b"close")]
    if sent.body is not None and not any(name.lower() == b"content-length" for name, _ in headers):
        headers.append((b"Content-Length", str(len(sent.body)).encode()))
    lines = [sent.method.encode() + b" " + sent.target + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


class InProcess:
    """Calls a WSGI application, as a server would after reading the request."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def send(self, sent: Sent) -> Answer:
        """Send a request."""
        path, _, query = sent.target.partition(b"?")
        body = sent.body or b""
        environ = {
            "REQUEST_METHOD": sent.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in sent.headers:
            key = name.decode("latin-1").upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value.decode("latin-1")
        began = time.monotonic()
        chunks, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        return Answer(int(status.split()[0]), list(headers), b"".join(chunks), time.monotonic() - began)
