"""Whether a save comes too late: which open page it comes from, and what that page was drawn from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_NAME: Final = re.compile(r"[0-9a-f]{16,40}")
_TURN: Final = re.compile(r"[0-9]{1,9}")


class Standing(Enum):
    """How a save stands to what is stored."""

    FRESH = auto()
    """Nothing was stored since the page was drawn, or only by that page itself."""
    LATE = auto()
    """The same page has stored something newer already: this was overtaken on its way."""
    STALE = auto()
    """Something else was stored meanwhile, which whoever typed this has not seen."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One open page of a browser: a name that its script made up, and how often it has sent something.

    Without a script it has no name, and only the version that it was drawn from counts. With one, a save whose answer
    got lost, or that overtook another, is never taken for somebody else's.
    """

    name: str = ""
    turn: int = 0
    by_itself: bool = False
    """Whether the script sends this while somebody types; else they pressed the button and wait for the next page."""

    @classmethod
    def of(cls, name: str, turn: str, *, by_itself: bool) -> Tab:
        """Give the tab from what a browser sent; whatever is not of the script's making has no name."""
        known = _NAME.fullmatch(name) and _TURN.fullmatch(turn)
        return cls(name, int(turn), by_itself) if known else cls(by_itself=by_itself)

    @property
    def mark(self) -> str | None:
        """What is kept of it beside what it saved."""
        return f"{self.name}.{self.turn}" if self.name else None

    def standing(self, mark: str | None, *, is_newest: bool) -> Standing:
        """Say how a save of this tab stands to what is stored, which bears this mark.

        `is_newest` says whether the page was drawn from exactly what is stored.
        """
        name, _, turn = (mark or "").rpartition(".")
        if name and name == self.name:
            late = Standing.LATE if self.by_itself else Standing.STALE
            return Standing.FRESH if self.turn > int(turn) else late
        return Standing.FRESH if is_newest else Standing.STALE


NO_TAB: Final = Tab()
