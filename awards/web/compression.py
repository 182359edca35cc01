"""Static files travel compressed. Pages do not.

A page holds a secret (the cross-site token) beside text that its sender chose; compressed together, the length of the
answer would tell about the secret (the BREACH attack). Pages are small without it.
"""

from __future__ import annotations

from flask import Flask, Response
from flask_compress import Compress


def init_compression(app: Flask) -> None:
    """Compress static files for browsers that can read it; every other answer goes as it is."""
    app.config.update(COMPRESS_REGISTER=False, COMPRESS_ALGORITHM=["br", "gzip"])
    send_file = app.view_functions["static"]

    def static(filename: str) -> Response:
        """Give one static file as a whole, so that its length is known and the file is closed with the answer."""
        response: Response = send_file(filename=filename)  # type: ignore[assignment]
        response.direct_passthrough = False
        response.make_sequence()
        return response

    app.view_functions["static"] = Compress(app).compressed()(static)
