"""What a nominee is told: what is held about them, from whom, and whether plain words for the young are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awards.core.times import short_day_words
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Consent, Notice
from awards.nominees.rules import ADULT_AT, age_at
from awards.nominees.wording import as_agreed
from awards.nominees.words import Response

WORK_FACTS = ("role", "employer")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held."""

    key: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One consent in the words it was given with."""

    stage: str
    thing: str
    words: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything the nominee's page says."""

    category: str | None
    reveals: str | None
    team_name: str | None
    from_whom: str
    held: list[Held]
    is_child: bool
    response: Response
    answered: str | None
    answered_at: datetime | None
    standing: list[Agreed]
    """What they agree to as things stand."""
    taken_back: list[Agreed]
    """What they agreed to once, the latest taken back first."""

    @property
    def agrees(self) -> bool:
        """Whether they have said yes."""
        return self.response is Response.AGREED


def told_by(notice: Notice, *, today: date) -> Told:
    """Give what the page says; an organiser's own choice has no nomination, so no category is known here."""
    nominee, nomination = notice.nominee, notice.nominee.nomination
    team_name = nomination.team_name if nomination and nominee.is_team else None
    reveals = nomination.category.reveals if nomination else None
    agreed = [_agreed(one, reveals=reveals, team=bool(team_name)) for one in _in_order(notice.consents)]
    return Told(
        category=nomination.category.name if nomination else None,
        reveals=reveals,
        team_name=team_name,
        from_whom=_from_whom(nomination),
        held=_held(nominee),
        is_child=is_child_today(nominee, today=today),
        response=notice.response,
        answered=_ANSWERED[notice.response],
        answered_at=notice.responded_at,
        standing=[one for one in agreed if one.withdrawn_at is None],
        taken_back=[one for one in agreed if one.withdrawn_at is not None][::-1],
    )


def is_child_today(nominee: Nominee, *, today: date) -> bool:
    """Whether the person is known to be under 18 today; a team's contact is an adult."""
    age = None if nominee.is_team else age_at(nominee.date_of_birth, today)
    return age is not None and age < ADULT_AT


def facts_left_out(nominee: Nominee, *, today: date) -> tuple[str, ...]:
    """Give the facts that this nominee is not asked to put right: nobody asks a child for work they never named."""
    if not is_child_today(nominee, today=today):
        return ()
    return tuple(name for name in WORK_FACTS if not getattr(nominee, name))


_ANSWERED = {
    Response.NONE: None,
    Response.AGREED: "You have agreed. You can change anything below.",
    Response.DECLINED: "You have said no. If you change your mind, tell us below.",
}


def _in_order(consents: Sequence[Consent]) -> list[Consent]:
    """Give consents by when they ended or began, and within one day in the order of the page."""
    stages, things = {"finalist": 0, "winner": 1}, ["category", "name", "story", "place", "photograph", "search"]
    return sorted(
        consents, key=lambda one: (one.withdrawn_at or one.given_at, stages[one.stage], things.index(one.thing))
    )


def _agreed(consent: Consent, *, reveals: str | None, team: bool) -> Agreed:
    return Agreed(
        stage=consent.stage.value,
        thing=consent.thing.value,
        words=as_agreed(consent.wording, consent.stage, consent.thing, reveals=reveals, team=team),
        given_at=consent.given_at,
        withdrawn_at=consent.withdrawn_at,
    )


def _from_whom(nomination: Nomination | None) -> str:
    if nomination is None:
        return "The organiser chose you. Nobody outside wrote to us about you."
    if nomination.name_hidden_from_nominee or not nomination.nominator.name:
        return "Somebody who asked us not to say who they are."
    return f"{nomination.nominator.name} wrote to us about you."


def _held(nominee: Nominee) -> list[Held]:
    """Give the facts that are held, those that are known only, in the words of the season's forms."""
    vocabulary = nominee.nomination.season.vocabulary if nominee.nomination else {}

    def chosen(name: str, key: str | None) -> str | None:
        choices = {choice["key"]: choice["label"] for choice in vocabulary.get(name, ())}
        return choices.get(key, key.replace("_", " ").capitalize()) if key else None

    born = short_day_words(nominee.date_of_birth) if nominee.date_of_birth else None
    facts = [
        Held("Full name", nominee.full_name),
        Held("Name you are known by", nominee.known_as),
        Held("Email address", nominee.email),
        Held("Role", nominee.role),
        Held("Employer", nominee.employer),
        Held("Kind of employer", chosen("employer_types", nominee.employer_type)),
        Held("Kind of work", chosen("works_in", nominee.works_in)),
        Held("In the post now", _YES_NO.get(nominee.in_post)),
        Held("On the professional register", chosen("", nominee.registration)),
        Held("Registration number", nominee.registration_number),
        Held("Date of birth", born),
        Held("Lived experience that the award is for", _YES_NO.get(nominee.lived_experience)),
        Held("Nation", chosen("nations", nominee.nation)),
        Held("Programme", chosen("programmes", nominee.programme)),
        Held("Where you are in it", chosen("", nominee.programme_status)),
        Held("Stage of it", chosen("programme_stages", nominee.programme_stage)),
    ]
    return [fact for fact in facts if fact.value]


_YES_NO = {True: "Yes", "yes": "Yes", False: "No", "no": "No"}
