"""Saying that one cannot judge an entry, without a conflict: it leaves the judge's pages and is planned anew."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.judging.scoring import Scoring
from awards.panels.acts import note_abstained
from awards.panels.lifecycle import ASSIGNMENT
from awards.panels.plans import ask_plan
from awards.panels.words import PlanCause


class Why(StrEnum):
    """Why a judge cannot judge an entry."""

    OUTSIDE = "outside"
    UNCLEAR = "unclear"
    HARD = "hard"
    TIME = "time"
    OTHER = "other"


WORDS = {
    Why.OUTSIDE: "It is outside what I know",
    Why.UNCLEAR: "There is too little in it to score",
    Why.HARD: "I would rather not read about this",
    Why.TIME: "I have no time for it",
    Why.OTHER: "Something else",
}
"""What judges choose from, in this order."""


def abstain(session: Session, scoring: Scoring, *, why: Why, words: str, actor: Actor, now: datetime) -> None:
    """Take an entry off a judge's pages because they cannot judge it, and ask for a plan without them.

    What they scored does not count. Awards staff read the reason; the trail does not hold it.

    Raises:
        Refused: judging is not open, or their scores for it are handed in.
    """
    require(scoring.permission(now))
    assignment = scoring.assignment
    assignment.state = ASSIGNMENT.after("abstain", assignment.state)
    assignment.abstained_at = now
    assignment.abstained_because = "\n".join(filter(None, [WORDS[why], words]))
    judge, panel = assignment.member.user.ref, assignment.member.panel
    record(session, Tag.ASSIGNMENT_ABSTAINED, assignment.entry.ref, actor=actor, at=now, judge=judge)
    note_abstained(session, assignment, at=now)
    ask_plan(session, panel, cause=PlanCause.ABSTAINED, actor=actor, now=now)
    session.flush()
