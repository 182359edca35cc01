"""What is due of judging: words, never scores; of the organiser's lists; and of what passes by itself."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_, exists, or_, select

from awards.accounts.models import SignIn, Step
from awards.judging.models import JudgeMessage, PracticeSheet, Score, ScoreSheet, SheetVersion
from awards.links.models import Link
from awards.meetings.models import Discussion, Meeting
from awards.panels.models import Assignment, Interest, OrganiserTie, Panel, PanelMember
from awards.privacy.due import Ids, Scope, on_hold
from awards.privacy.rules import Rule, ended_before
from awards.registers.models import ListMember, ListUpload
from awards.screening.models import Entry
from awards.seasons.models import Category


def worded_entries(scope: Scope) -> Ids:
    """Select entries of which judges, or a meeting, still have something to say in words."""
    return (
        select(Entry.id)
        .join(Category, Category.id == Entry.category_id)
        .where(Category.season_id == scope.season_id, ~on_hold(Entry.ref), _worded())
    )


def meetings(scope: Scope) -> Ids:
    """Select meetings whose agenda or minutes still hold words."""
    agenda, minutes = sa.cast(Meeting.agenda, sa.Text), sa.cast(Meeting.minutes, sa.Text)
    worded = or_(agenda != "[]", and_(minutes.is_not(None), minutes != "null"))
    return (
        select(Meeting.id)
        .join(Category, Category.id == Meeting.category_id)
        .where(Category.season_id == scope.season_id, worded)
    )


def judge_messages(scope: Scope) -> Ids:
    """Select what staff wrote to judges."""
    return select(JudgeMessage.id).where(JudgeMessage.season_id == scope.season_id, JudgeMessage.text != "")


def practice(scope: Scope) -> Ids:
    """Select sheets on invented entries."""
    return (
        select(PracticeSheet.id)
        .join(Category, Category.id == PracticeSheet.category_id)
        .where(Category.season_id == scope.season_id)
    )


def seats(scope: Scope) -> Ids:
    """Select members of panels of whom more is known than that they sat there."""
    told = or_(
        PanelMember.lived_experience.is_(True), PanelMember.past_employers.is_not(None),
        PanelMember.line_management.is_not(None), PanelMember.standing_interests.is_not(None),
        PanelMember.away_from.is_not(None), PanelMember.away_until.is_not(None),
    )  # fmt: skip
    return (
        select(PanelMember.id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.season_id == scope.season_id, told)
    )


def lists(scope: Scope) -> Ids:
    """Select lists that the organiser uploaded and of which anything but the fact is there."""
    lines = exists().where(ListMember.upload_id == ListUpload.id)
    something = or_(ListUpload.content.is_not(None), ListUpload.file_name.is_not(None), lines)
    return select(ListUpload.id).where(ListUpload.season_id == scope.season_id, something)


def sign_ins(scope: Scope) -> Ids:
    """Select sign-ins that ended long ago."""
    before = ended_before(Rule.PASSING, scope.as_of)
    return select(SignIn.id).where(or_(SignIn.ended_at < before, SignIn.expires_at < before))


def links(scope: Scope) -> Ids:
    """Select mailed links that have been void for long."""
    return select(Link.id).where(Link.expires_at < ended_before(Rule.PASSING, scope.as_of))


def steps(scope: Scope) -> Ids:
    """Select sign-ins that were begun and never finished."""
    return select(Step.id).where(Step.expires_at < ended_before(Rule.PASSING, scope.as_of))


def _worded() -> ColumnElement[bool]:
    mine = Assignment.entry_id == Entry.id
    sheet = ScoreSheet.assignment_id == Assignment.id
    return or_(
        exists().where(mine, Assignment.abstained_because.is_not(None)),
        exists().where(mine, sheet, ScoreSheet.overall != ""),
        exists().where(mine, sheet, Score.sheet_id == ScoreSheet.id, Score.comment != ""),
        exists().where(mine, sheet, SheetVersion.sheet_id == ScoreSheet.id),
        exists().where(Interest.entry_id == Entry.id, Interest.note.is_not(None)),
        exists().where(Discussion.entry_id == Entry.id, Discussion.words != ""),
        exists().where(OrganiserTie.entry_id == Entry.id),
    )
