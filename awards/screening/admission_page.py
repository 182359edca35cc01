"""What the page for the judges' copy shows: the original beside the boxes, and who has not been told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.nominations.models import Nomination
from awards.screening.forms import AdmissionForm, admission_form
from awards.screening.lifecycle import EntryState
from awards.screening.policy import may_admit
from awards.screening.queries import entries_of_category, original_of, title_and_place
from awards.screening.rules import Copied
from awards.screening.standing import around
from awards.screening.wording import nominee_title


@dataclass(frozen=True, slots=True)
class AdmissionPage:
    """The form and what stands beside it."""

    nomination: Nomination
    nominee: str
    form: AdmissionForm
    originals: list[Copied]
    permission: Permission
    """Whether it may be admitted with the reasons typed so far for those who have no notice."""
    left_out: list[str]
    """Names of those who said no: they are not in the entry and must not be in the copy."""


def admission_page(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> AdmissionPage:
    """Put together the page of a whole nomination. Two statements.

    The form holds what was sent, or begins with the nominator's own words.
    """
    originals = [passage for passage in original_of(session, nomination) if passage.text.strip()]
    known = around(session, nomination, now=now)
    standings = known.standings.values()
    untold = [one.nominee for one in standings if not one.told]
    title, place = title_and_place(nomination, [one for one in standings if not one.declined])
    existing = entries_of_category(session, nomination.category_id, states={EntryState.IN_JUDGING})
    form = admission_form(originals, untold, existing)(title=title, place=place or "")
    permission = may_admit(actor, nomination, entry=known.entry, standings=standings, excused=form.not_told)
    left_out = [one.nominee.full_name for one in standings if one.declined]
    return AdmissionPage(nomination, nominee_title(nomination), form, originals, permission, left_out)
