"""What staff may do with nominations and entries, and every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.lifecycle import ENTRY, EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category

WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one nominee stands before judges may read: the notice, whether it bounced, whether they are under 18."""

    nominee: Nominee
    notice: Notice | None
    bounced: bool
    child: bool

    @property
    def told(self) -> bool:
        """Whether a notice went (and arrived, for all we know), or staff said why none does."""
        if self.notice is None:
            return False
        return bool(self.notice.not_sent_because) or (self.notice.queued_at is not None and not self.bounced)

    @property
    def response(self) -> Response:
        """What they answered."""
        return self.notice.response if self.notice else Response.NONE


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
    actor: Actor,
    nomination: Nomination,
    *,
    entry: Entry | None,
    standings: Collection[Standing],
    excused: Container[int] = (),
) -> Permission:
    """Say whether the nomination may go to judges: ruled eligible, everybody told, nobody against it.

    `excused` holds ids of nominees for whom staff are about to say why no notice is sent.
    """
    return Permission.unless(
        _not_staff(actor),
        _not_ruled_eligible(nomination),
        _behind(entry, "so it cannot be admitted again"),
        *(objection for standing in standings for objection in _answers_against(standing)),
        *(_not_told(standing) for standing in standings if standing.nominee.id not in excused),
    )


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


def _answers_against(standing: Standing) -> Iterable[Reason]:
    name = standing.nominee.full_name
    if standing.response is Response.DECLINED:
        yield Reason("declined", f"{name} has declined to be put forward.")
    elif standing.child and standing.response is not Response.AGREED:
        yield Reason("child-has-not-agreed", f"{name} is under 18 and has not agreed yet.")


def _not_told(standing: Standing) -> Reason | None:
    if standing.told:
        return None
    name = standing.nominee.full_name
    return Reason("not-told", f"{name} has not been sent the notice: send it, or say why it is not sent.")
