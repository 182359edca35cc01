"""Ruling on nominations, and moving entries through the results."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.eligibility.verdict import Verdict
from awards.links.purposes import Purpose
from awards.nominations.actions import mark_ruled
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.nominees.actions import send_notice
from awards.nominees.queries import notices_of
from awards.screening.lifecycle import ENTRY, EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee, Ruling, RulingDecision, VerdictRecord
from awards.screening.policy import may_rule, may_send_notices, may_withdraw_entry
from awards.screening.queries import check_of, whole
from awards.screening.standing import around
from awards.seasons.models import Programme, Season


def compute_verdict(session: Session, nomination: Nomination, *, now: datetime) -> VerdictRecord:
    """Put the nomination to the rules in force and keep what they said; called when somebody rules."""
    ready = whole(session, nomination)
    check = check_of(session, ready, known=around(session, ready, now=now))
    verdict = VerdictRecord(
        nomination_id=nomination.id,
        rule_set_version=check.rule_set.version,
        level=check.verdict.level,
        findings=findings_as_data(check.verdict),
        computed_at=now,
    )
    session.add(verdict)
    session.flush()
    return verdict


def findings_as_data(verdict: Verdict) -> list[dict[str, str]]:
    """Give every finding as it is stored, in the order of the rule set."""
    return [
        {"rule": finding.rule_id, "outcome": finding.outcome.value, "reason": finding.reason}
        for finding in verdict.findings
    ]


def rule_on(
    session: Session,
    nomination: Nomination,
    *,
    decision: RulingDecision,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Ruling:
    """Decide on eligibility, with a reason, beside what the rules say; the last ruling holds.

    Whoever is put forward is then told, in neutral words. The nominator is told when it does not go forward, and
    when a ruling of that kind is overturned.

    Raises:
        Refused: no reason, not staff, not sent yet, held, set aside, withdrawn, or already behind an entry.
    """
    ready = whole(session, nomination)
    require(may_rule(actor, ready, entry=around(session, ready, now=now).entry))
    if not reason.strip():
        raise Refused.because("no-reason", "Give the reason for the ruling.")
    was = nomination.state
    verdict = compute_verdict(session, nomination, now=now)
    ruling = Ruling(nomination_id=nomination.id, verdict_id=verdict.id, decision=decision, reason=reason,
                    ruled_by=actor.reference, ruled_at=now)  # fmt: skip
    session.add(ruling)
    mark_ruled(session, nomination, eligible=decision is RulingDecision.ELIGIBLE)
    record(
        session,
        Tag.NOMINATION_RULED,
        nomination.ref,
        actor=actor,
        at=now,
        reason=reason,
        verdict=verdict.level,
        decision=decision.value,
        differs=verdict.level != decision.value,
        rules=verdict.rule_set_version,
    )
    session.flush()
    if decision is RulingDecision.ELIGIBLE:
        _free_from_withdrawn_entries(session, nomination)
        send_notices(session, nomination, actor=actor, now=now)
    if (decision is RulingDecision.INELIGIBLE) != (was is NominationState.INELIGIBLE):
        _tell_nominator(session, nomination, ruling, now=now)
    return ruling


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
    return sum(send_notice(session, one, programme_key=key, actor=actor, now=now) for one in due)


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
    record(session, Tag.ENTRY_WITHDRAWN, entry.ref, actor=actor, at=now, reason=reason, was=was.value)
    session.flush()


def programme_key_of(session: Session, season_id: int) -> str:
    """Give the key of the programme that the season belongs to. One statement."""
    return session.scalars(select(Programme.key).join(Season).where(Season.id == season_id)).one()


def _free_from_withdrawn_entries(session: Session, nomination: Nomination) -> None:
    """Let go of an entry that was withdrawn, so that what is ruled eligible once more can be admitted once more."""
    gone = select(Entry.id).where(Entry.state == EntryState.WITHDRAWN)
    people = select(Nominee.id).where(Nominee.nomination_id == nomination.id)
    session.execute(
        delete(EntryNomination).where(
            EntryNomination.nomination_id == nomination.id, EntryNomination.entry_id.in_(gone)
        )
    )
    session.execute(delete(EntryNominee).where(EntryNominee.nominee_id.in_(people), EntryNominee.entry_id.in_(gone)))


def _tell_nominator(session: Session, nomination: Nomination, ruling: Ruling, *, now: datetime) -> None:
    """Tell the nominator how the ruling changed things; the mail gives no reason, the nomination's page does."""
    nominator = session.get_one(Nominator, nomination.nominator_id)
    if nominator.email is None:
        return
    goes = ruling.decision is RulingDecision.ELIGIBLE
    kind = "screening/goes_forward_after_all" if goes else "screening/not_going_forward"
    queue_message(
        session,
        kind,
        to=nominator.email,
        about=nomination.ref,
        programme_key=programme_key_of(session, nomination.season_id),
        key=f"{kind}:{nomination.ref}:{ruling.id}",
        now=now,
        link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
        reference=nomination.ref,
    )
