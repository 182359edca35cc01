"""Shape and wording of what staff type about their own account."""

from __future__ import annotations

from typing import Final

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from awards.accounts.asking_proof import means_of
from awards.accounts.forms import NewPasswordForm, SecretField
from awards.core.actor import Actor
from awards.web.forms import Form

NEW_CODE_WRONG: Final = "That is not the code that the new app shows now. Try the next one"


class ChangePasswordForm(NewPasswordForm):
    """The password that one has, and the one that takes its place."""

    old_password = SecretField("Your password now", [InputRequired("Enter your password as it is now")])
    password = SecretField("New password", [InputRequired("Enter a new password")])

    def shows_the_old_one(self, actor: Actor) -> bool:
        """Check the password that one has, counting what is wrong; the form says so."""
        means, wrong = means_of(actor, password=self.old_password.typed)
        self.old_password.errors = [] if means else [wrong]
        return means is not None


class NewAppForm(Form):
    """The first code of a new authenticator app."""

    code = StringField(
        "The code that the app shows now",
        [InputRequired("Enter the code that the app shows"), Length(max=20, message=NEW_CODE_WRONG)],
    )

    def refuse(self) -> None:
        """Say that the code is wrong, and draw the box empty."""
        self.code.errors, self.code.data = [NEW_CODE_WRONG], None
