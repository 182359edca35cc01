"""What staff may do with nominations and entries, and every reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination
from awards.nominees.words import Response
from awards.screening.lifecycle import ENTRY, EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category

WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one nominee stands before judges may read: told or not, the answer, and whether they are under 18."""

    name: str
    told: bool
    response: Response
    child: bool


def may_screen(actor: Actor) -> Permission:
    """Say whether this is somebody of staff who may change things; the worker and commands hold no roles."""
    return Permission.unless(_not_staff(actor))


def may_rule(actor: Actor, nomination: Nomination, *, entry: Entry | None) -> Permission:
    """Say whether eligibility may be ruled on; `entry` is the one that the nomination is behind, if any."""
    return Permission.unless(
        _not_staff(actor),
        *NOMINATION.may("rule_eligible", nomination.state).reasons,
        _behind(entry, "so it cannot be ruled on again: withdraw that entry first"),
    )


def may_admit(
    actor: Actor, nomination: Nomination, *, entry: Entry | None, standings: Iterable[Standing]
) -> Permission:
    """Say whether the nomination may go to judges: ruled eligible, everybody told, nobody against it."""
    return Permission.unless(
        _not_staff(actor), _not_ruled_eligible(nomination), _behind(entry, "so it cannot be admitted again"),
        *(objection for standing in standings for objection in _objections_to(standing)),
    )  # fmt: skip


def may_join(nomination: Nomination, entry: Entry) -> Permission:
    """Say whether the nomination may be added to this entry: same category, not yet decided on."""
    same = nomination.category_id == entry.category_id
    return Permission.unless(
        None if same else Reason("another-category", f"Entry {entry.ref} is in another category."),
        None
        if entry.state is EntryState.IN_JUDGING
        else Reason("entry-decided", f"Entry {entry.ref} is no longer in judging, so nothing can be added to it."),
    )


def may_honour(actor: Actor, category: Category) -> Permission:
    """Say whether the organiser may name somebody in this category without a nomination."""
    by_nomination = Reason("nominated-category", f"{category.name} is given to people who were nominated.")
    return Permission.unless(_not_staff(actor), by_nomination if category.nominated else None)


def may_withdraw_entry(actor: Actor, entry: Entry) -> Permission:
    """Say whether the entry may be taken out of judging or of the results."""
    return Permission.unless(_not_staff(actor), *ENTRY.may("withdraw", entry.state).reasons)


def _not_staff(actor: Actor) -> Reason | None:
    writes = actor.audience is Audience.STAFF and (not actor.roles or actor.roles & WRITERS)
    return None if writes else Reason("not-staff", "Only awards staff may do this.")


def _not_ruled_eligible(nomination: Nomination) -> Reason | None:
    if nomination.state is NominationState.ELIGIBLE:
        return None
    return Reason("not-ruled-eligible", f"Nomination {nomination.ref} has not been ruled eligible.")


def _behind(entry: Entry | None, so: str) -> Reason | None:
    if entry is None:
        return None
    return Reason("has-an-entry", f"This nomination is behind entry {entry.ref}, {so}.")


def _objections_to(standing: Standing) -> Iterable[Reason]:
    if standing.response is Response.DECLINED:
        yield Reason("declined", f"{standing.name} has declined to be put forward.")
    elif standing.child and standing.response is not Response.AGREED:
        yield Reason("child-has-not-agreed", f"{standing.name} is under 18 and has not agreed yet.")
    if not standing.told:
        yield Reason("not-told", f"{standing.name} has not been sent the notice: send it, or say why it is not sent.")
