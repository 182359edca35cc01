"""The form on which staff write feedback; what was typed stays when somebody else was faster."""

from __future__ import annotations

from wtforms import HiddenField, SubmitField, TextAreaField
from wtforms.validators import DataRequired

from awards.results.models import Feedback
from awards.web.forms import Form


class FeedbackForm(Form):
    """The words that nominators and nominees of one entry read."""

    version = HiddenField("Version")
    text = TextAreaField("Feedback", [DataRequired("Write the feedback first")])
    finish = SubmitField("Save and finish")

    status = 200
    stale = False

    def hold_against(self, feedback: Feedback | None) -> bool:
        """Check the form against what stands now; what was typed stays when somebody else was faster."""
        fine = self.validate()
        self.status = 200 if fine else 422
        stands = version_of(feedback)
        if self.version.data != stands and not (feedback and feedback.text == self.text.data):
            self.version.data, self.stale, self.status = stands, True, 409
            self.form_errors.append(
                "Somebody else changed this feedback while you were writing. What stands now is shown below the form; "
                "what you typed is kept. Send again to replace it."
            )
        return self.status == 200  # noqa: PLR2004 - all is well


def feedback_form(feedback: Feedback | None, draft: str) -> FeedbackForm:
    """Make the form with what is saved or, before anything is, with a draft."""
    return FeedbackForm(data={"version": version_of(feedback), "text": feedback.text if feedback else draft})


def version_of(feedback: Feedback | None) -> str:
    """Give what the page remembers of the text it was drawn with; "0" before anything is saved."""
    return str(feedback.version) if feedback else "0"
