"""Shape and wording of what nominees are asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wtforms import EmailField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, StopValidation, ValidationError

from awards.nominations.models import Nominee
from awards.nominees.actions import NoticeAnswer
from awards.nominees.asking import asked_as_child
from awards.nominees.correcting import OWN_FACTS, TypedFacts
from awards.nominees.models import Notice
from awards.nominees.rules import shown_name, things_offered
from awards.nominees.wording import APART, PRESENT, line_of, question_of
from awards.nominees.words import NameForm, Response, Stage, Thing
from awards.web.forms import Form

YES_NO = [("yes", "Yes"), ("no", "No")]
RESPONSES = [(Response.AGREED.value, "Yes, I agree"), (Response.DECLINED.value, "No, take me out")]
LONGEST_NAME = 200
EMAIL_MISSING = "Enter your email address"
EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
CHANGED_MEANWHILE = (
    "You changed your answer in another tab after you opened this page. Check what you chose below and save it again"
)


def _line(label: str, missing: str | None = None) -> StringField:
    """Give a field for one line of any characters; without words for a missing one it may stay empty."""
    first = [DataRequired(missing)] if missing else []
    return StringField(label, [*first, Length(max=LONGEST_NAME, message=f"{label} must be 200 characters or less")])


class NoticeForm(Form):
    """Asks for agreement or refusal, the name to show, and each consent on its own."""

    response = RadioField("Do you agree to be put forward?", [InputRequired("Say whether you agree to be put forward")])
    name_form = RadioField("How should your name be shown?")
    public_name = StringField(
        "The name to show", [Length(max=LONGEST_NAME, message="The name must be 200 characters or less")]
    )
    show_place = RadioField("May we show where you work, or the area you are from?")
    unsafe = RadioField("Would it be unsafe for you, or for anybody else, if people knew where you live or work?")
    category = SelectMultipleField()
    finalist = SelectMultipleField(PRESENT.stages[Stage.FINALIST])
    winner = SelectMultipleField(PRESENT.stages[Stage.WINNER])
    search = SelectMultipleField()
    seen = HiddenField()
    """The version of the answer that the page showed; a page that leaves it out is never stale."""

    def __init__(self, notice: Notice, *, reveals: str | None, team_name: str | None, **options: Any) -> None:
        super().__init__(data=_so_far(notice, child=asked_as_child(notice.nominee, notice)), **options)
        self._now = str(notice.version)
        self.response.choices, self.show_place.choices, self.unsafe.choices = RESPONSES, YES_NO, YES_NO
        self.name_form.choices = _name_choices(notice, team_name)
        things = things_offered(reveals=reveals, child=asked_as_child(notice.nominee, notice))
        lines = [(thing.value, line_of(thing, team=bool(team_name))) for thing in things if thing not in APART]
        self.finalist.choices = self.winner.choices = lines
        for thing in APART:
            self._ask_apart(thing, reveals, asked=thing in things)

    def _ask_apart(self, thing: Thing, reveals: str | None, *, asked: bool) -> None:
        if not asked:
            delattr(self, thing.value)
            return
        field = self[thing.value]
        field.label.text = question_of(thing, reveals)
        field.choices = [(stage.value, words) for stage, words in PRESENT.apart.items()]

    def validate_response(self, _field: RadioField) -> None:
        """Refuse an answer from a page that no longer shows how things stand, once; then it may go."""
        if self.seen.data and self.seen.data != self._now:
            self.seen.data = self._now
            raise ValidationError(CHANGED_MEANWHILE)

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
        return NoticeAnswer(
            response=Response(self.response.data),
            name_form=NameForm(self.name_form.data or NameForm.WITHHELD),
            public_name=self.public_name.data or None,
            show_place=self.show_place.data == "yes",
            unsafe_to_locate=None if not self.unsafe.data else self.unsafe.data == "yes",
            consents=self._consents(),
        )

    def _consents(self) -> frozenset[tuple[Stage, Thing]]:
        listed = {(stage, Thing(thing)) for stage in Stage for thing in self[stage.value].data or ()}
        apart = {
            (Stage(stage), thing) for thing in APART if thing.value in self for stage in self[thing.value].data or ()
        }
        return frozenset(listed | apart)


class NameCheckForm(Form):
    """Asks for the name, before anything is shown."""

    name = _line("Your name", "Enter your name")


class WayBackForm(Form):
    """Asks for the address that the link goes to."""

    email = EmailField("Email address", [DataRequired(EMAIL_MISSING), Email(EMAIL_WRONG)])


class FactsForm(Form):
    """Lets a nominee put their own facts right; what rules rest on is asked for in words."""

    full_name = _line("Your full name", "Enter your full name")
    known_as = _line("The name you are known by")
    role = _line("Your role")
    employer = _line("Your employer")
    email = EmailField("Your email address", [Optional(), Email(EMAIL_WRONG)])
    wrong = TextAreaField("Is something else wrong?")

    def __init__(self, nominee: Nominee, *, left_out: Collection[str] = (), **options: Any) -> None:
        super().__init__(obj=nominee, **options)
        if nominee.email:  # without it nobody could find their way back
            self.email.validators = [DataRequired(EMAIL_MISSING), Email(EMAIL_WRONG)]
        for name in left_out:
            delattr(self, name)

    @property
    def typed(self) -> TypedFacts:
        """What was typed."""
        changes = {name: self[name].data or None for name in OWN_FACTS if name in self}
        return TypedFacts(changes=changes, something_else=self.wrong.data or None)


def _needed_if(field: RadioField, missing: str, *, needed: bool) -> None:
    """Accept no choice where none is needed; otherwise ask for one."""
    if not field.data:
        field.errors = []
        raise StopValidation(missing if needed else "")


def _name_choices(notice: Notice, team_name: str | None) -> list[tuple[str, str]]:
    """Give every form of name as it would look."""
    nominee = notice.nominee

    def looks(form: NameForm) -> str:
        return shown_name(team_name or nominee.full_name, None if team_name else nominee.known_as, form, None) or ""

    other = (NameForm.OTHER.value, "Another name, which I type below")
    withheld = (NameForm.WITHHELD.value, "No name at all: “Name withheld”")
    if team_name:
        return [(NameForm.FULL_NAME.value, f"The team’s name: {team_name}"), other, withheld]
    return [
        (NameForm.FULL_NAME.value, f"Full name: {looks(NameForm.FULL_NAME)}"),
        (NameForm.FIRST_NAME.value, f"First name only: {looks(NameForm.FIRST_NAME)}"),
        (NameForm.INITIALS.value, f"Initials: {looks(NameForm.INITIALS)}"),
        other,
        withheld,
    ]


def _so_far(notice: Notice, *, child: bool) -> dict[str, Any]:
    """Give what was answered before.

    Before the first answer nothing is chosen, but for children the form of name that says least, and no place.
    """
    unsafe, answered = notice.unsafe_to_locate, notice.response is not Response.NONE
    standing = [one for one in notice.consents if one.withdrawn_at is None]
    listed = {
        stage.value: [one.thing.value for one in standing if one.stage is stage and one.thing not in APART]
        for stage in Stage
    }
    apart = {thing.value: [one.stage.value for one in standing if one.thing is thing] for thing in APART}
    return {
        "response": notice.response.value if answered else None,
        "name_form": notice.name_form.value if answered or child else None,
        "public_name": notice.public_name,
        "show_place": ("yes" if notice.show_place else "no") if answered or child else None,
        "unsafe": None if unsafe is None else "yes" if unsafe else "no",
        "seen": str(notice.version),
        **listed,
        **apart,
    }
