"""Shape and wording of naming an adult, and of what the adult is asked."""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, RadioField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from awards.nominations.models import Nominee
from awards.nominees.models import Supporter
from awards.nominees.supporting import RELATIONS, AdultNamed
from awards.nominees.words import Confirmation
from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
BY_EMAIL, BY_PHONE = "email", "phone"


class AdultForm(Form):
    """Asks a young person for the adult they trust."""

    name = StringField(
        "The adult’s full name",
        [
            InputRequired("Enter the adult’s full name"),
            Length(max=200, message="The name must be 200 characters or less"),
        ],
    )
    relation = RadioField(
        "Who is this adult to you?",
        [InputRequired("Choose who this adult is to you")],
        choices=[SelectChoice(key, words) for key, words in RELATIONS.items()],
    )
    reach = RadioField(
        "How can we ask them?",
        [InputRequired("Choose how we can ask them")],
        choices=[
            SelectChoice(BY_EMAIL, "By email: I know their address"),
            SelectChoice(BY_PHONE, "I would rather you ask by phone: please talk with me first"),
        ],
    )
    email = EmailField("Their email address", [Optional(), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)])

    def __init__(self, nominee: Nominee, **options: Any) -> None:
        super().__init__(**options)
        self._own = (nominee.email or "").strip().casefold()

    def validate_reach(self, field: RadioField) -> None:
        """Ask for the address where the message is to go by email."""
        if field.data == BY_EMAIL and not self.email.data:
            raise ValidationError("Enter their email address, or choose that we ask by phone")

    def validate_email(self, field: EmailField) -> None:
        """Refuse the young person's own address: somebody else has to answer."""
        if self._own and (field.data or "").casefold() == self._own:
            raise ValidationError("Enter the adult’s own email address, not yours")

    def named(self) -> AdultNamed:
        """Give whom they named."""
        by_email = self.reach.data == BY_EMAIL
        return AdultNamed(
            name=self.name.data or "",
            relation=self.relation.data or "",
            email=(self.email.data or None) if by_email else None,
        )


class ConfirmForm(Form):
    """Asks the adult for a yes or a no."""

    response = RadioField(
        "Do you confirm?",
        [InputRequired("Say whether you confirm")],
        choices=[
            SelectChoice(Confirmation.CONFIRMED.value, "Yes, I confirm"),
            SelectChoice(Confirmation.REFUSED.value, "No, I do not confirm"),
        ],
    )

    def __init__(self, supporter: Supporter, **options: Any) -> None:
        answered = supporter.response is not Confirmation.NONE
        super().__init__(data={"response": supporter.response.value if answered else None}, **options)
