"""What decides where nominations stand in the work queue, from what was found around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.core.times import local_day
from awards.eligibility.facts import Registration
from awards.eligibility.kinds_people import AdultConfirmation, Quota, Registered
from awards.eligibility.verdict import Level
from awards.nominations.facts import Known
from awards.nominations.holding import is_held
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.nominees.supporting import needs_adult
from awards.nominees.words import Response
from awards.screening.case_around import NOTHING_ASKED, Around, Asked, LastRuling, look_around
from awards.screening.case_rules import Situation, Why
from awards.screening.lifecycle import EntryState
from awards.screening.models import Case, Ruling, RulingDecision
from awards.screening.notices import Waiting, waited_for
from awards.screening.queries import Check
from awards.screening.standing import counts_as_child

GONE = frozenset({NominationState.WITHDRAWN, NominationState.SET_ASIDE, NominationState.INELIGIBLE})
"""What a nomination goes forward with no more."""


def situations_of(
    session: Session,
    nominations: Sequence[Nomination],
    *,
    checks: Mapping[int, Check],
    cases: Mapping[int, Case],
    now: datetime,
) -> dict[int, Situation]:
    """Give what decides where each whole nomination of one programme stands. Fourteen statements at most."""
    if not nominations:
        return {}
    today = local_day(now, nominations[0].season.programme.zone)
    found = look_around(session, nominations)
    return {
        one.id: _situation(one, found, check=checks[one.id], case=cases.get(one.id), today=today) for one in nominations
    }


def _situation(one: Nomination, found: Around, *, check: Check, case: Case | None, today: date) -> Situation:
    ruling, level, counts = found.rulings.get(one.id), check.verdict.level, found.counts
    people = [row for row in found.people.get(one.id, ()) if not row.Nominee.deceased]
    entry, asked = found.entries.get(one.id), found.asked.get(one.id, NOTHING_ASKED)
    waited, register = _waited_for(one, people, today=today), _register(people, found.checks, check)
    return Situation(
        state=one.state,
        level=level,
        held=is_held(one),
        parked=bool(case and case.parked_by),
        parked_until=case.parked_until if case else None,
        in_entry=entry not in {None, EntryState.WITHDRAWN},
        taken_up=entry is EntryState.WITHDRAWN,
        lead_gone=found.leads.get(one.id) in GONE,
        flags=counts["flags"].get(one.id, 0),
        second_wanted=ruling is not None and _pending(ruling.ruling),
        changed=ruling is not None and _changed(one, ruling, level),
        corrections=counts["corrections"].get(one.id, 0),
        suppressed=sum(_is_suppressed(row, found) for row in people),
        people=Counter(waiting for waiting, _, _ in waited),
        young_silent=sum(waiting is Waiting.ANSWER and young for waiting, young, _ in waited),
        only_adults_missing=_only_adults_missing(check),
        answers=_answers(asked, since=_acted_at(one, ruling, found)),
        asked=asked.asked,
        duplicates=counts["duplicates"].get(one.id, 0),
        register_differs=register[0],
        register_missing=register[1],
        declined=sum(_response(row) is Response.DECLINED for row in people),
        copies_missing=found.copies_missing.get(one.id, 0),
        silent_since=min((at for waiting, _, at in waited if waiting is Waiting.ANSWER and at), default=None),
    )


def _answers(asked: Asked, *, since: datetime) -> frozenset[Why]:
    return frozenset(why for why, at in asked.answered.items() if at > since)


def _is_suppressed(row: Any, found: Around) -> bool:
    return row.Nominee.ref in found.suppressed and _response(row) is Response.NONE


def _waited_for(one: Nomination, people: Sequence[Any], *, today: date) -> list[tuple[Waiting, bool, datetime | None]]:
    """Give what each is waited for, whether nothing goes on without their yes, and when they were told.

    Before a ruling only young people are asked.
    """
    sent = one.state is NominationState.SUBMITTED
    asked = [row for row in people if not sent or needs_adult(row.Nominee, today=today)]
    return [
        (waiting, counts_as_child(row.Nominee, one.category, today), row.Notice.queued_at if row.Notice else None)
        for row in asked
        if (waiting := waited_for(row, today=today)) is not None
    ]


def _pending(ruling: Ruling) -> bool:
    return ruling.needs_second and ruling.seconded_at is None


def _changed(one: Nomination, last: LastRuling, level: Level) -> bool:
    """Whether the rules now say something else than what was ruled, and than what they said then."""
    ruled = one.state in {NominationState.ELIGIBLE, NominationState.INELIGIBLE} and not _pending(last.ruling)
    decided = Level.ELIGIBLE if last.ruling.decision is RulingDecision.ELIGIBLE else Level.INELIGIBLE
    return ruled and level not in {decided, last.level}


def _acted_at(one: Nomination, last: LastRuling | None, found: Around) -> datetime:
    """Give when staff last did something that takes account of what the nominator answered."""
    moments = [found.stamped_at.get(one.id), last.ruling.ruled_at if last else None, one.submitted_at, one.started_at]
    return max(moment for moment in moments if moment is not None)


def _only_adults_missing(check: Check) -> bool:
    kinds = {rule.id: rule.kind for rule in check.rules}
    deciding = check.verdict.rules
    return bool(deciding) and all(isinstance(kinds[one], AdultConfirmation) for one in deciding)


def _register(people: Sequence[Any], checks: Mapping[int, Known], check: Check) -> tuple[int, int]:
    """Count of whom the register gives no clear answer, and of whom nobody has looked, where a rule asks for it."""
    kinds = [rule.kind for rule in check.rules if isinstance(rule.kind, Registered)]
    if not kinds:
        return 0, 0
    found = [checks.get(row.Nominee.id) for row in people]
    looked = [one for one in found if one is not None and one.registration_checked]
    proven = any(one.registration is Registration.REGISTERED for one in looked)
    if proven and all(kind.quota is Quota.AT_LEAST_ONE for kind in kinds):
        return 0, 0
    claims = [row.Nominee for row, one in zip(people, found, strict=True) if one not in looked]
    missing = sum(one.registration in {None, Registration.REGISTERED.value} for one in claims)
    return sum(one.registration is None for one in looked), missing


def _response(row: Any) -> Response:
    return row.Notice.response if row.Notice else Response.NONE
