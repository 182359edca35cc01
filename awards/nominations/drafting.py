"""Saving what a nominator types; anything is kept at once, complete or not, and leaves no trail until it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.comms.actions import cancel_messages
from awards.core.permission import Permission, Refused, require
from awards.core.references import new_reference
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.actions import send_draft_link
from awards.nominations.models import Answer, Credit, Nomination, Nominee
from awards.nominations.policy import may_add_person, may_edit
from awards.nominations.queries import answer_to
from awards.nominations.rules import LONGEST_DRAFT, PERSON_FACTS, TEAM_FACTS
from awards.nominations.tabs import NO_TAB, Standing, Tab
from awards.nominations.typed_pages import CHANGED, forget_person
from awards.seasons.words import NomineeShape

PERSON_FIELDS = PERSON_FACTS | {
    "full_name", "known_as", "email", "employer", "employer_place", "role", "registration_number",
}  # fmt: skip
TEAM_FIELDS = TEAM_FACTS | {"lead_employer", "partners"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutYou:
    """What a nominator says about themselves and about how they know the nominee."""

    name: str
    email: str | None
    """None only of a nomination that staff keyed in."""
    phone: str | None
    organisation: str | None
    job: str | None
    relationship: str
    is_nominee: bool
    organiser_tie: str
    credit: Credit
    name_hidden: bool
    under_18: bool | None = None
    """Whether they say they are; then phone, organisation and job are not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a nominator declares before sending."""

    nominee_knows: bool
    true: bool
    no_child_named: bool
    privacy_read: bool


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What became of a typed answer; without permission nothing was written, and `stored` is what stands."""

    permission: Permission
    stored: str
    version: int


def save_about_you(session: Session, nomination: Nomination, about: AboutYou, *, now: datetime) -> None:
    """Keep what the nominator says about themselves; a new address is sent the link to this draft.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    nominator, index = nomination.nominator, blind_index(session, about.email) if about.email else None
    if nominator.email_index != index:
        nominator.email_confirmed_at = None
        cancel_messages(session, nomination.ref)  # a link must not reach an address that was mistyped
        revoke_links(session, Purpose.RESUME_NOMINATION, nomination.ref, now=now)
    nominator.name, nominator.email, nominator.email_index = about.name, about.email, index
    nominator.under_18 = about.under_18
    more = (None, None, None) if about.under_18 else (about.phone, about.organisation, about.job)
    nominator.phone, nominator.organisation, nominator.job = more
    nomination.relationship_to_nominee = about.relationship
    nomination.nominator_is_nominee = about.is_nominee
    nomination.organiser_tie = about.organiser_tie
    nomination.credit = about.credit
    nomination.name_hidden_from_nominee = about.name_hidden
    session.flush()
    if nomination.keyed_in_by is None:  # staff type for the nominator, who is sent the receipt
        send_draft_link(session, nomination, now=now)


def save_first_facts(session: Session, nomination: Nomination, *, nation: str | None, facts: Mapping[str, Any]) -> None:
    """Keep the answers to the first questions: about the work's nation, and the team or the first person.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    nomination.benefits = nation
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        _write_team(nomination, facts)
    else:
        first = nomination.nominees[0] if nomination.nominees else _add_nominee(nomination)
        _write_person(session, first, facts)
    session.flush()


def save_person(session: Session, nomination: Nomination, number: int, *, details: Mapping[str, Any]) -> None:
    """Keep the details of the person with this number, from 1; the number after the last adds a person.

    Raises:
        Refused: the nomination is no longer a draft, or the award takes no more people.
    """
    require(may_edit(nomination))
    if number > len(nomination.nominees):
        require(may_add_person(nomination))
        _add_nominee(nomination)
    _write_person(session, nomination.nominees[number - 1], details)
    session.flush()


def remove_person(session: Session, nomination: Nomination, number: int) -> None:
    """Take a person out of the draft, with everything typed about them; the others move up.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    session.delete(nomination.nominees.pop(number - 1))
    session.flush()
    for position, nominee in enumerate(nomination.nominees, 1):
        nominee.position = position
        session.flush()  # one at a time: positions are unique
    forget_person(session, nomination, number)


def save_team(
    session: Session, nomination: Nomination, *, name: str, facts: Mapping[str, Any], contact: Mapping[str, Any]
) -> None:
    """Keep what is said of a team and of the person to write to about it.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    nomination.team_name = name
    _write_team(nomination, facts)
    row = nomination.nominees[0] if nomination.nominees else _add_nominee(nomination)
    row.is_team = True
    row.employer = (nomination.team or {}).get("lead_employer")
    _write_person(session, row, contact)
    session.flush()


def save_answer(
    session: Session, nomination: Nomination, key: str, *, text: str, version: int, now: datetime, tab: Tab = NO_TAB
) -> SavedAnswer:
    """Keep what was typed to a question, up to 10,000 characters; `version` is that of the text typed over, or 0.

    Text typed over an older version is not written, unless the same tab wrote what stands: the other tab's text
    would be lost unseen.
    """
    stored = answer_to(session, nomination, key)
    stands, at = (stored.text, stored.version) if stored else ("", 0)
    permission = may_edit(nomination)
    if not permission or text == stands or len(text) > LONGEST_DRAFT:
        return SavedAnswer(permission, stands, at)
    standing = tab.standing(stored.saved_from if stored else None, is_newest=version == at)
    if standing is Standing.STALE:
        refused = Refused.because(CHANGED, "This answer was changed somewhere else meanwhile.")
        return SavedAnswer(refused.permission, stands, at)
    if standing is Standing.LATE:
        return SavedAnswer(permission, stands, at)
    if stored is None:
        stored = Answer(nomination_id=nomination.id, question_key=key)
        session.add(stored)
    stored.text, stored.saved_at, stored.saved_from = text, now, tab.mark
    session.flush()
    return SavedAnswer(permission, text, stored.version)


def save_declarations(session: Session, nomination: Nomination, declared: Declared) -> None:
    """Keep what the nominator declares.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    nomination.nominee_knows = declared.nominee_knows
    nomination.declared_true = declared.true
    nomination.declared_no_child_named = declared.no_child_named
    nomination.declared_privacy_read = declared.privacy_read
    session.flush()


def _add_nominee(nomination: Nomination) -> Nominee:
    row = Nominee(ref=new_reference("NEE"), position=len(nomination.nominees) + 1, full_name="")
    nomination.nominees.append(row)
    return row


def _write_person(session: Session, row: Nominee, details: Mapping[str, Any]) -> None:
    for name in PERSON_FIELDS & details.keys():
        setattr(row, name, details[name])
    row.email_index = blind_index(session, row.email) if row.email else None


def _write_team(nomination: Nomination, facts: Mapping[str, Any]) -> None:
    blank = dict.fromkeys(sorted(TEAM_FIELDS))
    given = {name: facts[name] for name in TEAM_FIELDS & facts.keys()}
    nomination.team = blank | (nomination.team or {}) | given
