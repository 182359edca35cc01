"""Which made-up facts each kind of rule looks at, what they are called, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from awards.eligibility.facts import ProgrammeState, Registration, TeamStructure
from awards.rulebook.words import WORDS

MOST_PEOPLE: Final = 3
NOT_GIVEN: Final = ("", "Not given")
_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_JUDGES: Final = (("no", "No"), ("here", "This award"), ("elsewhere", "Another award"))
ELSEWHERE: Final = "another-award"
_SENT: Final = (("early", "Before nominations opened"), ("late", "After nominations closed"))
_REGISTRATIONS: Final = (
    (Registration.REGISTERED, "Registered"),
    (Registration.LAPSED, "Lapsed"),
    (Registration.NOT_REGISTERED, "Not registered"),
    (Registration.OTHER_UK_REGISTER, "On another United Kingdom register"),
)
_STRUCTURES: Final = (
    (TeamStructure.SINGLE_AGENCY, "One employer"),
    (TeamStructure.MULTI_AGENCY, "Several employers"),
)
_STANDINGS: Final = tuple((one.value, WORDS[one]) for one in ProgrammeState)
NONE_OF_THEM: Final = "none"

Offer = str | tuple[tuple[str, str], ...] | None
"""What a box offers: a list of the season's vocabulary, these choices, or nothing: then something is typed."""

BOXES: Final[Mapping[str, tuple[str, Offer]]] = {
    "sent": ("Sent outside the time for nominations?", _SENT),
    "knows": ("Does the nominator know them?", _YES_NO),
    "is_nominee": ("Is the nominator one of the people put forward?", _YES_NO),
    "aware": ("Do the people put forward know?", _YES_NO),
    "nominator_tie": ("Does the nominator work for the organiser?", _YES_NO),
    "nominator_judges": ("Does the nominator judge?", _JUDGES),
    "benefits": ("Where are the people the work is for?", "nations"),
    "team_members": ("Members of the team", None),
    "team_structure": ("Whose is the team?", _STRUCTURES),
    "team_employer": ("Kind of employer of the team", "employer_types"),
    "team_service": ("What the team does", "team_services"),
    "team_children": ("Members in children’s social work", None),
    "team_active": ("Does the team still work together?", _YES_NO),
    "team_nation": ("Nation of the team", "nations"),
    "born": ("Date of birth", None),
    "registration": ("On the register", _REGISTRATIONS),
    "employer": ("Kind of employer", "employer_types"),
    "placed": ("Works at, if seconded or placed", "employer_types"),
    "listed": ("Is the employer on the list?", _YES_NO),
    "delegated": ("Does the employer carry out a council’s duties?", _YES_NO),
    "in_post": ("In post on the day it is sent?", _YES_NO),
    "works_in": ("Field of work", "works_in"),
    "nation": ("Nation", "nations"),
    "lived": ("Lived experience", _YES_NO),
    "lived_nation": ("Nation of the lived experience", "nations"),
    "confirmed": ("Has an adult confirmed?", _YES_NO),
    "programme": ("Programme", "programmes"),
    "standing": ("Standing on the programme", _STANDINGS),
    "stage": ("Stage of the programme", "programme_stages"),
    "deceased": ("Has died?", _YES_NO),
    "won": ("Won this award the season before?", _YES_NO),
    "tie": ("Works for the organiser?", _YES_NO),
    "judges": ("Judges?", _JUDGES),
}

WHOLE: Final[Mapping[str, tuple[str, ...]]] = {
    "inside_window": ("sent",),
    "nominator_knows_nominee": ("knows",),
    "self_nomination": ("is_nominee",),
    "nominee_knows": ("aware",),
    "conflict_of_interest": ("nominator_tie", "nominator_judges"),
    "nation": ("benefits",),
}
TEAM: Final[Mapping[str, tuple[str, ...]]] = {
    "nation": ("team_nation",),
    "team_size": ("team_members",),
    "single_agency_team": ("team_structure", "team_employer", "team_service"),
    "multi_agency_member": ("team_structure", "team_children"),
    "team_active": ("team_active",),
}
PERSON: Final[Mapping[str, tuple[str, ...]]] = {
    "conflict_of_interest": ("tie", "judges"),
    "previous_winner": ("won",),
    "living": ("deceased",),
    "nation": ("nation",),
    "registered": ("registration",),
    "post": ("in_post", "employer", "placed", "listed", "delegated", "works_in"),
    "age_range": ("born",),
    "adult_confirmation": ("born", "confirmed"),
    "lived_experience": ("lived", "lived_nation"),
    "programme_standing": ("programme", "standing"),
    "stage_reached": ("programme", "standing", "stage"),
}
"""Which boxes each kind of rule needs: of the nomination, of a team, of each person."""
