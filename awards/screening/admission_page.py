"""What the page for the judges' copy shows: the original beside the boxes, and who has not been told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.nominations.models import Nomination
from awards.screening.forms import AdmissionForm, admission_form
from awards.screening.lifecycle import EntryState
from awards.screening.pages import nominee_title
from awards.screening.queries import entries_of_category, original_of, standings_of, title_and_place
from awards.screening.rules import Copied


@dataclass(frozen=True, slots=True)
class AdmissionPage:
    """The form and what stands beside it."""

    nomination: Nomination
    nominee: str
    form: AdmissionForm
    originals: list[Copied]


def admission_page(session: Session, nomination: Nomination, *, now: datetime) -> AdmissionPage:
    """Put together the page; the form holds what was sent, or begins with the nominator's own words."""
    originals = [passage for passage in original_of(nomination) if passage.text.strip()]
    standings = standings_of(session, nomination, now=now)
    untold = [nominee for nominee in nomination.nominees if not standings[nominee.id].told]
    title, place = title_and_place(session, nomination, now=now)
    existing = entries_of_category(session, nomination.category_id, states={EntryState.IN_JUDGING})
    form = admission_form(originals, untold, existing)(title=title, place=place or "")
    return AdmissionPage(nomination, nominee_title(nomination), form, originals)
