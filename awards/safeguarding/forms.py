"""Shape and wording of what is filled in about flags and concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, InputRequired, ValidationError

from awards.accounts.models import User
from awards.safeguarding.models import AskedOf, ConcernDecision, FlagOutcome
from awards.safeguarding.words import ASKED_OF, DECISIONS, OUTCOMES
from awards.web.forms import Form

NOTHING, SOMETHING = "nothing", "something"


class PressForm(Form):
    """The one press: what it is about comes with the button."""

    subject = HiddenField()


class MoreForm(Form):
    """What whoever raised a flag wants to add."""

    text = TextAreaField("What worries you?", [DataRequired("Write what you want to add, or leave this page")])


class NoteForm(Form):
    """A restricted note about a flag."""

    text = TextAreaField("Note", [DataRequired("Write the note")])


class CloseForm(Form):
    """What was done about a flag, and why."""

    outcome = RadioField(
        "What was done?",
        [InputRequired("Choose what was done")],
        choices=[SelectChoice(one.value, words) for one, words in OUTCOMES.items()],
    )
    note = TextAreaField("Why, and who was told", [DataRequired("Write why, and who was told")])

    @property
    def chosen(self) -> FlagOutcome:
        """The outcome of a valid form."""
        return FlagOutcome(self.outcome.data)


class LeadForm(Form):
    """Who looks after flags."""

    user = RadioField("Who is told when somebody flags a story?", [InputRequired("Choose one of them")])

    def offer(self, people: Sequence[User]) -> None:
        """Offer these people."""
        self.user.choices = [SelectChoice(one.ref, one.name) for one in people]

    def chosen(self, people: Sequence[User]) -> User:
        """Give the person chosen on a valid form."""
        return next(one for one in people if one.ref == self.user.data)


class AskedForm(Form):
    """Whom staff asked about concerns."""

    asked_of = RadioField(
        "Whom did you ask?",
        [InputRequired("Choose whom you asked")],
        choices=[SelectChoice(one.value, words) for one, words in ASKED_OF.items()],
    )

    @property
    def chosen(self) -> AskedOf:
        """Whom, of a valid form."""
        return AskedOf(self.asked_of.data)


class AnswerForm(Form):
    """What was answered."""

    said = RadioField(
        "What did they say?",
        [InputRequired("Choose what they said")],
        choices=[SelectChoice(NOTHING, "There is nothing"), SelectChoice(SOMETHING, "There is something")],
    )
    answer = TextAreaField("What it is, in their words")

    def validate_answer(self, field: Any) -> None:
        """Ask for the words where there is something, and for none where there is nothing."""
        if self.said.data == SOMETHING and not field.data:
            raise ValidationError("Write what they told you")
        if self.said.data == NOTHING and field.data:
            raise ValidationError("You chose “There is nothing”: choose “There is something”, or take the words out")

    @property
    def words(self) -> str:
        """What they said; empty when there is nothing."""
        return str(self.answer.data or "")


class DecisionForm(Form):
    """What named staff decide, and why."""

    decision = RadioField(
        "What do you decide?",
        [InputRequired("Choose what you decide")],
        choices=[SelectChoice(one.value, words) for one, words in DECISIONS.items()],
    )
    because = TextAreaField("Why", [DataRequired("Say why")])

    @property
    def chosen(self) -> ConcernDecision:
        """The decision of a valid form."""
        return ConcernDecision(self.decision.data)
