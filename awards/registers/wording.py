"""The words in which staff read checks and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from awards.core.times import short_day_words
from awards.eligibility.facts import ProgrammeState, Registration
from awards.registers.contents import Somebody
from awards.registers.models import ListKind, ListMember, RegisterCheck, RegisterResult
from awards.registers.proposals import MemberState
from awards.registers.rules import CheckState
from awards.registers.vocabulary import STANDING_WORDS, Vocabulary, programme_words, stage_words

RESULTS: Final[Mapping[RegisterResult, str]] = {
    RegisterResult.REGISTERED: "Registered",
    RegisterResult.LAPSED: "Not registered any more",
    RegisterResult.NOT_FOUND: "Nobody was found",
    RegisterResult.OTHER_NAME: "Somebody of another name",
}
STATES: Final[Mapping[CheckState, tuple[str, str]]] = {
    CheckState.UNCHECKED: ("Not checked yet", "attention"),
    CheckState.CHANGED: ("Number changed since the check", "attention"),
    CheckState.AGAIN: ("Look again after the renewal", "attention"),
    CheckState.CONTRADICTS: ("Contradicts what was said", "bad"),
    CheckState.NO_NUMBER: ("No number given", "neutral"),
    CheckState.CHECKED: ("Checked", "good"),
}
"""Each with its tone, in the order of urgency."""
MEMBER_STATES: Final[Mapping[MemberState, tuple[str, str]]] = {
    MemberState.UNMATCHED: ("Not looked for yet", "attention"),
    MemberState.AGAIN: ("Looked for in an older list", "attention"),
    MemberState.CONTRADICTS: ("Contradicts what was said", "bad"),
    MemberState.NOBODY: ("Not on the list", "neutral"),
    MemberState.MATCHED: ("On the list", "good"),
}
SAID: Final[Mapping[Registration | None, str]] = {
    Registration.REGISTERED: "Registered",
    Registration.LAPSED: "Not registered any more",
    Registration.NOT_REGISTERED: "Not registered",
    Registration.OTHER_UK_REGISTER: "On the register of another UK nation",
    None: "Not known",
}
KINDS: Final[Mapping[ListKind, str]] = {
    ListKind.REGISTER: "the register’s answer",
    ListKind.PROGRAMME: "a list of fellows and participants",
}


def check_words(check: RegisterCheck | None, who: str | None) -> str:
    """Say what was found, when and by whom."""
    if check is None:
        return "Never"
    until = f", until {short_day_words(check.registered_until)}" if check.registered_until else ""
    name = f", as {check.name_found}" if check.name_found else ""
    return f"{RESULTS[check.result]}{name}{until}. {short_day_words(check.checked_on)}, {who or check.checked_by}"


def person_words(member: ListMember | Somebody, vocabulary: Vocabulary, *, on: date) -> str:
    """Say who somebody on a list is: name, programme by its name of the day, standing, stage, cohort."""
    standing = STANDING_WORDS[ProgrammeState(member.status)] if member.status else None
    parts = (
        member.name,
        programme_words(vocabulary, member.programme, on=on),
        standing,
        stage_words(vocabulary, member.stage),
        member.cohort and f"cohort {member.cohort}",
    )
    return ", ".join(part for part in parts if part)


def typed_words(
    programme: str | None, status: str | None, stage: str | None, *, vocabulary: Vocabulary, on: date
) -> str:
    """Say what the nominator said of somebody's training programme."""
    if programme is None:
        return "Not known"
    if programme == "none":
        return "None of those offered"
    known = status if status in set(ProgrammeState) else None
    parts = (
        programme_words(vocabulary, programme, on=on),
        STANDING_WORDS[ProgrammeState(known)] if known else None,
        stage_words(vocabulary, stage),
    )
    return ", ".join(part for part in parts if part)
