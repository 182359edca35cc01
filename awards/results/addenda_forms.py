"""The form on which staff write down what happened after a decision, and the one on which another answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    RadioField,
    SelectChoice,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired

from awards.core.permission import Permission
from awards.results.addenda_policy import AddendumChoice, affected, may_propose, next_in_line
from awards.results.addenda_words import HAPPENING_WORDS, OUTCOME_WORDS
from awards.results.models import Addendum, Happening, Outcome
from awards.results.queries import Board
from awards.screening.lifecycle import STAFF_WORDS
from awards.web.forms import Form

CONFIRM, REFUSE = "confirm", "refuse"
NOBODY = ""
_FIELDS = {
    "no-next": "next_entry",
    "not-next": "next_entry",
    "short-reason": "reason",
    "nobody-took-part": "taking_part",
    "nobody-died": "outcome",
    "no-winner": "outcome",
    "sole-winner": "outcome",
    "others-hold-it": "outcome",
}
"""Beside which field an objection stands."""


class AddendumForm(Form):
    """What happened, to whom, and what becomes of the award."""

    entry = RadioField("Who it is about", [InputRequired("Choose who it is about")])
    happening = RadioField(
        "What happened",
        [InputRequired("Choose what happened")],
        choices=[SelectChoice(one, words) for one, words in HAPPENING_WORDS.items()],
    )
    outcome = RadioField(
        "What becomes of the award",
        [InputRequired("Choose what becomes of the award")],
        choices=[SelectChoice(one, words) for one, words in OUTCOME_WORDS.items()],
    )
    next_entry = RadioField("Who has the award instead", default=NOBODY)
    told = BooleanField("Where the award stays vacant, tell readers in one line that it is not held")
    reason = TextAreaField("Reason", [DataRequired("Say what happened and why this follows from it")])
    taking_part = TextAreaField("Who decided this", [DataRequired("Say who decided this")])

    status = 200

    @property
    def choice(self) -> AddendumChoice:
        """What was written down, as the action takes it."""
        outcome = Outcome(self.outcome.data)
        return AddendumChoice(
            entry=self.entry.data,
            happening=Happening(self.happening.data),
            outcome=outcome,
            next_entry=(self.next_entry.data or None) if outcome is Outcome.NEXT_CHOSEN else None,
            reason=self.reason.data or "",
            taking_part=self.taking_part.data or "",
            told=bool(self.told.data),
        )

    def agrees(self, board: Board, earlier: Sequence[Addendum]) -> bool:
        """Check the form, and that what happened and what becomes of the award go together."""
        if not self.validate():
            self.status = 422
            return False
        for objection in may_propose(board, earlier, self.choice).reasons:
            self.status = 409 if objection.code == "one-waits" else 422
            errors = self[_FIELDS[objection.code]].errors if objection.code in _FIELDS else self.form_errors
            if isinstance(errors, list):
                errors.append(objection.text.rstrip("."))
            else:
                self[_FIELDS[objection.code]].errors = [*errors, objection.text.rstrip(".")]
        return self.status == 200  # noqa: PLR2004 - all is well


class AddendumAnswerForm(Form):
    """A second person's answer to what became of an award."""

    answer = RadioField(
        "Your answer",
        [InputRequired("Choose whether you confirm it or refuse it")],
        choices=[
            SelectChoice(CONFIRM, "I confirm it: it takes effect everywhere at once"),
            SelectChoice(REFUSE, "I refuse it: nothing changes"),
        ],
    )
    reason = TextAreaField("Why you refuse it")

    status = 200

    @property
    def confirms(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.answer.data == CONFIRM)

    def agrees(self, may: Permission) -> bool:
        """Check the answer, and whether one may confirm it."""
        fine = self.validate()
        self.status = 200 if fine else 422
        if fine and self.confirms and not may:
            self.status = 409
            self.form_errors.extend(reason.text for reason in may.reasons)
        return self.status == 200  # noqa: PLR2004 - all is well

    def validate_reason(self, field: Any) -> None:
        """Have a reason for a refusal.

        Raises:
            ValidationError: there is none.
        """
        if self.answer.data == REFUSE and not field.data:
            raise ValidationError("Say why you refuse it")


def addendum_form(board: Board) -> AddendumForm:
    """Make the form for a category: those it may be about, and those who may be chosen instead, in their order."""
    form = AddendumForm()
    form.entry.choices = [
        SelectChoice(one.ref, f"{one.title} ({STAFF_WORDS[one.state].lower()})") for one in affected(board)
    ]
    others = [SelectChoice(one.ref, one.title) for one in next_in_line(board)]
    form.next_entry.choices = [SelectChoice(NOBODY, "Nobody"), *others]
    return form


def next_hints(board: Board) -> dict[str, str]:
    """Say who comes next in the order that counts."""
    first = next((one.ref for one in next_in_line(board) if one.ref in board.levels), None)
    return {first: "Next in the order of the scores."} if first else {}
