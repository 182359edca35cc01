"""Looking at nominations again: the rules are put to them, and their place in the work queue is made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.matching.spelling import plain
from awards.nominations.completeness import team_name_of
from awards.nominations.models import Nomination
from awards.screening.case_facts import situations_of
from awards.screening.case_rules import Placed, placed
from awards.screening.models import Case, VerdictRecord
from awards.screening.queries import Check
from awards.screening.standing_of_all import checks_of
from awards.screening.trail import nominations_about, seen_of
from awards.screening.verdict_changes import findings_as_data
from awards.seasons.models import RuleSet, Season


def look_again(session: Session, nominations: Iterable[Nomination], *, now: datetime) -> None:
    """Put nominations that were sent to the rules again, and make their places in the work queue anew.

    Every action that changes something about a nomination calls this at its end, so that page and queue are right at
    once; whatever else changes them is found by the worker (`rerunning`). Others who would look at them wait.
    """
    session.flush()
    again(session, [one.id for one in nominations], now=now)


def look_again_at(session: Session, subjects: Collection[str], *, now: datetime) -> None:
    """Do the same with everything that these references are about: nominees, adults, entries, nominations.

    Those that may be merged with one of them, or are, are looked at with it. The trail tells by the same references.
    """
    session.flush()
    again(session, nominations_about(session, subjects), now=now)


def again(session: Session, ids: Collection[int], *, now: datetime, skip_locked: bool = False) -> int:
    """Do the same by ids; gives how many were looked at. With `skip_locked` those that somebody works on are left."""
    ready = _to_look_at(session, ids, skip_locked=skip_locked)
    if not ready:
        return 0
    found = [one.id for one in ready]
    checks = checks_of(session, ready, now=now)
    latest = latest_verdicts(session, found)
    verdicts = {
        one.id: kept_verdict(session, one, check=checks[one.id], latest=latest.get(one.id), now=now) for one in ready
    }
    session.flush()
    cases = {one.nomination_id: one for one in session.scalars(select(Case).where(Case.nomination_id.in_(found)))}
    situations = situations_of(session, ready, checks=checks, cases=cases, now=now)
    seen = seen_of(session, found)
    for one in ready:
        case = cases.get(one.id) or _new_case(session, one)
        _put(case, one, placed(situations[one.id], now), verdict=verdicts[one.id], seen=seen[one.id], now=now)
    session.flush()
    return len(ready)


def latest_verdicts(session: Session, ids: Collection[int]) -> dict[int, VerdictRecord]:
    """Give the latest kept verdict of each nomination. One statement."""
    newest = (
        select(func.max(VerdictRecord.id))
        .where(VerdictRecord.nomination_id.in_(ids))
        .group_by(VerdictRecord.nomination_id)
    )
    found = session.scalars(select(VerdictRecord).where(VerdictRecord.id.in_(newest)))
    return {one.nomination_id: one for one in found}


def kept_verdict(
    session: Session, nomination: Nomination, *, check: Check, latest: VerdictRecord | None, now: datetime
) -> VerdictRecord:
    """Give the record of what the rules say: the latest one while nothing differs, else a new one."""
    level, findings = check.verdict.level, findings_as_data(check.verdict)
    version = check.rule_set.version
    if latest and (latest.level, latest.findings, latest.rule_set_version) == (level.value, findings, version):
        return latest
    made = VerdictRecord(
        nomination_id=nomination.id,
        rule_set_version=version,
        level=level.value,
        findings=findings,
        computed_at=now,
    )
    session.add(made)
    was = latest.level if latest else None
    record(session, Tag.VERDICT_COMPUTED, nomination.ref, actor=SYSTEM, at=now, was=was, now=level.value, rules=version)
    return made


def _to_look_at(session: Session, ids: Collection[int], *, skip_locked: bool) -> Sequence[Nomination]:
    """Give those of the nominations that were ever sent, whole; whoever else wants them waits.

    Only those of seasons that have rules, which loading a season always makes: there is nothing else to be put to.
    """
    chosen = (
        select(Nomination)
        .where(Nomination.id.in_(ids), Nomination.submitted_at.is_not(None))
        .where(exists().where(RuleSet.season_id == Nomination.season_id))
        .options(
            joinedload(Nomination.category),
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominator),
            joinedload(Nomination.nominees),
            joinedload(Nomination.submissions),
        )
        .order_by(Nomination.id)
        .with_for_update(of=Nomination, skip_locked=skip_locked)
    )
    return session.scalars(chosen).unique().all() if ids else ()


def _new_case(session: Session, nomination: Nomination) -> Case:
    case = Case(nomination_id=nomination.id, season_id=nomination.season_id, since=nomination.submitted_at)
    session.add(case)
    return case


def _put(
    case: Case, nomination: Nomination, place: Placed, *, verdict: VerdictRecord, seen: int, now: datetime
) -> None:
    moved = case.reason is not None and case.reason != place.why  # a new case has none yet
    facts: Mapping[str, object] = {
        "place": place.place,
        "reason": place.why.value,
        "number": place.number,
        "since": now if moved else case.since,
        "look_again_at": place.look_again_at,
        "verdict_id": verdict.id,
        "level": verdict.level,
        "names": search_names(nomination),
        "seen": seen,
        "looked_at": now,
    }
    for name, value in facts.items():
        setattr(case, name, value)


def search_names(nomination: Nomination) -> str:
    """Give names, team, employer and nominator as search finds them: without accents, in small letters."""
    people = [(one.full_name, one.known_as, one.employer) for one in nomination.nominees]
    parts = [team_name_of(nomination), *(part for person in people for part in person), nomination.nominator.name]
    return " | ".join(dict.fromkeys(plain(part) for part in parts if part))
