"""The season at a glance: what needs staff today, where the season stands, how much there is of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.comms.queries import parked_count
from awards.nominations.lifecycle import NominationState
from awards.screening.counts import Counts, counts_of, entries_declined, entries_left_behind, waiting_to_be_admitted
from awards.screening.history import Event, events_of_season
from awards.screening.lifecycle import EntryState
from awards.screening.needs import MOST_URGENT, Need, counted, registered_needs
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Season
from awards.seasons.queries import timetable_of
from awards.seasons.timetable import Phase, phase_at

LATEST = 8
"""How many lines of the trail the season page shows."""

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
    """Put together the season page."""
    counts = counts_of(session, season.id)
    needs = [*needs_of_screening(session, season, counts), *registered_needs(session, season, now)]
    rows = [_category_row(one) for one in counts]
    return SeasonPage(
        phase=PHASES[phase_at(timetable_of(season), now)],
        needs=needs[:MOST_URGENT],
        more_needs=needs[MOST_URGENT:],
        dates=_dates(season),
        rows=rows,
        received=sum(row.received for row in rows),
        to_rule=sum(row.to_rule for row in rows),
        in_judging=sum(row.entries for row in rows),
        drafts=sum(one.nominations.get(NominationState.DRAFT, 0) for one in counts),
        history=events_of_season(session, season.id, most=LATEST, zone=season.programme.zone),
    )


def needs_of_screening(session: Session, season: Season, counts: Sequence[Counts]) -> list[Need]:
    """Give what screening needs of staff, the most urgent first. Four statements."""
    to_rule = sum(one.nominations.get(NominationState.SUBMITTED, 0) for one in counts)
    parked = parked_count(session, season.programme.key)
    to_admit, untold = waiting_to_be_admitted(session, season.id)
    mail = counted(parked, "mail could not be delivered", "mails could not be delivered")
    rule = counted(to_rule, "nomination to rule on", "nominations to rule on")
    tell = counted(untold, "nominee has not been told", "nominees have not been told")
    admit = counted(to_admit, "eligible nomination to admit", "eligible nominations to admit")
    found = [
        *((f"A nominee of {entry.ref} has declined", url_for("screening_staff.entry", ref=entry.ref))
          for entry in entries_declined(session, season.id)),
        *((f"A nomination behind {entry.ref} was withdrawn", url_for("screening_staff.entry", ref=entry.ref))
          for entry in entries_left_behind(session, season.id)),
        (mail if parked else "", url_for("comms_staff.outbox", state="parked")),
        (rule if to_rule else "", url_for("screening_staff.nominations", state="submitted")),
        (tell if untold else "", url_for("screening_staff.entries")),
        (admit if to_admit else "", url_for("screening_staff.entries")),
    ]  # fmt: skip
    return [Need(text, url) for text, url in found if text]


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
        name=counts.category.name,
        received=sum(sent.values()),
        to_rule=sent.get(NominationState.SUBMITTED, 0),
        eligible=sent.get(NominationState.ELIGIBLE, 0),
        ineligible=sent.get(NominationState.INELIGIBLE, 0),
        withdrawn=sent.get(NominationState.WITHDRAWN, 0),
        entries=sum(counts.entries.values()) - taken_out,
    )
