"""Checks a season as a whole: sums, references from one part to another, order of dates, readable colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from awards.eligibility.reading import Fault, repeated
from awards.seasons.checks_categories import category_faults
from awards.seasons.checks_rules import rule_faults
from awards.seasons.colours import READABLE, contrast, is_colour
from awards.seasons.documents import NOMINATING, DatedName, SeasonDocument
from awards.seasons.words import Release

_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_PROGRAMME_KEY: Final = 40
_LONGEST_SEASON_KEY: Final = 20
# Together they are the reference under which the trail keeps a season: at most 64 characters.
_COLOURS: Final = ("accent", "accent_ink", "accent_soft", "ink")
_PAPER: Final = "#ffffff"


def faults_in(document: SeasonDocument, *, unread: Iterable[str] = ()) -> list[Fault]:
    """Give every fault of the document as a whole.

    Parts named in `unread` could not be read well, so checks that look at them are left out: they would
    only repeat, in other words, what is known to be wrong.
    """
    left_out = frozenset(unread)
    return [fault for parts, check in _CHECKS if not parts & left_out for fault in check(document)]


def _programme_faults(document: SeasonDocument) -> Iterator[Fault]:
    programme = document.programme
    if not _KEY.fullmatch(programme.key) or len(programme.key) > _LONGEST_PROGRAMME_KEY:
        words = f"lower-case words joined by hyphens, at most {_LONGEST_PROGRAMME_KEY} characters"
        yield Fault("programme.key", f"must be {words}: it stands in addresses")
    if "@" not in programme.contact_email:
        yield Fault("programme.contact_email", "must be an email address")
    yield from _theme_faults(programme.theme)


def _theme_faults(theme: Mapping[str, str]) -> Iterator[Fault]:
    if set(theme) != set(_COLOURS):
        yield Fault("programme.theme", f"must give exactly {', '.join(_COLOURS)}")
        return
    wrong = [name for name, colour in theme.items() if not is_colour(colour)]
    yield from (Fault(f"programme.theme.{name}", "must be a colour such as #5b2a86") for name in wrong)
    if wrong:
        return
    pairs = (("accent_ink", theme["accent"]), ("ink", theme["accent_soft"]), ("accent", _PAPER), ("ink", _PAPER))
    for name, ground in pairs:
        if contrast(theme[name], ground) < READABLE:
            yield Fault(f"programme.theme.{name}", f"cannot be read on {ground}: choose colours further apart")


def _season_faults(document: SeasonDocument) -> Iterator[Fault]:
    season = document.season
    if not _KEY.fullmatch(season.key) or len(season.key) > _LONGEST_SEASON_KEY:
        words = f"lower-case words or digits joined by hyphens, at most {_LONGEST_SEASON_KEY} characters"
        yield Fault("season.key", f"must be {words}")
    if not 1 <= season.shortlist_min <= season.shortlist_max:
        yield Fault("season.shortlist_min", "must be 1 or more, and not over shortlist_max")
    if season.readings_per_entry < 1:
        yield Fault("season.readings_per_entry", "must be 1 or more")
    if season.grace_seconds < 0:
        yield Fault("season.grace_seconds", "must be 0 or more")


def _date_faults(document: SeasonDocument) -> Iterator[Fault]:
    season = document.season
    if season.closes_at <= season.opens_at:
        yield Fault("season.closes_at", "must come after opens_at")
    if season.release is Release.BY_THE_CLOCK and season.embargo_until is None:
        yield Fault("season.embargo_until", "is missing: release by the clock needs a time")
    if season.embargo_until is not None and season.embargo_until <= season.closes_at:
        yield Fault("season.embargo_until", "must come after nominations close")
    if season.previous_year is not None and season.previous_year >= season.year:
        yield Fault("season.previous_year", "must come before year")


def _round_faults(document: SeasonDocument) -> Iterator[Fault]:
    first, *others = document.rounds
    ended_at = first.closes_at
    for place, one in enumerate(others):
        path = f"rounds[{place}]"
        if one.key == NOMINATING:
            yield Fault(f"{path}.key", f"{NOMINATING} is taken: its dates are the season's opens_at and closes_at")
        if one.closes_at <= one.opens_at:
            yield Fault(f"{path}.closes_at", "must come after opens_at")
        if one.opens_at < ended_at:
            yield Fault(f"{path}.opens_at", "must not come before the round before it closes")
        ended_at = one.closes_at
    for key in repeated(one.key for one in others):
        yield Fault("rounds", f"the key {key} stands twice")


def _scale_faults(document: SeasonDocument) -> Iterator[Fault]:
    scale = document.scale
    points = set(range(scale.lowest, scale.highest + 1))
    if scale.lowest < 0 or scale.highest <= scale.lowest:
        yield Fault("scale.highest", "must be over lowest, and lowest 0 or more")
    for point in sorted(points - set(scale.words)):
        yield Fault(f"scale.words.{point}", "is missing: every point of the scale needs words")
    for point in sorted(set(scale.words) - points):
        yield Fault(f"scale.words.{point}", "is not a point of the scale")
    for point in scale.comment_required_for:
        if point not in points:
            yield Fault("scale.comment_required_for", f"{point} is not a point of the scale")


def _rule_faults(document: SeasonDocument) -> Iterator[Fault]:
    """Without a window there is nothing to read the rules by, and the dates have said so."""
    if document.season.closes_at > document.season.opens_at:
        yield from rule_faults(document.rule_book)


def _vocabulary_faults(document: SeasonDocument) -> Iterator[Fault]:
    for name, choices in document.vocabulary.items():
        for key in repeated(choice.key for choice in choices):
            yield Fault(f"vocabulary.{name}", f"the key {key} stands twice")
        for place, choice in enumerate(choices):
            yield from _name_faults(choice.names, f"vocabulary.{name}[{place}].names")


def _name_faults(names: Iterable[DatedName], path: str) -> Iterator[Fault]:
    in_order = sorted(names, key=lambda one: one.since or date.min)
    for earlier, later in pairwise(in_order):
        if earlier.until is None or earlier.until > (later.since or date.min):
            yield Fault(path, f"{earlier.name} and {later.name} are in force on the same day")


_CHECKS: Final[tuple[tuple[frozenset[str], Callable[[SeasonDocument], Iterable[Fault]]], ...]] = (
    (frozenset({"programme"}), _programme_faults),
    (frozenset({"season"}), _season_faults),
    (frozenset({"season"}), _date_faults),
    (frozenset({"season", "rounds"}), _round_faults),
    (frozenset({"scale"}), _scale_faults),
    (frozenset({"vocabulary"}), _vocabulary_faults),
    (frozenset({"categories", "questions", "criteria", "scale"}), category_faults),
    (frozenset({"season", "programme", "categories", "rules", "vocabulary"}), _rule_faults),
)
"""Each check with the parts of the file it looks at."""
