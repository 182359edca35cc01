"""Reads for feedback: what the judges that count wrote, whose names may not be in it, who asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.judging.models import Score, ScoreSheet
from awards.nominations.models import Nomination, Nominee
from awards.panels.models import Assignment, PanelCategory, PanelMember
from awards.results.feedback_rules import UNSUCCESSFUL, Remark, draft_text, gives_feedback
from awards.results.models import Feedback, FeedbackRequest
from awards.results.queries import Board
from awards.screening.models import Entry, EntryNominee
from awards.seasons.models import Category

OVERALL = "Overall"
_SOURCES = "awards.feedback_words"

MoreWords = Callable[[Session, Entry], Sequence[str]]
"""Gives what else may go into the draft of an entry's feedback: what a panel said of it, marked for that."""


def register_feedback_words(app: Flask, source: MoreWords) -> None:
    """Let a room give words for drafts of feedback."""
    app.extensions.setdefault(_SOURCES, []).append(source)


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry that may be given feedback, with what is written and how many nominators wait for it."""

    entry: Entry
    feedback: Feedback | None
    requests: int


@dataclass(frozen=True, slots=True)
class Names:
    """Whose names a text is held against."""

    judges: Sequence[str]
    others: Sequence[str]
    own: Sequence[str]


def feedback_of_category(session: Session, board: Board) -> list[Asked]:
    """Give every entry of a category that may be given feedback, by title. Two statements."""
    entries = [entry for entry in board.entries if entry.state in UNSUCCESSFUL]
    if not gives_feedback(board.category.season):
        return []
    written = written_of(session, [entry.id for entry in entries])
    rows = session.execute(
        select(FeedbackRequest.entry_id, func.count(FeedbackRequest.id))
        .where(FeedbackRequest.entry_id.in_([entry.id for entry in entries]))
        .group_by(FeedbackRequest.entry_id)
    )
    asked = {row[0]: row[1] for row in rows}
    return [
        Asked(entry, written.get(entry.id), asked.get(entry.id, 0))
        for entry in sorted(entries, key=lambda one: (one.title, one.ref))
    ]


def written_of(session: Session, entry_ids: Collection[int]) -> Mapping[int, Feedback]:
    """Give what is written on these entries, by the entry's id. One statement."""
    return {one.entry_id: one for one in session.scalars(select(Feedback).where(Feedback.entry_id.in_(entry_ids)))}


def entry_for_feedback(board: Board, ref: str) -> Entry:
    """Give an entry of the board that may be given feedback. No statement.

    Raises:
        NoResultFound: there is none with this reference, or it is given none.
    """
    for entry in board.entries:
        if entry.ref == ref and entry.state in UNSUCCESSFUL and gives_feedback(board.category.season):
            return entry
    raise NoResultFound


def feedback_on(session: Session, entry: Entry, *, writing: bool = False) -> Feedback | None:
    """Give what is written on an entry. One statement; `writing` makes others who would write wait (on PostgreSQL)."""
    chosen = select(Feedback).where(Feedback.entry_id == entry.id)
    return session.scalars(chosen.with_for_update() if writing else chosen).one_or_none()


def draft_of(session: Session, board: Board, entry: Entry, *, more: Sequence[str] = ()) -> str:
    """Draft the feedback on an entry from the comments of the judges that count, and whatever else was said.

    Nothing says who wrote a comment, or how many did. Two statements.
    """
    judges = _counting(board, entry)
    sheets = select(ScoreSheet.id).join(ScoreSheet.assignment).join(Assignment.member).join(PanelMember.user)
    counted = sheets.where(Assignment.entry_id == entry.id, User.ref.in_(judges))
    said: dict[int, list[str]] = {}
    comments = session.execute(select(Score.criterion_id, Score.comment).where(Score.sheet_id.in_(counted)))
    for criterion_id, comment in comments:
        said.setdefault(criterion_id, []).append(comment)
    overall = session.scalars(select(ScoreSheet.overall).where(ScoreSheet.id.in_(counted))).all()
    remarks = [Remark(one.name, tuple(said.get(one.id, ()))) for one in board.category.criteria]
    return draft_text([*remarks, Remark(OVERALL, tuple(overall))], more)


def more_words(session: Session, entry: Entry) -> list[str]:
    """Give what the registered rooms have for the draft."""
    sources: list[MoreWords] = current_app.extensions.get(_SOURCES, [])
    return [words for source in sources for words in source(session, entry)]


def names_around(session: Session, board: Board, entry: Entry) -> Names:
    """Give the names that may and may not be in the feedback on an entry. Three statements."""
    judges = session.scalars(
        select(User.name)
        .join(PanelMember, PanelMember.user_id == User.id)
        .join(PanelCategory, PanelCategory.panel_id == PanelMember.panel_id)
        .where(PanelCategory.category_id == board.category.id)
    ).all()
    titles = session.execute(select(Entry.id, Entry.title).where(Entry.category_id == board.category.id)).all()
    people = session.scalars(
        select(Nominee)
        .join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .where(EntryNominee.entry_id == entry.id)
    )
    own = [name for one in people for name in (one.full_name, one.known_as) if name]
    return Names(judges, [row[1] for row in titles if row[0] != entry.id], [*own, entry.title])


def requests_to_tell(session: Session, entry: Entry) -> Sequence[FeedbackRequest]:
    """Give who asked for feedback on an entry and was not told yet, with nomination and nominator. One statement."""
    nominator = joinedload(FeedbackRequest.nomination).joinedload(Nomination.nominator)
    waiting = FeedbackRequest.told_at.is_(None)
    return session.scalars(
        select(FeedbackRequest).where(FeedbackRequest.entry_id == entry.id, waiting).options(nominator)
    ).all()


def somebody_has_died(session: Session, entry: Entry) -> bool:
    """Whether anybody behind the entry has died, so that no mail goes about it. One statement."""
    died = (
        select(Nominee.id)
        .join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .where(EntryNominee.entry_id == entry.id, Nominee.deceased)
    )
    return session.scalar(died.limit(1)) is not None


def _counting(board: Board, entry: Entry) -> list[str]:
    """Give the judges whose sheet on the entry counts."""
    if board.scores is None:
        return []
    weights = board.scores.weights
    return [one.judge for one in board.scores.sheets if one.entry == entry.ref and one.counts(weights)]


def category_for_feedback(board: Board) -> Category:
    """Give the category whose feedback is written.

    Raises:
        NoResultFound: the season gives no feedback, or nobody is nominated for the award.
    """
    if not gives_feedback(board.category.season) or not board.category.nominated:
        raise NoResultFound
    return board.category
