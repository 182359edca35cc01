"""What staff may ask of a nominator, what a nominator may add or agree to, and why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.asked_queries import AskedSummary, is_open
from awards.nominations.extending import may_serve
from awards.nominations.holding import is_held
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.seasons.models import Category

LONGEST_WAIT: Final = timedelta(days=92)
"""A day to answer by that is further off is a slip of the keyboard."""
_NOT_ASKED: Final = {
    NominationState.DRAFT: Reason("not-sent", "This nomination has not been sent yet."),
    NominationState.WITHDRAWN: Reason("withdrawn", "This nomination has been withdrawn."),
    NominationState.SET_ASIDE: Reason("set-aside", "This nomination is set aside: the people put forward declined."),
    NominationState.MERGED: Reason("merged", "This nomination is merged into another: ask about that one."),
}
_CLOSED: Final = {
    NominationState.DRAFT: Reason("not-sent", "You have not sent this nomination yet."),
    NominationState.WITHDRAWN: Reason("withdrawn", "This nomination has been withdrawn, so nothing more is needed."),
    NominationState.SET_ASIDE: Reason("set-aside", "This nomination does not go forward, so nothing more is needed."),
    NominationState.MERGED: Reason("merged", "Nothing more is needed from you."),
}
_WITH_JUDGES: Final = Reason("with-judges", "This nomination is with the judges already.")
_JUDGES_HAVE_IT: Final = Reason("with-judges", "Our judges have this nomination already, so it stays as it is.")
_ASKED: Final = Reason("asked-already", "The nominator has been asked for more already: take that back first.")
_OFFERED: Final = Reason("offered-already", "A move has been offered already: take that offer back first.")


def may_ask(actor: Actor, nomination: Nomination, asked: AskedSummary, *, now: datetime) -> Permission:
    """Say whether the nominator may be asked for more now: one thing is asked at a time. Needs the nominator loaded."""
    unreachable = nomination.nominator.email is None
    words = "There is no email address of the nominator, so nobody would learn of it. Speak to them instead."
    return Permission.unless(
        *_reasons_of_staff(actor, nomination, asked, now=now),
        Reason("no-address", words) if unreachable else None,
    )


def may_offer(actor: Actor, nomination: Nomination, asked: AskedSummary, *, now: datetime) -> Permission:
    """Say whether a move may be offered to the nominator now: one thing is asked at a time."""
    words = "Other nominations go forward with this one in this award: take them out again first."
    return Permission.unless(
        *_reasons_of_staff(actor, nomination, asked, now=now), Reason("leads", words) if asked.leads else None
    )


def may_move_to(nomination: Nomination, category: Category) -> Permission:
    """Say whether what was sent may be moved to this category at all."""
    fits = category.nominated and category.season_id == nomination.season_id
    return Permission.unless(
        None if fits else Reason("not-nominated", "This award is not open to nominations."),
        Reason("same-award", "The nomination is in this award already.")
        if category.id == nomination.category_id
        else None,
    )


def may_wait_until(answer_by: datetime, *, now: datetime) -> Permission:
    """Say whether the nominator may be given until this moment to answer."""
    return Permission.unless(
        Reason("in-the-past", "The day to answer by must be today or later.") if answer_by <= now else None,
        Reason("far-off", "The day to answer by must be within three months.")
        if answer_by > now + LONGEST_WAIT
        else None,
    )


def may_take_back(actor: Actor, asked: InformationRequest | MoveOffer) -> Permission:
    """Say whether this may be taken back: nobody has answered it, and it was not taken back before."""
    return Permission.unless(
        *may_serve(actor).reasons,
        Reason("answered", "The nominator has answered already.") if asked.answered_at else None,
        Reason("taken-back", "This has been taken back already.") if asked.taken_back_at else None,
    )


def may_add(nomination: Nomination, request: InformationRequest, *, with_judges: bool) -> Permission:
    """Say whether the nominator may still add what was asked for; a date that has passed does not stop it."""
    return Permission.unless(
        _CLOSED.get(nomination.state),
        _JUDGES_HAVE_IT if with_judges else None,
        Reason("taken-back", "We have taken this back: nothing more is needed of you.")
        if request.taken_back_at
        else None,
        Reason("sent", "You have sent this already.") if request.answered_at else None,
    )


def may_answer_offer(nomination: Nomination, offer: MoveOffer, *, with_judges: bool, now: datetime) -> Permission:
    """Say whether the nominator may answer the offer: while it stands, and in time."""
    over = is_open(offer) and offer.answer_by <= now
    return Permission.unless(
        *_reasons_of_offer(nomination, offer, with_judges=with_judges),
        Reason("over", "The day to answer by has passed: the nomination stays where it is.") if over else None,
    )


def may_record_answer(nomination: Nomination, offer: MoveOffer, *, with_judges: bool, actor: Actor) -> Permission:
    """Say whether staff may write down what the nominator answered, which may have come in time and be late here."""
    return Permission.unless(*may_serve(actor).reasons, *_reasons_of_offer(nomination, offer, with_judges=with_judges))


def _reasons_of_offer(nomination: Nomination, offer: MoveOffer, *, with_judges: bool) -> list[Reason | None]:
    moved = is_open(offer) and nomination.category_id != offer.from_category_id
    return [
        _CLOSED.get(nomination.state),
        _JUDGES_HAVE_IT if with_judges else None,
        Reason("taken-back", "We have taken this suggestion back: the nomination stays where it is.")
        if offer.taken_back_at
        else None,
        Reason("answered", "This has been answered already.") if offer.answered_at else None,
        Reason("moved", "The nomination is in another award by now.") if moved else None,
    ]


def _reasons_of_staff(
    actor: Actor, nomination: Nomination, asked: AskedSummary, *, now: datetime
) -> list[Reason | None]:
    held = is_held(nomination) and nomination.state not in _NOT_ASKED
    return [
        *may_serve(actor).reasons,
        _NOT_ASKED.get(nomination.state),
        Reason("held", "This nomination is held as possible spam: release it first.") if held else None,
        _WITH_JUDGES if asked.with_judges else None,
        _ASKED if asked.open_request is not None else None,
        _OFFERED if asked.open_offer(now) is not None else None,
    ]
