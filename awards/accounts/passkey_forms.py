"""Shape and wording of what comes with a passkey."""

from __future__ import annotations

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from awards.accounts.models import StepKind
from awards.accounts.passkey_browser import answer_to
from awards.accounts.passkey_checks import NewKey, made_key
from awards.accounts.passkeys import LONGEST_NAME
from awards.web.forms import Form

NOT_ADDED = "The passkey was not added: the page was open for too long, or the device’s answer was damaged. Try again"


class NewPasskeyForm(Form):
    """A passkey that the device has just made, as the page's script sends it, and what its owner calls it."""

    new_credential = HiddenField("The device’s answer")
    name = StringField(
        "Name of this passkey",
        [Length(max=LONGEST_NAME, message=f"The name must be {LONGEST_NAME} characters or less")],
    )

    def made(self, *, user_id: int) -> NewKey | None:
        """Give the new passkey if the form was sent and its answer holds; if not, the form says what is wrong."""
        if not self.validate_on_submit():
            if self.new_credential.errors:  # too long to be an answer: nobody typed it, so nothing points at it
                self.form_errors, self.new_credential.errors = [NOT_ADDED], []
            return None
        given = answer_to(StepKind.PASSKEY_ADDING, self.new_credential.data or "")
        key = made_key(given[0]) if given and given[1] == user_id else None
        if key is None:
            self.form_errors.append(NOT_ADDED)
        return key
