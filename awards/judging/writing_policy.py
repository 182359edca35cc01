"""Who may write to judges, and to whom a message goes."""

from __future__ import annotations

from collections.abc import Sequence

from awards.core.actor import Actor, Role
from awards.core.permission import Permission, Reason
from awards.judging.models import JudgeMessage
from awards.seasons.models import Season

LONGEST_MESSAGE = 5_000
_WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


def may_write_to_judges(actor: Actor, season: Season) -> Permission:
    """Say whether somebody may write to the judges of a season, or set when they are reminded."""
    return Permission.unless(
        Reason("not-staff", "Only staff who may change things can write to judges.")
        if not actor.roles & _WRITERS
        else None,
        Reason("archived", "The season is archived, so its judges are not written to.") if season.archived else None,
    )


def may_send_message(actor: Actor, season: Season, text: str, *, recipients: Sequence[str]) -> Permission:
    """Say whether this text may go to these judges."""
    return Permission.unless(
        *may_write_to_judges(actor, season).reasons,
        Reason("nothing-written", "Write the message first.") if not text.strip() else None,
        Reason("too-long", f"The message must be {LONGEST_MESSAGE:,} characters or less.")
        if len(text) > LONGEST_MESSAGE
        else None,
        Reason("nobody-to-write-to", "Nobody is among those you chose.") if not recipients else None,
    )


def is_same_message(sent: JudgeMessage, season: Season, text: str, *, recipients: Sequence[str]) -> Permission:
    """Say whether what was sent under a reference is what is to go now: pressed twice, and not another message."""
    if (sent.season_id, sent.text, sent.sent_to) == (season.id, text.strip(), list(recipients)):
        return Permission()
    return Permission((Reason("another-message", "Another message was sent from this page. Write this one anew."),))
