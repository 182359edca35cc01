"""What the portal logs: one place, and nothing in it that people typed, that opens something, or that forges a line.

Of an error its kind and where it happened are written, not its words: these quote what was typed (a database's words
quote whole rows). What looks like a link's address or a token is left out, and control characters are written out.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Final, TextIO

LINKS: Final = re.compile(r"/link/[^\s/?#'\"]+")
TOKENS: Final = re.compile(r"[A-Za-z0-9_-]{40,}")
"""As long as the secret of a link or of a sign-in; no name of a file or a function is."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST: Final = 2000
"""Characters of one message, so that nobody fills the log with one request."""


class SafeFormatter(logging.Formatter):
    """Writes a record as one line, and an error below it as lines that begin with a bar."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the lines of a record."""
        message = safe_line(record.getMessage())
        head = f"{self.formatTime(record)} {record.levelname} {record.name}: {message}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *(f"  | {safe_line(line)}" for line in lines_of(error))] if error else [head])


class SafeHandler(logging.StreamHandler[TextIO]):
    """Writes to standard error, wherever that leads at the time."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(SafeFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self.stream = sys.stderr
        super().emit(record)


def safe_line(text: str) -> str:
    """Give a text as one line without secrets and control characters."""
    text = TOKENS.sub("[left out]", LINKS.sub("/link/[left out]", text))[:LONGEST]
    return _CONTROLS.sub(_written_out, text.replace("\t", "\\t").replace("\n", "\\n"))


def lines_of(error: BaseException) -> list[str]:
    """Say what kind of error it was and where it happened, with what had led to it, and none of its words."""
    found, seen = [], set[int]()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        found += [f"{kind_of(at)} at", *_frames(at.__traceback__)]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return found


def kind_of(error: BaseException) -> str:
    """Name the kind of an error, and for a database's error the code that the database gave."""
    code = getattr(getattr(error, "orig", None), "sqlstate", None) or getattr(error, "sqlstate", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name} ({code})" if code else name


def init_logs() -> None:
    """Have everything that is logged written in this way; once for a process."""
    root = logging.getLogger()
    if not any(isinstance(one, SafeHandler) for one in root.handlers):
        root.addHandler(SafeHandler())


def _frames(where: TracebackType | None) -> list[str]:
    return [f"  {one.filename}:{one.lineno} in {one.name}" for one in traceback.extract_tb(where)]


def _written_out(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]
