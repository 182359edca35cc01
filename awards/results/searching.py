"""Searches for further readings: staff ask with a budget, the worker finds who should read what; and who may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.core.actor import SYSTEM, Actor
from awards.core.permission import Permission, Reason, require
from awards.core.references import new_reference
from awards.core.times import local_day
from awards.panels.lifecycle import AssignmentState
from awards.panels.locking import season_subject
from awards.panels.models import Assignment, Interest, Panel, PanelCategory, PanelMember
from awards.panels.queries import LIVE
from awards.panels.statements import panels
from awards.results.lifecycle import SEARCH, SearchState
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.policy import SHORTLISTED, may_see_ranking
from awards.results.queries import Board
from awards.results.scores import digest
from awards.screening.models import Entry
from awards.seasons.models import Category

MOST_READINGS = 50
"""What one search can be asked for at most."""
Pair = tuple[str, str]
"""An entry and a judge, by reference."""
_UNANSWERED = (SearchState.ASKED, SearchState.MADE)


@dataclass(frozen=True)
class Readers:
    """Who may still read which entries of a category, and how many more readings each judge can take.

    `members` are the judges who may read anything, by reference; `panel` is None where no panel judges the category.
    """

    panel: Panel | None
    members: Mapping[str, PanelMember]
    pairs: frozenset[Pair]
    room: Mapping[str, int]


def latest_search(session: Session, category_id: int, *, to_write: bool = False) -> ReadingSearch | None:
    """Give the category's newest search that no other replaced; locked for whoever will change it. One statement."""
    chosen = (
        select(ReadingSearch)
        .where(ReadingSearch.category_id == category_id, ReadingSearch.state != SearchState.REPLACED)
        .order_by(ReadingSearch.id.desc())
        .limit(1)
    )
    return session.scalars(chosen.with_for_update() if to_write else chosen).one_or_none()


def search_to_change(session: Session, category_id: int, ref: str) -> ReadingSearch:
    """Give a search of this category, locked. One statement.

    Raises:
        NoResultFound: the category has no such search.
    """
    mine = (ReadingSearch.category_id == category_id, ReadingSearch.ref == ref)
    return session.scalars(select(ReadingSearch).where(*mine).with_for_update()).one()


def may_seek(board: Board, kind: DecisionKind, search: ReadingSearch | None, *, now: datetime) -> Permission:
    """Say whether further readings may be looked for, or asked of judges, to settle this; `search` is the latest."""
    category = board.category
    if not category.nominated:
        return Permission((Reason("not-scored", f"The {category.name} is decided without scores."),))
    seen = may_see_ranking(category.season, now=now)
    running = search is not None and search.state is SearchState.ACCEPTED
    wait = "Further readings of this award are open. They have to end first."
    return Permission.unless(
        *seen.reasons,
        None if board.entries or not seen else Reason("no-entries", f"There are no entries for the {category.name}."),
        Reason("readings-open", wait) if running else None,
        _decided(board, kind),
    )


def ask_search(
    session: Session, board: Board, *, kind: DecisionKind, budget: int, actor: Actor, now: datetime
) -> ReadingSearch:
    """Ask the worker where so many further readings would tell most; one that was not accepted gives way to it.

    The board was given for deciding, so that of two who ask one comes first.

    Raises:
        Refused: the order may not be seen, what they would settle is decided, others are open, or the budget is off.
    """
    before = latest_search(session, board.category.id, to_write=True)
    require(may_seek(board, kind, before, now=now))
    require(_within_reason(budget))
    replaced = before if before is not None and before.state in _UNANSWERED else None
    if replaced is not None:
        replaced.state = SEARCH.after("replace", replaced.state)
    search = ReadingSearch(
        ref=new_reference("RSR"), category_id=board.category.id, kind=kind, budget=budget, state=SearchState.ASKED,
        asked_at=now, asked_by=actor.reference,
    )  # fmt: skip
    session.add(search)
    record(session, Tag.READINGS_SOUGHT, subject_of(board.category), actor=actor, at=now, search=search.ref, kind=kind,
           budget=budget, replaces=replaced.ref if replaced else None)  # fmt: skip
    session.flush()
    return search


def keep_search(
    session: Session, search: ReadingSearch, category: Category, *, sha256: str, result: dict[str, Any], now: datetime
) -> None:
    """Keep what the worker found; season and programme are loaded."""
    search.state = SEARCH.after("make", search.state)
    search.made_at, search.inputs_sha256, search.result = now, sha256, result
    record(session, Tag.READINGS_FOUND, subject_of(category), actor=SYSTEM, at=now, search=search.ref,
           found=len(result["suggestions"]))  # fmt: skip
    session.flush()


def candidates(entries: Sequence[Entry], kind: DecisionKind) -> list[Entry]:
    """Give the entries between which it is open: all of them or, where the winner is sought, the finalists if any."""
    finalists = [entry for entry in entries if entry.state in SHORTLISTED]
    return finalists if kind is DecisionKind.WINNERS and finalists else list(entries)


def readers_of(session: Session, category: Category, entries: Sequence[Entry], *, now: datetime) -> Readers:
    """Say who may read these entries of a category next; season and programme are loaded. Five statements.

    Members of its panel who have declared their conflicts since the entry was admitted and have none in it, were not
    asked to read it before, are not away today and can take more. Not its chair, who may see the order.
    """
    mine = panels().join(PanelCategory, PanelCategory.panel_id == Panel.id)
    panel = session.scalars(mine.where(PanelCategory.category_id == category.id)).one_or_none()
    if panel is None:
        return Readers(None, {}, frozenset(), {})
    today = local_day(now, category.season.programme.zone)
    members = {one.user.ref: one for one in panel.members if _is_free(one, today)}
    barred = _barred(session, panel, entries)
    pairs = frozenset(
        (entry.ref, judge)
        for judge, member in members.items()
        for entry in entries
        if _has_declared(member, entry) and (entry.ref, judge) not in barred
    )
    taken = Counter(session.scalars(_live_on(panel)))
    room = {judge: _room(one, panel, taken[one.id]) for judge, one in members.items()}
    return Readers(panel, members, pairs, room)


def basis_of(scores_sha256: str, readers: Readers, *, kind: DecisionKind, budget: int) -> str:
    """Give the digest of all that a search is made from."""
    return digest([scores_sha256, sorted(readers.pairs), sorted(readers.room.items()), kind, budget])


def is_away(member: PanelMember, first: date, last: date) -> bool:
    """Whether a judge is away on every day from the first to the last."""
    return (
        member.away_from is not None
        and member.away_until is not None
        and member.away_from <= first
        and last <= member.away_until
    )


def subject_of(category: Category) -> str:
    """Give the reference under which the trail speaks of a category."""
    return f"{season_subject(category.season)}/{category.key}"


def _decided(board: Board, kind: DecisionKind) -> Reason | None:
    """Refuse what would come too late: nothing that is decided, or waits for its second person, is changed by it."""
    if any(board.waiting(one) for one in DecisionKind):
        return Reason("one-waits", "A decision waits for its second person. It has to be confirmed or refused first.")
    if board.latest(DecisionKind.WINNERS):
        return Reason("decided", "The winners are decided: further readings would change nothing.")
    if kind is DecisionKind.SHORTLIST and board.latest(kind):
        return Reason("decided", "The shortlist is decided: further readings would not change it.")
    return None


def _within_reason(budget: int) -> Permission:
    text = f"Ask for 1 to {MOST_READINGS} readings."
    return Permission.unless(None if 1 <= budget <= MOST_READINGS else Reason("budget", text))


def _is_free(member: PanelMember, today: date) -> bool:
    ready = member.terms_accepted_at is not None and member.interests_completed_at is not None
    return ready and not member.is_gone and not member.is_chair and not is_away(member, today, today)


def _has_declared(member: PanelMember, entry: Entry) -> bool:
    return member.interests_completed_at is not None and member.interests_completed_at >= entry.admitted_at


def _room(member: PanelMember, panel: Panel, taken: int) -> int:
    most = member.load_most if member.load_most is not None else panel.load_most
    return MOST_READINGS if most is None else max(0, most - taken)


def _barred(session: Session, panel: Panel, entries: Sequence[Entry]) -> set[Pair]:
    """Give the pairs that are not to be asked: in conflict on any panel, asked before, or taken away by hand."""
    ids, people = [entry.id for entry in entries], [one.user_id for one in panel.members]
    interests = (
        select(Entry.ref, User.ref)
        .select_from(Interest)
        .join(Interest.entry)
        .join(Interest.member)
        .join(PanelMember.user)
        .where(Interest.entry_id.in_(ids), PanelMember.user_id.in_(people))
    )
    asked = (
        select(Entry.ref, User.ref)
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Assignment.member)
        .join(PanelMember.user)
        .where(
            Assignment.entry_id.in_(ids),
            PanelMember.user_id.in_(people),
            (Assignment.state != AssignmentState.REMOVED) | Assignment.removed_by_hand,
        )
    )
    return {(row[0], row[1]) for row in session.execute(interests.union(asked))}


def _live_on(panel: Panel) -> Select[int]:
    mine = select(Assignment.member_id).join(Assignment.member).join(Assignment.entry)
    return mine.where(PanelMember.panel_id == panel.id, Assignment.state.in_(LIVE))
