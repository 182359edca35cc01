"""Answers travel compressed; docs/decisions/0014 says why that is safe here."""

from __future__ import annotations

from flask import Flask, Response, abort
from flask_compress import Compress

SOURCES = "src/"
"""Where style sheets are written before they are put together: nothing of it is for browsers."""


def init_compression(app: Flask) -> None:
    """Compress pages and static files for browsers that can read it."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5  # a tenth smaller than 4, for about a millisecond a page
    send_file = app.view_functions["static"]

    def static(filename: str) -> Response:
        """Give one static file as a whole, so that its length is known and the file is closed with the answer."""
        if filename.startswith(SOURCES):
            abort(404)
        response: Response = send_file(filename=filename)  # type: ignore[assignment]  # Flask says only "a view"
        response.direct_passthrough = False
        response.make_sequence()
        return response

    app.view_functions["static"] = static
    Compress(app)
