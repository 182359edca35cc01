"""The privacy page: what is held of whom, why, who sees it and how long, from the data map and the season's dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from awards.core.times import local_day, short_day_words
from awards.privacy.due import dates_of
from awards.privacy.holdings import BASIS, Held, Whom, Why, held_of
from awards.privacy.holdings_house import HOLDINGS
from awards.privacy.rules import OF_THE_HOUSE, WORDS, Rule, due_at
from awards.seasons.models import Season
from awards.seasons.retention_settings import RetentionDocument, terms_of

SHOWN: Final = tuple(one for one in Whom if one is not Whom.NOBODY)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing that is held, in words."""

    what: str
    why: str
    kept: str
    seen_by: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is held of some people."""

    key: str
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long one kind of thing is kept: the term, and the day on which it goes this season."""

    title: str
    term: str
    goes: str
    day: str | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What the privacy page is made of."""

    parts: Sequence[Part]
    clocks: Sequence[Clock]
    bases: Sequence[tuple[str, str]]


def notice_page(season: Season | None) -> NoticePage:
    """Give the page's data; where a season is given its programme is loaded, and its own terms and days are told."""
    return NoticePage(
        parts=[
            Part(whom.name.lower(), str(whom), [_row(one, season) for one in held_of(HOLDINGS, whom)])
            for whom in SHOWN
        ],
        clocks=[Clock(WORDS[one].title, _term(one, season), WORDS[one].goes, _day(one, season)) for one in Rule],
        bases=[(str(why), BASIS[why]) for why in Why],
    )  # fmt: skip


def _row(held: Held, season: Season | None) -> Row:
    kept = held.kept
    words = _until(kept, season) if isinstance(kept, Rule) else kept
    return Row(held.what, str(held.why), words, held.seen_by)


def _until(rule: Rule, season: Season | None) -> str:
    day = _day(rule, season)
    return f"until {day}" if day else _term(rule, season)


def _term(rule: Rule, season: Season | None) -> str:
    if rule in OF_THE_HOUSE:
        return f"{OF_THE_HOUSE[rule]} after {WORDS[rule].starts}"
    terms = terms_of(season.retention if season else RetentionDocument().as_data())
    return f"{terms[rule]} after {WORDS[rule].starts}"


def _day(rule: Rule, season: Season | None) -> str | None:
    """Give the last day on which something is kept this season; None where no date tells it."""
    if season is None or rule in OF_THE_HOUSE:
        return None
    moment = due_at(rule, terms_of(season.retention), dates_of(season))
    return None if moment is None else short_day_words(local_day(moment - timedelta(seconds=1), season.programme.zone))
