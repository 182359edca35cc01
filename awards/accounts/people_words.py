"""People with accounts in words: their roles, how they signed in, how an account stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from awards.accounts.granting import Place, places_of
from awards.accounts.models import Means, SignIn, User
from awards.accounts.people_policy import GIVEN_HERE, roles_in
from awards.accounts.people_queries import Standing
from awards.core.actor import Audience, Role
from awards.web.doors import READING_ROLES

ROLE_WORDS: Final = {
    Role.ADMINISTRATOR: "Administrator",
    Role.STAFF: "Awards staff",
    Role.CONFIDENTIAL_STAFF: "Confidential staff",
    Role.READ_ONLY: "Read only",
    Role.JUDGE: "Judge",
}
AUDIENCE_WORDS: Final = {Audience.STAFF: "Staff pages", Audience.JUDGES: "Judging pages"}
MEANS_WORDS: Final = {
    Means.LINK: "a link",
    Means.CODE: "a code sent by email",
    Means.PASSWORD: "password and authenticator app",
    Means.RECOVERY_CODE: "password and recovery code",
    Means.PASSKEY: "a passkey",
}
ANYWHERE: Final = ", for all awards"


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list."""

    ref: str
    name: str
    roles: str
    seen_at: datetime | None
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One sign-in, as its owner knows it again."""

    number: int
    device: str
    pages: str
    means: str
    since: datetime
    seen_at: datetime
    here: bool


def roles_in_words(person: User, key: str) -> str:
    """Give the roles of this programme in words, in their usual order."""
    held = roles_in(person, key)
    return ", ".join(words for role, words in ROLE_WORDS.items() if role in held) or "No role"


def state_of(person: User, standing: Standing, key: str) -> tuple[str, str]:
    """Give the word for how an account stands, and its tone. Judges have nothing to set up."""
    if person.disabled_at:
        return "Disabled", "bad"
    if roles_in(person, key) & READING_ROLES and not standing.is_set_up:
        return "Not set up yet", "attention"
    return "Active", "good"


def lines_of(people: Sequence[User], standings: Mapping[int, Standing], key: str) -> list[Line]:
    """Give the rows of the list."""
    return [
        Line(
            one.ref,
            one.name,
            roles_in_words(one, key),
            standings[one.id].seen_at,
            *state_of(one, standings[one.id], key),
        )
        for one in people
    ]


def sign_in_lines(sign_ins: Sequence[SignIn], *, token_hashes: set[str]) -> list[SignInLine]:
    """Give sign-ins for a page; those of the browser that asks are marked."""
    return [
        SignInLine(
            number=one.id,
            device=one.device or "A browser",
            pages=AUDIENCE_WORDS.get(one.audience, "Pages"),
            means=MEANS_WORDS.get(one.means, "not known") if one.means else "not known",
            since=one.started_at,
            seen_at=one.last_seen_at or one.started_at,
            here=one.token_hash in token_hashes,
        )
        for one in sign_ins
    ]


def offered_roles(person: User, *, key: str, everywhere: bool) -> list[tuple[Place, str]]:
    """Give the roles that may be ticked for somebody, with their words: what staff do, and what they hold besides."""
    within = [key, ""] if everywhere else [key]
    held = places_of(person)
    given = {Place(place, role) for place in within for role in GIVEN_HERE}
    every = [Place(place, role) for place in within for role in ROLE_WORDS]
    return [
        (place, ROLE_WORDS[place.role] + ("" if place.key else ANYWHERE))
        for place in every
        if place in given or place in held
    ]


def means_in_words(standing: Standing) -> str:
    """Say how a member of staff signs in."""
    parts = ["password"] if standing.has_password else []
    parts += ["authenticator app"] if standing.has_authenticator else []
    parts += [f"{standing.passkeys} {'passkey' if standing.passkeys == 1 else 'passkeys'}"] if standing.passkeys else []
    return ", ".join(parts).capitalize() or "Nothing yet"
