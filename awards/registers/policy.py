"""What staff may do with checks and lists, and why not."""

from __future__ import annotations

from datetime import date

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.core.times import short_day_words
from awards.registers.models import ListUpload

WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


def may_check(actor: Actor) -> Permission:
    """Say whether this is somebody of staff who may record what a register or a list says."""
    return Permission.unless(_not_staff(actor))


def may_map(actor: Actor, upload: ListUpload) -> Permission:
    """Say whether it may still be said how a list is read."""
    return Permission.unless(_not_staff(actor), _applied(upload))


def may_apply(actor: Actor, upload: ListUpload, *, mapped: bool, applied_before: str | None = None) -> Permission:
    """Say whether a list may be applied: once, and only when it is known how to read it.

    `applied_before` is the reference of the very same list, applied under another reference.
    """
    again = f"The very same list was applied as {applied_before}. Nothing is recorded twice."
    return Permission.unless(
        _not_staff(actor),
        _applied(upload),
        Reason("same-list", again) if applied_before and upload.applied_at is None else None,
        None if mapped or upload.applied_at else Reason("not-mapped", "Say first what the columns and words mean."),
    )


def may_apply_as_seen(seen: str | None, would: str) -> Permission:
    """Say whether a list may be applied as somebody saw it; both are marks, and None is for whoever sees nothing."""
    words = "This is not what was shown: the list is read differently now, or those put forward have changed."
    changed = Reason("not-as-seen", f"{words} Go back, look at the list again and then record it.")
    return Permission.unless(changed if seen is not None and seen != would else None)


def may_check_on(actor: Actor, day: date, *, today: date) -> Permission:
    """Say whether a look-up of that day may be recorded: nobody has looked tomorrow."""
    late = Reason("in-the-future", f"{short_day_words(day)} is still to come.") if day > today else None
    return Permission.unless(_not_staff(actor), late)


def _not_staff(actor: Actor) -> Reason | None:
    writes = actor.audience is Audience.STAFF and bool(actor.roles & WRITERS)
    return None if writes else Reason("not-staff", "Only awards staff can do this.")


def _applied(upload: ListUpload) -> Reason | None:
    if upload.applied_at is None:
        return None
    words = "This list was applied already. To record something new, paste a new list."
    return Reason("applied-already", words)
