"""Shape and wording of what a judge says of their work, and of what staff keep of a judge."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from awards.nominations.rules import DayFault, typed_day, whole_number
from awards.panels.members import Place
from awards.panels.models import PanelMember
from awards.panels.working import Work, work_of
from awards.seasons.models import Category
from awards.web.forms import Form

MOST = 999
LONG = Length(max=2000, message="Write 2,000 characters or less")
DAYS = {"away_from": "First day away", "away_until": "Last day away"}


def _boxes(name: str) -> dict[str, Any]:
    return {f"{name}_{part}": StringField(part.capitalize()) for part in ("day", "month", "year")}


class WorkForm(Form):
    """Asks a judge where they work and worked, whom they manage, and how much they can read when."""

    employer = StringField("Employer", [Length(max=200, message="The employer must be 200 characters or less")])
    past_employers = TextAreaField("Employers of the last three years", [LONG])
    line_management = TextAreaField("People you manage or managed, or who manage or managed you", [LONG])
    standing_interests = TextAreaField("Anything else that staff should know of you", [LONG])
    load_most = StringField("Entries you can read at most")
    away_from_day, away_from_month, away_from_year = _boxes("away_from").values()
    away_until_day, away_until_month, away_until_year = _boxes("away_until").values()
    seen = HiddenField()

    def __init__(self, known: Work, **options: Any) -> None:
        self.known, mark = _typed(known), _mark_of(known)
        super().__init__(data=self.known | {"seen": mark} | options.pop("data", {}), **options)
        self.unseen, self.seen.data = self.seen.data != mark, mark
        self.days: dict[str, date | None] = dict.fromkeys(DAYS)
        self.most: int | None = None

    @property
    def away_from(self) -> SimpleNamespace:
        """The three boxes of the first day as the one control that the date macro draws."""
        return self._control("away_from")

    @property
    def away_until(self) -> SimpleNamespace:
        """The three boxes of the last day."""
        return self._control("away_until")

    @property
    def work(self) -> Work:
        """What was typed, once the form has been found valid."""
        return Work(
            employer=self.employer.data,
            past_employers=self.past_employers.data,
            line_management=self.line_management.data,
            standing_interests=self.standing_interests.data,
            load_most=self.most,
            away_from=self.days["away_from"],
            away_until=self.days["away_until"],
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, the number, and the days as a whole."""
        fine = super().validate(extra_validators)
        return all([fine, self._number_fits(), self._days_fit(), self._nothing_unseen()])

    def _nothing_unseen(self) -> bool:
        """Show what was saved elsewhere since the page was drawn beside what is typed; the next save decides."""
        differing = [name for name, value in self.known.items() if (self[name].data or "") != (value or "")]
        for name in differing if self.unseen else ():
            said = f"“{self.known[name]}”" if self.known[name] else "nothing"
            self._wrong(name, f"This was changed in the meantime, to {said}. Save again to keep what is in the box")
        return not (self.unseen and differing)

    def _number_fits(self) -> bool:
        typed = self.load_most.data or ""
        self.most = whole_number(typed) if typed else None
        if typed and not (self.most and self.most <= MOST):
            return self._wrong("load_most", f"Enter a whole number from 1 to {MOST}, or leave it empty")
        return True

    def _days_fit(self) -> bool:
        for name, what in DAYS.items():
            day, month, year = (self[f"{name}_{part}"].data or "" for part in ("day", "month", "year"))
            found = typed_day(day, month, year, today=date.max)
            if isinstance(found, DayFault):
                part = "day" if found.part == "all" else found.part
                return self._wrong(f"{name}_{part}", found.words.replace("Date of birth", what, 1))
            self.days[name] = found
        first, last = self.days["away_from"], self.days["away_until"]
        if (first is None) != (last is None):
            missing = "away_from" if first is None else "away_until"
            return self._wrong(f"{missing}_day", f"Enter the {DAYS[missing].lower()} too, or leave both empty")
        if first and last and last < first:
            return self._wrong("away_until_day", "Last day away must be the first day away or later")
        return True

    def _wrong(self, name: str, words: str) -> bool:
        self[name].errors = [*self[name].errors, words]
        return False

    def _control(self, name: str) -> SimpleNamespace:
        day, month, year = (self[f"{name}_{part}"] for part in ("day", "month", "year"))
        label = SimpleNamespace(text=DAYS[name])
        return SimpleNamespace(id=name, label=label, errors=[], day=day, month=month, year=year)


class MemberForm(WorkForm):
    """Asks staff what is known of a judge; whoever may not know of lived experience is not shown it."""

    is_chair = BooleanField("They chair this panel")
    expertise = SelectMultipleField("Categories that they know best")
    lived_experience = BooleanField("They sit on the panel for their own experience of social care")

    @classmethod
    def of(cls, member: PanelMember, categories: Sequence[Category], *, knows_experience: bool) -> MemberForm:
        """Give the form with what is known so far."""
        kept = {
            "is_chair": member.is_chair,
            "expertise": member.expertise,
            "lived_experience": member.lived_experience,
        }
        form = cls(work_of(member), data=kept)
        form.employer.label.text = "Employer now"
        form.line_management.label.text = "People they manage or managed, or who manage or managed them"
        form.standing_interests.label.text = "Standing interests"
        form.load_most.label.text = "Entries they can read at most"
        form.expertise.choices = {category.key: category.name for category in categories}
        if not knows_experience:
            del form.lived_experience
        return form

    @property
    def place(self) -> Place:
        """What was typed, once the form has been found valid."""
        return Place(
            work=self.work,
            is_chair=bool(self.is_chair.data),
            expertise=self.expertise.data or [],
            lived_experience="lived_experience" in self and bool(self["lived_experience"].data),
        )


class LiftForm(Form):
    """Asks staff why a conflict was a mistake."""

    reason = TextAreaField("Why was it a mistake?", [DataRequired("Say why it was a mistake"), LONG])


def _mark_of(known: Work) -> str:
    """Give a mark that is another one as soon as anything known is."""
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


def _typed(known: Work) -> dict[str, Any]:
    """Give what is known as it stands in the boxes."""
    boxes: dict[str, Any] = {
        "employer": known.employer,
        "past_employers": known.past_employers,
        "line_management": known.line_management,
        "standing_interests": known.standing_interests,
        "load_most": str(known.load_most or ""),
    }
    for name, day in (("away_from", known.away_from), ("away_until", known.away_until)):
        parts = (day.day, day.month, day.year) if day else ("", "", "")
        boxes |= {f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)}
    return boxes
