"""Ruling on nominations, and moving entries through the results."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.eligibility.verdict import Level
from awards.ledger.acts import EntryWithdrawn
from awards.nominations.actions import mark_ruled
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import send_notice
from awards.nominees.queries import notices_of
from awards.screening.case_around import last_rulings
from awards.screening.cases import kept_verdict, latest_verdicts, look_again
from awards.screening.lifecycle import ENTRY, EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee, Ruling, RulingDecision, VerdictRecord
from awards.screening.policy import may_rule, may_send_notices, may_withdraw_entry
from awards.screening.queries import check_of, nominations_behind, whole
from awards.screening.ruling_policy import is_as_seen, wants_second
from awards.screening.standing import Around, around
from awards.screening.telling import tell_nominator
from awards.sealing.acting import append_act, entered_labels, label_of
from awards.seasons.models import Category
from awards.seasons.queries import programme_key_of

PLAIN: Final = "The rules say so."
"""The reason that is kept when staff confirm that a nomination is eligible and write nothing."""


def rule_on(
    session: Session,
    nomination: Nomination,
    *,
    decision: RulingDecision,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    now: datetime,
) -> Ruling:
    """Decide on eligibility beside what the rules say, which it never changes; the last ruling holds.

    `seen` is the mark of the ruling that stood when a page was looked at; None where no page showed any. Only a plain
    confirmation that it is eligible needs no reason. Where the season asks for a second person, nothing follows until
    somebody else seconds it. Then whoever is put forward is told, in neutral words; the nominator is told, after a
    while in which it can be taken back, when it does not go forward, and when that is overturned.

    Raises:
        Refused: no reason, not staff, another ruling than was seen stands, not sent yet, held, set aside, withdrawn,
            or already behind an entry.
    """
    ready = whole(session, nomination)
    known = around(session, ready, now=now)
    standing = last_rulings(session, [ready.id]).get(ready.id)
    require(is_as_seen(standing.ruling if standing else None, seen))
    require(may_rule(actor, ready, entry=known.entry, decision=decision))
    verdict = verdict_now(session, ready, known=known, now=now)
    plain = decision is RulingDecision.ELIGIBLE and verdict.level == Level.ELIGIBLE
    if not reason.strip() and not plain:
        raise Refused.because("no-reason", "Give the reason for the ruling.")
    words = reason.strip() or PLAIN
    second = wants_second(ready.season, decision=decision, level=verdict.level)
    ruling = Ruling(nomination_id=nomination.id, verdict_id=verdict.id, decision=decision, reason=words,
                    ruled_by=actor.reference, ruled_at=now, needs_second=second)  # fmt: skip
    session.add(ruling)
    facts = {"verdict": verdict.level, "decision": decision.value, "rules": verdict.rule_set_version}
    asked = {"second": True} if second else {}
    differs = verdict.level != decision.value
    record(session, Tag.NOMINATION_RULED, nomination.ref, actor=actor, at=now, reason=words, differs=differs,
           **facts, **asked)  # fmt: skip
    session.flush()
    if not second:
        put_into_effect(session, nomination, ruling, actor=actor, now=now)
    look_again(session, [nomination], now=now)
    return ruling


def put_into_effect(session: Session, nomination: Nomination, ruling: Ruling, *, actor: Actor, now: datetime) -> None:
    """Let a ruling that holds be followed by what follows from it: the state, notices, and word to the nominator."""
    mark_ruled(session, nomination, eligible=ruling.decision is RulingDecision.ELIGIBLE)
    if ruling.decision is RulingDecision.ELIGIBLE:
        free_from_withdrawn_entries(session, nomination)
        send_notices(session, nomination, actor=actor, now=now)
    tell_nominator(session, nomination, ruling, now=now)


def verdict_now(session: Session, nomination: Nomination, *, known: Around, now: datetime) -> VerdictRecord:
    """Put a whole nomination to the rules in force and give the record of what they say, a new one if it differs."""
    check = check_of(session, nomination, known=known)
    latest = latest_verdicts(session, [nomination.id]).get(nomination.id)
    kept = kept_verdict(session, nomination, check=check, latest=latest, now=now)
    session.flush()
    return kept


def send_notices(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> int:
    """Send the notice to every nominee who has an address and has not had one; gives how many were sent.

    Raises:
        Refused: it was not sent or no longer stands, or it is held as possible spam.
    """
    require(may_send_notices(actor, nomination))
    nominees = session.scalars(
        select(Nominee).where(Nominee.nomination_id == nomination.id, Nominee.position > 0).order_by(Nominee.position)
    ).all()
    notices = notices_of(session, [one.id for one in nominees])
    due = [one for one in nominees if not (one.id in notices and notices[one.id].queued_at)]
    key = programme_key_of(session, nomination.season_id)
    sent = sum(send_notice(session, one, programme_key=key, actor=actor, now=now) for one in due)
    look_again(session, [nomination], now=now)
    return sent


def move_entry(session: Session, entry: Entry, verb: str) -> None:
    """Move an entry by a verb of its lifecycle; whoever calls leaves the audit entry.

    Raises:
        Refused: the verb is not legal from the entry's state.
    """
    entry.state = ENTRY.after(verb, entry.state)
    session.flush()


def withdraw_entry(session: Session, entry: Entry, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take an entry out, for a reason, and stop the mail about it that has not gone yet.

    Raises:
        Refused: no reason, not staff, or withdrawn already.
    """
    require(may_withdraw_entry(actor, entry))
    if not reason.strip():
        raise Refused.because("no-reason", "Give the reason for withdrawing the entry.")
    was = entry.state
    move_entry(session, entry, "withdraw")
    cancel_messages(session, entry.ref)
    told = record(session, Tag.ENTRY_WITHDRAWN, entry.ref, actor=actor, at=now, reason=reason, was=was.value)
    note_withdrawn(session, entry, reason=told.reason_hash, at=now)
    look_again(session, nominations_behind(session, entry), now=now)


def note_withdrawn(session: Session, entry: Entry, *, reason: str | None, at: datetime) -> None:
    """Write into the record of judging that an entry is withdrawn, if it ever came before judges.

    `reason` is the hash that the trail keeps of it.
    """
    season_id = session.get_one(Category, entry.category_id).season_id
    entered = entered_labels(session, season_id)
    if entered and (label := label_of(session, season_id, entry.ref)) in entered:
        append_act(session, season_id, EntryWithdrawn(entry=label, reason=reason), at=at)


def free_from_withdrawn_entries(session: Session, nomination: Nomination) -> None:
    """Let go of an entry that was withdrawn, so that what is ruled eligible once more can be admitted once more."""
    gone = select(Entry.id).where(Entry.state == EntryState.WITHDRAWN)
    people = select(Nominee.id).where(Nominee.nomination_id == nomination.id)
    session.execute(
        delete(EntryNomination).where(
            EntryNomination.nomination_id == nomination.id, EntryNomination.entry_id.in_(gone)
        )
    )
    session.execute(delete(EntryNominee).where(EntryNominee.nominee_id.in_(people), EntryNominee.entry_id.in_(gone)))
