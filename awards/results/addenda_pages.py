"""What happened after decisions, in words: one addendum for its second person, and lines for the category's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.results.addenda_words import DONE_WORDS, EFFECTS, HAPPENING_WORDS, OUTCOME_WORDS, SHORT_HAPPENINGS
from awards.results.models import Addendum
from awards.seasons.models import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumPage:
    """One addendum as its second person reads it."""

    heading: str
    slug: str
    facts: Sequence[Mapping[str, str]]
    effect: str
    may: Permission


def addendum_page(category: Category, addendum: Addendum, names: Mapping[str, str], *, may: Permission) -> AddendumPage:
    """Give a waiting addendum to the second person; `names` are those of staff, by reference."""
    instead = addendum.next_entry.title if addendum.next_entry else ""
    facts = [
        ("Who it is about", addendum.entry.title),
        ("What happened", HAPPENING_WORDS[addendum.happening]),
        ("What becomes of the award", OUTCOME_WORDS[addendum.outcome]),
        ("Who has it instead", instead),
        ("Readers are told", "“This award is not held.”" if addendum.told else ""),
        ("Reason", addendum.reason),
        ("Who decided this", addendum.taking_part),
        ("Written down by", names.get(addendum.proposed_by, addendum.proposed_by)),
        ("Written down at", moment_words(addendum.proposed_at, category.season.programme.zone)),
    ]
    return AddendumPage(
        heading=f"After the decision: {category.name}",
        slug=category.slug,
        facts=[{"key": key, "value": value} for key, value in facts if value],
        effect=EFFECTS[addendum.outcome],
        may=may,
    )


def line_of(addendum: Addendum) -> str:
    """Say in one line what happened and what became of the award."""
    instead = addendum.next_entry.title if addendum.next_entry else ""
    done = DONE_WORDS[addendum.outcome].format(next=instead)
    return f"{addendum.entry.title}: {SHORT_HAPPENINGS[addendum.happening]}; {done}"
