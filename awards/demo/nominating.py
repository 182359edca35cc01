"""The demo's nominations: drafts, sent ones and withdrawn ones, written as nominators would write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.demo.casting import Cast, Invented
from awards.nominations.actions import start_nomination, submit_nomination, withdraw_nomination
from awards.nominations.drafting import (
    AboutYou,
    Declared,
    save_about_you,
    save_answer,
    save_declarations,
    save_first_facts,
    save_person,
    save_team,
)
from awards.nominations.models import Credit, Nomination
from awards.seasons.models import Category, Season
from awards.seasons.queries import nominated_categories
from awards.seasons.words import NomineeShape

COUNTS = {
    "practice": 27, "leadership": 20, "team": 18, "innovation": 14, "young_people": 15, "fellowship": 14,
    "participant": 12,
}  # fmt: skip
"""How many nominations each category gets: 120 in all."""


@dataclass(frozen=True, slots=True)
class Written:
    """A nomination that was written, and whom it puts forward."""

    ref: str
    nominee: Invented
    category: str
    drafted_only: bool


def nominate_all(session: Session, season: Season, cast: Cast) -> Iterator[Written]:
    """Write every nomination of the season; the caller commits after each."""
    categories = {category.key: category for category in nominated_categories(session, season)}
    again: list[Invented] = []
    for key, count in COUNTS.items():
        for number in range(count):
            nominee = again.pop() if again and number == count - 1 else cast.person()
            if number == 0:
                again.append(nominee)  # somebody whom two people put forward
            yield _nominate(session, season, categories[key], cast=cast, nominee=nominee, number=number)


def _nominate(
    session: Session, season: Season, category: Category, *, cast: Cast, nominee: Invented, number: int
) -> Written:
    started = season.opens_at + cast.chance.random() * (season.closes_at - season.opens_at - timedelta(days=2))
    nomination = start_nomination(session, season, category=category, nominator=None, now=started)
    actor = Actor(Audience.NOMINATORS, nomination.nominator.ref)
    unfinished = number % 11 == 7  # noqa: PLR2004 - one in eleven
    _about_you(session, nomination, cast, now=started)
    _about_nominee(session, nomination, cast, nominee=nominee, number=number)
    for question in category.questions[: 2 if unfinished else None]:
        if not (question.optional and cast.chance.random() < 0.4):  # noqa: PLR2004 - some leave it out
            text = cast.answer(question, nominee.first if not nomination.team_name else "The team")
            save_answer(session, nomination, question.key, text=text, version=0, now=started)
    if not unfinished:
        session.refresh(nomination, ["answers"])
        declared = Declared(nominee_knows=True, true=True, no_child_named=True, privacy_read=True)
        save_declarations(session, nomination, declared)
        sent = started + timedelta(hours=cast.chance.randint(1, 40))
        submit_nomination(session, nomination, actor=actor, now=sent)
        if number % 13 == 12:  # noqa: PLR2004 - now and then somebody thinks again
            withdraw_nomination(session, nomination, actor=actor, now=sent + timedelta(hours=3))
    return Written(nomination.ref, nominee, category.key, drafted_only=unfinished)


def _about_you(session: Session, nomination: Nomination, cast: Cast, *, now: datetime) -> None:
    person = cast.person()
    about = AboutYou(
        name=person.name,
        email=person.email,
        phone=None,
        organisation=person.employer,
        job=cast.one_of("nominator_jobs"),
        relationship=cast.chance.choice(["colleague", "manager", "supported", "partner", "family"]),
        is_nominee=False,
        organiser_tie="none",
        credit=cast.chance.choice(list(Credit)),
        name_hidden=cast.chance.random() < 0.2,  # noqa: PLR2004 - one in five
        under_18=False,
    )
    save_about_you(session, nomination, about, now=now)


def _about_nominee(session: Session, nomination: Nomination, cast: Cast, *, nominee: Invented, number: int) -> None:
    category = nomination.category
    if category.nominee_kind is NomineeShape.TEAM:
        _about_team(session, nomination, cast, contact=nominee, number=number)
        return
    save_first_facts(session, nomination, nation="England", facts={})
    people = [nominee]
    if category.nominee_kind is NomineeShape.PEOPLE and number % 4 == 3:  # noqa: PLR2004 - some are groups
        people += [cast.person(employer=nominee.employer) for _ in range(cast.chance.randint(1, 2))]
    for position, person in enumerate(people, 1):
        details = _details(category, cast, person=person, number=number)
        save_person(session, nomination, position, details=details)


def _about_team(session: Session, nomination: Nomination, cast: Cast, *, contact: Invented, number: int) -> None:
    name = f"{cast.one_of('teams')}, {contact.employer.split()[0]}"
    facts = {
        "structure": "multi_agency" if number % 3 == 2 else "single_agency",  # noqa: PLR2004 - one in three
        "lead_employer_type": "council",
        "lead_employer": contact.employer,
        "service": "adults" if number == 5 else "children_social_work",  # noqa: PLR2004 - one that is not eligible
        "members": cast.chance.randint(4, 18),
        "children_social_workers": cast.chance.randint(1, 4),
        "active": True,
        "partners": "Health and schools" if number % 3 == 2 else None,  # noqa: PLR2004 - the same one in three
    }
    save_first_facts(session, nomination, nation="England", facts=facts)
    save_team(session, nomination, name=name, facts=facts, contact={"full_name": contact.name, "email": contact.email})


def _details(category: Category, cast: Cast, *, person: Invented, number: int) -> dict[str, Any]:
    details: dict[str, Any] = {"full_name": person.name, "email": None if number % 10 == 9 else person.email}  # noqa: PLR2004 - one in ten has no address
    if "employer" in category.asks:
        charity = number % 9 == 4  # noqa: PLR2004 - a few work where the rules do not reach
        details |= {
            "employer": cast.one_of("charities") if charity else person.employer,
            "employer_type": "voluntary" if charity else "council",
            "works_in": "statutory_childrens",
            "in_post": True,
        }
    if "role" in category.asks:
        details["role"] = cast.one_of("roles")
    if "registration" in category.asks:
        known = number % 8 != 3  # noqa: PLR2004 - a few nominators do not know
        details |= {
            "registration": "registered" if known else None,
            "registration_number": f"SW{cast.chance.randint(10_000, 99_999)}" if known else None,
        }
    if "date_of_birth" in category.asks:
        born = date(cast.chance.randint(1999, 2006), cast.chance.randint(1, 12), cast.chance.randint(1, 28))
        details["date_of_birth"] = date(1990, 5, 4) if number == 4 else born  # noqa: PLR2004 - one too old
    if "lived_experience" in category.asks:
        details["lived_experience"] = "yes"
    if "programme" in category.asks:
        status = (
            ("frontline", "current", "year_2") if category.key == "participant" else ("frontline", "completed", None)
        )
        details |= dict(zip(("programme", "programme_status", "programme_stage"), status, strict=True))
    return details
