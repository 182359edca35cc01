"""Shape and wording of what moves a draft to another award, and of asking for a correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from awards.nominations.models import Nomination
from awards.seasons.models import Category
from awards.web.forms import Form


class MoveForm(Form):
    """Asks for the award to move to."""

    category = RadioField("Which award do you want to move to?", [InputRequired("Choose the award to move to")])

    def __init__(self, nomination: Nomination, categories: Sequence[Category], **options: Any) -> None:
        super().__init__(**options)
        others = [one for one in categories if one.id != nomination.category_id]
        self.category.choices = [(one.slug, one.name) for one in others]
        self.by_slug = {one.slug: one for one in others}
        self.hints = {one.slug: f"For {one.award_for}. Open to {one.who}." for one in others}


class CorrectionForm(Form):
    """Asks what should be put right."""

    text = TextAreaField("What should we put right?", [InputRequired("Say what should be put right")])
