"""Finds the line of a TOML file on which a dotted path stands, so that a fault can point at it."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"\s*(?P<key>[A-Za-z0-9_.-]+)\s*=")
_LONG_TEXT: Final = '"""'


def lines_by_path(text: str) -> dict[str, int]:
    """Give the line, counted from 1, of every table and key, by paths such as ``categories[0].name``."""
    finder = _Finder()
    inside_long_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside_long_text:
            finder.see(line, number)
        if line.count(_LONG_TEXT) % 2:
            inside_long_text = not inside_long_text
    return finder.lines


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """Give the line of the path or, where it is missing from the file, of the nearest place around it."""
    while path:
        if path in lines:
            return lines[path]
        path = re.sub(r"(\[\d+\]|\.?[^.\[\]]+)$", "", path)
    return None


class _Finder:
    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._prefix = ""
        self._last: dict[str, int] = {}

    def see(self, line: str, number: int) -> None:
        if header := _HEADER.match(line):
            self._enter(header["name"], is_list=header["open"] == "[[")
            self.lines[self._prefix] = number
        elif key := _KEY.match(line):
            self.lines[f"{self._prefix}.{key['key']}" if self._prefix else key["key"]] = number

    def _enter(self, name: str, *, is_list: bool) -> None:
        if is_list:
            self._last[name] = self._last.get(name, -1) + 1
            for inner in [one for one in self._last if one.startswith(f"{name}.")]:
                del self._last[inner]
        path, raw = "", ""
        for part in name.split("."):
            raw = f"{raw}.{part}" if raw else part
            path = f"{path}.{part}" if path else part
            if raw in self._last:
                path += f"[{self._last[raw]}]"
        self._prefix = path
