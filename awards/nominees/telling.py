"""What a nominee is told: what is held about them, from whom, and whether plain words for the young are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from awards.core.times import short_day_words
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.rules import ADULT_AT, age_at
from awards.nominees.words import Response


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held."""

    key: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything the nominee's page says."""

    category: str | None
    reveals: str | None
    team_name: str | None
    from_whom: str
    held: list[Held]
    is_child: bool
    answered: str | None


def told_by(notice: Notice, *, today: date) -> Told:
    """Give what the page says; an organiser's own choice has no nomination, so no category is known here."""
    nominee, nomination = notice.nominee, notice.nominee.nomination
    age = age_at(nominee.date_of_birth, today)
    return Told(
        category=nomination.category.name if nomination else None,
        reveals=nomination.category.reveals if nomination else None,
        team_name=nomination.team_name if nomination and nominee.is_team else None,
        from_whom=_from_whom(nomination),
        held=_held(nominee),
        is_child=age is not None and age < ADULT_AT,
        answered=_ANSWERED[notice.response],
    )


_ANSWERED = {
    Response.NONE: None,
    Response.AGREED: "You have agreed. You can change anything below.",
    Response.DECLINED: "You have said no. If you change your mind, tell us below.",
}


def _from_whom(nomination: Nomination | None) -> str:
    if nomination is None:
        return "The organiser chose you. Nobody outside wrote to us about you."
    if nomination.name_hidden_from_nominee or not nomination.nominator.name:
        return "Somebody who asked us not to say who they are."
    return f"{nomination.nominator.name} wrote to us about you."


def _held(nominee: Nominee) -> list[Held]:
    """Give the facts that are held, those that are known only."""
    born = short_day_words(nominee.date_of_birth) if nominee.date_of_birth else None
    lived = {"yes": "Yes", "no": "No"}.get(nominee.lived_experience or "")
    facts = [
        Held("Full name", nominee.full_name),
        Held("Name you are known by", nominee.known_as),
        Held("Email address", nominee.email),
        Held("Role", nominee.role),
        Held("Employer", nominee.employer),
        Held("Registration number", nominee.registration_number),
        Held("Date of birth", born),
        Held("Lived experience that the award is for", lived),
    ]
    return [fact for fact in facts if fact.value]
