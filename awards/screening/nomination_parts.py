"""The parts of a nomination's page: the verdict with what changed, its place in the queue, the ruling, notes, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, url_for

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import local_day, moment_words, short_day_words
from awards.eligibility.kinds_people import Registered
from awards.eligibility.verdict import Finding, Level, Outcome
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.screening.case_rules import PLACES, Why
from awards.screening.case_words import LISTS, OF_A_LIST, REASONS, Meaning, words_of
from awards.screening.models import Entry, QueueList, Ruling, RulingDecision
from awards.screening.papers import Papers
from awards.screening.policy import may_screen
from awards.screening.queries import Check
from awards.screening.ruling_policy import mark_of_ruling, may_second, may_take_back
from awards.screening.verdict_changes import Kept, changes_between, findings_as_data
from awards.screening.wording import LEVELS, OUTCOMES, Said

RULED: Final = frozenset({NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE})
_DONE_HERE: Final = dict.fromkeys((
    Why.SECOND, Why.CHANGED, Why.TAKEN_UP, Why.OFFER_ANSWERED, Why.RULE_INELIGIBLE, Why.RULE_CHECK, Why.RULE_ELIGIBLE,
), "ruling") | dict.fromkeys((
    Why.SUPPRESSED, Why.MISDIRECTED, Why.NOT_ARRIVED, Why.NO_ADDRESS, Why.NOT_TOLD, Why.ADULT_REFUSED,
    Why.ADULT_NOT_REACHED, Why.NO_ADULT, Why.SILENT,
), "nominees") | {Why.INFORMATION_CAME: "written"}  # fmt: skip
"""Next steps that are done on the nomination's page itself, with the part of it where."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One rule as the verdict table shows it, with the facts that it rests on."""

    rule: str
    outcome: Said
    reason: str
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that was kept: when, at what level, by which version of the rules, and what was different."""

    when: str
    level: Said
    version: int
    changes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """What the rules say now, since when, and how that came."""

    level: Level
    said: Said
    version: int
    kept_at: str | None
    """When it was kept; None while it was not."""
    findings: Sequence[FindingRow]
    """Rules that are not met, or that a person must look at."""
    met: Sequence[FindingRow]
    latest: Change | None
    """What changed with the verdict that holds; None for the first."""
    earlier: Sequence[Change]
    """The verdicts before, the newest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next step: its words, where it is done, and whether that is further down this page."""

    text: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePart:
    """Where it stands in the work queue, and what may be done about that."""

    list: str
    why: Why | None
    words: str
    since: str
    parked_because: str | None
    parked_until: str | None
    may_park: bool
    may_unpark: bool
    step: Step | None
    """What to do next; None where there is nothing to do."""
    next_url: str | None
    """The next one of the list that is being worked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingPart:
    """The last ruling that was not taken back, and what may be done about it."""

    mark: str
    """Which ruling it is, for what is pressed on the page."""
    words: str
    pending: bool
    second: Permission
    take_back: Permission


@dataclass(frozen=True, slots=True)
class NotePart:
    """A private note."""

    ref: str
    text: str
    who: str
    when: str
    own: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Something that can be done on another page."""

    text: str
    url: str


def verdict_part(papers: Papers, check: Check, *, zone: str) -> VerdictPart:
    """Give the verdict as computed now, beside those that were kept."""
    kept = papers.verdicts
    fresh = Kept(check.verdict.level.value, check.rule_set.version, findings_as_data(check.verdict))
    is_kept = bool(kept) and kept[-1][1] == fresh
    changes = [_change(kept, number, zone) for number in range(len(kept))]
    names = {rule.id: rule.name for rule in check.rules}
    return VerdictPart(
        level=check.verdict.level,
        said=Said(*LEVELS[check.verdict.level]),
        version=check.rule_set.version,
        kept_at=moment_words(kept[-1][0], zone) if is_kept else None,
        findings=[_finding(one, names) for one in check.verdict.findings if one.outcome is not Outcome.MET],
        met=[_finding(one, names) for one in check.verdict.findings if one.outcome is Outcome.MET],
        latest=changes[-1] if len(changes) > 1 else None,
        earlier=changes[-2::-1],
    )


def place_part(papers: Papers, nomination: Nomination, *, actor: Actor, carry: Mapping[str, Any]) -> PlacePart:
    """Give where it stands; nothing for what the worker has not looked at yet."""
    zone = nomination.season.programme.zone
    case = next(iter(papers.of("case")), None)
    why = Why(case.text) if case else None
    parked, writes = bool(case and case.who), bool(may_screen(actor))
    next_url = url_for("queue_staff.next_one", after=nomination.ref, **carry) if carry else None
    return PlacePart(
        list=LISTS[PLACES[why]] if why else "Not in the queue yet",
        why=why,
        words=words_of(why, case.number) if case and why else "It will be within a minute",
        since=short_day_words(local_day(case.at, zone)) if case else "",
        parked_because=case.more if case and parked else None,
        parked_until=short_day_words(local_day(case.until, zone)) if case and parked and case.until else None,
        may_park=writes and why is not None and not parked and PLACES[why] is not QueueList.DONE,
        may_unpark=writes and parked,
        step=_step(why, nomination.ref) if why else None,
        next_url=next_url,
    )


def ruling_part(
    papers: Papers, nomination: Nomination, *, entry: Entry | None, actor: Actor, zone: str
) -> RulingPart | None:
    """Give the last ruling; None where nobody has ruled, or all was taken back."""
    rows = papers.of("ruling")
    if not rows:
        return None
    row = rows[-1]
    ruling = Ruling(
        decision=RulingDecision(row.more), ruled_by=row.who, needs_second=bool(row.number), seconded_at=row.until
    )
    pending = ruling.needs_second and ruling.seconded_at is None
    waits = " A second person has to confirm it before anything follows." if pending else ""
    return RulingPart(
        mark=mark_of_ruling(row.order),
        words=f"{row.name or 'Staff'} ruled {row.more} at {moment_words(row.at, zone)}: {row.text}{waits}",
        pending=pending,
        second=may_second(actor, nomination, ruling=ruling, entry=entry, level=None),
        take_back=may_take_back(actor, nomination, ruling=ruling, entry=entry),
    )


def note_parts(papers: Papers, *, actor: Actor, zone: str) -> list[NotePart]:
    """Give the private notes, the newest first; one's own can be taken out."""
    writes = bool(may_screen(actor))
    return [
        NotePart(row.ref, row.text, row.name or "staff", moment_words(row.at, zone),
                 writes and row.who == actor.reference)
        for row in reversed(papers.of("note"))
    ]  # fmt: skip


def links_of(papers: Papers, nomination: Nomination, *, entry: Entry | None, check: Check) -> list[Link]:
    """Give what can be done about it on other pages, as its state allows."""
    ref, state = nomination.ref, nomination.state
    open_still = state in RULED and entry is None
    looks_up = any(isinstance(rule.kind, Registered) for rule in check.rules)
    asked = "See what was asked, or ask for more" if papers.of("request") else "Ask the nominator for more"
    offered = "See the offer of another award" if papers.of("offer") else "Offer another award"
    pairs = papers.count("duplicates")
    found = [
        _link("The judges’ copy", "copy_staff.copy", ref=ref) if state in RULED and entry is None else None,
        _link(asked, "asking_staff.ask", ref=ref) if open_still else None,
        _link(offered, "asking_staff.offer", ref=ref) if open_still else None,
        _link(f"Likely duplicates ({pairs})", "duplicates_staff.pairs") if pairs else None,
        *(_link(f"Goes forward with {row.ref}: let it stand for itself", "duplicates_staff.merged", ref=ref)
          for row in papers.of("into")),
        *(_link(f"{row.ref} goes forward with it", "screening_staff.nomination", ref=row.ref)
          for row in papers.of("merged")),
        *(_link("Answer the request for a correction", "people_staff.correction", ref=row.ref)
          for row in papers.of("correction")),
        _link("Look people up in the register", "registers_staff.registers") if looks_up else None,
    ]  # fmt: skip
    return [link for link in found if link is not None]


def confirming(entry: Entry | None, place: PlacePart) -> RulingDecision | None:
    """Give the one decision that is open for what is with judges: to confirm it, once the verdict has changed."""
    return RulingDecision.ELIGIBLE if entry is not None and place.why is Why.CHANGED else None


def _link(text: str, endpoint: str, **values: Any) -> Link | None:
    """Give a link where the page is there."""
    return Link(text, url_for(endpoint, **values)) if endpoint in current_app.view_functions else None


def _step(why: Why, ref: str) -> Step | None:
    """Give the next step: on its own page, or in the part of this page where it is done."""
    meaning = REASONS[why]
    if why in _DONE_HERE:
        return Step(meaning.step, f"#{_DONE_HERE[why]}", is_here=True)
    link = None if meaning.endpoint == "screening_staff.nomination" else _page_of(meaning, ref)
    return Step(link.text, link.url, is_here=False) if link else None


def _page_of(meaning: Meaning, ref: str) -> Link | None:
    values = {} if meaning.endpoint in OF_A_LIST else {"ref": ref}
    return _link(meaning.step, meaning.endpoint, **values)


def _finding(one: Finding, names: Mapping[str, str]) -> FindingRow:
    return FindingRow(f"{one.rule_id}: {names[one.rule_id]}", Said(*OUTCOMES[one.outcome]), one.reason, one.facts)


def _change(kept: Sequence[tuple[Any, Kept]], number: int, zone: str) -> Change:
    at, verdict = kept[number]
    changes = changes_between(kept[number - 1][1], verdict) if number else []
    return Change(moment_words(at, zone), Said(*LEVELS[Level(verdict.level)]), verdict.version, changes)
