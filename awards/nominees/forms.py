"""Shape and wording of what nominees are asked."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from awards.nominees.actions import NoticeAnswer
from awards.nominees.models import Notice
from awards.nominees.rules import things_offered
from awards.nominees.words import NameForm, Response, Stage, Thing
from awards.web.forms import Form

YES_NO = [("yes", "Yes"), ("no", "No")]
RESPONSES = [(Response.AGREED.value, "Yes, I agree"), (Response.DECLINED.value, "No, take me out")]
LONGEST_NAME = 200
THING_WORDS = {
    Thing.NAME: "My name, in the form chosen above",
    Thing.STORY: "A few sentences about what I did",
    Thing.PLACE: "Where I work, or the area I am from",
    Thing.PHOTOGRAPH: "A photograph of me, if I send one",
}


class NoticeForm(Form):
    """Asks for agreement or refusal, the name to show, and each consent on its own."""

    response = RadioField("Do you agree to be put forward?", [InputRequired("Say whether you agree to be put forward")])
    name_form = RadioField("How should your name be shown?")
    public_name = StringField(
        "The name to show", [Length(max=LONGEST_NAME, message="The name must be 200 characters or less")]
    )
    show_place = RadioField("May we show where you work, or the area you are from?")
    unsafe = RadioField("Would it be unsafe for you, or for anybody else, if people knew where you live or work?")
    finalist = SelectMultipleField("If you become a finalist, what may we show?")
    winner = SelectMultipleField("If you win, what may we show?")

    def __init__(self, notice: Notice, *, reveals: str | None, team_name: str | None, **options: Any) -> None:
        super().__init__(data=_so_far(notice), **options)
        self.response.choices, self.show_place.choices, self.unsafe.choices = RESPONSES, YES_NO, YES_NO
        self.name_form.choices = _name_choices(notice, team_name)
        words = THING_WORDS | {Thing.CATEGORY: f"The award itself, which tells people about my {reveals}"}
        for stage in (self.finalist, self.winner):
            stage.choices = [(thing.value, words[thing]) for thing in things_offered(reveals=reveals)]

    def validate_name_form(self, field: RadioField) -> None:
        """Ask how somebody who agrees wants to be named."""
        _needed_if(field, "Choose how your name is shown", needed=self.response.data == Response.AGREED)

    def validate_public_name(self, field: StringField) -> None:
        """Ask for the name where another one is to be shown."""
        wanted = self.response.data == Response.AGREED and self.name_form.data == NameForm.OTHER
        if wanted and not field.data:
            raise ValidationError("Enter the name to show")

    def validate_show_place(self, field: RadioField) -> None:
        """No answer means no."""
        _needed_if(field, "", needed=False)

    def validate_unsafe(self, field: RadioField) -> None:
        """Nobody has to answer."""
        _needed_if(field, "", needed=False)

    def answer(self) -> NoticeAnswer:
        """Give what was chosen."""
        stages = {Stage.FINALIST: self.finalist.data or [], Stage.WINNER: self.winner.data or []}
        return NoticeAnswer(
            response=Response(self.response.data),
            name_form=NameForm(self.name_form.data or NameForm.WITHHELD),
            public_name=self.public_name.data or None,
            show_place=self.show_place.data == "yes",
            unsafe_to_locate=None if not self.unsafe.data else self.unsafe.data == "yes",
            consents=frozenset((stage, Thing(name)) for stage, names in stages.items() for name in names),
        )


def _needed_if(field: RadioField, missing: str, *, needed: bool) -> None:
    """Accept no choice where none is needed; otherwise ask for one."""
    if not field.data:
        field.errors = []
        raise StopValidation(missing if needed else "")


def _name_choices(notice: Notice, team_name: str | None) -> list[tuple[str, str]]:
    name = team_name or notice.nominee.full_name
    other = (NameForm.OTHER.value, "Another name, which I type below")
    withheld = (NameForm.WITHHELD.value, "No name at all")
    full = (NameForm.FULL_NAME.value, f"Full name: {name}")
    if team_name:
        return [full, other, withheld]
    first = (NameForm.FIRST_NAME.value, "First name only")
    initials = (NameForm.INITIALS.value, "Initials")
    return [full, first, initials, other, withheld]


def _so_far(notice: Notice) -> dict[str, Any]:
    """Give what was answered before; before the first answer nothing is ticked but the suggested form of name."""
    unsafe = notice.unsafe_to_locate
    standing = [one for one in notice.consents if one.withdrawn_at is None]
    return {
        "response": None if notice.response is Response.NONE else notice.response.value,
        "name_form": notice.name_form.value,
        "public_name": notice.public_name,
        "show_place": "yes" if notice.show_place else "no",
        "unsafe": None if unsafe is None else "yes" if unsafe else "no",
        "finalist": [one.thing.value for one in standing if one.stage is Stage.FINALIST],
        "winner": [one.thing.value for one in standing if one.stage is Stage.WINNER],
    }
