"""Giving feedback: to nominators who ask, to nominees without asking, and to neither before the release it follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, contains_eager

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.nominations.further import FurtherPage as NominatorPage
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.further import FurtherPage as NomineePage
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.results.feedback_rules import UNSUCCESSFUL, gives_feedback
from awards.results.lifecycle import FeedbackState
from awards.results.models import Feedback, FeedbackRequest
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee
from awards.seasons.models import Category


@dataclass(frozen=True, slots=True)
class Given:
    """What there is of feedback for one nomination or nominee: the text once it is ready, and whether it was asked."""

    entry: Entry
    text: str | None
    asked: bool


def feedback_for_nominator(session: Session, nomination: Nomination) -> Given:
    """Give what there is for the nominator of a nomination. Two statements.

    Raises:
        NoResultFound: the season gives none, the nomination is behind no entry, the entry won or has left, or what
            it came to is not announced.
    """
    if nomination.state is NominationState.WITHDRAWN:
        raise NoResultFound
    behind = select(EntryNomination.entry_id).where(EntryNomination.nomination_id == nomination.id)
    entry, feedback = _entry(session, Entry.id.in_(behind))
    asked = session.scalar(select(FeedbackRequest.id).where(FeedbackRequest.nomination_id == nomination.id))
    return Given(entry, _text(feedback) if asked else None, asked is not None)


def feedback_for_nominee(session: Session, nominee: Nominee) -> Given:
    """Give what there is for a nominee, who need not ask. One statement.

    Raises:
        NoResultFound: as for nominators, or there is nothing to read yet.
    """
    if nominee.deceased:
        raise NoResultFound
    holds = select(EntryNominee.entry_id).where(EntryNominee.nominee_id == nominee.id)
    entry, feedback = _entry(session, Entry.id.in_(holds))
    text = _text(feedback)
    if text is None:
        raise NoResultFound
    return Given(entry, text, asked=False)


def ask_for_feedback(
    session: Session, nomination: Nomination, given: Given, *, actor: Actor, now: datetime
) -> FeedbackRequest:  # fmt: skip
    """Note that a nominator asks for feedback; they read it at once if it is ready, and are told by mail when it is.

    Raises:
        Refused: they have asked already.
    """
    again = Reason("asked-already", "You have asked for feedback already. We write to you when it is there.")
    require(Permission.unless(again if given.asked else None))
    request = FeedbackRequest(nomination_id=nomination.id, entry_id=given.entry.id, asked_at=now)
    session.add(request)
    record(session, Tag.FEEDBACK_ASKED, nomination.ref, actor=actor, at=now, entry=given.entry.ref)
    session.flush()
    return request


def offered_to_nominators(
    session: Session, nominations: Sequence[Nomination], _now: datetime
) -> Mapping[int, NominatorPage]:  # fmt: skip
    """Give the link to feedback for each nomination that has any to give. One statement."""
    live = {one.id: one for one in nominations if one.state is not NominationState.WITHDRAWN}
    if not live:
        return {}
    rows = session.execute(
        select(EntryNomination.nomination_id, FeedbackRequest.id, Feedback.state, Entry.id)
        .join(Entry, Entry.id == EntryNomination.entry_id)
        .join(Entry.category)
        .outerjoin(FeedbackRequest, FeedbackRequest.nomination_id == EntryNomination.nomination_id)
        .outerjoin(Feedback, Feedback.entry_id == Entry.id)
        .where(EntryNomination.nomination_id.in_(list(live)), _announced())
    )
    return {
        row[0]: NominatorPage(
            _nominators_words(asked=row[1] is not None, ready=row[2] is FeedbackState.READY),
            url_for("my_nominations.feedback", ref=live[row[0]].ref),
        )
        for row in rows
        if gives_feedback(live[row[0]].season)
    }


def offered_to_nominee(session: Session, nominee: Nominee, _now: datetime) -> Sequence[NomineePage]:
    """Give the nominee's link to the feedback, once there is any to read. One statement."""
    try:
        feedback_for_nominee(session, nominee)
    except NoResultFound:
        return ()
    return (NomineePage("Read the judges’ feedback", url_for("nominees.feedback")),)


def _entry(session: Session, which: ColumnElement[bool]) -> tuple[Entry, Feedback | None]:
    row = session.execute(
        select(Entry, Feedback)
        .join(Entry.category)
        .outerjoin(Feedback, Feedback.entry_id == Entry.id)
        .options(contains_eager(Entry.category).joinedload(Category.season))
        .where(which, _announced())
    ).one()
    entry: Entry = row[0]
    if not gives_feedback(entry.category.season):
        raise NoResultFound
    return entry, row[1]


def _announced() -> ColumnElement[bool]:
    """Whether what an entry came to may be known: the finalists of those passed over, the winners of all others."""

    def released(kinds: Collection[AnnouncementKind]) -> ColumnElement[bool]:
        return exists().where(
            Announcement.season_id == Category.season_id,
            Announcement.kind.in_(kinds),
            Announcement.state == AnnouncementState.RELEASED,
        )

    return or_(
        and_(Entry.state == EntryState.NOT_SHORTLISTED, released(list(AnnouncementKind))),
        and_(Entry.state.in_(UNSUCCESSFUL - {EntryState.NOT_SHORTLISTED}), released([AnnouncementKind.WINNERS])),
    )


def _text(feedback: Feedback | None) -> str | None:
    return feedback.text if feedback is not None and feedback.state is FeedbackState.READY else None


def _nominators_words(*, asked: bool, ready: bool) -> str:
    if not asked:
        return "Ask for feedback"
    return "Read the feedback" if ready else "Feedback: you asked for it"
