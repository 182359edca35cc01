"""Shape and wording of a score sheet: made at run time from the category's criteria and the season's scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from awards.judging.abstaining import WORDS as WHY
from awards.judging.abstaining import Why
from awards.judging.rules import Gap, Mark, Scale, lower_first, points_of
from awards.judging.saving import Typed
from awards.judging.scoring import Scored
from awards.seasons.models import Criterion
from awards.web.forms import LONGEST, Form

LATER, UNDO = "later", "undo"
"""What the buttons say that save without completing: to come back later, or to take the last change back."""


class SheetForm(Form):
    """Asks for points and words on every criterion; `sheet_form` adds the fields."""

    version = HiddenField()
    do = HiddenField()
    overall = TextAreaField("Anything else about this entry, for your fellow judges")

    def rests_on(self) -> int:
        """Give the version of the sheet that was on the page; -1 for nonsense, which no sheet has."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - digits

    def typed(self, scoring: Scored) -> Typed:
        """Give what can be kept of what was typed: too long a text stays as saved, a mark off the scale is none."""
        marks, saved = {}, scoring.marks
        for criterion in scoring.criteria:
            asked, comment = self[f"points_{criterion.key}"], self[f"comment_{criterion.key}"].data or ""
            before = saved[criterion.key]
            kept = not asked.raw_data  # not sent at all; sent empty, the points are taken back
            marks[criterion.id] = Mark(
                before.points if kept else points_of(str(asked.data), scoring.scale),
                comment if len(comment) <= LONGEST else before.comment,
            )
        words = str(self.overall.data or "")
        return Typed(marks, words if len(words) <= LONGEST else scoring.overall)

    @property
    def too_long(self) -> bool:
        """Whether a box holds more than any box takes."""
        return any(isinstance(field.data, str) and len(field.data) > LONGEST for field in self)

    def show_gaps(self, gaps: Iterable[Gap], criteria: Sequence[Criterion]) -> None:
        """Put what is missing beside the fields."""
        names = {criterion.key: criterion.name for criterion in criteria}
        for gap in gaps:
            if gap.points is None:
                _add(self[f"points_{gap.key}"], f"Choose points for {lower_first(names[gap.key])}")
            else:
                said = f"Say in a sentence why you gave {gap.points} for {lower_first(names[gap.key])}"
                _add(self[f"comment_{gap.key}"], said)


def sheet_form(scoring: Scored) -> SheetForm:
    """Make the form for a sheet's criteria, filled with what is saved unless something was posted."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"overall": scoring.overall}
    scale, marks = scoring.scale, scoring.marks
    for criterion in scoring.criteria:
        key, mark = criterion.key, marks[criterion.key]
        fields[f"points_{key}"] = RadioField(
            criterion.name, [Optional(), _on(scale)], choices=_choices(criterion, scale), validate_choice=False
        )
        fields[f"comment_{key}"] = TextAreaField(f"Why? Your comment on {lower_first(criterion.name)}")
        data |= {f"points_{key}": None if mark.points is None else str(mark.points), f"comment_{key}": mark.comment}
    made: type[SheetForm] = type("SheetForm", (SheetForm,), fields)
    return made(data=data)


class AbstainForm(Form):
    """Asks why a judge cannot judge an entry, though they have no conflict."""

    reason = RadioField(
        "Why can you not judge it?",
        [InputRequired("Choose why you cannot judge this entry")],
        choices={why.value: words for why, words in WHY.items()},
    )
    words = TextAreaField(
        "Say more, for awards staff",
        [Length(max=1000, message="What you add must be 1,000 characters or less")],
    )

    def validate_words(self, field: Any) -> None:
        """Ask for words where the reason chosen has none of its own."""
        if self.reason.data == Why.OTHER and not field.data:
            raise ValidationError("Say in a sentence why you cannot judge this entry")


class ReopenForm(Form):
    """Asks why a sheet is given back."""

    reason = TextAreaField(
        "Why is it opened again?",
        [
            DataRequired("Say why the score sheet is opened again"),
            Length(max=1000, message="The reason must be 1,000 characters or less"),
        ],
    )


def _choices(criterion: Criterion, scale: Scale) -> dict[str, str]:
    return {str(point): _words(point, criterion, scale) for point in scale.points}


def _words(point: int, criterion: Criterion, scale: Scale) -> str:
    anchor = criterion.anchors.get(str(point))
    return ": ".join(words for words in (scale.words.get(point), anchor) if words)


def _on(scale: Scale) -> Callable[[Any, Any], None]:
    def check(_form: Any, field: Any) -> None:
        if points_of(str(field.data), scale) is None:
            raise ValidationError("Choose one of the points of the scale")

    return check


def _add(field: Any, message: str) -> None:
    field.errors = [*field.errors, message]
