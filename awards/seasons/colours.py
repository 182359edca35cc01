"""Whether two colours of a theme stand far enough apart to be read."""

from __future__ import annotations

import re
from typing import Final

READABLE: Final = 4.5
"""The contrast ratio that WCAG 2.2 (success criterion 1.4.3) asks of text."""

_HEX: Final = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether the text is a colour such as ``#5b2a86``: six hexadecimal digits, lower case."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    small = 0.04045
    return float(channel / 12.92 if channel <= small else ((channel + 0.055) / 1.055) ** 2.4)
