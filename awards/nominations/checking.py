"""The page on which a nominator checks everything before it is sent."""

from __future__ import annotations

from typing import Any

from awards.nominations.models import Nomination
from awards.nominations.tasks import Address, about_you_rows, answer_rows, missing_things, nominee_rows


def everything_typed(nomination: Nomination, address: Address) -> dict[str, Any]:
    """Give what the page that checks everything shows: what is missing, every answer, and where to change each."""
    return {
        "missing": missing_things(nomination, address),
        "about_you": about_you_rows(nomination, address),
        "nominees": nominee_rows(nomination, address),
        "answers": answer_rows(nomination, address),
        "eligibility_url": address("eligibility"),
        "declarations_url": address("declarations"),
        "nominee_url": address("nominee"),
    }
