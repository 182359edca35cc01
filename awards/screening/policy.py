"""What staff may do with nominations and entries, and every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.nominations.holding import is_held
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.supporting import adult_confirmed
from awards.nominees.words import Confirmation, Response
from awards.screening.lifecycle import ENTRY, EntryState
from awards.screening.models import Entry, RulingDecision
from awards.seasons.models import Category

WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one nominee stands before judges may read: the notice and its answer, and what is known of them."""

    nominee: Nominee
    notice: Notice | None
    bounced: bool
    child: bool
    """Under 18, or may be in a category that reveals something: silence means waiting."""
    minor: bool = False
    """Known to be under 18: an adult confirms as well."""
    adult: Supporter | None = None
    """The adult named last."""
    adult_bounced: bool = False
    """Whether the message to that adult did not arrive."""
    suppressed: bool = False
    """Somebody with this name or address asked not to be put forward."""
    judges: bool = False
    """Whether a judge of the programme has this address."""

    @property
    def told(self) -> bool:
        """Whether a notice went (and reached them, for all we know), they answered, or staff said why none goes."""
        if self.notice is None:
            return False
        if self.notice.not_sent_because or self.notice.response is not Response.NONE:
            return True
        return self.notice.queued_at is not None and not self.bounced and self.notice.misdirected_at is None

    @property
    def response(self) -> Response:
        """What they answered."""
        return self.notice.response if self.notice else Response.NONE

    @property
    def declined(self) -> bool:
        """Whether they said no."""
        return self.response is Response.DECLINED

    @property
    def lacks_adult(self) -> bool:
        """Whether they agreed and the adult whom they need has not confirmed."""
        return self.minor and self.response is Response.AGREED and not adult_confirmed(self.notice, self.adult)


def may_screen(actor: Actor) -> Permission:
    """Say whether this is somebody of staff who may change things; the worker and commands hold no roles."""
    return Permission.unless(_not_staff(actor))


def may_rule(
    actor: Actor, nomination: Nomination, *, entry: Entry | None, decision: RulingDecision | None = None
) -> Permission:
    """Say whether eligibility may be ruled on; `entry` is the one that the nomination is behind, if any.

    What is with judges can only be confirmed, once the rules say something else than when it was ruled on.
    """
    confirms = decision is RulingDecision.ELIGIBLE and nomination.state is NominationState.ELIGIBLE
    return Permission.unless(
        _not_staff(actor),
        *NOMINATION.may("rule_eligible", nomination.state).reasons,
        _held(nomination, "so it cannot be ruled on"),
        None if confirms else _behind(entry, "so it cannot be ruled on again: withdraw that entry first"),
    )


def may_admit(
    actor: Actor,
    nomination: Nomination,
    *,
    entry: Entry | None,
    standings: Collection[Standing],
    excused: Container[int] = (),
    unstamped: Collection[str] = (),
    undecided: bool = False,
) -> Permission:
    """Say whether the nomination may go to judges: ruled eligible, copies stamped, everybody told, somebody willing.

    Whoever said no is left out and stands in nobody's way; under 18s must have agreed and an adult confirmed.
    `excused` holds ids of nominees for whom staff are about to say why no notice is sent; `unstamped` the references
    of those nominations, this one or one that goes forward with it, whose copy has no stamp that counts; `undecided`
    whether a ruling on it waits for a second person.
    """
    return Permission.unless(
        _not_staff(actor),
        _not_ruled_eligible(nomination),
        Reason("second-wanted", "A ruling on it waits for a second person.") if undecided else None,
        _behind(entry, "so it cannot be admitted again"),
        *(Reason("not-stamped", f"The judges’ copy of {ref} is not stamped.") for ref in unstamped),
        _nobody_willing(standings),
        *(_not_agreed(standing) for standing in standings),
        *(_not_confirmed(standing) for standing in standings),
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


def may_record_answer(nominee: Nominee) -> Permission:
    """Say whether an answer of this nominee can be recorded; nobody answers for somebody who has died."""
    return Permission.unless(
        Reason("has-died", "This person has died. Nobody answers for them.") if nominee.deceased else None
    )


def may_change_copy(actor: Actor, nomination: Nomination) -> Permission:
    """Say whether staff may work on the judges' copy of the nomination: it was sent, and it was not withdrawn."""
    gone = nomination.state in {NominationState.DRAFT, NominationState.WITHDRAWN}
    unsent = Reason("not-standing", f"Nomination {nomination.ref} was not sent, or was withdrawn: it has no copy.")
    return Permission.unless(_not_staff(actor), unsent if gone else None)


def may_warn(actor: Actor, entry: Entry) -> Permission:
    """Say whether what judges are warned of may be changed: not once the entry was withdrawn."""
    return may_stamp_again(actor, entry)


def may_stamp_again(actor: Actor, entry: Entry) -> Permission:
    """Say whether the judges' copy may be changed: not once the entry was withdrawn."""
    gone = Reason("entry-withdrawn", f"Entry {entry.ref} is withdrawn: nobody reads its copy.")
    return Permission.unless(_not_staff(actor), gone if entry.state is EntryState.WITHDRAWN else None)


def may_put_back(actor: Actor, entry: Entry, standing: Standing) -> Permission:
    """Say whether somebody who was left out of the entry may stand in it again: they agree, and so does any adult."""
    name = standing.nominee.full_name
    agreed = standing.response is Response.AGREED
    decided = entry.state is not EntryState.IN_JUDGING
    return Permission.unless(
        _not_staff(actor),
        None if agreed else Reason("not-agreed", f"{name} has not agreed."),
        _not_confirmed(standing),
        Reason("entry-decided", f"Entry {entry.ref} is no longer in judging.") if decided else None,
    )


def may_withdraw_entry(actor: Actor, entry: Entry) -> Permission:
    """Say whether the entry may be taken out of judging or of the results."""
    return Permission.unless(_not_staff(actor), *ENTRY.may("withdraw", entry.state).reasons)


def _not_staff(actor: Actor) -> Reason | None:
    writes = actor.audience is Audience.STAFF and (not actor.roles or actor.roles & WRITERS)
    return None if writes else Reason("not-staff", "Only awards staff may do this.")


def may_send_notices(actor: Actor, nomination: Nomination) -> Permission:
    """Say whether people may be told of this nomination: it was sent, still stands, and is not held back."""
    sent = nomination.state in {NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE}
    unsent = Reason("not-standing", "Nobody is told of a nomination that was not sent, or that no longer stands.")
    return Permission.unless(_not_staff(actor), None if sent else unsent, _held(nomination, "so nobody is told of it"))


def _not_ruled_eligible(nomination: Nomination) -> Reason | None:
    if nomination.state is NominationState.ELIGIBLE:
        return None
    return Reason("not-ruled-eligible", f"Nomination {nomination.ref} has not been ruled eligible.")


def _behind(entry: Entry | None, so: str) -> Reason | None:
    if entry is None:
        return None
    return Reason("has-an-entry", f"This nomination is behind entry {entry.ref}, {so}.")


def _held(nomination: Nomination, so: str) -> Reason | None:
    if not is_held(nomination):
        return None
    return Reason("held", f"This nomination is held as possible spam, {so}: release it first.")


def _nobody_willing(standings: Collection[Standing]) -> Reason | None:
    if not standings or not all(standing.declined for standing in standings):
        return None
    names = [standing.nominee.full_name for standing in standings]
    who = f"{names[0]} has" if len(names) == 1 else "Everybody who is named has"
    return Reason("declined", f"{who} declined to be put forward.")


def _not_agreed(standing: Standing) -> Reason | None:
    if not standing.child or standing.nominee.deceased or standing.response is not Response.NONE:
        return None
    name = standing.nominee.full_name
    is_child = "is" if standing.minor else "may be"
    return Reason("child-has-not-agreed", f"{name} {is_child} under 18 and has not agreed yet.")


def _not_confirmed(standing: Standing) -> Reason | None:
    if not standing.lacks_adult or standing.nominee.deceased:
        return None
    name = standing.nominee.full_name
    if standing.adult is not None and standing.adult.response is Confirmation.REFUSED:
        return Reason("adult-has-refused", f"{name} is under 18, and the adult whom they named has refused.")
    return Reason("adult-has-not-confirmed", f"{name} is under 18, and no adult has confirmed yet.")


def _not_told(standing: Standing) -> Reason | None:
    if standing.told:
        return None
    name = standing.nominee.full_name
    return Reason("not-told", f"{name} has not been sent the notice: send it, or say why it is not sent.")
