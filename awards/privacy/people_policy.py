"""Who may look for people, copy and erase them, and when an entry is taken out of judging for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.accounts.models import Grant, User
from awards.accounts.people_queries import administrators_of
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.privacy.known import Known
from awards.privacy.known_rows import Found
from awards.privacy.models import ErasedKind
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Round

LONGEST_REASON = 2_000
"""Characters."""
ELSEWHERE: Final = Reason(
    "elsewhere", "Some of this is of other awards as well. An administrator of all awards can do this."
)


def may_seek(actor: Actor) -> Permission:
    """Say whether somebody may look for people and copy what is held of them: administrators, and the operator."""
    may = actor == SYSTEM or (actor.audience is Audience.STAFF and Role.ADMINISTRATOR in actor.roles)
    return Permission.unless(None if may else Reason("not-administrator", "Only an administrator may do this."))


def may_erase(session: Session, chosen: Sequence[Known], *, reason: str, actor: Actor) -> Permission:
    """Say whether these may be erased, with every reason why not."""
    users = [one for one in chosen if one.kind is ErasedKind.USER]
    return Permission.unless(
        *may_seek(actor).reasons,
        None if chosen else Reason("nobody", "Choose whom to erase."),
        None if reason.strip() else Reason("no-reason", "Say why, without naming anybody."),
        Reason("oneself", "Nobody erases their own account: ask another administrator.")
        if any(one.ref == actor.reference for one in users)
        else None,
        ELSEWHERE if users and not _reaches(session, {one.id for one in users}, actor) else None,
        Reason("last-administrator", "This is the last administrator: invite another one first.")
        if _takes_the_last_administrator(session, {one.id for one in users})
        else None,
    )


def may_take_out_of_judging(session: Session, entry: Entry) -> Permission:
    """Say whether an entry is still being judged: then it is withdrawn, and the record says so.

    Once its round is closed nothing of its scores, order or decisions changes any more.
    """
    closed = (
        select(func.count(Round.id))
        .join(Category, Category.season_id == Round.season_id)
        .where(Category.id == entry.category_id, Round.sealed_at.is_not(None))
    )
    reading = entry.state is EntryState.IN_JUDGING and not session.scalar(closed)
    return Permission.unless(None if reading else Reason("not-in-judging", "It is not being judged any more."))


def may_act_on(rows: Iterable[Found], *, programme_id: int, everywhere: bool) -> Permission:
    """Say whether what is held on these rows may be copied or erased here: not what is of other awards as well.

    `everywhere`: whoever asks answers for every programme.
    """
    elsewhere = any(one.programmes - {programme_id} for one in rows)
    return Permission.unless(ELSEWHERE if elsewhere and not everywhere else None)


def _reaches(session: Session, ids: set[int], actor: Actor) -> bool:
    """Whether somebody is an administrator wherever these accounts work; of those that work nowhere, only one of all.

    The operator reaches everywhere. Two statements.
    """
    if actor == SYSTEM:
        return True
    rows = select(User.id, User.ref, Grant.programme_key, Grant.role).outerjoin(Grant, Grant.user_id == User.id)
    mine = {
        key
        for _, _, key, role in session.execute(rows.where(User.ref == actor.reference))
        if role is Role.ADMINISTRATOR
    }
    theirs = {key for _, _, key, _ in session.execute(rows.where(User.id.in_(ids)))}
    return "" in mine or theirs <= mine


def _takes_the_last_administrator(session: Session, ids: set[int]) -> bool:
    """Whether a place where one of these accounts is an administrator would have none without them."""
    able = (Grant.user_id.in_(ids), Grant.role == Role.ADMINISTRATOR, User.disabled_at.is_(None))
    places = set(session.scalars(select(Grant.programme_key).join(Grant.user).where(*able))) if ids else set()
    return any(not administrators_of(session, key=place) - ids for place in sorted(places))
