"""Letting go of the rest: judges' words, lists, notes, what was public, accounts, and what passes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.accounts.models import SignIn, Step, User
from awards.judging.models import JudgeMessage, PracticeSheet, ScoreSheet, SheetVersion
from awards.links.models import Link
from awards.meetings.models import Meeting
from awards.nominations.models import WITH_NEW_VERSIONS
from awards.panels.models import Assignment, Interest, OrganiserTie, PanelMember
from awards.privacy import due, due_judging
from awards.privacy.due import Ids, Scope
from awards.privacy.erasing.accounts import clear_accounts
from awards.privacy.erasing.judging import clear_comments, clear_discussions
from awards.privacy.erasing.links import end_links, end_sign_ins
from awards.privacy.erasing.lists import clear_lists
from awards.privacy.erasing.safeguarding import clear_concerns
from awards.privacy.erasing.trail import clear_these_reasons
from awards.privacy.erasing.words import ERASED, emptied, removed
from awards.privacy.letting_go import (
    Some,
    let_go_dates_of_birth,
    let_go_entries,
    let_go_messages,
    let_go_nominations,
    let_go_winners,
)
from awards.privacy.rules import Rule
from awards.registers.models import MembershipCheck
from awards.results.models import Decision
from awards.safeguarding.models import Concern, FlagNote


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that a rule lets go of: the statement that finds what is due, and what lets go of some."""

    due: Callable[[Scope], Ids]
    let_go: Callable[[Session, Some, datetime], object]
    is_there: Callable[[Session, int], bool] | None = None
    """Looks at one of them again, where no statement can tell whether anything is left of it."""

    def number(self, session: Session, scope: Scope) -> int:
        """Count what is due."""
        if self.is_there is not None:
            return len(self.some(session, scope))
        found = select(func.count()).select_from(self.due(scope).subquery())
        return session.scalar(found, execution_options=WITH_NEW_VERSIONS) or 0

    def some(self, session: Session, scope: Scope, *, limit: int | None = None) -> list[int]:
        """Give the numbers of the first of what is due."""
        found = self.due(scope)
        chosen = found.order_by(found.selected_columns[0])
        if self.is_there is None:
            return list(session.scalars(chosen.limit(limit)))
        return [one for one in session.scalars(chosen).all() if self.is_there(session, one)][:limit]


def _has_words(session: Session, nominee_id: int) -> bool:
    """Whether anything was said about a nominee; it is encrypted, so that no statement can tell."""
    said = select(Concern.answer, Concern.because).where(Concern.nominee_id == nominee_id)
    return any(answer or because for answer, because in session.execute(said))


def _decisions(session: Session, ids: Some, _now: datetime) -> None:
    emptied(session, Decision.id, ids, reason=ERASED, taking_part=None)


def _comments(session: Session, ids: Some, _now: datetime) -> None:
    sheets = select(ScoreSheet.id).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
    clear_comments(session, ids)
    removed(session, SheetVersion.sheet_id, session.scalars(sheets.where(Assignment.entry_id.in_(ids))).all())
    clear_discussions(session, ids)
    emptied(session, Interest.entry_id, ids, note=None)
    emptied(session, Assignment.entry_id, ids, abstained_because=None)
    removed(session, OrganiserTie.entry_id, ids)


def _seats(session: Session, ids: Some, _now: datetime) -> None:
    emptied(
        session, PanelMember.id, ids, lived_experience=False, past_employers=None, line_management=None,
        standing_interests=None, away_from=None, away_until=None,
    )  # fmt: skip


def _lists(session: Session, ids: Some, _now: datetime) -> None:
    emptied(session, MembershipCheck.upload_id, ids, member_id=None)
    clear_lists(session, ids)


def _accounts(session: Session, ids: Some, now: datetime) -> None:
    refs = session.scalars(select(User.ref).where(User.id.in_(ids))).all()
    clear_accounts(session, ids, now=now)
    end_links(session, refs, now=now)
    end_sign_ins(session, refs, now=now)


KINDS: Final[Mapping[Rule, tuple[Kind, ...]]] = {
    Rule.DRAFTS: (Kind(due.drafts, let_go_nominations),),
    Rule.DATES_OF_BIRTH: (Kind(due.dates_of_birth, let_go_dates_of_birth),),
    Rule.NOT_TAKEN_UP: (Kind(due.not_taken_up, let_go_nominations),),
    Rule.NOT_SHORTLISTED: (
        Kind(due.not_shortlisted, let_go_nominations),
        Kind(due.other_entries, let_go_entries),
    ),
    Rule.COMMENTS: (
        Kind(due_judging.worded_entries, _comments),
        Kind(due_judging.judge_messages, lambda s, ids, _: emptied(s, JudgeMessage.id, ids, text="")),
        Kind(due_judging.practice, lambda s, ids, _: removed(s, PracticeSheet.id, ids)),
    ),
    Rule.LISTS: (Kind(due_judging.lists, _lists),),
    Rule.SHORTLISTED: (
        Kind(due.shortlisted, let_go_nominations),
        Kind(due.shortlisted_entries, let_go_entries),
        Kind(due.decisions, _decisions),
        Kind(due_judging.meetings, lambda s, ids, _: emptied(s, Meeting.id, ids, agenda=[], minutes=sa.null())),
    ),
    Rule.CONCERNS: (Kind(due.concerned, lambda s, ids, _: clear_concerns(s, ids), _has_words),),
    Rule.JUDGES: (Kind(due_judging.seats, _seats),),
    Rule.FLAGS: (Kind(due.flags, lambda s, ids, _: removed(s, FlagNote.flag_id, ids)),),
    Rule.HIDDEN_WINNERS: (Kind(due.hidden_winners, let_go_winners),),
    Rule.MESSAGES: (Kind(due.messages, let_go_messages),),
    Rule.REASONS: (Kind(due.reasons, lambda s, ids, _: clear_these_reasons(s, ids)),),
    Rule.ACCOUNTS: (Kind(due.accounts, _accounts),),
    Rule.PASSING: (
        Kind(due_judging.sign_ins, lambda s, ids, _: removed(s, SignIn.id, ids)),
        Kind(due_judging.links, lambda s, ids, _: removed(s, Link.id, ids)),
        Kind(due_judging.steps, lambda s, ids, _: removed(s, Step.id, ids)),
    ),
}
"""What each clock lets go of, in the order in which it goes."""
