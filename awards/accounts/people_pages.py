"""What the pages of people with accounts show, fetched in as few statements as may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.accounts.people_policy import audiences_in, may_change_account, may_reset, may_see_as
from awards.accounts.people_queries import administers_everywhere, people_here, person_here, standings
from awards.accounts.people_words import (
    Line,
    SignInLine,
    lines_of,
    means_in_words,
    roles_in_words,
    sign_in_lines,
    state_of,
)
from awards.accounts.sign_ins import open_sign_ins
from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.web.doors import READING_ROLES
from awards.web.pagination import PageLinks, page_links


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people."""

    lines: list[Line]
    total: int
    links: PageLinks


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    person: User
    roles: str
    state: str
    tone: str
    seen_at: datetime | None
    means: str | None
    sign_ins: list[SignInLine]
    is_me: bool
    may_change: Permission
    may_reset: Permission
    may_be_seen_as: bool


def people_page(session: Session, *, key: str, actor: Actor, search: str, number: int) -> PeoplePage:
    """Give one page of the list. Four statements."""
    page = people_here(session, key=key, administrator=actor.reference, search=search, number=number)
    known = standings(session, page.rows)
    return PeoplePage(lines_of(page.rows, known, key), page.total, page_links(page))


def person_page(session: Session, ref: str, *, key: str, actor: Actor, now: datetime) -> PersonPage:
    """Give one person's page. Five statements.

    Raises:
        NoResultFound: there is nobody with this reference here.
    """
    person = person_here(session, ref, key=key, administrator=actor.reference)
    standing = standings(session, [person])[person.id]
    everywhere = administers_everywhere(session, actor.reference)
    on_staff = any(grant.role in READING_ROLES for grant in person.grants)
    state, tone = state_of(person, standing, key)
    return PersonPage(
        person=person,
        roles=roles_in_words(person, key),
        state=state,
        tone=tone,
        seen_at=standing.seen_at,
        means=means_in_words(standing) if on_staff else None,
        sign_ins=sign_in_lines(open_sign_ins(session, ref, now=now), token_hashes=set()),
        is_me=person.ref == actor.reference,
        may_change=may_change_account(person, key=key, everywhere=everywhere),
        may_reset=may_reset(person, key=key, everywhere=everywhere, actor=actor),
        may_be_seen_as=any(may_see_as(person, one, key=key, actor=actor) for one in audiences_in(person, key)),
    )
