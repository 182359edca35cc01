"""What is due to go by each clock: statements alone, so that what is on hold or still needed is left out everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from awards.accounts.models import User
from awards.audit.models import AuditEntry, AuditReason
from awards.comms.models import Message, MessageState
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominee
from awards.privacy.erasing.words import ERASED, FORMER, NAME_WITHHELD
from awards.privacy.rules import Rule, SeasonDates, due_at, ended_before
from awards.publishing.models import Winner
from awards.results.models import Decision
from awards.safeguarding.models import Concern, Flag, FlagNote
from awards.screening.duplicate_models import Merge
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee
from awards.seasons.models import Category, Season
from awards.seasons.retention_settings import terms_of

SHORTLISTED: Final = (EntryState.FINALIST, EntryState.WINNER, EntryState.COMMENDED)
NOT_TAKEN_UP: Final = (NominationState.INELIGIBLE, NominationState.WITHDRAWN, NominationState.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and as of when a clock is looked at: a season for its own rules, None for those of the house."""

    season: Season | None
    as_of: datetime

    @property
    def season_id(self) -> int:
        """The season's number.

        Raises:
            LookupError: the rule is one of the house.
        """
        if self.season is None:
            raise LookupError("a rule of a season needs one")
        return self.season.id


Ids = Select[int]


def dates_of(season: Season) -> SeasonDates:
    """Give the dates from which a season's clocks run; needs its programme loaded."""
    return SeasonDates(season.closes_at, season.ceremony_on, season.programme.zone)


def drafts(scope: Scope) -> Ids:
    """Select drafts, and new versions that were never sent; one with a later deadline of its own waits for that."""
    own_term = or_(Nomination.extended_until.is_(None), Nomination.extended_until < _own_deadline_over(scope))
    return _nominations(scope).where(Nomination.state == NominationState.DRAFT, own_term)


def not_taken_up(scope: Scope) -> Ids:
    """Select nominations that were ineligible, withdrawn, or not wanted by whom they name."""
    return _nominations(scope).where(Nomination.state.in_(NOT_TAKEN_UP))


def not_shortlisted(scope: Scope) -> Ids:
    """Select every other nomination that was sent and stands behind no shortlisted entry."""
    return _nominations(scope).where(_sent(), ~behind_shortlisted())


def shortlisted(scope: Scope) -> Ids:
    """Select nominations behind a shortlisted entry, those merged into one of them as well."""
    return _nominations(scope).where(_sent(), behind_shortlisted())


def shortlisted_entries(scope: Scope) -> Ids:
    """Select shortlisted entries whose words are still there."""
    return _entries(scope).where(Entry.state.in_(SHORTLISTED))


def other_entries(scope: Scope) -> Ids:
    """Select the other entries whose words are still there."""
    return _entries(scope).where(Entry.state.not_in(SHORTLISTED))


def decisions(scope: Scope) -> Ids:
    """Select decisions whose reasons are still there."""
    return (
        select(Decision.id)
        .join(Category, Category.id == Decision.category_id)
        .where(Category.season_id == scope.season_id, Decision.reason != ERASED)
    )


def dates_of_birth(scope: Scope) -> Ids:
    """Select nominees of a season whose date of birth is still there."""
    return _people(scope).where(Nominee.date_of_birth.is_not(None))


def concerned(scope: Scope) -> Ids:
    """Select nominees of whom it was asked whether anything stands against them."""
    return _people(scope).where(exists().where(Concern.nominee_id == Nominee.id))


def flags(scope: Scope) -> Ids:
    """Select flags that are closed and whose notes are still there."""
    return select(Flag.id).where(
        Flag.season_id == scope.season_id, Flag.closed_at.is_not(None), exists().where(FlagNote.flag_id == Flag.id)
    )


def hidden_winners(scope: Scope) -> Ids:
    """Select winners that were taken down so long ago that nobody will show them again."""
    return select(Winner.id).where(
        Winner.hidden_at < ended_before(Rule.HIDDEN_WINNERS, scope.as_of), Winner.display_name != NAME_WITHHELD
    )


def messages(scope: Scope) -> Ids:
    """Select messages that went, or were stopped, so long ago that nobody will look for their address."""
    before = ended_before(Rule.MESSAGES, scope.as_of)
    sent = and_(Message.state == MessageState.SENT, Message.sent_at < before)
    stopped = and_(Message.state.in_((MessageState.CANCELLED, MessageState.PARKED)), Message.queued_at < before)
    return select(Message.id).where(Message.cleared_at.is_(None), or_(sent, stopped))


def reasons(scope: Scope) -> Ids:
    """Select reasons of the trail that are old."""
    return (
        select(AuditReason.id)
        .join(AuditEntry, AuditEntry.reason_id == AuditReason.id)
        .where(AuditReason.text.is_not(None), AuditEntry.at < ended_before(Rule.REASONS, scope.as_of))
    )


def accounts(scope: Scope) -> Ids:
    """Select accounts that were closed long ago."""
    return select(User.id).where(User.disabled_at < ended_before(Rule.ACCOUNTS, scope.as_of), User.name != FORMER)


def on_hold(reference: Any) -> ColumnElement[bool]:
    """Whether a safeguarding flag about a nomination or an entry is still open: then nothing of it goes."""
    return exists().where(Flag.subject == reference, Flag.closed_at.is_(None))


def behind_shortlisted() -> ColumnElement[bool]:
    """Whether a nomination stands behind a shortlisted entry, by itself or through the one it was merged into."""
    own, lead = aliased(EntryNomination), aliased(EntryNomination)
    through = and_(Merge.nomination_id == Nomination.id, lead.nomination_id == Merge.into_id)
    direct = exists().where(own.nomination_id == Nomination.id, own.entry_id == Entry.id, Entry.state.in_(SHORTLISTED))
    return or_(direct, exists().where(through, lead.entry_id == Entry.id, Entry.state.in_(SHORTLISTED)))


def is_public_winner(nominee_id: Any) -> ColumnElement[bool]:
    """Whether a nominee is behind a winner whose page has not been taken down: then who they are stays."""
    return exists().where(
        EntryNominee.nominee_id == nominee_id, Winner.entry_id == EntryNominee.entry_id, Winner.hidden_at.is_(None)
    )


def _nominations(scope: Scope) -> Ids:
    behind = exists().where(
        EntryNomination.nomination_id == Nomination.id, EntryNomination.entry_id == Entry.id, on_hold(Entry.ref)
    )
    return (
        select(Nomination.id)
        .where(Nomination.season_id == scope.season_id, Nomination.cleared_at.is_(None), ~on_hold(Nomination.ref))
        .where(~behind)
        .execution_options(**WITH_NEW_VERSIONS)
    )


def _entries(scope: Scope) -> Ids:
    waiting = exists().where(
        EntryNomination.entry_id == Entry.id, Nomination.id == EntryNomination.nomination_id, on_hold(Nomination.ref)
    )
    return (
        select(Entry.id)
        .join(Category, Category.id == Entry.category_id)
        .where(Category.season_id == scope.season_id, Entry.title != NAME_WITHHELD, ~on_hold(Entry.ref), ~waiting)
    )


def _people(scope: Scope) -> Ids:
    """Select nominees of a season, those whom the organiser honours directly as well."""
    honoured = exists().where(
        EntryNominee.nominee_id == Nominee.id, Entry.id == EntryNominee.entry_id,
        Category.id == Entry.category_id, Category.season_id == scope.season_id,
    )  # fmt: skip
    theirs = exists().where(
        Nomination.id == Nominee.nomination_id, Nomination.season_id == scope.season_id, ~on_hold(Nomination.ref)
    )
    named = or_(theirs, and_(Nominee.nomination_id.is_(None), honoured))
    return select(Nominee.id).where(named).execution_options(**WITH_NEW_VERSIONS)


def _sent() -> ColumnElement[bool]:
    return Nomination.state.in_((NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.MERGED))


def _own_deadline_over(scope: Scope) -> datetime:
    """Give the moment before which a nomination's own deadline must lie: as long ago as the season's term is long."""
    season = scope.season
    if season is None:
        raise LookupError("a rule of a season needs one")
    due = due_at(Rule.DRAFTS, terms_of(season.retention), dates_of(season))
    return scope.as_of if due is None else scope.as_of - (due - season.closes_at)
