"""What pages show of what was asked of a nominator, and of what came back, as ready words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.core.times import moment_words
from awards.nominations.adding import asked_questions, is_late, is_needed
from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.asked_queries import AskedSummary, Waiting, is_open
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominations.summaries import Address, SummaryRow
from awards.seasons.models import Question

_ASKABLE = frozenset({NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE})


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was sent to a question before, and when."""

    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question that was asked again, with everything that was sent to it before."""

    question: Question
    needed: bool
    """Whether it has to be answered, because nothing was ever sent to it."""
    earlier: tuple[Earlier, ...]

    @property
    def field(self) -> str:
        """The name of its box."""
        return f"more_{self.question.key}"

    @property
    def label(self) -> str:
        """What stands over its box."""
        return f"What you add to: {self.question.label}" if self.earlier else f"Your answer to: {self.question.label}"


@dataclass(frozen=True, slots=True)
class NominatorTask:
    """What a nominator is asked to do, with where it is done."""

    title: str
    text: str
    link: str
    url: str


@dataclass(frozen=True, slots=True)
class Added:
    """What came back for one request, with its date."""

    when: str
    rows: list[SummaryRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One thing that staff asked, and what became of it."""

    ref: str
    title: str
    status: str
    tone: str
    when: str
    note: str
    is_open: bool


def parts_of(nomination: Nomination, request: InformationRequest, asked: AskedSummary) -> list[Part]:
    """Give the questions of a request; needs the category's questions and the submissions loaded."""
    zone = nomination.season.programme.zone
    before = [one for one in asked.additions if one.request_id != request.id]
    parts = []
    for question in asked_questions(nomination, request):
        earlier = (*_sent(nomination, question, zone), *_added(before, question, zone))
        needed = not earlier and is_needed(nomination, question, asked=asked)
        parts.append(Part(question=question, needed=needed, earlier=earlier))
    return parts


def task_of(nomination: Nomination, waiting: Waiting, address: Address, *, now: datetime) -> NominatorTask | None:
    """Give what the nominator is asked to do, if anything. Needs season and programme loaded."""
    if nomination.state not in _ASKABLE:
        return None
    zone = nomination.season.programme.zone
    request, offer = waiting.request, waiting.offer
    if request is not None:
        until = moment_words(request.answer_by, zone)
        late = f"The day to answer by was {until}, but you can still answer."
        text = late if request.answer_by <= now else f"Please answer by {until}."
        url = address("more", ref=nomination.ref, request_ref=request.ref)
        return NominatorTask("We need something from you", text, "See what we ask, and answer", url)
    if offer is not None:
        text = f"Please tell us by {moment_words(offer.answer_by, zone)} whether you agree to it."
        url = address("offer", ref=nomination.ref, offer_ref=offer.ref)
        return NominatorTask("We suggest another award", text, "Read our suggestion, and answer", url)
    return None


def task_from(asked: AskedSummary, nomination: Nomination, address: Address, *, now: datetime) -> NominatorTask | None:
    """Give the same from everything that was asked; nothing is asked of what judges have."""
    if asked.with_judges:
        return None
    return task_of(nomination, Waiting(asked.open_request, asked.open_offer(now)), address, now=now)


def added_later(asked: AskedSummary, zone: str) -> list[Added]:
    """Give what the nominator sent when asked for more, the oldest first, each with its date."""
    found = []
    for request in reversed(asked.requests):
        sent = [one for one in request.additions if one.sent_at is not None]
        if sent and request.answered_at is not None:
            rows = [SummaryRow(one.question, one.text) for one in sent]
            found.append(Added(_sent_words(request, zone), rows))
    return found


def asked_before(asked: AskedSummary, *, zone: str, now: datetime) -> list[AskedLine]:
    """Give everything that staff asked of the nominator, the newest first, as staff read it."""
    dated = [(one.asked_at, _request_line(one, zone, now)) for one in asked.requests]
    dated += [(one.offered_at, _offer_line(one, zone, now)) for one in asked.offers]
    return [line for _, line in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def moves_told(asked: AskedSummary, zone: str) -> list[str]:
    """Say of every offer what became of it, the oldest first, as the nominator reads it."""
    return [words for one in reversed(asked.offers) if (words := _move_told(one, zone))]


def _move_told(offer: MoveOffer, zone: str) -> str | None:
    if offer.agreed is None or offer.answered_at is None:
        return None
    when = moment_words(offer.answered_at, zone)
    if offer.agreed:
        return f"Moved from the {offer.from_category.name} to the {offer.to_category.name} at {when}, as you agreed."
    return f"You did not want to move to the {offer.to_category.name}: answered at {when}. It stays where it is."


def _sent(nomination: Nomination, question: Question, zone: str) -> Iterable[Earlier]:
    """Give what was sent with the nomination; a version that repeats the words before it is not shown again."""
    shown: dict[str, Earlier] = {}
    for one in nomination.submissions:
        for part in one.content:
            if part["key"] == question.key and part["question"] == question.label:
                shown.setdefault(part["answer"], Earlier(moment_words(one.submitted_at, zone), part["answer"]))
    return list(shown.values())[-1:]


def _added(before: Sequence[Addition], question: Question, zone: str) -> Iterable[Earlier]:
    return [
        Earlier(moment_words(one.sent_at, zone), one.text)
        for one in before
        if one.sent_at is not None and one.question_key == question.key
    ]


def _sent_words(request: InformationRequest, zone: str) -> str:
    when = moment_words(request.answered_at, zone) if request.answered_at else ""
    late = f", after the day to answer by ({moment_words(request.answer_by, zone)})" if is_late(request) else ""
    return f"Added at {when}{late}"


def _request_line(one: InformationRequest, zone: str, now: datetime) -> AskedLine:
    until = moment_words(one.answer_by, zone)
    if one.answered_at:
        status, tone = (f"Answered late at {moment_words(one.answered_at, zone)}" if is_late(one)
                        else f"Answered at {moment_words(one.answered_at, zone)}"), "good"  # fmt: skip
    elif one.taken_back_at:
        status, tone = "Taken back", "neutral"
    else:
        status, tone = (f"Waiting until {until}", "info") if one.answer_by > now else (f"Due at {until}", "attention")
    count = len(one.questions)
    title = f"More asked on {count} question{'' if count == 1 else 's'}"
    return AskedLine(ref=one.ref, title=title, status=status, tone=tone, when=moment_words(one.asked_at, zone),
                     note=one.note, is_open=is_open(one))  # fmt: skip


def _offer_line(one: MoveOffer, zone: str, now: datetime) -> AskedLine:
    until = moment_words(one.answer_by, zone)
    if one.agreed is not None:
        status, tone = ("Agreed", "good") if one.agreed else ("Not agreed", "neutral")
    elif one.taken_back_at:
        status, tone = "Taken back", "neutral"
    else:
        waits = one.answer_by > now
        status, tone = (f"Waiting until {until}", "info") if waits else (f"Ended at {until} without an answer", "bad")
    return AskedLine(ref=one.ref, title=f"Move to the {one.to_category.name} offered", status=status, tone=tone,
                     when=moment_words(one.offered_at, zone), note=one.note, is_open=is_open(one))  # fmt: skip
