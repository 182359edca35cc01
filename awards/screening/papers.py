"""Everything small that is kept about one nomination, in one statement: verdicts, rulings, notes, what was asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, String, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.db import UTCDateTime, blind_index
from awards.eligibility.facts import PreviousWin
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.models import CorrectionRequest, Nomination
from awards.safeguarding.models import Flag
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.models import Case, Ruling, StaffNote, VerdictRecord
from awards.screening.standing_rulings import ruling_stands
from awards.screening.verdict_changes import Kept
from awards.seasons.models import PastWin, RuleSet


@dataclass(frozen=True, slots=True)
class Papers:
    """What was found, by kind; rows have kind, ref, who, name, at, until, text, more and number."""

    rows: Mapping[str, Sequence[Any]]

    def of(self, kind: str) -> Sequence[Any]:
        """Give the rows of one kind, the oldest first."""
        return self.rows.get(kind, ())

    def count(self, kind: str) -> int:
        """Give the number of a kind that is only counted."""
        return sum(row.number for row in self.of(kind))

    @property
    def rule_set(self) -> RuleSet:
        """The rules in force, apart from the session."""
        (row,) = self.of("rules")
        return RuleSet(version=row.number, rules=json.loads(row.text))

    @property
    def verdicts(self) -> list[tuple[Any, Kept]]:
        """The verdicts kept, the oldest first, with when."""
        return [(row.at, Kept(row.more, row.number, json.loads(row.text))) for row in self.of("verdict")]

    def wins(self, session: Session, nomination: Nomination) -> dict[str, tuple[PreviousWin, ...]]:
        """Give what each nominee, by reference, is known to have won. No statement."""
        indexes = _indexes(session, nomination)
        return {
            ref: tuple(PreviousWin(row.more, row.number) for row in self.of("win") if row.text == index)
            for ref, index in indexes.items()
        }


def papers_of(session: Session, nomination: Nomination, *, entry_ref: str | None) -> Papers:
    """Find everything that is kept about a whole nomination. One statement."""
    found: dict[str, list[Any]] = defaultdict(list)
    parts = [*_of_rules(session, nomination), *_of_staff(nomination.id), *_of_others(nomination, entry_ref)]
    for row in session.execute(union_all(*parts)):
        found[row.kind].append(row)
    for kind, rows in found.items():
        found[kind] = sorted(rows, key=lambda row: row.order or 0)
    return Papers(found)


def _row(kind: str, **given: Any) -> list[Any]:
    """Give the columns of one kind of row; what is not given stays empty."""
    texts = [cast(given.get(name, null()), String).label(name) for name in ("ref", "who", "name", "text", "more")]
    # a moment is never cast: SQLite would make a number of it
    moments = [given.get(name, cast(null(), UTCDateTime)).label(name) for name in ("at", "until")]
    numbers = [cast(given.get(name, null()), Integer).label(name) for name in ("number", "order")]
    return [literal(kind, String).label("kind"), *texts, *moments, *numbers]


def _of_rules(session: Session, nomination: Nomination) -> list[Select[Any]]:
    """Select the rules in force, what people of these names have won, and every verdict kept."""
    newest = select(func.max(RuleSet.version)).where(RuleSet.season_id == nomination.season_id).scalar_subquery()
    names = sorted(set(_indexes(session, nomination).values()))
    won = PastWin.programme_id == nomination.season.programme_id
    return [
        select(*_row("rules", number=RuleSet.version, text=RuleSet.rules)).where(
            RuleSet.season_id == nomination.season_id, RuleSet.version == newest
        ),
        select(*_row("win", text=PastWin.name_index, more=PastWin.category_key, number=PastWin.year)).where(
            won, PastWin.name_index.in_(names)
        ),
        select(*_row(
            "verdict", at=VerdictRecord.computed_at, text=VerdictRecord.findings, more=VerdictRecord.level,
            number=VerdictRecord.rule_set_version, order=VerdictRecord.id,
        )).where(VerdictRecord.nomination_id == nomination.id),
    ]  # fmt: skip


def _of_staff(nomination_id: int) -> list[Select[Any]]:
    """Select where it stands, the rulings, and the notes that were not taken out."""
    return [
        select(*_row(
            "case", text=Case.reason, more=Case.parked_because, who=Case.parked_by, at=Case.since,
            until=Case.parked_until, number=Case.number,
        )).where(Case.nomination_id == nomination_id),
        select(*_row(
            "ruling", who=Ruling.ruled_by, name=User.name, at=Ruling.ruled_at, until=Ruling.seconded_at,
            text=Ruling.reason, more=Ruling.decision, ref=Ruling.seconded_by, number=Ruling.needs_second,
            order=Ruling.id,
        ))
        .outerjoin(User, User.ref == Ruling.ruled_by)
        .where(Ruling.nomination_id == nomination_id, ruling_stands()),
        select(*_row(
            "note", ref=StaffNote.ref, who=StaffNote.written_by, name=User.name, at=StaffNote.written_at,
            text=StaffNote.text, order=StaffNote.id,
        ))
        .outerjoin(User, User.ref == StaffNote.written_by)
        .where(StaffNote.nomination_id == nomination_id, StaffNote.removed_at.is_(None)),
    ]  # fmt: skip


def _of_others(nomination: Nomination, entry_ref: str | None) -> list[Select[Any]]:
    """Select what was asked of the nominator, what it may be merged with or is, and how many flags are open."""
    one, subjects = nomination.id, [nomination.ref, *([entry_ref] if entry_ref else [])]
    in_pair = or_(LikelyDuplicate.first_id == one, LikelyDuplicate.second_id == one)
    return [
        select(*_row("request", ref=InformationRequest.ref, at=InformationRequest.answered_at,
                     until=InformationRequest.answer_by, order=InformationRequest.id))
        .where(InformationRequest.nomination_id == one, InformationRequest.taken_back_at.is_(None)),
        select(*_row("offer", ref=MoveOffer.ref, at=MoveOffer.answered_at, until=MoveOffer.answer_by,
                     number=MoveOffer.agreed, order=MoveOffer.id))
        .where(MoveOffer.nomination_id == one, MoveOffer.taken_back_at.is_(None)),
        select(*_row("into", ref=Nomination.ref)).join(Merge, Merge.into_id == Nomination.id)
        .where(Merge.nomination_id == one),
        select(*_row("merged", ref=Nomination.ref, order=Nomination.id)).join(
            Merge, Merge.nomination_id == Nomination.id).where(Merge.into_id == one),
        select(*_row("duplicates", number=func.count())).select_from(LikelyDuplicate)
        .where(in_pair, LikelyDuplicate.decided.is_(None)),
        select(*_row("flags", number=func.count())).select_from(Flag)
        .where(Flag.subject.in_(subjects), Flag.closed_at.is_(None)),
        select(*_row("correction", ref=CorrectionRequest.ref, order=CorrectionRequest.id))
        .where(CorrectionRequest.nomination_id == one, CorrectionRequest.answered_at.is_(None)),
    ]  # fmt: skip


def _indexes(session: Session, nomination: Nomination) -> dict[str, str]:
    return {one.ref: blind_index(session, one.full_name) for one in nomination.nominees if one.full_name}
