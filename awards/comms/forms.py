"""Shape and wording of what staff fill in about messages."""

from __future__ import annotations

from wtforms import EmailField
from wtforms.validators import Email, InputRequired, Length

from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"


class SendAgainForm(Form):
    """The address that a message goes to next time."""

    email = EmailField(
        "Email address",
        [InputRequired("Enter an email address"), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)],
    )
