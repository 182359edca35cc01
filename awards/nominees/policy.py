"""Whether a nominee may be told, and what they may answer."""

from __future__ import annotations

from awards.core.permission import Permission, Reason
from awards.nominations.models import Nominee
from awards.nominees.words import NameForm


def may_send_notice(nominee: Nominee) -> Permission:
    """Say whether a notice can be sent: there is an address, and nothing is ever sent to somebody who has died."""
    return Permission.unless(
        Reason("no-address", "There is no email address for this person.") if not nominee.email else None,
        Reason("has-died", "Nothing is sent to somebody who has died.") if nominee.deceased else None,
    )


def may_be_named(name_form: NameForm, public_name: str | None) -> Permission:
    """Say whether the form of name can be used as chosen."""
    lacks = name_form is NameForm.OTHER and not public_name
    return Permission.unless(Reason("no-name", "Enter the name to show.") if lacks else None)
