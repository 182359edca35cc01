"""Shape and wording of asking a nominator for more, of what they add, and of offering a move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from awards.core.times import local_day
from awards.nominations.asked import InformationRequest
from awards.nominations.asked_queries import AskedSummary
from awards.nominations.asking_pages import Part, parts_of
from awards.nominations.asking_policy import may_wait_until
from awards.nominations.completeness import too_long
from awards.nominations.forms import LONGEST_NAME, YES_NO
from awards.nominations.keying_in import CHANNELS
from awards.nominations.models import Nomination
from awards.nominations.offering import answer_by_default, end_of_day
from awards.nominations.offering_fit import Fit
from awards.nominations.rules import DayFault, typed_day, within_limit
from awards.seasons.models import Category, Question
from awards.web.forms import Form

WHAT = "The day to answer by"
NOTHING_ADDED = "Write what you want to add to at least one question"


class AnswerByForm(Form):
    """Asks for a day to answer by, and for what the nominator is told."""

    note = TextAreaField("What do you tell the nominator?", [DataRequired("Enter what you tell the nominator")])
    day, month, year = StringField("Day"), StringField("Month"), StringField("Year")

    def __init__(self, *, zone: str, now: datetime, **options: Any) -> None:
        preset = local_day(answer_by_default(now, zone), zone)
        boxes = {"day": str(preset.day), "month": str(preset.month), "year": str(preset.year)}
        super().__init__(data=boxes, **options)
        self.zone, self.now = zone, now
        self.answer_by = answer_by_default(now, zone)
        """The end of the day typed, once the form has been found valid."""

    @property
    def date(self) -> SimpleNamespace:
        """The three boxes as the one control that the date macro draws."""
        label = SimpleNamespace(text=WHAT)
        return SimpleNamespace(id="date", label=label, errors=[], day=self.day, month=self.month, year=self.year)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and the day as a whole."""
        fine = super().validate(extra_validators)
        found = typed_day(self.day.data or "", self.month.data or "", self.year.data or "", today=date.max)
        if found is None:
            return self._wrong("day", f"Enter {WHAT[0].lower()}{WHAT[1:]}")
        if isinstance(found, DayFault):
            return self._wrong(found.part, found.words.replace("Date of birth", WHAT, 1))
        self.answer_by = end_of_day(found, self.zone)
        permission = may_wait_until(self.answer_by, now=self.now)
        return fine if permission else self._wrong("day", permission.reasons[0].text.rstrip("."))

    def _wrong(self, part: str, words: str) -> bool:
        field = self["day" if part == "all" else part]
        field.errors = [*field.errors, words]
        return False


class AskForm(AnswerByForm):
    """Asks which questions are opened again."""

    questions = SelectMultipleField(
        "Which questions do you want to know more about?", [DataRequired("Choose at least one question")]
    )

    def __init__(self, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(**options)
        self.questions.choices = [SelectChoice(one.key, one.label) for one in questions]


class OfferForm(AnswerByForm):
    """Asks which award is offered; each comes with what the rules would say there."""

    category = RadioField("Which award do you suggest?", [InputRequired("Choose the award you suggest")])

    def __init__(self, fits: Sequence[Fit], **options: Any) -> None:
        super().__init__(**options)
        self.category.choices = [SelectChoice(one.category.slug, one.category.name) for one in fits]
        self.hints = {one.category.slug: one.words for one in fits}
        self.by_slug = {one.category.slug: one.category for one in fits}

    @property
    def chosen(self) -> Category:
        """The award that was chosen; ask only once the form has been found valid."""
        return self.by_slug[self.category.data]


class OfferAnswerForm(Form):
    """Asks the nominator whether they agree; where nobody would be named in the new award, also who is nominated."""

    agreed = RadioField(
        "Do you agree to the move?",
        [InputRequired("Say whether you agree")],
        choices=[SelectChoice(key, words) for key, words in YES_NO],
    )
    named = StringField("", [Length(max=LONGEST_NAME, message=f"The name must be {LONGEST_NAME} characters or less")])

    def __init__(self, *, name_wanted: str | None, **options: Any) -> None:
        super().__init__(**options)
        self.name_wanted = name_wanted
        if name_wanted is None:
            del self.named
        else:
            self.named.label.text = name_wanted

    def validate_named(self, field: StringField) -> None:
        """Whoever agrees says who is nominated."""
        if self.agreed.data == "yes" and not field.data:
            raise ValidationError(f"Enter the {field.label.text[0].lower()}{field.label.text[1:]}")

    @property
    def name_typed(self) -> str:
        """The name typed; empty where none is asked."""
        return (self.named.data or "") if self.name_wanted is not None else ""


class RecordedAnswerForm(OfferAnswerForm):
    """Asks staff what the nominator answered, and how it came."""

    channel = RadioField(
        "How did they answer?",
        [InputRequired("Choose how they answered")],
        choices=[SelectChoice(key, words) for key, words in CHANNELS.items()],
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.agreed.label.text = "Do they agree to the move?"


class MoreForm(Form):
    """One box for each question that was asked again."""

    parts: Sequence[Part] = ()

    @classmethod
    def of(cls, nomination: Nomination, request: InformationRequest, asked: AskedSummary) -> MoreForm:
        """Make the form of a request, filled with what is saved; needs questions and submissions loaded."""
        parts, saved = parts_of(nomination, request, asked), {one.question_key: one.text for one in request.additions}
        boxes = {one.field: TextAreaField(one.label) for one in parts}
        form: type[MoreForm] = type("MoreFormOfOne", (cls,), {"parts": parts, **boxes})
        return form(data={one.field: saved.get(one.question.key, "") for one in parts})

    @property
    def boxes(self) -> list[tuple[Part, Any]]:
        """Each question with its box, in the order of the form."""
        return [(part, self[part.field]) for part in self.parts]

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by key of the question."""
        return {part.question.key: box.data or "" for part, box in self.boxes}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every box: what is needed is there, nothing is over its limit, and something is written at all."""
        fine = super().validate(extra_validators)
        for part, box in self.boxes:
            words = _fault(part, box.data or "")
            box.errors = [*box.errors, *([words] if words else [])]
            fine = fine and not box.errors
        if fine and self.boxes and not any(self.texts.values()):
            box = self.boxes[0][1]
            box.errors, fine = [NOTHING_ADDED], False
        return fine


def _fault(part: Part, text: str) -> str | None:
    if part.needed and not text:
        return "Enter your answer"
    return None if within_limit(text, part.question.word_limit) else too_long(part.question)
