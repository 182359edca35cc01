"""No pattern and no reader of ours fails to come to an end over 30,000 characters made to be slow.

What takes longer than patience allows is interrupted; how quick they are is the bench's business.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from wtforms.validators import ValidationError

import awards
from awards.core.words import tidy, tidy_line, word_count
from awards.matching.names import names_of
from awards.matching.spelling import plain, plain_words
from awards.nominations.moments import typed_time
from awards.nominations.rules import normal_registration, whole_number
from awards.places.rules import plain_name
from awards.protection.differences import differences
from awards.protection.reading import read
from awards.registers.rules import day_in
from awards.registers.tables import UnreadableTableError, sheet_of
from awards.web.forms import LONGEST
from bench.hostile.attacks import BACKTRACKING

PATIENCE = 5.0
"""Seconds of processor time: far more than anything here needs on a slow machine, far less than a slow pattern does."""
EVERYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}


def patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """Give every compiled pattern of the product by its name, and whether it is looked for anywhere in a text."""
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    for info in pkgutil.walk_packages(awards.__path__, "awards."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                uses = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source))
                anywhere = not uses or bool(uses & EVERYWHERE)
                if isinstance(pattern.pattern, str):
                    found.setdefault(f"{info.name}.{name}[{number}]", (pattern, anywhere))
    return found


def patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from patterns_in(inner, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for inner in value.values():
            yield from patterns_in(inner, depth + 1)


class TakesTooLongError(Exception):
    pass


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Stop whatever goes on inside, patterns included, once it has had so much processor time."""

    def stop(_number: int, _frame: object) -> None:
        raise TakesTooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def slow(
    what: Callable[[str], object], texts: tuple[str, ...] = BACKTRACKING, *, patience: float = PATIENCE
) -> list[str]:
    """Give the texts over which something does not come to an end; to refuse a text is an end too."""
    found = []
    for text in texts:
        try:
            with interrupted_after(patience), suppress(ValueError, ValidationError, UnreadableTableError):
                what(text)
        except TakesTooLongError:
            found.append(text[:20])
    return found


def test_every_pattern_is_found():
    assert len(patterns()) > 60


def test_no_pattern_is_slow_over_anything():
    found = {}
    for name, (pattern, anywhere) in patterns().items():
        ways: list[Callable[[str], object]] = [pattern.match, pattern.fullmatch]
        if anywhere:
            ways.append(lambda text, pattern=pattern: [None for _ in pattern.finditer(text)])
        for way in ways:
            if wrong := slow(way):
                found[name] = wrong
    assert found == {}


def test_a_slow_pattern_would_be_found():
    assert slow(re.compile(r"(a+)+$").match, ("a" * 60 + "!",), patience=0.5) != []


@pytest.mark.parametrize(
    "reader",
    [tidy, tidy_line, word_count, names_of, plain, plain_words, plain_name, sheet_of, day_in, typed_time, whole_number,
     normal_registration],
)  # fmt: skip
def test_no_reader_of_text_is_slow_over_anything(reader):
    assert slow(reader) == []


def test_no_story_is_slow_to_read_or_to_compare():
    """As long as an answer may be; what is longer is refused before it is read."""
    texts = tuple(text[:LONGEST] for text in BACKTRACKING)
    assert slow(lambda text: read(text, nominees=["Ada Ada"], places=["a"]), texts) == []
    assert slow(lambda text: differences(text, text[::-1]), texts) == []


@pytest.mark.parametrize("text", ["\u0301" * 10_000, "e\u0301" * 5_000, "\u1100\u1161\u11a8" * 3_000])
def test_marks_that_are_to_be_put_together_are_put_together_in_time(text):
    assert slow(tidy, (text,)) == []
