"""The form by which a season's results are signed off."""

from __future__ import annotations

from wtforms import HiddenField

from awards.web.forms import Form


class SignOffForm(Form):
    """The confirmation of a sign-off: what was looked at is what is sealed."""

    seen = HiddenField("Record")

    @property
    def seen_act(self) -> int:
        """The newest act that was looked at; one that never was where the field holds no number."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else -1  # noqa: PLR2004 - an id
