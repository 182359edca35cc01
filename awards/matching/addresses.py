"""What an email address says of a name and of an employer."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from awards.matching.lists import word_set
from awards.matching.spelling import plain_words

_PARTS: Final = re.compile(r"[._\-+]+")
_A_NAME: Final = 3
"""Letters that a first name in an address has at least; fewer are initials."""


def is_private(email: str | None) -> bool:
    """Whether the address is at a provider of private mail, where one person may have several."""
    return domain_of(email) in word_set("private_mail")


def domain_of(email: str | None) -> str:
    """Give what stands behind the @; empty where there is none, as in a keyed fingerprint."""
    return (email or "").casefold().partition("@")[2]


def name_in(email: str | None, *, last_names: Collection[str]) -> str:
    """Give the first name of an address like first.last@…, if the last name is one of those given; else nothing."""
    if not email or "@" not in email:
        return ""
    local = re.sub(r"\d+", "", email.casefold().partition("@")[0])
    parts = ["".join(plain_words(part)) for part in _PARTS.split(local) if part]
    first, *others = parts or [""]
    if not others or len(first) < _A_NAME:
        return ""
    return first if any(last and last in others[-1] for last in last_names) else ""
