"""What staff type into the pages of the work queue, and what of it an address carries along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, InputRequired, Length

from awards.core.times import day_words
from awards.eligibility.verdict import Level
from awards.screening.bulk import MOST, BulkAct
from awards.screening.case_rules import PLACES, Why
from awards.screening.case_words import REASONS
from awards.screening.models import QueueList, RulingDecision
from awards.screening.queue import Wanted
from awards.screening.wording import LEVELS
from awards.seasons.models import Category
from awards.web.forms import Form

CARRIED: Final = ("list", "q", "category", "level", "reason")
"""The parts of an address that say which list somebody works through."""
_DAYS: Final = (1, 3, 7, 14, 28)
"""After how many days something on hold may come back."""
WHY_ON_HOLD: Final = "Why is it put on hold?"


def carried(args: Mapping[str, str]) -> dict[str, Any]:
    """Give what of an address names the list, to carry it along to the next page."""
    return {name: args[name] for name in CARRIED if args.get(name)}


class QueueForm(Form):
    """Narrows a list of the queue; it changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """A form that only asks."""

        csrf = False

    list = HiddenField(default=QueueList.NEEDS_ME.value)
    q = StringField("Names, words or reference", [Length(max=100)])
    category = SelectField("Category", default="")
    level = SelectField("What the rules say", default="")
    reason = SelectField("Reason", default="")

    def offer(self, categories: Iterable[Category]) -> None:
        """Offer these categories, and the reasons of the list."""
        self.category.choices = [
            SelectChoice("", "All categories"),
            *(SelectChoice(one.key, one.name) for one in categories),
        ]
        self.level.choices = [
            SelectChoice("", "Anything"),
            *(SelectChoice(level.value, LEVELS[level][0]) for level in Level),
        ]
        reasons = [why for why in Why if PLACES[why] is self.place]
        self.reason.choices = [
            SelectChoice("", "All reasons"),
            *(SelectChoice(why.value, REASONS[why].text) for why in reasons),
        ]

    @property
    def place(self) -> QueueList:
        """The list that is asked for; what is none of the four asks for what needs a person."""
        return QueueList(self.list.data) if self.list.data in set(QueueList) else QueueList.NEEDS_ME

    @property
    def wanted(self) -> Wanted:
        """What to narrow by; whatever is not on offer narrows nothing."""
        self.validate()

        def given(field: Any) -> str:
            return "" if field.errors else field.data or ""

        return Wanted(
            place=self.place,
            words=given(self.q),
            category_key=given(self.category),
            level=given(self.level),
            reason=given(self.reason),
        )


class RulingForm(Form):
    """A decision on eligibility; the reason may be left out only where it says what the rules say."""

    decision = RadioField(
        "Does this nomination go forward?",
        [InputRequired("Choose whether it goes forward")],
        choices=[
            SelectChoice(RulingDecision.ELIGIBLE.value, "Yes, it is eligible"),
            SelectChoice(RulingDecision.INELIGIBLE.value, "No, it is not eligible"),
        ],
    )
    reason = TextAreaField("Reason for the ruling")
    seen = HiddenField()
    """The mark of the ruling that stood when the page was shown."""

    @property
    def ruling(self) -> dict[str, Any]:
        """What was decided, why, and which ruling stood then."""
        return {
            "decision": RulingDecision(self.decision.data), "reason": self.reason.data or "", "seen": self.seen.data
        }  # fmt: skip

    def __init__(self, level: Level, mark: str) -> None:
        super().__init__(data={"seen": mark})
        self._level, self._mark = level, mark

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a reason, but not of whoever only confirms that it is eligible; and for a look at what is new."""
        fine = super().validate(extra_validators)
        if self.seen.data != self._mark:
            self.seen.data = self._mark
            self.decision.errors = [
                "Somebody else ruled on this while you looked at it. Read that ruling, then press again"
            ]
            return False
        plain = self._level is Level.ELIGIBLE and self.decision.data == RulingDecision.ELIGIBLE
        if not plain and not self.reason.data:
            self.reason.errors = ["Enter the reason for the ruling"]
            return False
        return fine


class NoteForm(Form):
    """A private note."""

    text = TextAreaField("Private note", [DataRequired("Write the note")])


class ParkForm(Form):
    """Why a nomination is put on hold, and when it comes back."""

    because = TextAreaField(WHY_ON_HOLD, [DataRequired("Enter why it is put on hold")])
    until = SelectField("When does it come back?", default="")

    def offer(self, today: date) -> None:
        """Offer days after today."""
        days = [today + timedelta(days=number) for number in _DAYS]
        self.until.choices = [
            SelectChoice("", "When somebody takes it off hold"),
            *(SelectChoice(day.isoformat(), f"On {day_words(day)}") for day in days),
        ]

    def moment(self, zone: str) -> datetime | None:
        """Give the start of the day on which it comes back; None for when staff say so."""
        if not self.until.data:
            return None
        return datetime.combine(date.fromisoformat(self.until.data), time(), ZoneInfo(zone))


class BulkForm(ParkForm):
    """What is done with several nominations at once, once it has been previewed."""

    def __init__(self, act: BulkAct, today: date) -> None:
        super().__init__()
        if act is not BulkAct.PARK:
            del self.because, self.until
        else:
            self.offer(today)


def refs_of(values: Iterable[str]) -> list[str]:
    """Give the references that were ticked, each once, as many as a page has at most."""
    return list(dict.fromkeys(values))[:MOST]
