"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter


class Part(UnicodeConverter):
    """One part of an address: anything but a slash, and but NUL, which PostgreSQL takes in no text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


def init_addresses(app: Flask) -> None:
    """Let no address with NUL in it lead to a page; before any page is added."""
    app.url_map.converters |= {"default": Part, "string": Part}
