"""Whether a nominee may be told, and what they may answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from awards.core.actor import Actor, Audience
from awards.core.permission import Permission, Reason
from awards.nominations.models import Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.words import NameForm, Response


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


def may_correct(
    actor: Actor, changes: Mapping[str, object], *, own: Collection[str], every: Collection[str]
) -> Permission:
    """Say whether these facts may be changed: a nominee's `own` by themselves, `every` one by staff."""
    open_to = {Audience.NOMINEES: own, Audience.STAFF: every}.get(actor.audience, ())
    foreign = sorted(set(changes) - set(open_to))
    nameless = "full_name" in changes and not changes["full_name"]
    return Permission.unless(
        Reason("not-yours-to-change", f"This cannot be changed here: {', '.join(foreign)}.") if foreign else None,
        Reason("no-full-name", "Enter the full name.") if nameless else None,
    )


def may_write_to(nominee: Nominee, notice: Notice) -> Permission:
    """Say whether a link may go to the nominee: told already, alive, with an address that is known to be theirs."""
    return Permission.unless(
        *may_send_notice(nominee).reasons,
        Reason("never-told", "This person has not been told yet.")
        if notice.queued_at is None and not notice.not_sent_because
        else None,
        Reason("misdirected", "The address on file turned out to be somebody else's.")
        if notice.misdirected_at
        else None,
    )


def may_ask_again(supporter: Supporter, *, named_last: Supporter | None, notice: Notice | None) -> Permission:
    """Say whether a link may go to this adult once more: still the one who is named, for somebody who agrees.

    Needs the nominee.
    """
    is_named = named_last is not None and named_last.id == supporter.id
    agrees = notice is not None and notice.response is Response.AGREED
    return Permission.unless(
        None if is_named else Reason("another-named", "The young person has named somebody else since."),
        None if agrees else Reason("not-agreed", "The young person does not agree."),
        None if supporter.email else Reason("no-address", "There is no email address for this person."),
        Reason("has-died", "Nothing is sent about somebody who has died.") if supporter.nominee.deceased else None,
    )
