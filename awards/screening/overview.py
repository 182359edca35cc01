"""The season at a glance: what needs staff today, where the season stands, how much there is of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.nominations.lifecycle import NominationState
from awards.safeguarding.queries import flags_open
from awards.screening.case_rules import Why
from awards.screening.case_words import REASONS
from awards.screening.counts import Counts, Tally, tally_of
from awards.screening.history import Event, events_of_season
from awards.screening.lifecycle import EntryState
from awards.screening.models import QueueList
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
    coming: int
    history: Sequence[Event]


def season_page(session: Session, season: Season, *, actor: Actor, now: datetime) -> SeasonPage:
    """Put together the season page. Three statements at most, and what the registered rooms need."""
    flags, tally = flags_open(session, season.id, actor=actor, now=now).words, tally_of(session, season)
    rows = [_category_row(one) for one in tally.categories]
    needs = [
        *([Need(flags, url_for("safeguarding_staff.flags"))] if flags else []),
        *needs_of_screening(tally),
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
        coming=tally.coming,
        history=events_of_season(session, season.id, most=LATEST, zone=season.programme.zone),
    )


def needs_of_screening(tally: Tally) -> list[Need]:
    """Give what screening needs of staff, the most urgent first."""
    return [*_of_people(tally), *_of_mail(tally), *_of_queue(tally)]


def _of_people(tally: Tally) -> list[Need]:
    """Give what follows from somebody's yes or no, entry by entry."""
    of_entries = [
        *((ref, f"A nominee of {ref} has declined") for ref in tally.declined),
        *((ref, f"A nomination behind {ref} no longer goes forward") for ref in tally.left_behind),
        *((ref, f"{ref} may name somebody who said no: look at the judges’ copy") for ref in tally.to_read_again),
        *((ref, f"Somebody left out of {ref} agrees after all") for ref in tally.left_out_but_agreed),
    ]
    return [Need(text, url_for("screening_staff.entry", ref=ref)) for ref, text in of_entries]


def _of_mail(tally: Tally) -> list[Need]:
    mail = counted(tally.parked, "mail could not be delivered", "mails could not be delivered")
    return [Need(mail, url_for("comms_staff.outbox", state="parked"))] if tally.parked else []


def _of_queue(tally: Tally) -> list[Need]:
    """Give each reason of the queue with its number, and the way to its list."""
    return [
        Need(
            counted(tally.reasons[why], REASONS[why].one, REASONS[why].many),
            url_for("queue_staff.queue", list=QueueList.NEEDS_ME.value, reason=why.value),
        )
        for why in Why
        if tally.reasons.get(why)
    ]


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
