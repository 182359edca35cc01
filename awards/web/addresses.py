"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, PathConverter, UnicodeConverter

LONGEST_PART = 200
"""Characters of one part of an address: a mailed secret has 43, a reference 11; what is kept of one must stay short."""


class Part(UnicodeConverter):
    """One part of an address: anything but a slash, and but NUL, which PostgreSQL takes in no text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"maxlength": LONGEST_PART} | options))
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


class Path(PathConverter):
    """Several parts of an address, under the same rule."""

    regex = r"[^/\x00][^\x00]{0,199}?"


class Number(IntegerConverter):
    """A whole number in plain figures that a column of either database can hold; any other leads to no page."""

    regex = "[0-9]{1,9}"


def init_addresses(app: Flask) -> None:
    """Let no address with NUL in it lead to a page; before any page is added."""
    app.url_map.converters |= {"default": Part, "string": Part, "path": Path, "int": Number}
