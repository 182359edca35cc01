"""Shape and wording of signing in."""

from __future__ import annotations

from wtforms import EmailField
from wtforms.validators import Email, InputRequired, Length

from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"


class SignInForm(Form):
    """Asks for the address that the sign-in link goes to."""

    email = EmailField(
        "Email address",
        [InputRequired("Enter your email address"), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)],
    )
