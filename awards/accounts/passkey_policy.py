"""Whether a passkey may be added or taken away."""

from __future__ import annotations

from typing import Final

from awards.core.permission import Permission, Reason

MOST: Final = 20
"""Passkeys of one person: more than anybody has devices."""


def may_add(*, has: int, taken: bool) -> Permission:
    """Say whether somebody who has so many may add another; `taken`: this very one is known already."""
    full = Reason("too-many-passkeys", f"You have {MOST} passkeys. Remove one that you no longer use first.")
    known = Reason("passkey-known", "This passkey has been added already.")
    return Permission.unless(full if has >= MOST else None, known if taken else None)


def may_remove(*, has: int, password_with_app: bool) -> Permission:
    """Say whether one of so many may go; `password_with_app`: its owner can sign in without any."""
    last = Reason(
        "last-way-in",
        "This is your only way to sign in. Add another passkey, or a password with an authenticator app, first.",
    )
    return Permission.unless(last if has <= 1 and not password_with_app else None)
