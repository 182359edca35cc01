"""What was typed, as rows to check or to read, and as a text to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from awards.core.times import moment_words
from awards.nominations.asked import Addition
from awards.nominations.kept import Kept
from awards.nominations.models import Credit, Nomination, Nominator, Nominee, Submission
from awards.seasons.words import NomineeShape

Address = Callable[..., str]
"""Gives the address of a page of this nomination by the page's name."""
PutRight = Mapping[str, frozenset[str]]
"""By nominee's reference, the facts that somebody else than the nominator has put right; see ``outcome``."""
PUT_RIGHT: Final = "Put right since you sent it"

_CREDIT_WORDS = {
    Credit.FULL_NAME: "Name me in full",
    Credit.FIRST_NAME: "First name only",
    Credit.ORGANISATION: "My organisation only",
    Credit.NOT_AT_ALL: "Do not name me",
}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One thing typed, to check or to read; `hidden` says what would be changed."""

    key: str
    value: str | None
    url: str | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One of the people put forward in the list of them."""

    words: str
    url: str
    remove_url: str
    number: int


def about_you_rows(nomination: Nomination, address: Address | None = None) -> list[SummaryRow]:
    """Give what the nominator said about themselves; with addresses each can be changed."""
    nominator = nomination.nominator
    url = address("about_you") if address else None
    known = {one["key"]: one["label"] for one in nomination.season.vocabulary.get("relationships", ())}
    told = {True: "Do not tell them who nominated", False: "They may know who nominated"}
    rows = [
        ("18 or over", _yes_no(None if nominator.under_18 is None else not nominator.under_18)),
        ("Your full name", nominator.name),
        ("Your email address", nominator.email),
        *(() if nominator.under_18 else _adults_rows(nominator)),
        ("How you know them", known.get(nomination.relationship_to_nominee or "", nomination.relationship_to_nominee)),
        ("Whether you are nominated yourself", _yes_no(nomination.nominator_is_nominee)),
        ("Being named with the award", _CREDIT_WORDS[nomination.credit] if nomination.credit else None),
        ("Telling the nominee about you", told[nomination.name_hidden_from_nominee]),
    ]
    return [SummaryRow(key, value, url, key.lower()) for key, value in rows]


def nominee_rows(
    nomination: Nomination, address: Address | None = None, *, put_right: PutRight | None = None
) -> list[SummaryRow]:
    """Give who is put forward; with addresses each can be changed.

    What somebody else has `put_right` is blank there, and it is said that it was.
    """
    changed = put_right or {}
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return _team_rows(nomination, address("team") if address else None, put_right=changed)
    rows = []
    for number, person in enumerate(nomination.nominees, 1):
        url = address("person", number=number) if address else None
        rows.append(SummaryRow(f"Person {number}", _words_as_typed(person, changed), url, f"person {number}"))
    return rows


def people_lines(nomination: Nomination, address: Address) -> list[PersonLine]:
    """Give the people put forward, each with where to change or remove them."""
    return [
        PersonLine(
            words=person_words(one),
            url=address("person", number=number),
            remove_url=address("remove_person", number=number, who=one.ref),
            number=number,
        )
        for number, one in enumerate(nomination.nominees, 1)
    ]


def person_words(person: Nominee) -> str:
    """Give the main things typed about a person as one line."""
    known = f"known as {person.known_as}" if person.known_as else None
    parts = (person.full_name or "No name yet", known, person.role, person.employer, person.registration_number)
    return ", ".join(part for part in parts if part)


def _words_as_typed(person: Nominee, put_right: PutRight) -> str:
    changed = put_right.get(person.ref, frozenset()) & {"known_as", "role", "employer", "registration_number"}
    words = person_words(person)
    return f"{words} (other details were put right since you sent it)" if changed else words


def answer_rows(nomination: Nomination, address: Address) -> list[SummaryRow]:
    """Give every question with what was written."""
    texts = {answer.question_key: answer.text for answer in nomination.answers}
    return [
        SummaryRow(one.label, texts.get(one.key), address("answer", key=one.key), f"your answer to {one.label}")
        for one in nomination.category.questions
    ]


def sent_rows(submission: Submission) -> list[SummaryRow]:
    """Give every question and answer of one version as they were sent."""
    return [SummaryRow(part["question"], part["answer"]) for part in submission.content]


def copy_text(nomination: Nomination, additions: Iterable[Addition] = (), *, put_right: PutRight | None = None) -> str:
    """Give all that was sent as plain text to keep, the newest version first, with what was added when staff asked.

    Needs the submissions loaded.
    """
    zone = nomination.season.programme.zone
    latest = nomination.submissions[-1]
    lines = [
        *_head(nomination, f"Sent at {moment_words(latest.submitted_at, zone)}"),
        *_lines("About you", about_you_rows(nomination)),
        *_lines("Who you nominated", nominee_rows(nomination, put_right=put_right)),
    ]
    for one in reversed(nomination.submissions):
        sent = moment_words(one.submitted_at, zone)
        title = "What you wrote" if one is latest else f"What you wrote before: version {one.number}, sent at {sent}"
        lines += _lines(title, sent_rows(one))
    for when, rows in _by_moment(additions, zone).items():
        lines += _lines(f"What you added, sent at {when}", rows)
    return "\n".join(lines)


def draft_text(nomination: Nomination, kept: Kept) -> str:
    """Give all that was typed and not sent as plain text, with what is kept but no part of it; needs it in full."""
    texts = {answer.question_key: answer.text for answer in nomination.answers}
    answers = [SummaryRow(one.label, texts.get(one.key)) for one in nomination.category.questions]
    aside = [SummaryRow(f"{one.question} ({one.award})", one.text) for one in kept.answers]
    aside += [SummaryRow("Named for another award", one.words) for one in kept.people]
    aside += [SummaryRow("Name of the team", kept.team)] if kept.team else []
    lines = [
        *_head(nomination, "Not sent"),
        *_lines("About you", about_you_rows(nomination)),
        *_lines("Who you are nominating", nominee_rows(nomination)),
        *_lines("What you wrote", answers),
        *(_lines("Kept, but not part of this nomination", aside) if aside else ()),
    ]
    return "\n".join(lines)


def _head(nomination: Nomination, sent: str) -> Iterator[str]:
    yield from (f"{nomination.season.name}: {nomination.category.name}", f"Reference: {nomination.ref}", sent, "")


def _by_moment(additions: Iterable[Addition], zone: str) -> dict[str, list[SummaryRow]]:
    found: dict[str, list[SummaryRow]] = {}
    for one in additions:
        if one.sent_at is not None:
            found.setdefault(moment_words(one.sent_at, zone), []).append(SummaryRow(one.question, one.text))
    return found


def _lines(title: str, rows: Sequence[SummaryRow]) -> Iterator[str]:
    yield from (title.upper(), "")
    for row in rows:
        yield from (row.key, row.value or "Not provided", "")


def _adults_rows(nominator: Nominator) -> Iterator[tuple[str, str | None]]:
    yield "Your phone number", nominator.phone
    yield "Your organisation", nominator.organisation
    yield "Your job", nominator.job


def _team_rows(nomination: Nomination, url: str | None, *, put_right: PutRight) -> list[SummaryRow]:
    told, contact = nomination.team or {}, nomination.nominees[0] if nomination.nominees else None
    numbers = {name: told.get(name) for name in ("members", "children_social_workers")}
    changed = put_right.get(contact.ref, frozenset()) if contact else frozenset()
    email = PUT_RIGHT if "email" in changed else contact.email if contact else None
    rows = [
        ("Name of the team", nomination.team_name),
        ("Employer", told.get("lead_employer")),
        ("People in the team", _number(numbers["members"])),
        ("Of them in children’s social work", _number(numbers["children_social_workers"])),
        ("Partner bodies", told.get("partners")),
        ("Somebody to write to", contact.full_name if contact else None),
        ("Their email address", email),
    ]
    return [SummaryRow(key, value, url, key.lower()) for key, value in rows]


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _yes_no(value: bool | None) -> str | None:  # noqa: FBT001 - it is the value itself
    return None if value is None else "Yes" if value else "No"
