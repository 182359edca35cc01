"""When a ruling needs a second person, who that may be, and when a ruling may be taken back."""

from __future__ import annotations

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.eligibility.verdict import Level
from awards.nominations.lifecycle import NOMINATION
from awards.nominations.models import Nomination
from awards.screening.models import Entry, Ruling, RulingDecision
from awards.screening.policy import may_rule, may_screen
from awards.seasons.models import Season


def wants_second(season: Season, *, decision: RulingDecision, level: str) -> bool:
    """Whether the season asks for a second person: for what goes against the rules, or for every ineligible one."""
    asked = season.screening.get("second_person", ())
    overrides = level not in {Level.NEEDS_CHECK, decision.value}
    ineligible = decision is RulingDecision.INELIGIBLE
    return ("override" in asked and overrides) or ("ineligible" in asked and ineligible)


def is_pending(ruling: Ruling | None) -> bool:
    """Whether the ruling holds only once a second person has confirmed it."""
    return ruling is not None and ruling.needs_second and ruling.seconded_at is None


def mark_of_ruling(ruling_id: int | None) -> str:
    """Give the mark by which a page says which ruling it showed; "0" where none stood."""
    return str(ruling_id or 0)


def is_as_seen(ruling: Ruling | None, seen: str | None) -> Permission:
    """Say whether the ruling that stands is still the one that a page showed."""
    changed = seen is not None and seen != mark_of_ruling(ruling.id if ruling else None)
    words = "Somebody ruled on this nomination, or took a ruling back, while you looked at it. Look at it again."
    return Permission.unless(Reason("changed-meanwhile", words) if changed else None)


def may_second(
    actor: Actor, nomination: Nomination, *, ruling: Ruling | None, entry: Entry | None, level: str | None
) -> Permission:
    """Say whether somebody may confirm the last ruling: another person than who made it, on the same verdict.

    `level` is what the rules said when it was made, where they say something else now; None where they do not.
    """
    if ruling is None or not is_pending(ruling):
        return Permission.unless(Reason("nothing-to-second", "There is no ruling that waits for a second person."))
    words = "This is your own ruling: somebody else has to confirm it."
    other = "The rules say something else now than when this was ruled on. Take the ruling back and rule again."
    return Permission.unless(
        *may_rule(actor, nomination, entry=entry, decision=ruling.decision).reasons,
        Reason("own-ruling", words) if ruling.ruled_by == actor.reference else None,
        None if level is None else Reason("verdict-changed", other),
    )


def may_take_back(actor: Actor, nomination: Nomination, *, ruling: Ruling | None, entry: Entry | None) -> Permission:
    """Say whether the last ruling may be taken back: nothing that it led to is with judges."""
    nothing = Reason("nothing-to-take-back", "There is no ruling to take back.")
    words = f"This nomination is behind entry {entry.ref}: withdraw that entry first." if entry else ""
    behind = Reason("has-an-entry", words) if entry else None
    moved = () if is_pending(ruling) or ruling is None else NOMINATION.may("reopen", nomination.state).reasons
    return Permission.unless(*may_screen(actor).reasons, nothing if ruling is None else None, behind, *moved)
