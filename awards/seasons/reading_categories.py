"""Reads the categories of a season file, with the common questions and criteria put where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from awards.eligibility.reading import Table
from awards.seasons.documents import CategoryDocument, CriterionDocument, QuestionDocument
from awards.seasons.words import Asked, NomineeShape


class Place(StrEnum):
    """Whether a common question stands before or after a category's own."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the categories of a season have in common."""

    first: tuple[QuestionDocument, ...]
    last: tuple[QuestionDocument, ...]
    criteria: tuple[CriterionDocument, ...]

    @property
    def question_keys(self) -> frozenset[str]:
        return frozenset(question.key for question in (*self.first, *self.last))


def read_categories(top: Table) -> tuple[CategoryDocument, ...]:
    """Give every category in the order of the file; faults are noted in the table."""
    placed = [
        (one.choice("place", Place, Place.LAST), _question(one)) for one in top.tables("questions", required=False)
    ]
    shared = _Shared(
        first=tuple(question for place, question in placed if place is Place.FIRST),
        last=tuple(question for place, question in placed if place is Place.LAST),
        criteria=tuple(_criterion(one, common=True) for one in top.tables("criteria", required=False)),
    )
    return tuple(_category(one, shared) for one in top.tables("categories"))


def words_by_point(table: Table, key: str) -> dict[int, str]:
    """Give a mapping of whole numbers to words; TOML's keys are text, so each is read as a number."""
    found: dict[int, str] = {}
    for point, words in table.texts_by_key(key).items():
        if point.isdecimal():
            found[int(point)] = words
        else:
            table.fault(f"{key}.{point}", "must be a whole number: a point of the scale")
    return found


def _category(table: Table, shared: _Shared) -> CategoryDocument:
    nominated = table.take("nominated", bool, default=True)
    category = CategoryDocument(
        key=table.take("key", str),
        slug=table.take("slug", str),
        name=table.take("name", str),
        award_for=table.take("for", str),
        who=table.maybe("who", str),
        nominated=nominated,
        nominee=table.choice("nominee", NomineeShape),
        people_min=table.maybe("people_min", int),
        people_max=table.maybe("people_max", int),
        asks=_asks(table),
        reveals=table.maybe("reveals", str),
        rules=table.list_of("rules", str, ()),
        questions=_questions(table, shared if nominated else None),
        criteria=_criteria(table, shared if nominated else None),
    )
    table.finish()
    return category


def _asks(table: Table) -> tuple[Asked, ...]:
    known = {str(one): one for one in Asked}
    asked = table.list_of("asks", str, ())
    for name in asked:
        if name not in known:
            table.fault("asks", f"holds {name!r}: only {', '.join(known)} can be asked")
    return tuple(known[name] for name in asked if name in known)


def _questions(table: Table, shared: _Shared | None) -> tuple[QuestionDocument, ...]:
    own = tuple(_question(one) for one in table.tables("questions", required=False))
    left_out = table.list_of("leaves_out", str, ())
    if shared is None:
        return own
    for key in left_out:
        if key not in shared.question_keys:
            table.fault("leaves_out", f"names {key!r}, which is no common question")
    first, last = (
        tuple(question for question in some if question.key not in left_out) for some in (shared.first, shared.last)
    )
    return (*first, *own, *last)


def _criteria(table: Table, shared: _Shared | None) -> tuple[CriterionDocument, ...]:
    own = tuple(_criterion(one, common=False) for one in table.tables("criteria", required=False))
    takes_common = table.take("common_criteria", bool, default=True)
    return (*shared.criteria, *own) if shared is not None and takes_common else own


def _question(table: Table) -> QuestionDocument:
    question = QuestionDocument(
        key=table.take("key", str),
        label=table.take("label", str),
        hint=table.maybe("hint", str),
        word_limit=table.take("word_limit", int),
        optional=table.take("optional", bool, default=False),
        example=table.take("example", bool, default=False),
    )
    table.finish()
    return question


def _criterion(table: Table, *, common: bool) -> CriterionDocument:
    criterion = CriterionDocument(
        key=table.take("key", str),
        name=table.take("name", str),
        description=table.take("description", str),
        weight=table.take("weight", int),
        anchors=words_by_point(table, "anchors"),
        common=common,
        tie_break=table.take("tie_break", bool, default=False),
        example=table.take("example", bool, default=False),
    )
    table.finish()
    return criterion
