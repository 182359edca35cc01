"""What a panel said of an entry, where it marked the words for feedback; staff find them in the draft."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.meetings.lifecycle import MeetingState
from awards.meetings.models import Discussion, Meeting
from awards.screening.models import Entry


def words_for_feedback(session: Session, entry: Entry) -> list[str]:
    """Give the words about an entry that may go into its feedback, from meetings that were held. One statement."""
    said = (
        select(Discussion.words)
        .join(Meeting, Meeting.id == Discussion.meeting_id)
        .where(Discussion.entry_id == entry.id, Discussion.for_feedback, Meeting.state != MeetingState.CALLED_OFF)
    )
    return list(session.scalars(said.order_by(Discussion.id)))
