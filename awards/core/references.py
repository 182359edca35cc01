"""References that people quote: not in sequence, easy to read aloud, opening nothing by themselves."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L or U: nothing that is misread, and no accidental words."""

LENGTH = 7


def new_reference(prefix: str) -> str:
    """Make a fresh reference such as ``NOM-7K2QDXA`` (34 random bits; a unique constraint settles the rest)."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_token() -> str:
    """Make a secret for a link: 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)
