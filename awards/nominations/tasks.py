"""What is done and what is still to do, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from awards.nominations.completeness import Gap, Section, eligibility_answered, gaps
from awards.nominations.models import Nomination
from awards.nominations.summaries import Address as Address
from awards.nominations.summaries import people_lines as people_lines
from awards.seasons.models import Question
from awards.seasons.words import NomineeShape


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    id: str
    title: str
    status: str
    tone: str
    url: str | None
    hint: str | None = None


def tasks_before(nomination: Nomination, address: Address) -> list[Task]:
    """Give the tasks about who nominates and who is nominated."""
    missing = {gap.section for gap in gaps(nomination)}
    checked = eligibility_answered(nomination) and Section.ELIGIBILITY not in missing
    settled = not missing & {Section.NOMINEE, Section.KEPT}
    team = nomination.category.nominee_kind is NomineeShape.TEAM
    about = (
        "About the team" if team else "About the person" if nomination.category.people_max == 1 else "About the people"
    )
    return [
        _task("eligibility", "Check who can be nominated", address("eligibility"), done=checked),
        _task("about-you", "About you", address("about_you"), done=Section.ABOUT_YOU not in missing),
        _task("nominee", about, address("nominee"), done=settled),
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
