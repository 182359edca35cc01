"""What the record of judging is told of panels: who judges what, who is asked to read what, who stands aside.

Called where the trail is told of the same, in the same transaction. Reasons enter as the hash that the trail keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from awards.core.actor import Actor
from awards.ledger.act import Act
from awards.ledger.acts import (
    Abstained,
    Assigned,
    EntryEntered,
    JudgeJoined,
    JudgeLeft,
    RecusalLifted,
    Recused,
    RoundClosed,
    RoundReopened,
    RulesChanged,
    RulesFixed,
    Unassigned,
)
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, JudgingRules, Panel, PanelMember
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.sealing.acting import append_act, contents_of, entered_labels, label_of, rules_in_record, staff_label_of
from awards.sealing.models import JudgingAct
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Category, Round, Season


def note_rules(session: Session, rules: JudgingRules, *, reason: str | None = None, at: datetime) -> None:
    """Write a version of the locked rules, whole; `reason` is the hash that the trail keeps of it."""
    if rules.version == 1:
        act: Act = RulesFixed(version=1, rules=rules.content, sha256=rules.sha256)
    else:
        act = RulesChanged(version=rules.version, rules=rules.content, sha256=rules.sha256, reason=reason)
    append_act(session, rules.season_id, act, at=at)


def note_joined(session: Session, member: PanelMember, panel: Panel, *, at: datetime) -> None:
    """Write that a judge has a place on a panel, whose categories are loaded; again where they become its chair."""
    judge = label_of(session, panel.season_id, member.user.ref)
    keys = [category.key for category in panel.categories]
    append_act(session, panel.season_id, JudgeJoined(judge=judge, categories=keys, chair=member.is_chair), at=at)


def note_left(session: Session, member: PanelMember, *, reason: str | None, at: datetime) -> None:
    """Write that a judge left a panel."""
    season_id = _season_of(session, member)
    judge = label_of(session, season_id, member.user.ref)
    append_act(session, season_id, JudgeLeft(judge=judge, reason=reason), at=at)


def note_entered(session: Session, season_id: int, entries: Iterable[Entry], *, at: datetime) -> None:
    """Write which of these entries come before judges for the first time; their categories are loaded."""
    known = entered_labels(session, season_id)
    for entry in entries:
        entered = label_of(session, season_id, entry.ref)
        if entered not in known:
            append_act(session, season_id, EntryEntered(entry=entered, category=entry.category.key), at=at)


def note_assigned(session: Session, assignment: Assignment, *, at: datetime) -> None:
    """Write that a judge was shown an entry to read."""
    member = assignment.member
    season_id, pair = _season_of(session, member), _pair(session, member, assignment.entry)
    append_act(session, season_id, Assigned(**pair), at=at)


def note_unassigned(session: Session, assignment: Assignment, *, at: datetime) -> None:
    """Write that a judge is asked no more to read an entry that they had been shown."""
    member = assignment.member
    season_id, pair = _season_of(session, member), _pair(session, member, assignment.entry)
    append_act(session, season_id, Unassigned(**pair), at=at)


def note_recused(session: Session, member: PanelMember, entry: Entry, *, at: datetime) -> None:
    """Write that a judge stands aside from an entry, whether it was theirs to read or not; never why."""
    append_act(session, _season_of(session, member), Recused(**_pair(session, member, entry)), at=at)


def note_lifted(
    session: Session, member: PanelMember, entry: Entry, *, pair: Assignment | None, reason: str | None, at: datetime
) -> None:
    """Write that a recusal was a mistake.

    What the judge had been asked to read, `pair`, is not asked of them by this: only a new release does that.
    """
    if pair is not None and pair.state is AssignmentState.RECUSED and pair.released_at is not None:
        note_unassigned(session, pair, at=at)
    act = RecusalLifted(**_pair(session, member, entry), reason=reason)
    append_act(session, _season_of(session, member), act, at=at)


def note_abstained(session: Session, assignment: Assignment, *, at: datetime) -> None:
    """Write that a judge cannot judge an entry, though they have no interest in it; never why."""
    member = assignment.member
    season_id, pair = _season_of(session, member), _pair(session, member, assignment.entry)
    append_act(session, season_id, Abstained(**pair), at=at)


def note_closed(session: Session, season: Season, judging: Round, *, at: datetime) -> bool:
    """Write that the round of scoring is over, once for every time that it closes; says whether it was written.

    Entries of scored categories that no judge was ever shown come into the record with it, for they are ranked too,
    apart. Nothing is written of a season whose rules were never locked, or of another round. Six statements.
    """
    fixed = rules_in_record(session, season.id)
    if fixed is None or not _is_scored_in(session, judging):
        return False
    closed = closed_in_record(session, season.id)
    keys = [key for key in fixed["rules"]["categories"] if key not in closed]
    if not keys:
        return False
    note_entered(session, season.id, _entries_in(session, season.id, keys), at=at)
    append_act(session, season.id, RoundClosed(round=judging.key, categories=keys), at=at)
    session.flush()
    return True


def note_reopened(session: Session, season: Season, judging: Round, *, reason: str, actor: Actor, at: datetime) -> None:
    """Write that a closed round is open again, with the hash of why; nothing where its close was never written."""
    closes = contents_of(session, season.id, RoundClosed.kind)
    closed = closed_in_record(session, season.id)
    if closed and closes[-1]["round"] == judging.key:
        by = staff_label_of(session, season.id, actor.reference)
        again = RoundReopened(round=judging.key, categories=closed, reason=reason, by=by)
        append_act(session, season.id, again, at=at)


def closed_in_record(session: Session, season_id: int) -> list[str]:
    """Give the keys of the categories whose scoring is over by the record: one with further readings is not.

    One statement.
    """
    chosen = select(JudgingAct.kind, JudgingAct.content).where(
        JudgingAct.season_id == season_id, JudgingAct.kind.in_((RoundClosed.kind, RoundReopened.kind))
    )
    closed: dict[str, None] = {}
    for kind, content in session.execute(chosen.order_by(JudgingAct.id)):
        for key in content["categories"]:
            if kind == RoundClosed.kind:
                closed[key] = None
            else:
                closed.pop(key, None)
    return list(closed)


def _is_scored_in(session: Session, judging: Round) -> bool:
    """Whether it is the round in which entries are scored, the season's first after nominations."""
    rounds = select(Round.id).where(Round.season_id == judging.season_id, Round.key != NOMINATING)
    return session.scalar(rounds.order_by(Round.opens_at).limit(1)) == judging.id


def _entries_in(session: Session, season_id: int, keys: list[str]) -> Iterable[Entry]:
    chosen = (
        select(Entry)
        .join(Entry.category)
        .where(Category.season_id == season_id, Category.key.in_(keys), Entry.state != EntryState.WITHDRAWN)
        .options(contains_eager(Entry.category))
    )
    return session.scalars(chosen.order_by(Category.position, Entry.id)).all()


def _pair(session: Session, member: PanelMember, entry: Entry) -> dict[str, str]:
    season_id = _season_of(session, member)
    return {
        "entry": label_of(session, season_id, entry.ref), "judge": label_of(session, season_id, member.user.ref)
    }  # fmt: skip


def _season_of(session: Session, member: PanelMember) -> int:
    """Give the season of a judge's place; no statement where the panel was loaded before."""
    return session.get_one(Panel, member.panel_id).season_id
