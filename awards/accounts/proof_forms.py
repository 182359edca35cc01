"""Shape and wording of showing anew who one is."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from awards.accounts.forms import SecretField
from awards.web.forms import Form

NEITHER = "Enter your password, or a code from your authenticator app"
WRONG = "That password or code is not right. Try again"
PASSKEY_WRONG = "That passkey is not one of yours, or the page was open for too long. Try again"
TOO_MANY = "There were too many wrong tries. Wait five minutes, then try again"


class ProofForm(Form):
    """One's password, or a code of one's authenticator app: one of them is enough."""

    proof_password = SecretField("Your password")
    proof_code = StringField("Or the code that your authenticator app shows", [Length(max=20, message=WRONG)])

    def refuse(self, words: str) -> None:
        """Say what is wrong: at the password, or at no box where it was a passkey."""
        if words == PASSKEY_WRONG:
            self.form_errors.append(words)
        else:
            self.proof_password.errors = [words]
