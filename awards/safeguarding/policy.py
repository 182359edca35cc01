"""Who may flag, who may look at flags and concerns, and what may be done with them."""

from __future__ import annotations

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.safeguarding.models import Concern, Flag
from awards.seasons.models import Season

NAMED_STAFF = frozenset({Role.CONFIDENTIAL_STAFF, Role.ADMINISTRATOR})
"""Who may read flags and concerns; the named lead is one of them."""


def may_raise(actor: Actor) -> Permission:
    """Say whether this is somebody who reads stories: staff or a judge."""
    reads = actor.audience in {Audience.STAFF, Audience.JUDGES}
    return Permission.unless(None if reads else Reason("not-a-reader", "Only staff and judges flag a story here."))


def may_look(actor: Actor) -> Permission:
    """Say whether somebody may read flags and concerns and act on them."""
    named = actor.audience is Audience.STAFF and bool(actor.roles & NAMED_STAFF)
    return Permission.unless(None if named else Reason("not-named", "Only named staff may do this."))


def may_name_lead(actor: Actor) -> Permission:
    """Say whether somebody may name the lead."""
    may = actor.audience is Audience.STAFF and Role.ADMINISTRATOR in actor.roles
    return Permission.unless(None if may else Reason("not-administrator", "Only an administrator names the lead."))


def may_mark_looked_at(actor: Actor, flag: Flag) -> Permission:
    """Say whether a flag may be marked as looked at: once, while it is open."""
    looked = Reason("looked-at", "Somebody has looked at this already.") if flag.looked_at else None
    return Permission.unless(*may_look(actor).reasons, _closed(flag), looked)


def may_close(actor: Actor, flag: Flag) -> Permission:
    """Say whether a flag may be closed."""
    return Permission.unless(*may_look(actor).reasons, _closed(flag))


def may_ask(actor: Actor, season: Season) -> Permission:
    """Say whether a nominee or an employer may be asked about concerns: where the season says so."""
    asks = bool(season.screening.get("asks_concerns"))
    not_asked = Reason("not-asked", f"{season.name} does not ask about concerns.")
    return Permission.unless(*may_look(actor).reasons, None if asks else not_asked)


def may_record_answer(actor: Actor, concern: Concern) -> Permission:
    """Say whether what was answered may be recorded: once; more that is heard is asked and answered anew."""
    again = Reason("answered", "An answer is recorded already. Record that you asked again, then what they said.")
    return Permission.unless(*may_look(actor).reasons, again if concern.answered_at else None, _decided(concern))


def may_decide(actor: Actor, concern: Concern) -> Permission:
    """Say whether named staff may decide what follows: once for each asking."""
    return Permission.unless(*may_look(actor).reasons, _decided(concern))


def _closed(flag: Flag) -> Reason | None:
    return Reason("closed", "This flag is closed.") if flag.closed_at else None


def _decided(concern: Concern) -> Reason | None:
    if concern.decided_at is None:
        return None
    return Reason("decided", "This is decided already. If something new comes up, record that you asked again.")
