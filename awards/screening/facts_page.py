"""What the page on which staff put a nominee's facts right shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.times import local_day
from awards.nominations.models import Nominee
from awards.nominations.queries import rules_of
from awards.screening.facts_forms import ContactFactsForm, PersonFactsForm
from awards.screening.models import Entry
from awards.screening.queries import nomination_by_ref, nominee_of_season
from awards.seasons.models import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsPage:
    """Whose facts they are, the form with what is held, and where to go afterwards."""

    nominee: Nominee
    category: Category
    entry: Entry | None
    form: PersonFactsForm | ContactFactsForm
    back_url: str


def facts_page(session: Session, ref: str, season_id: int, *, now: datetime, correction: str | None) -> FactsPage:
    """Put together the page; with the reference of a request for a correction it leads back there. Four statements.

    Raises:
        NoResultFound: there is no such nominee in this season.
    """
    nominee, entry = nominee_of_season(session, ref, season_id=season_id)
    category = nominee.nomination.category if nominee.nomination else entry.category if entry else None
    if category is None:
        raise LookupError(f"{ref} is in no category")
    return FactsPage(
        nominee=nominee,
        category=category,
        entry=entry,
        form=_form(session, nominee, now=now),
        back_url=_back(nominee, entry, correction),
    )


def _form(session: Session, nominee: Nominee, *, now: datetime) -> PersonFactsForm | ContactFactsForm:
    if nominee.nomination is None or nominee.is_team:
        return ContactFactsForm.of_nominee(nominee)
    nomination = nomination_by_ref(session, nominee.nomination.ref, season_id=nominee.nomination.season_id)
    numbers = {one.id: number for number, one in enumerate(nomination.nominees, 1)}
    if nominee.id not in numbers:
        return ContactFactsForm.of_nominee(nominee)
    today = local_day(now, nomination.season.programme.zone)
    rules = rules_of(session, nomination)
    return PersonFactsForm.of(nomination, rules, number=numbers[nominee.id], today=today)


def _back(nominee: Nominee, entry: Entry | None, correction: str | None) -> str:
    if correction:
        return url_for("people_staff.correction", ref=correction)
    if nominee.nomination is not None:
        return url_for("screening_staff.nomination", ref=nominee.nomination.ref)
    return url_for("screening_staff.entry", ref=entry.ref if entry else "")
