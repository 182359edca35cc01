"""Opening a meeting, who is there, what was said, ending it, and the minutes that the chair signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.core.references import new_reference
from awards.ledger.canonical import canonical_hash
from awards.maths.adjusting.result import Basis, EntryResult
from awards.meetings.agenda import Figures
from awards.meetings.lifecycle import MEETING, MeetingState
from awards.meetings.minutes import minutes_of
from awards.meetings.models import Attendance, Discussion, Meeting
from awards.meetings.policy import may_call_off, may_end, may_lead, may_open, may_resume, may_sign
from awards.meetings.queries import meetings_of_season, members_of, names_of
from awards.meetings.sealed import seal_minutes
from awards.meetings.table import Table
from awards.results.models import Decision, DecisionKind
from awards.results.queries import Board
from awards.results.rules import Standing
from awards.screening.models import Entry


def open_meeting(session: Session, board: Board, purpose: DecisionKind, *, actor: Actor, now: datetime) -> Meeting:
    """Open a meeting of a category's panel, with its agenda as the scores stand now.

    The board was read for deciding, so that of two who open one at once the second sees the first one's.

    Raises:
        Refused: the order may not be seen yet, there is no panel, or a meeting about the category is on.
    """
    members = members_of(session, board.category.id)
    meetings = meetings_of_season(session, board.category.season_id)
    require(may_open(board, purpose, members=members, meetings=meetings, now=now))
    meeting = Meeting(
        ref=new_reference("MTG"),
        category_id=board.category.id,
        purpose=purpose,
        state=MeetingState.OPEN,
        opened_at=now,
        opened_by=actor.reference,
        agenda=[one.as_data() for one in figures_on(board, purpose)],
    )
    session.add(meeting)
    record(session, Tag.MEETING_OPENED, meeting.ref, actor=actor, at=now, category=board.category.key,
           purpose=purpose, entries=len(board.entries))  # fmt: skip
    session.flush()
    return meeting


def figures_on(board: Board, purpose: DecisionKind) -> list[Figures]:
    """Give what the scores say of each entry of a board: the worker's fit where there is one, else the plain mean."""
    result = board.fit.result if board.fit else None
    fitted = {one.entry: one for one in (*result.entries, *result.needs_scores)} if result else {}
    return [_figures(one, fitted.get(one.entry), board, purpose=purpose) for one in board.standings]


def refresh_agenda(session: Session, table: Table, board: Board, *, actor: Actor, now: datetime) -> None:
    """Bring the agenda up to what the scores say now; closed votes keep what they were counted with.

    Raises:
        Refused: the meeting is over, or one does not lead it.
    """
    require(may_lead(table))
    table.meeting.agenda = [one.as_data() for one in figures_on(board, table.meeting.purpose)]
    record(session, Tag.AGENDA_REFRESHED, table.meeting.ref, actor=actor, at=now, entries=len(board.entries))
    session.flush()


def note_attendance(
    session: Session, table: Table, present: Collection[str], *, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Note who of the panel is at the meeting; a vote that is open keeps its voters.

    Raises:
        Refused: the meeting is over, or one does not lead it.
    """
    require(may_lead(table))
    stored = {one.member_id: one for one in attendance_of(session, table.meeting)}
    for member in table.members:
        row = stored.get(member.id)
        if row is None:
            session.add(Attendance(meeting_id=table.meeting.id, member_id=member.id, present=member.ref in present,
                                   noted_at=now))  # fmt: skip
        elif row.present != (member.ref in present):
            row.present, row.noted_at = member.ref in present, now
    there = [one.ref for one in table.members if one.ref in present]
    record(session, Tag.ATTENDANCE_NOTED, table.meeting.ref, actor=actor, at=now, present=there,
           members=len(table.members))  # fmt: skip
    session.flush()


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed about an entry; `version` is the one that the writer had read, 0 before any."""

    words: str
    for_feedback: bool
    version: int


def note_words(
    session: Session, table: Table, entry: Entry, *, typed: Said, actor: Actor, now: datetime
) -> Discussion:  # fmt: skip
    """Write down what the meeting said of an entry.

    Raises:
        Refused: the meeting is over, one does not lead it, or somebody else wrote meanwhile.
    """
    require(may_write(table, entry, typed.version))
    said = table.notes.get(entry.id)
    if said is None:
        said = Discussion(meeting_id=table.meeting.id, entry_id=entry.id, words="", written_at=now, written_by="")
        session.add(said)
    said.words, said.for_feedback = typed.words, typed.for_feedback
    said.written_at, said.written_by = now, actor.reference
    record(session, Tag.DISCUSSION_NOTED, table.meeting.ref, actor=actor, at=now, entry=entry.ref,
           for_feedback=typed.for_feedback)  # fmt: skip
    session.flush()
    return said


def may_write(table: Table, entry: Entry, version: int) -> Permission:
    """Say whether the words on an entry may be written now: one leads the meeting and has read what stands there."""
    said = table.notes.get(entry.id)
    text = "Somebody else wrote here meanwhile. Their words are shown beside yours; send again to replace them."
    changed = (said.version if said else 0) != version
    return Permission.unless(*may_lead(table).reasons, Reason("words-changed", text) if changed else None)


def end_meeting(session: Session, table: Table, *, with_words: bool, actor: Actor, now: datetime) -> None:
    """End a meeting and write its minutes; `with_words` puts what was said of the entries into them.

    Raises:
        Refused: a vote is open, nobody was noted as there, or one does not lead the meeting.
    """
    require(may_end(table))
    meeting = table.meeting
    decisions = decisions_since(session, meeting)
    people = {one.decided_by for one in decisions} | {one.confirmed_by for one in decisions if one.confirmed_by}
    names = names_of(session, people)
    meeting.state = MEETING.after("end", meeting.state)
    meeting.minutes = minutes_of(table, decisions, names, with_words=with_words, now=now)
    meeting.minutes_sha256 = canonical_hash(meeting.minutes)
    meeting.written_at, meeting.written_by = now, actor.reference
    record(session, Tag.MEETING_ENDED, meeting.ref, actor=actor, at=now, present=[one.ref for one in table.present],
           votes=len(table.votes), sha256=meeting.minutes_sha256)  # fmt: skip
    session.flush()


def resume_meeting(session: Session, table: Table, *, actor: Actor, now: datetime) -> None:
    """Let a meeting go on whose minutes are not signed; they are written anew when it ends.

    Raises:
        Refused: it goes on, was called off, its minutes are signed, or one is not staff.
    """
    require(may_resume(table))
    meeting = table.meeting
    meeting.state = MEETING.after("resume", meeting.state)
    meeting.minutes, meeting.minutes_sha256, meeting.written_at, meeting.written_by = None, None, None, None
    record(session, Tag.MEETING_RESUMED, meeting.ref, actor=actor, at=now)
    session.flush()


def call_off_meeting(session: Session, table: Table, *, reason: str, actor: Actor, now: datetime) -> None:
    """Call a meeting off that has decided nothing.

    Raises:
        Refused: it has decided, its minutes are signed, a vote is open, no reason, or one is not staff.
    """
    require(may_call_off(table, reason=reason))
    table.meeting.state = MEETING.after("call_off", table.meeting.state)
    record(session, Tag.MEETING_CALLED_OFF, table.meeting.ref, actor=actor, at=now, reason=reason)
    session.flush()


def sign_minutes(session: Session, table: Table, *, seen: str, actor: Actor, now: datetime) -> None:
    """Sign the minutes as the chair of the panel; from then on nothing of the meeting changes.

    `seen` is the SHA-256 of the minutes that the chair read.

    Raises:
        Refused: one does not chair the panel, the minutes are not written, signed already, or written anew since.
    """
    require(may_sign(table, seen=seen))
    meeting = table.meeting
    meeting.state = MEETING.after("sign", meeting.state)
    meeting.signed_at, meeting.signed_by = now, actor.reference
    record(session, Tag.MINUTES_SIGNED, meeting.ref, actor=actor, at=now, sha256=meeting.minutes_sha256)
    seal_minutes(session, table, meeting.minutes_sha256 or "", actor=actor, at=now)
    session.flush()


def attendance_of(session: Session, meeting: Meeting) -> Sequence[Attendance]:
    """Give who was noted as there or not. One statement."""
    return session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id)).all()


def decisions_since(session: Session, meeting: Meeting) -> Sequence[Decision]:
    """Give what was decided about the meeting's matter since it opened, the first first. One statement."""
    chosen = select(Decision).where(
        Decision.category_id == meeting.category_id,
        Decision.kind == meeting.purpose,
        Decision.decided_at >= meeting.opened_at,
    )
    return session.scalars(chosen.order_by(Decision.id)).all()


def _figures(standing: Standing, one: EntryResult | None, board: Board, *, purpose: DecisionKind) -> Figures:
    placed, adjusted = standing.entry in board.levels, _exact(one.adjusted) if one else None
    by_adjusted = board.placed.basis is Basis.ADJUSTED
    shortlist = purpose is DecisionKind.SHORTLIST
    chance = None if one is None else one.p_top if shortlist else one.p_best
    return Figures(
        entry=standing.entry,
        raw=standing.mean,
        score=(adjusted if by_adjusted else standing.mean) if placed else None,
        adjusted=adjusted,
        low=_exact(one.low) if one else None,
        high=_exact(one.high) if one else None,
        chance=_exact(chance),
        band=str(one.band) if one and one.band and shortlist else None,
        level=board.levels.get(standing.entry),
    )


def _exact(number: float | None) -> Fraction | None:
    """Give the number as it is written, so that minutes hold no floats."""
    return None if number is None else Fraction(str(round(number, 6)))
