"""Where a nomination stands in the work queue, and the one reason why: pure decisions on plain facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from awards.eligibility.verdict import Level
from awards.nominations.lifecycle import NominationState
from awards.screening.models import QueueList
from awards.screening.notices import Waiting

PATIENCE: Final = timedelta(days=7)
"""How long nobody is missed who was told and has not answered."""


class Why(StrEnum):
    """The one reason why a nomination stands where it stands, the most urgent first; kept by its code."""

    LEFT_BEHIND = "left_behind"
    STRANDED = "stranded"
    MERGED_DECLINED = "merged_declined"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    MERGED = "merged"
    SPAM = "held_as_spam"
    PARKED = "parked"
    FLAGGED = "flagged"
    SECOND = "second_wanted"
    CORRECTION = "correction_asked"
    CHANGED = "verdict_changed"
    SUPPRESSED = "suppressed"
    TAKEN_UP = "taken_up"
    MISDIRECTED = "misdirected"
    NOT_ARRIVED = "not_arrived"
    NO_ADDRESS = "no_address"
    NOT_TOLD = "not_told"
    ADULT_REFUSED = "adult_refused"
    ADULT_NOT_REACHED = "adult_not_reached"
    NO_ADULT = "no_adult"
    OFFER_ANSWERED = "offer_answered"
    INFORMATION_CAME = "information_came"
    OFFER_LATE = "offer_late"
    INFORMATION_LATE = "information_late"
    DUPLICATE = "duplicate"
    OFFER_OPEN = "offer_open"
    INFORMATION_OPEN = "information_open"
    YOUNG_PERSON = "young_person"
    ADULT = "adult"
    RULE_INELIGIBLE = "rule_ineligible"
    REGISTER_DIFFERS = "register_differs"
    REGISTER_MISSING = "register_missing"
    RULE_CHECK = "rule_check"
    RULE_ELIGIBLE = "rule_eligible"
    DECLINED = "declined"
    COPY_MISSING = "copy_missing"
    READY = "ready"
    SILENT = "silent"
    ADMITTED = "admitted"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that was asked of somebody until a time."""

    until: datetime
    late: Why
    waiting: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that decides where a nomination stands; what is not known of it counts for nothing."""

    state: NominationState
    level: Level = Level.NEEDS_CHECK
    """What the rules say now."""
    held: bool = False
    """Held as possible spam."""
    parked: bool = False
    parked_until: datetime | None = None
    in_entry: bool = False
    """Behind an entry that was not withdrawn."""
    taken_up: bool = False
    """Goes on after all, while its entry was withdrawn meanwhile."""
    lead_gone: bool = False
    """What it was merged into goes forward no more."""
    flags: int = 0
    second_wanted: bool = False
    changed: bool = False
    """The rules say something else than when it was ruled on."""
    corrections: int = 0
    suppressed: int = 0
    people: Mapping[Waiting, int] = field(default_factory=lambda: MappingProxyType({}))
    """What nominees and their adults are waited for, as the list of notices has it: only under 18s before a ruling."""
    young_silent: int = 0
    """Under 18s (or who may be) who were told and have not answered: nothing goes on without their yes."""
    only_adults_missing: bool = False
    """Whether nothing but the yes of a young person and their adult keeps the rules from saying eligible."""
    answers: frozenset[Why] = frozenset()
    """Answers that came and that nobody has acted on: OFFER_ANSWERED, INFORMATION_CAME."""
    asked: tuple[Deadline, ...] = ()
    """What is asked of the nominator and not answered."""
    duplicates: int = 0
    register_differs: int = 0
    register_missing: int = 0
    declined: int = 0
    copies_missing: int = 0
    """Nominations going forward in it, itself included, whose judges' copy has no stamp that counts."""
    silent_since: datetime | None = None
    """When the first of those was told who have not answered."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where it stands: the list follows from the reason; how many it is about; when time alone may change it."""

    why: Why
    number: int = 1
    look_again_at: datetime | None = None

    @property
    def place(self) -> QueueList:
        """Which of the four lists."""
        return PLACES[self.why]


_Found = Iterator[tuple[Why, int]]
_S = NominationState
_OF_PEOPLE: Final[Mapping[Why, Waiting]] = {
    Why.MISDIRECTED: Waiting.MISDIRECTED,
    Why.NOT_ARRIVED: Waiting.NOT_ARRIVED,
    Why.NO_ADDRESS: Waiting.NO_ADDRESS,
    Why.NOT_TOLD: Waiting.NOT_TOLD,
    Why.ADULT_REFUSED: Waiting.ADULT_REFUSED,
    Why.ADULT_NOT_REACHED: Waiting.ADULT_NOT_REACHED,
    Why.NO_ADULT: Waiting.NO_ADULT,
}
"""What staff can do something about, by what stands in the way of an answer."""
_WAITING: Final = frozenset({Why.FLAGGED, Why.OFFER_OPEN, Why.INFORMATION_OPEN, Why.YOUNG_PERSON, Why.ADULT})
_HELD: Final = frozenset({Why.SPAM, Why.PARKED})
_DONE: Final = frozenset({Why.WITHDRAWN, Why.SET_ASIDE, Why.MERGED, Why.ADMITTED, Why.INELIGIBLE})


def _list_of(why: Why) -> QueueList:
    if why in _WAITING:
        return QueueList.WAITING
    if why in _HELD:
        return QueueList.HELD
    return QueueList.DONE if why in _DONE else QueueList.NEEDS_ME


PLACES: Final[Mapping[Why, QueueList]] = {why: _list_of(why) for why in Why}
"""In which list each reason puts a nomination."""


def placed(situation: Situation, now: datetime) -> Placed:
    """Say where a nomination that was sent stands now: always in one list, for the one most urgent reason."""
    looks = (_out_of_it, _on_hold, _alarms, _steps_of(situation))
    why, number = next(found for look in looks for found in look(situation, now))
    return Placed(why, number, _next_moment(situation, now))


def _out_of_it(one: Situation, _now: datetime) -> _Found:
    """Give the reasons of what goes forward no more, or with another."""
    gone = {_S.WITHDRAWN: Why.WITHDRAWN, _S.SET_ASIDE: Why.SET_ASIDE}
    if one.state in gone:
        yield (Why.LEFT_BEHIND if one.in_entry else gone[one.state]), 1
    if one.state is _S.MERGED:
        if one.declined and not one.lead_gone:
            yield Why.MERGED_DECLINED, one.declined
        yield (Why.STRANDED if one.lead_gone else Why.MERGED), 1


def _on_hold(one: Situation, now: datetime) -> _Found:
    if one.held:
        yield Why.SPAM, 1
    if one.parked and (one.parked_until is None or one.parked_until > now):
        yield Why.PARKED, 1


def _alarms(one: Situation, _now: datetime) -> _Found:
    """Give what comes first in any state that still counts."""
    counted = ((Why.FLAGGED, one.flags), (Why.SECOND, one.second_wanted), (Why.CORRECTION, one.corrections),
               (Why.CHANGED, one.changed))  # fmt: skip
    yield from ((why, int(number)) for why, number in counted if number)


def _steps_of(one: Situation) -> Callable[[Situation, datetime], _Found]:
    """Give the last look, which always finds something."""
    if one.in_entry:
        return _after_admission
    if one.state is _S.INELIGIBLE:
        return _ruled_out
    return _to_admit if one.state is _S.ELIGIBLE else _to_rule


def _ruled_out(_one: Situation, _now: datetime) -> _Found:
    yield Why.INELIGIBLE, 1


def _after_admission(one: Situation, now: datetime) -> _Found:
    yield from _of_people(one)
    if one.silent_since is not None and one.silent_since + PATIENCE <= now:
        yield Why.SILENT, one.people.get(Waiting.ANSWER, 1)
    yield Why.ADMITTED, 1


def _to_admit(one: Situation, now: datetime) -> _Found:
    if one.suppressed:
        yield Why.SUPPRESSED, one.suppressed
    yield from _of_people(one)
    yield from _asked(one, now)
    yield from _young(one)
    if one.declined:
        yield Why.DECLINED, one.declined
    if one.copies_missing:
        yield Why.COPY_MISSING, one.copies_missing
    yield Why.READY, 1


def _to_rule(one: Situation, now: datetime) -> _Found:
    if one.suppressed:
        yield Why.SUPPRESSED, one.suppressed
    if one.taken_up:
        yield Why.TAKEN_UP, 1
    yield from _asked(one, now)
    if one.level is Level.INELIGIBLE:
        yield Why.RULE_INELIGIBLE, 1
    if one.register_differs:
        yield Why.REGISTER_DIFFERS, one.register_differs
    if one.register_missing:
        yield Why.REGISTER_MISSING, one.register_missing
    if one.only_adults_missing:
        yield from _of_people(one)
        yield from _young(one)
    yield (Why.RULE_ELIGIBLE if one.level is Level.ELIGIBLE else Why.RULE_CHECK), 1


def _of_people(one: Situation) -> _Found:
    """Give what stands between a nominee or an adult and an answer, and that staff can do something about."""
    yield from ((why, one.people[waiting]) for why, waiting in _OF_PEOPLE.items() if one.people.get(waiting))


def _young(one: Situation) -> _Found:
    """Give whose yes is waited for before judges may read anything."""
    if one.young_silent:
        yield Why.YOUNG_PERSON, one.young_silent
    if one.people.get(Waiting.ADULT):
        yield Why.ADULT, one.people[Waiting.ADULT]


def _asked(one: Situation, now: datetime) -> _Found:
    """Give what the nominator answered, then what is late, then likely duplicates, then what is waited for."""
    yield from ((why, 1) for why in (Why.OFFER_ANSWERED, Why.INFORMATION_CAME) if why in one.answers)
    yield from ((asked.late, 1) for asked in one.asked if asked.until <= now)
    if one.duplicates:
        yield Why.DUPLICATE, one.duplicates
    yield from ((asked.waiting, 1) for asked in one.asked)


def _next_moment(one: Situation, now: datetime) -> datetime | None:
    """Give the next time at which something that is waited for becomes late, or comes back from hold."""
    patience = one.silent_since + PATIENCE if one.silent_since is not None and one.in_entry else None
    until = one.parked_until if one.parked else None
    moments = [until, patience, *(asked.until for asked in one.asked)]
    return min((moment for moment in moments if moment is not None and moment > now), default=None)
