"""The template environment: strict about missing names, with dates in the programme's zone."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for
from jinja2 import StrictUndefined

from awards.core.times import day_words, local_day, moment_words, short_day_words, time_words
from awards.core.words import word_count
from awards.web.typed import typed_here, typed_values

DEFAULT_ZONE = "Europe/London"


def zone() -> str:
    """Give the zone in which this page shows times."""
    programme = g.get("programme")
    return programme.zone if programme else DEFAULT_ZONE


def moment(value: datetime) -> str:
    """Write an instant as "11:59pm on Friday 23 February 2024"."""
    return moment_words(value, zone())


def day(value: date | datetime) -> str:
    """Write a day as "Friday 23 February 2024"."""
    return day_words(local_day(value, zone()) if isinstance(value, datetime) else value)


def short_day(value: date | datetime) -> str:
    """Write a day as "23 February 2024"."""
    return short_day_words(local_day(value, zone()) if isinstance(value, datetime) else value)


def clock_time(value: datetime) -> str:
    """Write a time of day as "5pm"."""
    return time_words(value, zone())


@cache
def _fingerprint(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def static_url(path: str) -> str:
    """Give the address of a static file, with a fingerprint so that it can be cached for ever."""
    file = Path(__file__).parents[2] / "static" / path
    return f"/static/{path}?v={_fingerprint(file, file.stat().st_mtime)}"


def init_jinja(app: Flask) -> None:
    """Make templates strict and give them the house's filters and globals."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    filters: dict[str, Any] = {
        "moment": moment,
        "day": day,
        "short_day": short_day,
        "clock_time": clock_time,
        "word_count": word_count,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(static_url=static_url, url_for=url_for)
    app.jinja_env.globals.update(typed_here=typed_here, typed_values=typed_values)
