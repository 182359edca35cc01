"""Reads a season file into a `SeasonDocument`, or says everything that is wrong with it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from awards.eligibility.reading import Fault, Table
from awards.eligibility.rules import read_rule
from awards.seasons.checks import faults_in
from awards.seasons.documents import (
    NOMINATING,
    Choice,
    DatedName,
    ProgrammeDocument,
    RoundDocument,
    ScaleDocument,
    ScreeningDocument,
    SeasonDocument,
    SeasonSettings,
)
from awards.seasons.judging_settings import read_judging
from awards.seasons.local_time import instant
from awards.seasons.reading_categories import read_categories, words_by_point
from awards.seasons.retention_settings import read_retention
from awards.seasons.toml_lines import line_of, lines_by_path
from awards.seasons.words import Release

DATA: Final = Path(__file__).parent / "data"
"""Where the season files shipped with the portal lie."""

FRONTLINE_2024: Final = DATA / "frontline-2024.toml"
LANTERN_2025: Final = DATA / "lantern-2025.toml"

SECONDED: Final = ("override", "ineligible")
"""The rulings for which a season may ask for a second person."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_MINUTE_OF_GRACE: Final = 60


class SeasonFileError(Exception):
    """A season file that cannot be used; `problems` has one line for each fault, with file, line and place."""

    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        super().__init__(f"{path} cannot be used as a season file")
        self.problems = problems


def read_season(path: Path) -> SeasonDocument:
    """Read a whole season.

    Raises:
        SeasonFileError: with every fault at once; nothing half-read is ever given.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise SeasonFileError(path, (f"{path}: cannot be read: {wrong}",)) from wrong
    faults: list[Fault] = []
    document = _document(Table(data, "", faults))
    faults += faults_in(document, unread={fault.path.split(".")[0].split("[")[0] for fault in faults})
    if faults:
        lines = lines_by_path(text)
        faults.sort(key=lambda fault: line_of(fault.path, lines) or 0)
        raise SeasonFileError(path, tuple(_problem(path, fault, lines) for fault in faults))
    return document


def _problem(path: Path, fault: Fault, lines: dict[str, int]) -> str:
    line = line_of(fault.path, lines)
    return f"{path}:{line}: {fault}" if line else f"{path}: {fault}"


def _document(top: Table) -> SeasonDocument:
    programme = _programme(top.table("programme"))
    season = _season(top.table("season"), programme.zone)
    nominating = RoundDocument(key=NOMINATING, name="Nominations", opens_at=season.opens_at, closes_at=season.closes_at)
    rounds = [_round(table, programme.zone) for table in top.tables("rounds")]
    rules = [read_rule(table) for table in top.tables("rules")]
    document = SeasonDocument(
        programme=programme,
        season=season,
        rounds=(nominating, *rounds),
        scale=_scale(top.table("scale")),
        screening=_screening(top.table("screening", required=False)),
        judging=read_judging(top.table("judging", required=False)),
        retention=read_retention(top.table("retention", required=False)),
        vocabulary=_vocabulary(top.table("vocabulary", required=False)),
        categories=read_categories(top),
        rules=tuple(rule for rule in rules if rule is not None),
    )
    top.finish()
    return document


def _programme(table: Table) -> ProgrammeDocument:
    programme = ProgrammeDocument(
        key=table.take("key", str),
        name=table.take("name", str),
        organiser=table.take("organiser", str),
        zone=_zone(table),
        strapline=table.take("strapline", str),
        about=table.take("about", str),
        contact_email=table.take("contact_email", str),
        theme=table.texts_by_key("theme"),
    )
    table.finish()
    return programme


def _zone(table: Table) -> ZoneInfo:
    name = table.take("zone", str)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        table.fault("zone", f"must be a time zone such as Europe/London, not {name!r}")
        return ZoneInfo("UTC")


def _season(table: Table, zone: ZoneInfo) -> SeasonSettings:
    season = SeasonSettings(
        key=table.take("key", str),
        year=table.take("year", int),
        name=table.take("name", str),
        opens_at=_moment(table, "opens_at", zone) or _NEVER,
        closes_at=_moment(table, "closes_at", zone) or _NEVER,
        ceremony_on=_day(table, "ceremony_on"),
        ceremony_place=table.maybe("ceremony_place", str),
        shortlist_min=table.take("shortlist_min", int),
        shortlist_max=table.take("shortlist_max", int),
        release=table.choice("release", Release, Release.BY_A_PERSON),
        embargo_until=_maybe_moment(table, "embargo_until", zone),
        readings_per_entry=table.take("readings_per_entry", int),
        grace_seconds=table.take("grace_seconds", int, 2 * _MINUTE_OF_GRACE),
        previous_year=table.maybe("previous_year", int),
        to_confirm=table.list_of("to_confirm", str, ()),
    )
    for name in season.to_confirm:
        if name not in season.__slots__:
            table.fault("to_confirm", f"names {name!r}, which is no setting of a season")
    table.finish()
    return season


def _round(table: Table, zone: ZoneInfo) -> RoundDocument:
    read = RoundDocument(
        key=table.take("key", str),
        name=table.take("name", str),
        opens_at=_moment(table, "opens_at", zone) or _NEVER,
        closes_at=_moment(table, "closes_at", zone) or _NEVER,
        example=table.take("example", bool, default=False),
    )
    table.finish()
    return read


def _scale(table: Table) -> ScaleDocument:
    scale = ScaleDocument(
        lowest=table.take("lowest", int),
        highest=table.take("highest", int),
        words=words_by_point(table, "words"),
        comment_required_for=table.list_of("comment_required_for", int, ()),
        example=table.take("example", bool, default=False),
    )
    table.finish()
    return scale


def _screening(table: Table) -> ScreeningDocument:
    read = ScreeningDocument(
        second_person=table.list_of("second_person", str, ()),
        asks_concerns=table.take("asks_concerns", bool, default=False),
        flag_hours=table.take("flag_hours", int, default=24),
    )
    for name in read.second_person:
        if name not in SECONDED:
            table.fault("second_person", f"holds {name!r}: only {' and '.join(SECONDED)} can ask for a second person")
    if read.flag_hours < 1:
        table.fault("flag_hours", "must be 1 or more")
    table.finish()
    return read


def _vocabulary(table: Table) -> Mapping[str, tuple[Choice, ...]]:
    return {key: tuple(_choice(one) for one in table.tables(key)) for key in table.data()}


def _choice(table: Table) -> Choice:
    names = tuple(_dated_name(one) for one in table.tables("names", required=False))
    choice = Choice(table.take("key", str), table.take("label", str), names)
    table.finish()
    return choice


def _dated_name(table: Table) -> DatedName:
    read = DatedName(table.take("name", str), _day(table, "since"), _day(table, "until"))
    if read.since and read.until and read.until <= read.since:
        table.fault("until", "must come after since")
    table.finish()
    return read


def _day(table: Table, key: str) -> date | None:
    value = table.raw(key)
    if value is None or type(value) is date:
        return value
    table.fault(key, f"must be a date such as 2024-05-22, not {value!r}")
    return None


def _moment(table: Table, key: str, zone: ZoneInfo) -> datetime | None:
    if table.raw(key) is None:
        table.fault(key, "is missing: give a local time such as 2024-02-23T23:59:59")
    return _maybe_moment(table, key, zone)


def _maybe_moment(table: Table, key: str, zone: ZoneInfo) -> datetime | None:
    value = table.raw(key)
    if value is None:
        return None
    if not isinstance(value, datetime):
        table.fault(key, f"must be a local time such as 2024-02-23T23:59:59, not {value!r}")
        return None
    try:
        return instant(value, zone)
    except ValueError as wrong:
        table.fault(key, f"{value:%Y-%m-%d %H:%M:%S} {wrong}")
        return None
