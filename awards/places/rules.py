"""How a typed name of a council or a trust is read: exactly, once what does not tell two apart is taken off."""

from __future__ import annotations

import re
from typing import Final

LONGEST_NAME: Final = 120
"""Characters that a name of a place may have, with all that stands around it; a longer text names none."""

_MARKS: Final = re.compile(r"[’‘'`´]")
_GAPS: Final = re.compile(r"[\W_]+")
_SAINT: Final = re.compile(r"\bsaint\b")
_BEFORE: Final = re.compile(
    r"^(?:the|council of|(?:royal|london|metropolitan)? ?borough of|london borough|lb of|lb|l b of|l b"
    r"|(?:city|county|corporation) of|city and county of) "
)
_AFTER: Final = re.compile(
    r" (?:council|corporation|city|county|(?:london )?borough|metropolitan|district|unitary|local authority|authority"
    r"|(?:city|county) of|[bcd]c|lbc|m[bd]c|cic|limited|ltd)$"
)


def plain_name(text: str) -> str:
    """Give a name in small letters without punctuation, with "and" for "&" and "st" for "Saint"."""
    words = _MARKS.sub("", text.casefold()).replace("&", " and ")
    return _SAINT.sub("st", " ".join(_GAPS.sub(" ", words).split()))


def readings(text: str) -> tuple[str, ...]:
    """Give everything a typed name may stand for, in plain form: first as it is, then with less and less around it.

    "London Borough of Islington Council" may be read as "islington"; "City of London" first of all as itself.
    """
    if len(text) > LONGEST_NAME:
        return ()
    found = [plain_name(text)]
    for reading in found:  # grows as it is read: what is left may have more to take off
        found += [shorter for shorter in (_AFTER.sub("", reading), _BEFORE.sub("", reading)) if shorter not in found]
    return tuple(reading for reading in found if reading)
