"""Taking a person's name, address and number out of words about others, wherever they stand exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from awards.privacy.erasing.words import NAME_WITHHELD

LEAST = 5
"""Letters: anything shorter stands in too many other words."""


@dataclass(frozen=True)
class Names:
    """What is to be taken out: names, addresses, numbers, as they were written; case does not matter."""

    words: tuple[str, ...]
    least: int = LEAST

    @cached_property
    def every(self) -> tuple[str, ...]:
        """Those that are long enough, the longest first."""
        kept = {one.strip() for one in self.words if len(one.strip()) >= self.least and one.strip() != NAME_WITHHELD}
        return tuple(sorted(kept, key=lambda one: (-len(one), one)))

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds any of them as whole words; None where there are none."""
        if not self.every:
            return None
        spaced = [r"\s+".join(re.escape(part) for part in one.split()) for one in self.every]
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)

    def stand_in(self, text: str) -> bool:
        """Whether any of them stands in a text."""
        return self.pattern is not None and self.pattern.search(text) is not None


def redacted(value: Any, names: Names) -> Any:
    """Give a text, or whatever a JSON column holds, with "Name withheld" wherever one of the names stood."""
    if isinstance(value, str):
        return value if names.pattern is None else names.pattern.sub(NAME_WITHHELD, value)
    if isinstance(value, dict):
        return {key: redacted(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [redacted(one, names) for one in value]
    return value


def texts_in(value: Any) -> Iterable[str]:
    """Give every text of a value as a column holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
