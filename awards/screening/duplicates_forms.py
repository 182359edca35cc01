"""Shape and wording of what staff decide about two nominations that may be of one nominee."""

from __future__ import annotations

from typing import Final

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import InputRequired, Length

from awards.screening.duplicates import DIFFERENT, SAME
from awards.web.forms import Form

LEADS: Final = "lead:"
"""What stands before the reference of the nomination that is to lead."""
_LONGEST_REASON: Final = 2_000


class DecisionForm(Form):
    """Whether two nominations are of one nominee, and which of them leads."""

    seen = HiddenField()
    """The mark of the pair as the page showed it."""
    decision = RadioField("Are they the same nominee?", [InputRequired("Choose what to do with this pair")])
    reason = TextAreaField(
        "Reason", [Length(max=_LONGEST_REASON, message=f"Reason must be {_LONGEST_REASON:,} characters or less")]
    )

    def offer(self, leads: tuple[str, ...]) -> None:
        """Offer to merge with each of these leading; for two awards, where none may, only to note it."""
        together = [SelectChoice(f"{LEADS}{ref}", f"Same nominee: merge, {ref} leads") for ref in leads] or [
            SelectChoice(SAME, "Same person, two awards: both go on")
        ]
        self.decision.choices = [*together, SelectChoice(DIFFERENT, "Different people")]

    @property
    def lead(self) -> str | None:
        """The reference of the nomination that is to lead; None where nothing is to be merged."""
        chosen = self.decision.data or ""
        return chosen.removeprefix(LEADS) if chosen.startswith(LEADS) else None


class UnmergeForm(Form):
    """Why a nomination stands for itself again."""

    reason = TextAreaField(
        "Reason", [Length(max=_LONGEST_REASON, message=f"Reason must be {_LONGEST_REASON:,} characters or less")]
    )
