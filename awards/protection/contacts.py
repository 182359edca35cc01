"""Ways to reach somebody: addresses of mail, telephone numbers, handles and addresses of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awards.protection.kinds import Detail, DetailKind

# Every repetition has a limit and every pattern a first character that few texts hold many of: time stays linear.
_PATTERNS: Final = (
    (re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"), "an email address"),
    (
        re.compile(
            r"(?i)\b[\w.-]{1,40} ?(?:\(at\)|\[at\]| at ) ?[\w-]{2,40} ?(?:\(dot\)|\[dot\]| dot ) ?[a-z]{2,10}\b"
        ),
        "an email address spelt out",
    ),
    (re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"]{3,300}"), "the address of a page"),
    (
        re.compile(
            r"(?i)\b(?:[a-z0-9-]{2,40}\.){1,4}(?:co\.uk|org\.uk|gov\.uk|ac\.uk|sch\.uk|com|org|net|uk|"
            r"info)\b(?:/\S{0,200})?"
        ),
        "the address of a page",
    ),
    (re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,40}\b"), "a handle"),
    (re.compile(r"(?<![\w+])(?:\+44|0044|\(0|0)[ ()-]{0,2}\d(?:[ ()-]{0,2}\d){7,10}(?!\w)"), "a telephone number"),
)
_HANDLE_NAMED: Final = re.compile(
    r"(?i)\b(?:snapchat|insta|instagram|snap|tiktok|facebook|discord|twitter|xbox|gamertag|"
    r"whatsapp)(?: name| handle| id| tag| username| account)?"
    r"(?:,| is|:| was| as| under| -){1,2} ([A-Za-z0-9._]{3,40})"
)


def contact_details(text: str) -> Iterator[Detail]:
    """Find email addresses, telephone numbers, handles and page addresses."""
    for pattern, why in _PATTERNS:
        for found in pattern.finditer(text):
            yield Detail(found.start(), found.end(), DetailKind.CONTACT, why)
    for found in _HANDLE_NAMED.finditer(text):
        if any(sign.isdigit() or sign in "._" for sign in found[1].rstrip(".")):
            yield Detail(found.start(1), found.end(1), DetailKind.CONTACT, "a name on a platform")
