"""Shape and wording of signing in."""

from __future__ import annotations

from typing import Any, Final

from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import Email, InputRequired, Length

from awards.accounts.models import User
from awards.accounts.passwords import objections, personal_words
from awards.accounts.staff_way_in import Outcome
from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
PASSWORD_WRONG: Final = "The address or the password is wrong"  # noqa: S105 - words about one
CODE_WRONG: Final = "This code is wrong, or was used already. Enter the one that your app shows now"
RECOVERY_CODE_WRONG: Final = "This recovery code is wrong, or was used already"
MAILED_CODE_WRONG: Final = "This code is wrong, or older than ten minutes. Enter the one from the newest message"
WAIT: Final = "There were too many tries. Wait five minutes, then try again"
ASK_AGAIN: Final = "There were too many tries. Ask for a new message, or wait five minutes"


class SecretField(PasswordField):
    """A password as it was typed: every character of it, spaces at its ends too. It is never shown again."""

    typed: str = ""

    def process_formdata(self, valuelist: Any) -> None:
        """Keep what was typed beside what the house's filter makes of it."""
        super().process_formdata(valuelist)
        self.typed = valuelist[0] if valuelist else ""


def _email() -> EmailField:
    return EmailField(
        "Email address",
        [InputRequired("Enter your email address"), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)],
    )


class SignInForm(Form):
    """Asks for the address that the mail goes to."""

    email = _email()


class PasswordForm(Form):
    """Asks staff for address and password."""

    email = _email()
    password = SecretField("Password", [InputRequired("Enter your password")])

    def refuse(self, outcome: Outcome) -> int:
        """Say why it leads nowhere, beside the password, and give the answer's status."""
        return _refuse(self.password, PASSWORD_WRONG, outcome)


class CodeForm(Form):
    """Asks for the code of an authenticator app."""

    code = StringField("Code from your authenticator app", [InputRequired("Enter the code that your app shows")])

    def refuse(self, outcome: Outcome) -> int:
        """Say why it leads nowhere, and give the answer's status; the code is not shown again."""
        return _refuse(self.code, CODE_WRONG, outcome)


class RecoveryCodeForm(Form):
    """Asks for a recovery code."""

    recovery_code = StringField("Recovery code", [InputRequired("Enter one of your recovery codes")])

    def refuse(self, outcome: Outcome) -> int:
        """Say why it leads nowhere, and give the answer's status; the code is not shown again."""
        return _refuse(self.recovery_code, RECOVERY_CODE_WRONG, outcome)


class MailedCodeForm(Form):
    """Asks a judge for the code of their mail."""

    code = StringField("Code", [InputRequired("Enter the six digits from the message")])

    def refuse(self, outcome: Outcome) -> int:
        """Say why it leads nowhere, and give the answer's status; the code is not shown again."""
        words = ASK_AGAIN if outcome is Outcome.TOO_MANY else MAILED_CODE_WRONG
        return _refuse(self.code, words, outcome, wait=words)


class NewPasswordForm(Form):
    """Asks for a new password, once: whoever wants to see it can have their browser show it."""

    password = SecretField("New password", [InputRequired("Enter a new password")])

    def is_fine_for(self, user: User, *programme_words: str) -> bool:
        """Check the form, and the password by what others know of this person and these awards."""
        if not self.validate_on_submit():
            return False
        wrong = objections(self.password.typed, personal=personal_words(user, *programme_words))
        self.password.errors = [*self.password.errors, *wrong]
        return not wrong


def _refuse(field: Any, words: str, outcome: Outcome, *, wait: str = WAIT) -> int:
    too_many = outcome is Outcome.TOO_MANY
    field.errors, field.data = [wait if too_many else words], None
    return 429 if too_many else 422
