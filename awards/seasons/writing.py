"""Writes what a season document says into rows, matching what is there by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from awards.db import Base
from awards.seasons.documents import (
    CategoryDocument,
    CriterionDocument,
    ProgrammeDocument,
    QuestionDocument,
    RoundDocument,
    SeasonDocument,
)
from awards.seasons.models import Category, Criterion, Programme, Question, Round, Season


class _Keyed(Protocol):
    key: Any


K = TypeVar("K", bound=_Keyed)


def write_programme(programme: Programme, document: ProgrammeDocument) -> None:
    """Give the programme the texts and colours of the document."""
    programme.key = document.key
    programme.name = document.name
    programme.organiser = document.organiser
    programme.zone = document.zone.key
    programme.strapline = document.strapline
    programme.about = document.about
    programme.contact_email = document.contact_email
    programme.theme = dict(document.theme)


def write_season(session: Session, season: Season, document: SeasonDocument) -> None:
    """Give the season everything the document says, but for its rules, which are versions of their own."""
    _write_settings(season, document)
    season.scale = {
        "lowest": document.scale.lowest,
        "highest": document.scale.highest,
        "words": _by_text(document.scale.words),
        "comment_required_for": list(document.scale.comment_required_for),
        "example": document.scale.example,
    }
    season.screening = asdict(document.screening) | {"second_person": list(document.screening.second_person)}
    season.judging = document.judging.as_data()
    season.retention = document.retention.as_data()
    season.vocabulary = {
        name: [choice.as_data() for choice in choices] for name, choices in document.vocabulary.items()
    }
    season.document_hash = document.digest
    season.locked_hashes = dict(document.part_digests)
    _write_rounds(session, season, document.rounds)
    _write_categories(session, season, document)


def _write_settings(season: Season, document: SeasonDocument) -> None:
    settings = document.season
    season.key = settings.key
    season.year = settings.year
    season.name = settings.name
    season.opens_at = settings.opens_at
    season.closes_at = settings.closes_at
    season.ceremony_on = settings.ceremony_on
    season.ceremony_place = settings.ceremony_place
    season.shortlist_min = settings.shortlist_min
    season.shortlist_max = settings.shortlist_max
    season.release = settings.release
    season.embargo_until = settings.embargo_until
    season.readings_per_entry = settings.readings_per_entry
    season.grace_seconds = settings.grace_seconds
    season.previous_year = settings.previous_year
    season.to_confirm = list(settings.to_confirm)


def _write_rounds(session: Session, season: Season, documents: Sequence[RoundDocument]) -> None:
    """Write the rounds; one that staff opened again never closes earlier than they said."""
    rows = {row.key: row for row in season.rounds}
    for document in documents:
        row = rows.get(document.key) or _added(season.rounds, Round(key=document.key))
        row.name = document.name
        row.opens_at = document.opens_at
        opened_again = row.reopened_at is not None
        row.closes_at = max(row.closes_at, document.closes_at) if opened_again else document.closes_at
        row.example = document.example
    _drop(session, season.rounds, keep=(document.key for document in documents))


def _write_categories(session: Session, season: Season, whole: SeasonDocument) -> None:
    documents, rules = whole.categories, whole.rule_book
    rows = {row.key: row for row in season.categories}
    for position, document in enumerate(documents):
        row = rows.get(document.key) or _added(season.categories, Category(key=document.key))
        _write_category(row, document, position=position)
        row.who = rules.open_to(document.key) if document.nominated else document.who
        _write_questions(session, row, document.questions)
        _write_criteria(session, row, document.criteria)
    kept = {document.key for document in documents}
    for row in [row for row in season.categories if row.key not in kept]:
        _drop(session, row.questions, keep=())
        _drop(session, row.criteria, keep=())
    _drop(session, season.categories, keep=kept)


def _write_category(row: Category, document: CategoryDocument, *, position: int) -> None:
    row.position = position
    row.slug = document.slug
    row.name = document.name
    row.award_for = document.award_for
    row.nominated = document.nominated
    row.nominee_kind = document.nominee
    row.people_min = document.people_min
    row.people_max = document.people_max
    row.asks = [str(asked) for asked in document.asks]
    row.reveals = document.reveals
    row.rule_ids = list(document.rules)


def _write_questions(session: Session, category: Category, documents: Sequence[QuestionDocument]) -> None:
    rows = {row.key: row for row in category.questions}
    for position, document in enumerate(documents):
        row = rows.get(document.key) or _added(category.questions, Question(key=document.key))
        row.position = position
        row.label = document.label
        row.hint = document.hint
        row.word_limit = document.word_limit
        row.optional = document.optional
        row.example = document.example
    _drop(session, category.questions, keep=(document.key for document in documents))


def _write_criteria(session: Session, category: Category, documents: Sequence[CriterionDocument]) -> None:
    rows = {row.key: row for row in category.criteria}
    for position, document in enumerate(documents):
        row = rows.get(document.key) or _added(category.criteria, Criterion(key=document.key))
        row.position = position
        row.name = document.name
        row.description = document.description
        row.weight = document.weight
        row.anchors = _by_text(document.anchors)
        row.common = document.common
        row.tie_break = document.tie_break
        row.example = document.example
    _drop(session, category.criteria, keep=(document.key for document in documents))


def _added(rows: list[K], row: K) -> K:
    rows.append(row)
    return row


def _drop(session: Session, rows: Sequence[_Keyed], *, keep: Iterable[str]) -> None:
    kept = frozenset(keep)
    for row in rows:
        if row.key not in kept and isinstance(row, Base):
            session.delete(row)


def _by_text(words: Mapping[int, str]) -> dict[str, Any]:
    """JSON knows only text as keys."""
    return {str(point): text for point, text in words.items()}
