"""What the eligibility rules may know of a nomination, taken from what was typed; unknown is None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from awards.eligibility.facts import (
    NO_ROLE,
    Facts,
    Nominator,
    NomineeKind,
    Person,
    PreviousWin,
    ProgrammeState,
    ProgrammeStatus,
    Registration,
    Team,
    TeamStructure,
)
from awards.eligibility.rules import RuleSpec, assess
from awards.eligibility.verdict import Verdict
from awards.nominations.employers import on_list
from awards.nominations.models import Nomination, Nominee
from awards.seasons.queries import window_of
from awards.seasons.rule_books import labels_of
from awards.seasons.words import NomineeShape

STRANGER = "does_not_know"
"""The relationship of a nominator who does not know the nominee."""
TIE_NONE, TIE_STAFF, TIE_JUDGE = "none", "staff", "judge"
NO_PROGRAMME = "none"
"""The programme of somebody who has been on none of those offered; None is not known."""

Judging = Mapping[str, tuple[str, ...]]
PastWins = Mapping[str, tuple[PreviousWin, ...]]
AdultsConfirmed = Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What staff found of one nominee, in a register or in the organiser's own list.

    What was checked goes before what the nominator typed, even where the check leaves it unknown (None).
    """

    registration_checked: bool = False
    registration: Registration | None = None
    programmes_checked: bool = False
    programmes: tuple[ProgrammeStatus, ...] | None = None


Checks = Mapping[int, Known]
"""What staff found, by nominee id."""


@dataclass(frozen=True, slots=True)
class _Besides:
    """What the house knows besides what was typed; None where nobody looked."""

    judging: Judging | None
    wins: PastWins | None
    adults: AdultsConfirmed | None
    checks: Checks

    def registration_of(self, nominee: Nominee) -> Registration | None:
        found = self.checks.get(nominee.id)
        if found is not None and found.registration_checked:
            return found.registration
        return Registration(nominee.registration) if nominee.registration in set(Registration) else None

    def programmes_of(self, nominee: Nominee) -> tuple[ProgrammeStatus, ...] | None:
        found = self.checks.get(nominee.id)
        return found.programmes if found is not None and found.programmes_checked else _programmes(nominee)

    def judged_by(self, ref: str) -> tuple[str, ...] | None:
        return None if self.judging is None else self.judging.get(ref, ())

    def wins_of(self, ref: str) -> tuple[PreviousWin, ...] | None:
        return None if self.wins is None else self.wins.get(ref, ())

    def adult_confirmed(self, ref: str) -> bool | None:
        return None if self.adults is None else self.adults.get(ref, False)


def facts_of(
    nomination: Nomination,
    *,
    judges_categories: Judging | None = None,
    past_wins: PastWins | None = None,
    adults_confirmed: AdultsConfirmed | None = None,
    checks: Checks | None = None,
) -> Facts:
    """Give what is known of a nomination; needs category, nominator, nominees, season and programme loaded.

    `judges_categories` maps references of nominators and nominees to the keys of the categories they judge;
    whoever is not in it does not judge, unless they said so. `past_wins` maps references of nominees to what
    they are known to have won, `adults_confirmed` those of young people to whether they agreed and the adult they
    named confirmed. Without a mapping the fact is unknown. `checks` is what staff found of nominees: it goes before
    what was typed, so it is never given where the nominator reads what the rules say.
    """
    known = _Besides(judges_categories, past_wins, adults_confirmed, checks or {})
    is_team = nomination.category.nominee_kind is NomineeShape.TEAM
    return Facts(
        category=nomination.category.key,
        submitted_at=_in_time(nomination),
        nominator=_nominator(nomination, known),
        nominee_aware=nomination.nominee_knows,
        nominee_kind=_shape(nomination),
        benefits=nomination.benefits,
        people=() if is_team else tuple(_person(nominee, nomination, known) for nominee in nomination.nominees),
        team=_team(nomination) if is_team else None,
    )


def verdict_as_told(nomination: Nomination, rules: Iterable[RuleSpec]) -> Verdict:
    """Give what the rules say of the nominator's own answers, for that nominator to read.

    What nominators are not asked, and staff look up, counts as cleared here: nobody is told about it.
    """
    season = nomination.season
    return assess(facts_as_told(nomination), rules, window_of(season), labels=labels_of(season))


def facts_as_told(nomination: Nomination) -> Facts:
    """Give the facts of the nominator's own answers, with what is not asked of nominators counted as cleared."""
    facts = facts_of(nomination)
    return replace(
        facts,
        nominator=replace(
            facts.nominator,
            is_nominee=bool(facts.nominator.is_nominee),
            knows_nominee=facts.nominator.knows_nominee is not False,
            organiser_role=facts.nominator.organiser_role or NO_ROLE,
            judges_categories=facts.nominator.judges_categories or (),
        ),
        nominee_aware=facts.nominee_aware is not False,
        people=tuple(_cleared(person) for person in facts.people),
    )


def _in_time(nomination: Nomination) -> datetime | None:
    """Give when it was sent; what was sent by its own later deadline counts as sent at the season's close.

    Only a nomination with a later deadline needs its season loaded.
    """
    sent, until = nomination.submitted_at, nomination.extended_until
    if sent is None or until is None or sent.replace(microsecond=0) > until:
        return sent
    return min(sent, nomination.season.closes_at)


def _cleared(person: Person) -> Person:
    return replace(
        person,
        employer_on_list=person.employer_on_list is not False,  # told once a name was typed that is not in the list
        adult_confirmed_16_17=True,
        deceased=False,
        previous_wins=(),
        judges_categories=(),
        organiser_role=NO_ROLE,
    )


def _nominator(nomination: Nomination, known: _Besides) -> Nominator:
    tie, relation = nomination.organiser_tie, nomination.relationship_to_nominee
    judges = known.judged_by(nomination.nominator.ref)
    if tie is not None:
        judges = (nomination.category.key,) if tie == TIE_JUDGE else judges or ()
    return Nominator(
        is_nominee=nomination.nominator_is_nominee,
        knows_nominee=None if relation is None else relation != STRANGER,
        organiser_role=None if tie is None else (TIE_STAFF if tie == TIE_STAFF else NO_ROLE),
        judges_categories=judges,
    )


def _person(nominee: Nominee, nomination: Nomination, known: _Besides) -> Person:
    nation = nominee.nation or nomination.benefits
    return Person(
        name=nominee.full_name,
        date_of_birth=nominee.date_of_birth,
        registration=known.registration_of(nominee),
        employer_type=nominee.employer_type,
        in_post=nominee.in_post,
        works_in=nominee.works_in,
        nation=nation,
        lived_experience=None if nominee.lived_experience is None else nominee.lived_experience == "yes",
        lived_experience_nation=nation,
        adult_confirmed_16_17=known.adult_confirmed(nominee.ref),
        programmes=known.programmes_of(nominee),
        deceased=nominee.deceased,
        employer_on_list=on_list(nominee, nomination.season),
        previous_wins=known.wins_of(nominee.ref),
        judges_categories=known.judged_by(nominee.ref),
        organiser_role=NO_ROLE,  # nobody is asked about the nominee’s ties here
    )


def _programmes(nominee: Nominee) -> tuple[ProgrammeStatus, ...] | None:
    if nominee.programme is None:
        return None
    if nominee.programme == NO_PROGRAMME:
        return ()
    status = ProgrammeState(nominee.programme_status or ProgrammeState.UNKNOWN)
    return (ProgrammeStatus(nominee.programme, status, nominee.programme_stage),)


def _team(nomination: Nomination) -> Team | None:
    told = nomination.team
    if told is None:
        return None
    structure = told.get("structure")
    return Team(
        structure=TeamStructure(structure) if structure else None,
        lead_employer_type=told.get("lead_employer_type"),
        nation=nomination.benefits,
        service=told.get("service"),
        members=told.get("members"),
        children_social_workers=told.get("children_social_workers"),
        active=told.get("active"),
    )


def _shape(nomination: Nomination) -> NomineeKind:
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return NomineeKind.TEAM
    return NomineeKind.GROUP if len(nomination.nominees) > 1 else NomineeKind.PERSON
