"""Shape and wording of what staff record: an answer, an adult's answer, a death."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, InputRequired, Length

from awards.nominees.forms import NoticeForm
from awards.nominees.models import Supporter
from awards.nominees.supporting import RELATIONS, AdultNamed, AdultSaid
from awards.nominees.words import Confirmation
from awards.web.forms import Form

HOW = [
    SelectChoice("phone", "By telephone"),
    SelectChoice("paper", "On paper"),
    SelectChoice("in_person", "In person"),
    SelectChoice("trusted_worker", "Through a trusted worker"),
]
CHANNEL = "How did the answer come?"
CHANNEL_MISSING = "Choose how the answer came"
WHO = "Who spoke with whom, and when?"
WHO_MISSING = "Enter who spoke with whom, and when"


class AnswerForm(NoticeForm):
    """What a nominee told staff: the questions of the nominee's own page, how the answer came, and who took it."""

    channel = RadioField(CHANNEL, [InputRequired(CHANNEL_MISSING)], choices=HOW)
    reason = TextAreaField(WHO, [DataRequired(WHO_MISSING)])


class AdultAnswerForm(Form):
    """What the adult of a young person told staff."""

    name = StringField(
        "The adult’s full name",
        [
            InputRequired("Enter the adult’s full name"),
            Length(max=200, message="The adult’s full name must be 200 characters or less"),
        ],
    )
    relation = RadioField(
        "Who is this adult to the young person?",
        [InputRequired("Choose who this adult is to the young person")],
        choices=[SelectChoice(key, words) for key, words in RELATIONS.items() if key != "other"]
        + [SelectChoice("other", "Another adult they trust")],
    )
    response = RadioField(
        "What did the adult say?",
        [InputRequired("Choose what the adult said")],
        choices=[
            SelectChoice(Confirmation.CONFIRMED.value, "They confirm"),
            SelectChoice(Confirmation.REFUSED.value, "They do not confirm"),
        ],
    )
    channel = RadioField(CHANNEL, [InputRequired(CHANNEL_MISSING)], choices=HOW)
    reason = TextAreaField(WHO, [DataRequired(WHO_MISSING)])

    def __init__(self, supporter: Supporter | None, **options: Any) -> None:
        so_far = {"name": supporter.name, "relation": supporter.relation} if supporter else {}
        super().__init__(data=so_far, **options)

    def named(self) -> AdultNamed:
        """Give whom the young person named."""
        return AdultNamed(name=self.name.data or "", relation=self.relation.data or "")

    def said(self) -> AdultSaid:
        """Give what the adult said, and how it came."""
        return AdultSaid(
            response=Confirmation(self.response.data), channel=self.channel.data or "", reason=self.reason.data
        )


class DeathForm(Form):
    """How staff know that somebody has died, or that it was a mistake; and that they are sure."""

    reason = TextAreaField("How do you know?", [DataRequired("Enter how you know")])
    sure = BooleanField("I am sure", [DataRequired("Confirm that you are sure")])
