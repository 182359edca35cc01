"""The season at a glance: what needs staff today, where the season stands, how much there is of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.times import local_day
from awards.nominations.lifecycle import NominationState
from awards.screening.counts import Counts, Tally, tally_of
from awards.screening.history import Event, events_of_season
from awards.screening.lifecycle import EntryState
from awards.screening.needs import MOST_URGENT, Need, counted, registered_needs
from awards.screening.notices import NoticeRow, Waiting, notices_waiting
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Season
from awards.seasons.queries import timetable_of
from awards.seasons.timetable import Phase, phase_at

LATEST = 8
"""How many lines of the trail the season page shows."""

PATIENCE = timedelta(days=7)
"""How long nobody is missed who was told and has not answered."""

WAITED_FOR = {
    Waiting.MISDIRECTED: ("notice reached somebody else", "notices reached somebody else"),
    Waiting.NOT_ARRIVED: ("notice did not arrive", "notices did not arrive"),
    Waiting.NO_ADDRESS: ("nominee has no address and was not told", "nominees have no address and were not told"),
    Waiting.NOT_TOLD: ("nominee has not been told", "nominees have not been told"),
    Waiting.ADULT_REFUSED: ("adult of a young person has refused", "adults of young people have refused"),
    Waiting.ADULT_NOT_REACHED: ("adult of a young person to ask by phone", "adults of young people to ask by phone"),
    Waiting.NO_ADULT: ("young person has named no adult yet", "young people have named no adult yet"),
    Waiting.ADULT: ("adult of a young person has not confirmed yet", "adults of young people have not confirmed yet"),
    Waiting.ANSWER: ("nominee has not answered for a week", "nominees have not answered for a week"),
}
"""What staff read of one, and of several."""

PHASES = {
    Phase.BEFORE: "Nominations have not opened yet",
    Phase.NOMINATING: "Nominations are open",
    Phase.CLOSED: "Between nominating and judging",
    Phase.JUDGING: "Judging is open",
    Phase.DECIDED: "Judging is over",
    Phase.ANNOUNCED: "The results are out",
}


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One line of the table of categories."""

    name: str
    received: int
    to_rule: int
    eligible: int
    ineligible: int
    withdrawn: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonPage:
    """Everything that the season page shows."""

    phase: str
    needs: Sequence[Need]
    more_needs: Sequence[Need]
    dates: Sequence[tuple[str, datetime]]
    rows: Sequence[CategoryRow]
    received: int
    to_rule: int
    in_judging: int
    drafts: int
    history: Sequence[Event]


def season_page(session: Session, season: Season, *, now: datetime) -> SeasonPage:
    """Put together the season page. Three statements, and what the registered rooms need."""
    tally = tally_of(session, season)
    rows = [_category_row(one) for one in tally.categories]
    needs = [
        *needs_of_screening(session, season, tally, now=now),
        *registered_needs(session, season, now),
    ]
    return SeasonPage(
        phase=PHASES[phase_at(timetable_of(season), now)],
        needs=needs[:MOST_URGENT],
        more_needs=needs[MOST_URGENT:],
        dates=_dates(season),
        rows=rows,
        received=sum(row.received for row in rows),
        to_rule=sum(row.to_rule for row in rows),
        in_judging=sum(row.entries for row in rows),
        drafts=sum(one.nominations.get(NominationState.DRAFT, 0) for one in tally.categories),
        history=events_of_season(session, season.id, most=LATEST, zone=season.programme.zone),
    )


def needs_of_screening(session: Session, season: Season, tally: Tally, *, now: datetime) -> list[Need]:
    """Give what screening needs of staff, the most urgent first. One statement."""
    waiting = notices_waiting(session, season.id, today=local_day(now, season.programme.zone))
    return [*_of_people(tally), *_of_numbers(tally), *_of_answers(waiting, now=now), *_of_admission(tally)]


def _of_people(tally: Tally) -> list[Need]:
    """Give what follows from somebody's yes or no, entry by entry and nomination by nomination."""
    of_entries = [
        *((ref, f"A nominee of {ref} has declined") for ref in tally.declined),
        *((ref, f"A nomination behind {ref} no longer goes forward") for ref in tally.left_behind),
        *((ref, f"{ref} may name somebody who said no: look at the judges’ copy") for ref in tally.to_read_again),
        *((ref, f"Somebody left out of {ref} agrees after all") for ref in tally.left_out_but_agreed),
    ]
    of_nominations = [
        *((ref, f"{ref} is taken up again; its entry stays withdrawn until you rule on it") for ref in tally.taken_up),
        *((ref, f"{ref} names somebody who may have asked not to be put forward") for ref in tally.suppressed),
    ]
    return [Need(text, url_for("screening_staff.entry", ref=ref)) for ref, text in of_entries] + [
        Need(text, url_for("screening_staff.nomination", ref=ref)) for ref, text in of_nominations
    ]


def _of_numbers(tally: Tally) -> list[Need]:
    to_rule = sum(_to_rule(one) for one in tally.categories)
    mail = counted(tally.parked, "mail could not be delivered", "mails could not be delivered")
    rule = counted(to_rule, "nomination to rule on", "nominations to rule on")
    return [
        *([Need(mail, url_for("comms_staff.outbox", state="parked"))] if tally.parked else []),
        *([Need(rule, url_for("screening_staff.nominations", state="submitted"))] if to_rule else []),
    ]


def _of_answers(rows: Sequence[NoticeRow], *, now: datetime) -> list[Need]:
    """Give how many are waited for, by what stands in the way; a week of silence is too long."""
    late = [row for row in rows if row.waiting is not Waiting.ANSWER or _silent_too_long(row, now)]
    counts = Counter(row.waiting for row in late)
    return [
        Need(counted(counts[kind], one, many), url_for("people_staff.notices", waiting=kind.value))
        for kind, (one, many) in WAITED_FOR.items()
        if counts[kind]
    ]


def _of_admission(tally: Tally) -> list[Need]:
    admit = counted(tally.to_admit, "eligible nomination to admit", "eligible nominations to admit")
    return [Need(admit, url_for("screening_staff.entries"))] if tally.to_admit else []


def _silent_too_long(row: NoticeRow, now: datetime) -> bool:
    return row.told_at is not None and row.told_at <= now - PATIENCE


def _dates(season: Season) -> list[tuple[str, datetime]]:
    judging = [
        moment
        for one in season.rounds
        if one.key != NOMINATING
        for moment in ((f"{one.name} opens", one.opens_at), (f"{one.name} closes", one.closed_at or one.closes_at))
    ]
    return [("Nominations open", season.opens_at), ("Nominations close", season.closes_at), *judging]


def _category_row(counts: Counts) -> CategoryRow:
    sent = {state: count for state, count in counts.nominations.items() if state is not NominationState.DRAFT}
    taken_out = counts.entries.get(EntryState.WITHDRAWN, 0)
    return CategoryRow(
        name=counts.name,
        received=sum(sent.values()),
        to_rule=_to_rule(counts),
        eligible=sent.get(NominationState.ELIGIBLE, 0),
        ineligible=sent.get(NominationState.INELIGIBLE, 0),
        withdrawn=sent.get(NominationState.WITHDRAWN, 0) + sent.get(NominationState.SET_ASIDE, 0),
        entries=sum(counts.entries.values()) - taken_out,
    )


def _to_rule(counts: Counts) -> int:
    """Count what can be ruled on now: what is held waits to be let go on first."""
    return counts.nominations.get(NominationState.SUBMITTED, 0) - counts.held
