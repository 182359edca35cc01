"""Fingerprints of what a season file says, marked with the way they were made."""

from __future__ import annotations

import hashlib
import json
from typing import Final

_MARK: Final = "2:"
"""The way of making them; the first way, of seasons loaded before rules said themselves, bore no mark."""


def fingerprint(content: object) -> str:
    """Give the SHA-256, in hex, of plain data; the order of keys does not count."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def marked(content: object) -> str:
    """Give the fingerprint of a part of a season, as a season keeps it."""
    return f"{_MARK}{fingerprint(content)}"


def is_older(kept: str | None) -> bool:
    """Whether a kept fingerprint was made in the first way."""
    return kept is not None and not kept.startswith(_MARK)
