"""The page on which a nominator checks everything before it is sent, and the page of what was sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.eligibility.rules import RuleSpec
from awards.nominations.asked_queries import asked_summary
from awards.nominations.asking_pages import added_later, moves_told, task_from
from awards.nominations.kept import kept_of
from awards.nominations.lifecycle import NominationState
from awards.nominations.listing import closing, mine, next_steps, sent_versions
from awards.nominations.models import Nomination
from awards.nominations.outcome import leave_unsaid, reason_as_typed, what_followed
from awards.nominations.policy import may_ask_for_correction, may_revise, may_submit, may_withdraw
from awards.nominations.summaries import Address, about_you_rows, answer_rows, nominee_rows
from awards.nominations.tasks import missing_things
from awards.nominations.told import told
from awards.nominations.versions import worked_on


def may_send(session: Session, nomination: Nomination, *, now: datetime) -> Permission:
    """Say whether the draft may be sent as it stands; needs it in full. One statement, for a new version alone."""
    busy = nomination.revises is not None and worked_on(session, nomination.revises)
    return may_submit(nomination, now=now, worked_on=busy)


def everything_to_check(
    session: Session, nomination: Nomination, address: Address, *, rules: Collection[RuleSpec], permission: Permission
) -> dict[str, Any]:
    """Give what the page shows: what is missing or stands against it, every answer, and where to change each."""
    missing = missing_things(nomination, address)
    blocked = [reason for reason in permission.reasons if not reason.code.endswith("-incomplete")]
    return {
        "missing": missing,
        "blocked": blocked,
        "found": told(nomination, rules),
        "about_you": about_you_rows(nomination, address),
        "nominees": nominee_rows(nomination, address),
        "answers": answer_rows(nomination, address),
        "kept": kept_of(session, nomination),
        "eligibility_url": address("eligibility"),
        "declarations_url": address("declarations"),
        "nominee_url": address("nominee"),
    }


def everything_sent(
    session: Session, nomination: Nomination, address: Address, *, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Give what the receipt shows: where it stands, every version, requests to staff, and what can still be done.

    What others have put right about the nominees is left unsaid. Three statements at most.
    """
    followed = what_followed(session, nomination)
    leave_unsaid(nomination, followed.since)
    waiting = sum(1 for one in followed.corrections if one.answered_at is None)
    asked, zone = asked_summary(session, nomination), nomination.season.programme.zone
    ruled = nomination.state is not NominationState.SUBMITTED
    busy = ruled or followed.begun
    return {
        "reason": reason_as_typed(session, nomination, followed.since),
        "mine": mine(nomination, address, now=now, version=nomination.new_version),
        "closing": closing(nomination, now=now),
        "steps": next_steps(nomination.season),
        "is_mailed": followed.is_mailed,
        "about_you": about_you_rows(nomination),
        "nominees": nominee_rows(nomination, put_right=followed.since.put_right),
        "versions": sent_versions(nomination),
        "corrections": followed.corrections,
        "task": task_from(asked, nomination, address, now=now),
        "added": added_later(asked, zone),
        "moves": moves_told(asked, zone),
        "can_revise": bool(may_revise(nomination, worked_on=busy, now=now)),
        "can_withdraw": bool(may_withdraw(nomination, actor=actor, now=now)),
        "can_ask": bool(may_ask_for_correction(nomination, worked_on=busy, waiting=waiting, now=now)),
    }
