"""What somebody typed and sent in vain, so that an answer that refuses it can show it: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import request

AGAIN: Final = "again"
"""The field by which what was shown once more says that it is sent once more."""
_SECRET: Final = frozenset({"password", "old_password", "code", "recovery_code", "credential"}) | {
    "proof_password", "proof_code", "proof_passkey"
}  # fmt: skip
"""By what somebody shows who they are: it is neither shown nor sent again."""
_NEVER_AGAIN: Final = frozenset({"csrf_token", AGAIN}) | _SECRET
_WORKINGS: Final = frozenset({"version", "tab", "turn"})
"""Fields of a page's own workings: they are sent again, but nobody typed them."""
_CHOICE: Final = re.compile(r"[a-z]+(_[a-z]+)+")
"""The key of something that was chosen, like "not_at_all"."""
_SHORT: Final = 60
"""Characters of a value that is shown as one line; what is longer, or has several lines, gets a box."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """One value of a field as it was sent."""

    name: str
    sent: str

    @property
    def key(self) -> str:
        """The field's name, for people."""
        return _in_words(self.name)

    @property
    def value(self) -> str:
        """The value, for people: what they typed, or the words of what they chose."""
        return _in_words(self.sent) if _CHOICE.fullmatch(self.sent) else self.sent

    @property
    def is_long(self) -> bool:
        """Whether it wants a box of its own."""
        return len(self.sent) > _SHORT or "\n" in self.sent or "\r" in self.sent

    @property
    def is_shown(self) -> bool:
        """Whether somebody typed or chose it."""
        return self.name not in _WORKINGS and bool(self.sent.strip())


def typed_here() -> list[tuple[str, str]]:
    """Give (field, value) of everything that this request carries, in order; nothing if it is no post."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_AGAIN]


def asked_for() -> str:
    """Give the address that this request was sent to, with its programme: where what was typed is sent once more."""
    return request.script_root + request.full_path.rstrip("?")


def typed_values(typed: Iterable[tuple[str, str]]) -> list[TypedValue]:
    """Give the same ready to be drawn."""
    return [TypedValue(name, value) for name, value in typed if name not in _NEVER_AGAIN]


def _in_words(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
