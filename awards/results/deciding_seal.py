"""Decisions and what came after them as acts of the sealed record: labels and hashes, no names, no words of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.ledger.acts import Decided, Departure, EntryEntered, Purpose
from awards.results.models import Decision, DecisionKind, DepartureKind
from awards.sealing.acting import append_act, entered_labels, label_of, staff_label_of
from awards.seasons.models import Category

_PURPOSES = {DecisionKind.SHORTLIST: Purpose.SHORTLIST, DecisionKind.WINNERS: Purpose.WINNERS}
_DEPARTURES = {
    DepartureKind.NEW_FACT: Departure.NEW_FACT,
    DepartureKind.ELIGIBILITY: Departure.ELIGIBILITY,
    DepartureKind.CONFLICT: Departure.CONFLICT,
    DepartureKind.BALANCE: Departure.PORTFOLIO,
    DepartureKind.JUDGEMENT: Departure.JUDGEMENT,
}


def seal_decision(
    session: Session, category: Category, decision: Decision, *, reason_hash: str | None, second: Actor | None
) -> None:
    """Enter a decision that holds into its season's record, with both its people where it departs.

    `reason_hash` is the one that the trail keeps of the reason: its text and salt can be erased there.
    """
    season_id = category.season_id
    if not category.nominated:
        _enter_unscored(session, category, [*decision.decided_order, *decision.commended], at=_moment(decision))
    departs = decision.departure is not None
    act = Decided(
        category=category.key,
        purpose=_PURPOSES[decision.kind],
        scored_order=_labels(session, season_id, decision.scored_order),
        decided_order=_labels(session, season_id, decision.decided_order),
        commended=_labels(session, season_id, decision.commended),
        withheld=decision.kind is DecisionKind.WINNERS and not decision.decided_order,
        departs=departs,
        departure=_DEPARTURES[decision.departure] if decision.departure else None,
        vote=_vote(decision),
        reason=reason_hash,
        by=staff_label_of(session, season_id, decision.decided_by),
        second=person_label(session, season_id, second) if second else None,
    )
    append_act(session, season_id, act, at=_moment(decision))


def person_label(session: Session, season_id: int, actor: Actor) -> str:
    """Give the label of whoever acts: a judge's own, or the one of somebody who acts for the organiser."""
    if actor.audience is Audience.JUDGES:
        return label_of(session, season_id, actor.reference)
    return staff_label_of(session, season_id, actor.reference)


def _enter_unscored(session: Session, category: Category, refs: Iterable[str], *, at: datetime) -> None:
    """Put those whom the organiser honours without scores into the record, before it says that they were chosen."""
    for one in sorted(set(_labels(session, category.season_id, refs)) - entered_labels(session, category.season_id)):
        append_act(session, category.season_id, EntryEntered(entry=one, category=category.key), at=at)


def _labels(session: Session, season_id: int, refs: Iterable[str]) -> list[str]:
    return [label_of(session, season_id, ref) for ref in refs]


def _vote(decision: Decision) -> str | None:
    """Give the name of the vote that it rests on, as `meetings.sealed.vote_name` enters votes."""
    votes = decision.votes or {}
    return f"{votes['meeting']}-{votes['vote']}" if {"meeting", "vote"} <= votes.keys() else None


def _moment(decision: Decision) -> datetime:
    return decision.confirmed_at or decision.decided_at
