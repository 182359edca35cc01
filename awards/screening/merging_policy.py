"""Whether nominations may be merged and taken apart again, and every reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.nominations.holding import is_held
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination
from awards.screening.policy import may_screen

LEADS = frozenset({NominationState.SUBMITTED, NominationState.ELIGIBLE})
"""States in which a nomination may lead others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMerge:
    """One nomination that is to be merged into another, the lead, and what is known of both."""

    nomination: Nomination
    lead: Nomination
    entry: Entry | None
    """The entry, not withdrawn, that the one to be merged is behind."""
    lead_entry: Entry | None
    answers: frozenset[Response]
    """What those named in the one to be merged have answered; nothing for silence."""
    lead_answered: bool
    """Whether anybody named in the lead has answered."""


def proposed_merge(session: Session, nomination: Nomination, *, into: Nomination) -> ProposedMerge:
    """Give what decides whether one may be merged into the other. Two statements."""
    both = [nomination.id, into.id]
    behind = session.execute(
        select(EntryNomination.nomination_id, Entry)
        .join(Entry, Entry.id == EntryNomination.entry_id)
        .where(EntryNomination.nomination_id.in_(both), Entry.state != EntryState.WITHDRAWN)
    )
    entries = {row.nomination_id: row.Entry for row in behind}
    answered = session.execute(
        select(Nominee.nomination_id, Notice.response)
        .join(Notice, Notice.nominee_id == Nominee.id)
        .where(Nominee.nomination_id.in_(both), Nominee.position > 0, Notice.response != Response.NONE)
    ).all()
    return ProposedMerge(
        nomination=nomination,
        lead=into,
        entry=entries.get(nomination.id),
        lead_entry=entries.get(into.id),
        answers=frozenset(row.response for row in answered if row.nomination_id == nomination.id),
        lead_answered=any(row.nomination_id == into.id for row in answered),
    )


def may_merge(actor: Actor, proposed: ProposedMerge) -> Permission:
    """Say whether one nomination may be merged into another of the same nominee."""
    nomination, lead = proposed.nomination, proposed.lead
    return Permission.unless(
        *may_screen(actor).reasons,
        Reason("itself", "A nomination cannot be merged into itself.") if nomination.id == lead.id else None,
        _another_award(nomination, lead),
        *NOMINATION.may("merge", nomination.state).reasons,
        _cannot_lead(lead),
        *(_held(one) for one in (nomination, lead)),
        _has_an_entry(proposed),
        _entry_decided(proposed.lead_entry, "nothing can be added to it"),
        _answer_lost(proposed),
    )


def may_unmerge(actor: Actor, nomination: Nomination, entry: Entry | None) -> Permission:
    """Say whether a merged nomination may stand for itself again; `entry` is the one that it is behind, if any."""
    return Permission.unless(
        *may_screen(actor).reasons,
        *NOMINATION.may("unmerge", nomination.state).reasons,
        _entry_decided(entry if entry and entry.state is not EntryState.WITHDRAWN else None, "nothing leaves it"),
    )


def may_go_together(session: Session, lead: Nomination, merged: Sequence[Nomination]) -> Permission:
    """Say whether what was merged may go to judges with its lead: for one award, and nobody named in it said no.

    One statement, none where nothing is merged.
    """
    said_no = declined_in(session, merged)
    return Permission.unless(*(_another_award_than(lead, one) for one in merged), *(_said_no(ref) for ref in said_no))


def declined_in(session: Session, merged: Sequence[Nomination]) -> Sequence[str]:
    """Give the references of those of which somebody put forward has said no. One statement, none without any."""
    if not merged:
        return ()
    return session.scalars(
        select(Nomination.ref)
        .join(Nominee, Nominee.nomination_id == Nomination.id)
        .join(Notice, Notice.nominee_id == Nominee.id)
        .where(Nomination.id.in_([one.id for one in merged]), Nominee.position > 0)
        .where(Notice.response == Response.DECLINED)
        .distinct()
        .order_by(Nomination.ref)
    ).all()


def _another_award_than(lead: Nomination, merged: Nomination) -> Reason | None:
    if merged.category_id == lead.category_id:
        return None
    text = f"Nomination {merged.ref} goes forward with this one, but is for another award: take it out first."
    return Reason("merged-for-another-award", text)


def _said_no(ref: str) -> Reason:
    text = f"Somebody named in nomination {ref}, which goes forward with this one, has said no: take it out first."
    return Reason("merged-declined", text)


def _another_award(nomination: Nomination, lead: Nomination) -> Reason | None:
    if nomination.season_id == lead.season_id and nomination.category_id == lead.category_id:
        return None
    words = "These nominations are for two awards. A person may be put forward for two: note that instead."
    return Reason("another-award", words)


def _cannot_lead(lead: Nomination) -> Reason | None:
    if lead.state in LEADS:
        return None
    text = f"Nomination {lead.ref} is {lead.state.replace('_', ' ')}, so nothing can be merged into it."
    return Reason(f"lead-is-{lead.state}", text)


def _held(nomination: Nomination) -> Reason | None:
    if not is_held(nomination):
        return None
    return Reason("held", f"Nomination {nomination.ref} is held as possible spam: release it first.")


def _has_an_entry(proposed: ProposedMerge) -> Reason | None:
    if proposed.entry is None:
        return None
    text = f"Nomination {proposed.nomination.ref} is behind entry {proposed.entry.ref}: let it lead."
    return Reason("has-an-entry", text)


def _entry_decided(entry: Entry | None, so: str) -> Reason | None:
    if entry is None or entry.state is EntryState.IN_JUDGING:
        return None
    return Reason("entry-decided", f"Entry {entry.ref} is no longer in judging, so {so}.")


def _answer_lost(proposed: ProposedMerge) -> Reason | None:
    """Say what would be lost: the nominee of the lead answers for both, so an answer must stand there."""
    declined = Response.DECLINED in proposed.answers
    if not proposed.answers or (proposed.lead_answered and not declined):
        return None
    ref, lead = proposed.nomination.ref, proposed.lead.ref
    what = "said no" if declined else "answered"
    text = f"Somebody named in nomination {ref} has {what}: let it lead, or record that answer in {lead} first."
    return Reason("answer-would-be-lost", text)
