"""Season documents for tests: the shipped ones, read once, and ways to change one part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from awards.seasons.documents import SeasonDocument
from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025, read_season

FRONTLINE = read_season(FRONTLINE_2024)
LANTERN = read_season(LANTERN_2025)


def with_settings(document: SeasonDocument, **changes: Any) -> SeasonDocument:
    """Give the document with these settings of the season changed."""
    return replace(document, season=replace(document.season, **changes))


def with_first_category(document: SeasonDocument, **changes: Any) -> SeasonDocument:
    """Give the document with its first category changed."""
    first, *others = document.categories
    return replace(document, categories=(replace(first, **changes), *others))
