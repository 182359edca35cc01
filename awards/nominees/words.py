"""The fixed words of a nominee's answer, used by rules and tables alike."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

WORDING: Final = "2024-2"
"""The version of the sentences that consents are asked with; a changed sentence needs a new version.

The sentences themselves, old ones too, are in ``nominees.wording``.
"""


class Response(StrEnum):
    """What the nominee said to being put forward."""

    NONE = "none"
    AGREED = "agreed"
    DECLINED = "declined"


class NameForm(StrEnum):
    """The form of name the nominee chose."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    INITIALS = "initials"
    OTHER = "other"
    WITHHELD = "withheld"


class Stage(StrEnum):
    """The stage a consent is for."""

    FINALIST = "finalist"
    WINNER = "winner"


class Thing(StrEnum):
    """What a consent allows to be shown."""

    NAME = "name"
    STORY = "story"
    PLACE = "place"
    PHOTOGRAPH = "photograph"
    CATEGORY = "category"
    """Being named in a category that reveals something about the person."""
    SEARCH = "search"
    """Standing in feeds, data files and search engines; asked of children and where the category reveals something."""


class Confirmation(StrEnum):
    """What an adult said whom a young person named."""

    NONE = "none"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
