"""What nominators' pages show: tasks with their states, summaries, what happens next, and a copy to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.core.times import day_words, local_day, moment_words
from awards.eligibility.verdict import Level, Verdict
from awards.nominations.completeness import Gap, Section, eligibility_answered, gaps, nominee_words
from awards.nominations.lifecycle import NOMINATOR_WORDS, NominationState
from awards.nominations.models import Credit, Nomination, Nominee
from awards.seasons.models import Question, Season
from awards.seasons.words import NomineeShape

Address = Callable[..., str]
"""Gives the address of a page of this nomination by the page's name."""

_TONES = {
    NominationState.DRAFT: "attention",
    NominationState.SUBMITTED: "info",
    NominationState.ELIGIBLE: "good",
    NominationState.INELIGIBLE: "neutral",
    NominationState.SET_ASIDE: "neutral",
    NominationState.WITHDRAWN: "neutral",
}
_CREDIT_WORDS = {
    Credit.FULL_NAME: "Name me in full",
    Credit.FIRST_NAME: "First name only",
    Credit.ORGANISATION: "My organisation only",
    Credit.NOT_AT_ALL: "Do not name me",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    id: str
    title: str
    status: str
    tone: str
    url: str | None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One thing typed, to check or to read; `hidden` says what would be changed."""

    key: str
    value: str | None
    url: str | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the nominator's nominations in the list."""

    title: str
    ref: str
    status: str
    tone: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One of the people put forward in the list of them."""

    words: str
    url: str
    remove_url: str
    number: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What the verdict is called on a page, and how it is toned."""

    title: str
    word: str
    tone: str


def mine(nomination: Nomination, address: Address) -> Mine:
    """Give the line of one nomination in the nominator's own list."""
    zone = nomination.season.programme.zone
    sent = nomination.submitted_at
    when = f"Sent at {moment_words(sent, zone)}" if sent else f"Started on {_day(nomination.started_at, zone)}"
    return Mine(
        title=f"{nominee_words(nomination) or 'Nobody named yet'}, {nomination.category.name}",
        ref=nomination.ref,
        status=NOMINATOR_WORDS[nomination.state],
        tone=_TONES[nomination.state],
        url=address("receipt" if sent else "task_list", ref=nomination.ref),
        when=when,
    )


def tasks_before(nomination: Nomination, address: Address) -> list[Task]:
    """Give the tasks about who nominates and who is nominated."""
    missing = {gap.section for gap in gaps(nomination)}
    team = nomination.category.nominee_kind is NomineeShape.TEAM
    about = (
        "About the team" if team else "About the person" if nomination.category.people_max == 1 else "About the people"
    )
    return [
        _task(
            "eligibility", "Check who can be nominated", address("eligibility"), done=eligibility_answered(nomination)
        ),
        _task("about-you", "About you", address("about_you"), done=Section.ABOUT_YOU not in missing),
        _task("nominee", about, address("nominee"), done=Section.NOMINEE not in missing),
    ]


def tasks_of_answers(nomination: Nomination, address: Address) -> list[Task]:
    """Give one task for each question."""
    missing = {gap.key for gap in gaps(nomination) if gap.section is Section.ANSWERS}
    written = {answer.question_key for answer in nomination.answers if answer.text}
    return [_question(one, address, missing=missing, written=written) for one in nomination.category.questions]


def tasks_after(nomination: Nomination, address: Address) -> list[Task]:
    """Give the declarations, and the sending, which cannot start until all else is done."""
    found = gaps(nomination)
    declared = all(gap.section is not Section.DECLARATIONS for gap in found)
    check = Task("check", "Check your answers and send", "Cannot start yet", "plain", None)
    ready = Task("check", "Check your answers and send", "Incomplete", "info", address("check"))
    return [_task("declarations", "Declarations", address("declarations"), done=declared), check if found else ready]


def missing_things(nomination: Nomination, address: Address) -> list[tuple[str, str]]:
    """Give what is still to do as (sentence, address of the page where it is done)."""
    return [(gap.text, _page_of(gap, address)) for gap in gaps(nomination)]


def about_you_rows(nomination: Nomination, address: Address | None = None) -> list[SummaryRow]:
    """Give what the nominator said about themselves; with addresses each can be changed."""
    nominator = nomination.nominator
    url = address("about_you") if address else None
    known = {one["key"]: one["label"] for one in nomination.season.vocabulary.get("relationships", ())}
    told = {True: "Do not tell them who nominated", False: "They may know who nominated"}
    rows = [
        ("Your full name", nominator.name),
        ("Your email address", nominator.email),
        ("Your phone number", nominator.phone),
        ("Your organisation", nominator.organisation),
        ("Your job", nominator.job),
        ("How you know them", known.get(nomination.relationship_to_nominee or "", nomination.relationship_to_nominee)),
        ("Whether you are nominated yourself", _yes_no(nomination.nominator_is_nominee)),
        ("Being named with the award", _CREDIT_WORDS[nomination.credit] if nomination.credit else None),
        ("Telling the nominee about you", told[nomination.name_hidden_from_nominee]),
    ]
    return [SummaryRow(key, value, url, key.lower()) for key, value in rows]


def nominee_rows(nomination: Nomination, address: Address | None = None) -> list[SummaryRow]:
    """Give who is put forward; with addresses each can be changed."""
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return _team_rows(nomination, address("team") if address else None)
    rows = []
    for number, person in enumerate(nomination.nominees, 1):
        url = address("person", number=number) if address else None
        rows.append(SummaryRow(f"Person {number}", person_words(person), url, f"person {number}"))
    return rows


def people_lines(nomination: Nomination, address: Address) -> list[PersonLine]:
    """Give the people put forward, each with where to change or remove them."""
    return [
        PersonLine(person_words(one), address("person", number=number), address("remove_person", number=number), number)
        for number, one in enumerate(nomination.nominees, 1)
    ]


def person_words(person: Nominee) -> str:
    """Give the main things typed about a person as one line."""
    known = f"known as {person.known_as}" if person.known_as else None
    parts = (person.full_name or "No name yet", known, person.role, person.employer, person.registration_number)
    return ", ".join(part for part in parts if part)


def answer_rows(nomination: Nomination, address: Address) -> list[SummaryRow]:
    """Give every question with what was written."""
    texts = {answer.question_key: answer.text for answer in nomination.answers}
    return [
        SummaryRow(one.label, texts.get(one.key), address("answer", key=one.key), f"your answer to {one.label}")
        for one in nomination.category.questions
    ]


def sent_rows(nomination: Nomination) -> list[SummaryRow]:
    """Give every question and answer as they were sent."""
    return [SummaryRow(part["question"], part["answer"]) for part in nomination.submissions[-1].content]


def verdict_heading(verdict: Verdict, category_name: str) -> Heading:
    """Give what a verdict is called for the nominator; a person confirms it in any case."""
    if verdict.level is Level.ELIGIBLE:
        return Heading(f"From what you told us, this fits the {category_name}", "Fits", "good")
    if verdict.level is Level.NEEDS_CHECK:
        return Heading(f"A person will check whether this fits the {category_name}", "To be checked", "attention")
    return Heading(f"From what you told us, this does not fit the {category_name}", "Does not fit", "bad")


def next_steps(season: Season) -> list[str]:
    """Give what happens after sending, with the season's dates; needs rounds and programme loaded."""
    zone = season.programme.zone
    judging = [one for one in season.rounds if one.opens_at >= season.closes_at][:1]
    steps = [
        "We check that the nomination fits the award. A person decides, and we write to you if it cannot go forward.",
        "We write to the people you nominated before the judges see anything.",
    ]
    steps += [f"Judges read from {_day(one.opens_at, zone)} to {_day(one.closes_at, zone)}." for one in judging]
    place = f" in {season.ceremony_place}" if season.ceremony_place else ""
    if season.ceremony_on:
        steps.append(f"The winners are announced at the ceremony on {day_words(season.ceremony_on)}{place}.")
    return steps


def copy_text(nomination: Nomination) -> str:
    """Give the whole nomination as plain text to keep."""
    zone = nomination.season.programme.zone
    sent = nomination.submitted_at
    lines = [
        f"{nomination.season.name}: {nomination.category.name}",
        f"Reference: {nomination.ref}",
        f"Sent at {moment_words(sent, zone)}" if sent else "Not sent",
        "",
        *_lines("About you", about_you_rows(nomination)),
        *_lines("Who you nominated", nominee_rows(nomination)),
        *_lines("What you wrote", sent_rows(nomination)),
    ]
    return "\n".join(lines)


def _lines(title: str, rows: Sequence[SummaryRow]) -> Iterator[str]:
    yield from (title.upper(), "")
    for row in rows:
        yield from (row.key, row.value or "Not provided", "")


def _task(name: str, title: str, url: str, *, done: bool) -> Task:
    return Task(name, title, "Completed" if done else "Incomplete", "plain" if done else "info", url)


def _question(question: Question, address: Address, *, missing: set[str], written: set[str]) -> Task:
    done = question.key in written and question.key not in missing
    skipped = question.optional and question.key not in written
    optional = ", optional" if question.optional else ""
    return Task(
        id=f"answer-{question.key}",
        title=question.label,
        status="Completed" if done else "Optional" if skipped else "Incomplete",
        tone="plain" if done or skipped else "info",
        url=address("answer", key=question.key),
        hint=f"Up to {question.word_limit} words{optional}",
    )


def _page_of(gap: Gap, address: Address) -> str:
    return address("answer", key=gap.key) if gap.key else address(gap.section.value)


def _team_rows(nomination: Nomination, url: str | None) -> list[SummaryRow]:
    told, contact = nomination.team or {}, nomination.nominees[0] if nomination.nominees else None
    numbers = {name: told.get(name) for name in ("members", "children_social_workers")}
    rows = [
        ("Name of the team", nomination.team_name),
        ("Employer", told.get("lead_employer")),
        ("People in the team", _number(numbers["members"])),
        ("Of them in children’s social work", _number(numbers["children_social_workers"])),
        ("Partner bodies", told.get("partners")),
        ("Somebody to write to", contact.full_name if contact else None),
        ("Their email address", contact.email if contact else None),
    ]
    return [SummaryRow(key, value, url, key.lower()) for key, value in rows]


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _yes_no(value: bool | None) -> str | None:  # noqa: FBT001 - it is the value itself
    return None if value is None else "Yes" if value else "No"


def _day(moment: datetime, zone: str) -> str:
    return day_words(local_day(moment, zone))
