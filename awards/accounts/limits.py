"""How often what may be guessed may be tried: by account, by network and in all, counted in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from awards.accounts.throttling import attempts_lately, note_attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries of one kind within a time; none of them locks anything for longer."""

    kind: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Caller:
    """Who tries: their network, and what their browser is known by, if this account has signed in there before."""

    network: str
    known: str | None = None


Counted = list[tuple[Limit, str]]
"""Limits, each with the subject that it counts."""

FIVE_MINUTES: Final = timedelta(minutes=5)
REFUSED_BY_ACCOUNT: Final = Limit("refused_by_account", 10, FIVE_MINUTES)
REFUSED_BY_NETWORK: Final = Limit("refused_by_network", 10, FIVE_MINUTES)
REFUSED_IN_ALL: Final = Limit("refused_in_all", 200, FIVE_MINUTES)
REFUSED_IN_BROWSER: Final = Limit("refused_in_browser", 10, FIVE_MINUTES)
"""What counts in its stead in a browser where the account has signed in before: nobody else can use that up."""
CODES_A_DAY: Final = Limit("second_factor_refused", 30, timedelta(days=1))
"""Wrong second factors after the right password, from browsers that the account does not know."""
CODES_IN_BROWSER: Final = Limit("code_refused", 5, timedelta(days=1))
"""Wrong codes of judges' mails; the browser then has to ask anew."""
ASKED_BY_ADDRESS: Final = Limit("sign_in_link_asked", 3, timedelta(hours=6))
ASKED_BY_NETWORK: Final = Limit("asked_by_network", 30, FIVE_MINUTES)
"""A panel in one room, behind one address, may ask at once."""
RESET_BY_ADDRESS: Final = Limit("reset_asked", 3, timedelta(hours=6))


def counted_for(account: str, caller: Caller) -> Counted:
    """Give what a refused try to get into this account counts for; the account is what was typed, known or not."""
    if caller.known:
        return [(REFUSED_IN_BROWSER, f"{account}/{caller.known}")]
    return [(REFUSED_BY_ACCOUNT, account), *counted_for_network(caller)]


def counted_for_network(caller: Caller) -> Counted:
    """Give what a refused try counts for where no account is known."""
    return [(REFUSED_BY_NETWORK, caller.network), (REFUSED_IN_ALL, "all")]


def is_too_many(session: Session, counted: Counted, *, now: datetime) -> bool:
    """Say whether one of the limits is reached. A statement for each."""
    lately = [
        attempts_lately(session, limit.kind, subject, since=now - limit.within) >= limit.most
        for limit, subject in counted
    ]
    return any(lately)


def count(session: Session, counted: Counted, *, now: datetime) -> None:
    """Count one try for each limit; a refused request must ``keep()`` it."""
    for limit, subject in counted:
        note_attempt(session, limit.kind, subject, now=now)
