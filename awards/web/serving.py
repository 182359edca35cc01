"""The server: waitress, with the headers of every answer on those as well that it gives by itself."""

from __future__ import annotations

from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from awards.web.security import HEADERS

THREADS = 8
TAKES_IN = 16 * 1024 * 1024
"""Bytes of a body that are taken in so that a page can say that it is too large; of a larger one not even that."""


class Refusal(ErrorTask):
    """What the server answers to what is no request at all: short, and with our headers."""

    def execute(self) -> None:
        """Answer."""
        self.response_headers.extend([*HEADERS.items(), ("Cache-Control", "no-store")])
        super().execute()


class Channel(HTTPChannel):
    """A connection that refuses in our way."""

    error_task_class = Refusal


def server_for(app: Flask, *, host: str, port: int) -> Any:
    """Make the server, listening already."""
    listening: dict[int, Any] = {}
    server = create_server(
        app,
        map=listening,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,  # nobody needs to know what serves and in which version
        clear_untrusted_proxy_headers=False,  # the app looks at them only where proxies are configured
        max_request_body_size=TAKES_IN,
    )
    for one in listening.values():  # a name like "localhost" may stand for several addresses
        if isinstance(one, BaseWSGIServer):
            one.channel_class = Channel
    return server


def serve_app(app: Flask, *, host: str, port: int) -> None:
    """Serve the portal until stopped; slow clients do not hold others up."""
    server_for(app, host=host, port=port).run()
