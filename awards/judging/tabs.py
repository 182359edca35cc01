"""Links above the pages of those who follow judging: which panel, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from awards.judging.progress import SORTS, Progress
from awards.panels.models import Panel


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of a row of links."""

    text: str
    url: str
    current: bool


def panel_tabs(endpoint: str, panels: Sequence[Panel], shown: str | None, *, sort: str | None = None) -> list[Tab]:
    """Give a link to all panels and to each; nothing where there is only one."""
    if len(panels) < 2:  # noqa: PLR2004 - one panel is no choice
        return []
    each = [Tab(panel.name, url_for(endpoint, panel=panel.ref, sort=sort), shown == panel.ref) for panel in panels]
    return [Tab("All panels", url_for(endpoint, sort=sort), shown is None), *each]


def sort_tabs(endpoint: str, seen: Progress) -> list[Tab]:
    """Give a link to each order of the judges' table."""
    return [
        Tab(text, url_for(endpoint, panel=seen.shown, sort=key, _anchor="judges"), seen.sort == key)
        for key, (text, _) in SORTS.items()
    ]
