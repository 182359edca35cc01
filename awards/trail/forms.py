"""What administrators narrow the trail by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import Length, Optional, ValidationError

from awards.audit import Tag
from awards.trail.queries import Wanted
from awards.trail.words import GROUPS, IT, SENTENCES
from awards.web.forms import Form

YEARS: Final = range(2000, 2101)
DAY: Final = "Enter a day like 23/02/2024"
LONG: Final = "A reference or a name has 64 characters at most"


def _known_year(_form: Form, box: Any) -> None:
    if box.data is not None and box.data.year not in YEARS:
        raise ValidationError(f"Enter a day between {YEARS[0]} and {YEARS[-1]}")


class Day(DateField):
    """A day as browsers send it (2024-02-23), or as people write it (23/02/2024)."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, [Optional(), _known_year], format=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say what to enter instead of what was not understood.

        Raises:
            ValueError: with the sentence for people.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(DAY) from error
        if not all(str(one).isascii() for one in valuelist):  # figures of other scripts are read as well
            self.data = None
            raise ValueError(DAY)


class FilterForm(Form):
    """Narrows the trail; sent by GET."""

    class Meta(Form.Meta):
        """Changes nothing, so it needs no token."""

        csrf = False

    who = StringField("Who: a reference or a name", [Length(max=64, message=LONG)])
    what = SelectField("What", validate_choice=False)
    about = StringField("About which reference", [Length(max=64, message=LONG)])
    since = Day("From")
    until = Day("Up to and including")

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(MultiDict(given))
        offered = {"": "Everything"} | {key: words for key, (words, _things) in GROUPS.items()}
        if self.what.data in set(Tag):
            offered[self.what.data] = f"Only: {SENTENCES.get(self.what.data, self.what.data).replace(IT, 'it')}"
        self.what.choices = [SelectChoice(key, words) for key, words in offered.items()]
        self.what.data = self.what.data if self.what.data in offered else ""

    def wanted(self, zone: str) -> Wanted:
        """Give the filters, with days of this zone; one that was not understood narrows nothing."""
        fine = self.validate()
        words = {one.name: (one.data or "") for one in (self.who, self.what, self.about) if fine or not one.errors}
        since, until = (None if day.errors else day.data for day in (self.since, self.until))
        return Wanted(
            **words,
            since=_midnight(since, zone) if since else None,
            until=_midnight(until + timedelta(days=1), zone) if until else None,
        )


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
