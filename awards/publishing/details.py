"""What an entry's nominations say of a winner beside the name: kind, role, employer, credit, the work's title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Credit, Nomination, Nominee
from awards.publishing.models import WinnerKind
from awards.publishing.rules import distinct, first_word, together
from awards.screening.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a winner's row starts with; staff may change it afterwards."""

    kind: WinnerKind
    role: str | None
    organisation: str | None
    area: str | None
    work_title: str | None
    partners: str | None
    nominated_by: str | None


def details_of(entry: Entry, *, people: int) -> Details:
    """Give the details of an entry won by so many people; needs nominees and nominations with their nominators."""
    kind = kind_of(entry, people=people)
    nominations = [one for one in entry.nominations if one.state is not NominationState.WITHDRAWN]
    teams = [one.team or {} for one in nominations] if kind is WinnerKind.TEAM else []
    employers = place_words(entry)
    return Details(
        kind=kind,
        role=role_words(entry.nominees) if kind is not WinnerKind.TEAM else None,
        organisation=together(employers) if employers else None,
        area=None if employers else entry.place,
        work_title=next(iter(distinct(one.work_title for one in nominations)), None),
        partners=next(iter(distinct(_text(team.get("partners")) for team in teams)), None),
        nominated_by=credit_words(nominations),
    )


def kind_of(entry: Entry, *, people: int) -> WinnerKind:
    """Say what kind of winner an entry would be."""
    if not entry.nominees:
        return WinnerKind.ORGANISATION
    if any(nominee.is_team for nominee in entry.nominees):
        return WinnerKind.TEAM
    return WinnerKind.GROUP if people > 1 else WinnerKind.PERSON


def role_words(nominees: Sequence[Nominee]) -> str | None:
    """Give the role, where all people behind the award share one."""
    roles = distinct(nominee.role for nominee in nominees)
    return roles[0] if len(roles) == 1 else None


def place_words(entry: Entry) -> list[str]:
    """Give the employers of the people, or the lead employer of the team, behind an award."""
    return distinct(_employer(nominee) for nominee in entry.nominees)


def credit_words(nominations: Sequence[Nomination]) -> str | None:
    """Give the nominators as each chose to be named; None where nobody is."""
    named = distinct(_credit(nomination) for nomination in nominations)
    return together(named) if named else None


def _credit(nomination: Nomination) -> str | None:
    nominator = nomination.nominator
    if nomination.credit is Credit.FULL_NAME:
        return nominator.name
    if nomination.credit is Credit.FIRST_NAME:
        return first_word(nominator.name)
    return nominator.organisation if nomination.credit is Credit.ORGANISATION else None


def _employer(nominee: Nominee) -> str | None:
    if not nominee.is_team or nominee.nomination is None:
        return nominee.employer
    return _text((nominee.nomination.team or {}).get("lead_employer")) or nominee.employer


def _text(value: object) -> str | None:
    """Give what a form stored as text or as a list of texts."""
    if isinstance(value, list):
        return together([str(one) for one in value]) if value else None
    return str(value) if value else None
