"""What a visitor of the demo finds open on a morning of screening: questions asked, an offer, a note, one on hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.db import begin_to_write
from awards.demo.nominating import Written
from awards.demo.screening import left_open
from awards.nominations.adding import save_additions, send_additions
from awards.nominations.asked_queries import asked_summary, categories_to_offer, nomination_to_ask, nomination_to_move
from awards.nominations.asking import Wanted, ask_for_more
from awards.nominations.correcting import ask_for_correction
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominations.offering import offer_move
from awards.nominations.offering_fit import fits
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.duplicates import find_duplicates_due
from awards.screening.merging import merge
from awards.screening.noting import write_note
from awards.screening.parking import park
from awards.seasons.models import Season
from awards.seasons.queries import rule_set_in_force

ANSWER_IN = timedelta(days=60)
"""How long nominators have in the demo, so that its later phases still find something open."""


def leave_open(session: Session, season: Season, written: list[Written], *, actor: Actor) -> Iterator[str]:
    """Give those nominations that nobody ruled on something to wait for, one kind after another; the caller commits."""
    acts = cycle((_nothing, _asked, _answered, _noted, _on_hold, _correction))
    for number, (one, act) in enumerate(zip(left_open(written), acts, strict=False)):
        now = season.closes_at + timedelta(days=3, minutes=7 * number)
        nomination = nomination_to_ask(session, one.ref, season_id=season.id, writing=True)
        if nomination.state is NominationState.SUBMITTED:
            act(session, nomination, actor=actor, now=now)
            yield one.ref


def offer_better_awards(session: Session, season: Season, written: list[Written], *, actor: Actor) -> Iterator[str]:
    """Offer the first nomination that fits elsewhere, by the rules, a move there."""
    for one in left_open(written):
        nomination = nomination_to_move(session, one.ref, season_id=season.id, writing=True)
        if nomination.state is not NominationState.SUBMITTED:
            continue
        found = fits(nomination, categories_to_offer(session, nomination), rule_set_in_force(session, season))
        better = next((fit for fit in found if fit.suggested), None)
        if better is None or asked_summary(session, nomination).requests:
            continue
        now = season.closes_at + timedelta(days=4)
        note = "What you wrote tells of leadership more than of one piece of practice. Would you let us move it?"
        offer_move(session, nomination, better.category, note=note, answer_by=now + ANSWER_IN, actor=actor, now=now)
        yield one.ref
        return


def _nothing(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Leave it to the visitor."""


def _asked(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    keys = [question.key for question in nomination.category.questions if not question.optional][-1:]
    wanted = Wanted(
        questions=keys, note="Can you say how you know that it made a difference?", answer_by=now + ANSWER_IN
    )
    ask_for_more(session, nomination, wanted, actor=actor, now=now)


def _answered(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    _asked(session, nomination, actor=actor, now=now)
    asked = asked_summary(session, nomination)
    (request,) = asked.requests
    texts = dict.fromkeys(request.questions, "The family told us so at the review, and the school saw it as well.")
    save_additions(session, nomination, request, texts=texts, with_judges=False, now=now + timedelta(hours=6))
    writer = Actor(Audience.NOMINATORS, nomination.nominator.ref)
    send_additions(session, nomination, request, asked=asked, actor=writer, now=now + timedelta(hours=6))


def _noted(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    write_note(session, nomination, text="Rang the employer: they call back on Thursday.", actor=actor, now=now)


def _on_hold(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    park(
        session,
        nomination,
        because="We wait for the trustees to say who may be named.",
        until=None,
        actor=actor,
        now=now,
    )


def _correction(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 - the nominator asks
    writer = Actor(Audience.NOMINATORS, nomination.nominator.ref)
    text = "I spelt the name of the team wrongly. It is the Harbour Lane team."
    ask_for_correction(session, nomination, text=text, actor=writer, now=now)


def merge_a_pair(session: Session, season: Season, *, actor: Actor) -> str | None:
    """Find likely duplicates and merge the likeliest pair that may be; gives the reference of what was merged."""
    now = season.closes_at + timedelta(days=1, hours=6)
    find_duplicates_due(session, now)
    begin_to_write(session)
    chosen = select(LikelyDuplicate).order_by(LikelyDuplicate.score.desc(), LikelyDuplicate.id)
    for pair in session.scalars(chosen).all():
        first, second = (session.get_one(Nomination, key) for key in (pair.first_id, pair.second_id))
        for one, lead in ((first, second), (second, first)):
            try:
                merge(session, one, into=lead, reason="The same team, put forward twice.", actor=actor, now=now)
            except Refused:
                continue  # it is with judges already, or an answer would be lost
            return one.ref
    return None
