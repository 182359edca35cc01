"""What a nomination still lacks before it can be sent, section by section; anything may be saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from awards.nominations.models import Answer, Nomination, Nominator, Nominee
from awards.nominations.rules import within_limit
from awards.seasons.models import Question
from awards.seasons.words import NomineeShape


class Section(StrEnum):
    """The parts of a nomination, in the order of the task list."""

    ELIGIBILITY = "eligibility"
    ABOUT_YOU = "about_you"
    NOMINEE = "nominee"
    KEPT = "kept"
    ANSWERS = "answers"
    DECLARATIONS = "declarations"


_UNFINISHED: Final = {
    "eligibility": (Section.ELIGIBILITY, "about who can be nominated"),
    "about_you": (Section.ABOUT_YOU, "about yourself"),
    "team": (Section.NOMINEE, "about the team"),
    "declarations": (Section.DECLARATIONS, "in the declarations"),
}
"""Where the pages that are kept as they are typed belong, and what they are about."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do before sending: where, and what; `key` names the question for an answer."""

    section: Section
    text: str
    key: str = ""


def gaps(nomination: Nomination) -> tuple[Gap, ...]:
    """Give everything that is missing or too long, in page order; nothing means that it can be sent.

    Needs nominator, nominees, answers, the category's questions, the people kept from another award and the pages
    that are not finished loaded.
    """
    return (
        *_unfinished(nomination),
        *(Gap(Section.ABOUT_YOU, text) for text in _about_you(nomination, nomination.nominator)),
        *(Gap(Section.NOMINEE, text) for text in _nominees(nomination)),
        *(Gap(Section.KEPT, text) for text in _kept(nomination)),
        *_answers(nomination.category.questions, nomination.answers),
        *(Gap(Section.DECLARATIONS, text) for text in _declarations(nomination)),
    )


def eligibility_answered(nomination: Nomination) -> bool:
    """Whether the first questions have been answered, in whatever way."""
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return nomination.team is not None
    return bool(nomination.nominees)


def named(nominees: Sequence[Nominee]) -> list[Nominee]:
    """Give the people whose names have been typed."""
    return [nominee for nominee in nominees if nominee.full_name]


def nominee_words(nomination: Nomination) -> str:
    """Give who is put forward as one line: the team's name, or the people's names; empty when nobody is named."""
    return team_name_of(nomination) or ", ".join(nominee.full_name for nominee in named(nomination.nominees))


def team_name_of(nomination: Nomination) -> str | None:
    """Give the team's name where a team is put forward; one kept from before a move to another award is not given."""
    of_team = nomination.category.nominee_kind is NomineeShape.TEAM or any(one.is_team for one in nomination.nominees)
    return nomination.team_name if of_team else None


def _unfinished(nomination: Nomination) -> Iterator[Gap]:
    """Name the pages of this award into which something was typed that would not be sent."""
    team = nomination.category.nominee_kind is NomineeShape.TEAM
    about_person = "person-"
    for page in (one.page for one in nomination.unfinished):
        if page.startswith(about_person) and not team:
            yield Gap(Section.NOMINEE, f"Finish what you typed about person {page.removeprefix(about_person)}")
        elif page in _UNFINISHED and (page != "team" or team):
            section, words = _UNFINISHED[page]
            yield Gap(section, f"Finish what you typed {words}")


def _about_you(nomination: Nomination, nominator: Nominator) -> Iterator[str]:
    if not nominator.name:
        yield "Enter your full name"
    if not nominator.email and nomination.channel == "web":
        yield "Enter your email address"
    if not nomination.relationship_to_nominee:
        yield "Say how you know them"
    if nomination.nominator_is_nominee is None:
        yield "Say whether you are one of the people nominated"
    if nominator.under_18:
        return  # of a child no more is asked than has to be known, and nobody names them unless they choose it
    if nomination.organiser_tie is None:
        yield "Say whether you work for or judge for the organiser"
    if nomination.credit is None:
        yield "Choose whether you may be named with the award"


def _nominees(nomination: Nomination) -> Iterator[str]:
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        yield from _team(nomination)
        return
    people, least, most = (
        named(nomination.nominees),
        nomination.category.people_min or 1,
        nomination.category.people_max,
    )
    if len(people) < len(nomination.nominees):
        yield "Enter the full name of everybody you are nominating"
    elif len(people) < least:
        yield "Tell us who you are nominating" if least == 1 else f"Name at least {least} people"
    if most is not None and len(people) > most:
        yield f"Name {most} {'person' if most == 1 else 'people'} at most"


def _kept(nomination: Nomination) -> Iterator[str]:
    if not nomination.kept_nominees:
        return
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        yield "This award is for a team: take out the people you named, or move back to an award for people"
    else:
        yield "This award is not for a team: take out the team’s contact, or move back to an award for teams"


def _team(nomination: Nomination) -> Iterator[str]:
    if not nomination.team_name:
        yield "Enter the name of the team"
    if not named(nomination.nominees):
        yield "Enter the name of the person we can contact about the team"


def _answers(questions: Sequence[Question], answers: Sequence[Answer]) -> Iterator[Gap]:
    texts = {answer.question_key: answer.text for answer in answers}
    for question in questions:
        text = texts.get(question.key, "")
        if not text and not question.optional:
            yield Gap(Section.ANSWERS, f"Answer “{question.label}”", question.key)
        if not within_limit(text, question.word_limit):
            yield Gap(Section.ANSWERS, f"“{question.label}”: {too_long(question)}", question.key)


def too_long(question: Question) -> str:
    """Give the error for an answer over its limit."""
    return f"Answer must be {question.word_limit} words or less"


def _declarations(nomination: Nomination) -> Iterator[str]:
    if nomination.nominee_knows is None:
        yield "Say whether the people nominated know about it"
    if not (nomination.declared_true and nomination.declared_no_child_named and nomination.declared_privacy_read):
        yield "Agree to the declarations"
