"""What an administrator may do with other people's accounts, and what with nobody's."""

from __future__ import annotations

from awards.accounts.models import User
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.web.doors import READING_ROLES

GIVEN_HERE = (Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.READ_ONLY)
"""The roles that an administrator gives; a judge gets theirs with a place on a panel."""


def roles_in(person: User, key: str) -> frozenset[Role]:
    """Give what somebody is granted in the programme with this key, or in all of them."""
    return frozenset(grant.role for grant in person.grants if grant.programme_key in {"", key})


def audiences_in(person: User, key: str) -> list[Audience]:
    """Give whose pages somebody finds in this programme: staff's, judges' or both."""
    roles = roles_in(person, key)
    staff = [Audience.STAFF] if roles & READING_ROLES else []
    return staff + ([Audience.JUDGES] if Role.JUDGE in roles else [])


def may_change_account(person: User, *, key: str, everywhere: bool) -> Permission:
    """Say whether an account may be changed as a whole (name, address, disabling, second factors, sign-ins).

    `everywhere`: whoever asks is an administrator of all programmes. One who is of this programme alone may not touch
    what somebody does for another.
    """
    elsewhere = any(grant.programme_key != key for grant in person.grants)
    objection = Reason(
        "elsewhere", "This person also works for other awards. An administrator of all awards can do this."
    )
    return Permission.unless(objection if elsewhere and not everywhere else None)


def may_grant(person: User, role: Role, *, actor: Actor) -> Permission:
    """Say whether an administrator may give somebody this role."""
    invited = Reason("judges-are-invited", "Judges are invited on the page of their panel.")
    disabled = Reason("disabled", "This account is disabled. Enable it first.")
    return Permission.unless(
        _not_oneself(person, actor),
        invited if role not in GIVEN_HERE else None,
        disabled if person.disabled_at else None,
    )


def may_revoke(person: User, role: Role, *, last: bool, actor: Actor) -> Permission:
    """Say whether an administrator may take a role back; `last`: nobody else would be an administrator there."""
    return Permission.unless(_not_oneself(person, actor), LAST if role is Role.ADMINISTRATOR and last else None)


def may_disable(person: User, *, key: str, everywhere: bool, last: bool, actor: Actor) -> Permission:
    """Say whether an account may be disabled."""
    already = Reason("disabled", "This account is disabled already.")
    return Permission.unless(
        *may_change_account(person, key=key, everywhere=everywhere).reasons,
        _not_oneself(person, actor),
        LAST if last else None,
        already if person.disabled_at else None,
    )


def may_enable(person: User, *, key: str, everywhere: bool) -> Permission:
    """Say whether an account may be enabled again."""
    already = Reason("not-disabled", "This account is not disabled.")
    return Permission.unless(
        *may_change_account(person, key=key, everywhere=everywhere).reasons,
        None if person.disabled_at else already,
    )


def may_reset(person: User, *, key: str, everywhere: bool, actor: Actor) -> Permission:
    """Say whether password and second factors may be taken off an account, so that it is set up anew."""
    disabled = Reason("disabled", "This account is disabled. Enable it first.")
    own = Reason("own-account", "Change your own password and second factors under “Your account”.")
    judge = Reason("not-staff", "Judges have no password: they sign in by a link.")
    staff = any(grant.role in READING_ROLES for grant in person.grants)
    return Permission.unless(
        *may_change_account(person, key=key, everywhere=everywhere).reasons,
        own if person.ref == actor.reference else None,
        disabled if person.disabled_at else None,
        None if staff else judge,
    )


def may_see_as(person: User, audience: Audience, *, key: str, actor: Actor) -> Permission:
    """Say whether an administrator may look at this audience's pages with somebody's eyes."""
    peer = any(grant.role is Role.ADMINISTRATOR for grant in person.grants)
    return Permission.unless(
        Reason("own-account", "You see the portal with your own eyes already.")
        if person.ref == actor.reference
        else None,
        Reason("administrator", "Nobody sees as an administrator.") if peer else None,
        Reason("chained", "You are looking with somebody’s eyes already.") if actor.seen_by else None,
        Reason("disabled", "This account is disabled: there is nothing to see.") if person.disabled_at else None,
        None if audience in audiences_in(person, key) else Reason("not-theirs", "They have no such pages."),
    )


REACHES = Reason("elsewhere", "Only an administrator of all awards gives roles that hold for all awards.")
LAST = Reason("last-administrator", "There must be an administrator: make somebody else one first.")


def _not_oneself(person: User, actor: Actor) -> Reason | None:
    own = Reason("own-account", "You cannot do this to your own account. Ask another administrator.")
    return own if person.ref == actor.reference else None
