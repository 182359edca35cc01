"""Shape and wording of what administrators fill in to hold what is about to go."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from awards.privacy.retaining import LONGEST_REASON
from awards.web.forms import Form


class HoldForm(Form):
    """Asks why something must be kept."""

    reason = TextAreaField(
        "Why must it be kept?",
        [
            InputRequired("Say why it must be kept, without naming anybody"),
            Length(max=LONGEST_REASON, message=f"The reason must be {LONGEST_REASON:,} characters or less"),
        ],
    )
