"""One rule for the cells of a table that may be opened in a spreadsheet: nothing in it is worked out."""

from __future__ import annotations

import re
from typing import Final

_WORKED_OUT: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet takes for a formula, in full-width signs as well."""
_NUMBER: Final = re.compile(r"-?[0-9]+([./][0-9]+)?")


def as_cell(value: object) -> str:
    """Give a value as the text of a cell; what a spreadsheet would work out gets an apostrophe."""
    said = str(value)
    return f"'{said}" if said.lstrip(" \u00a0").startswith(_WORKED_OUT) and not _NUMBER.fullmatch(said) else said
