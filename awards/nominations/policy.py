"""What a nominator may do, and why not."""

from __future__ import annotations

from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.core.times import day_words, moment_words
from awards.nominations.completeness import gaps
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination
from awards.seasons.models import Category, Season
from awards.seasons.queries import window_of
from awards.seasons.timetable import arrival


def may_start(season: Season | None, *, now: datetime) -> Permission:
    """Say whether nominations are open; there is no grace for starting. Needs the programme loaded."""
    if season is None:
        return Permission((Reason("no-season", "Nothing is open for nominations yet."),))
    return Permission.unless(_too_early(season, now), _too_late(season, now))


def may_nominate_in(season: Season | None, category: Category | None, *, now: datetime) -> Permission:
    """Say whether a nomination may be started in this category now."""
    fits = season is not None and category is not None and category.season_id == season.id and category.nominated
    unfit = None if fits else Reason("not-nominated", "This award is not open to nominations.")
    return Permission.unless(*may_start(season, now=now).reasons, unfit)


def may_edit(nomination: Nomination) -> Permission:
    """Say whether the draft may be changed; the close does not stop that, so that typed text is never lost."""
    if nomination.state is NominationState.DRAFT:
        return Permission()
    done = "withdrawn" if nomination.state is NominationState.WITHDRAWN else "sent"
    return Permission((Reason(f"already-{done}", f"This nomination has been {done}, so it can no longer be changed."),))


def may_add_person(nomination: Nomination) -> Permission:
    """Say whether one more person may be put forward."""
    most = nomination.category.people_max
    full = most is not None and len(nomination.nominees) >= most
    word = "person" if most == 1 else "people"
    objection = Reason("enough-people", f"This award is for {most} {word} at most.") if full else None
    return Permission.unless(*may_edit(nomination).reasons, objection)


def may_submit(nomination: Nomination, *, now: datetime) -> Permission:
    """Say whether the nomination may be sent: it is a draft, in time (with grace), and complete.

    Needs season with programme, category with questions, nominator, nominees and answers loaded.
    """
    season = nomination.season
    arrived = arrival(window_of(season), now, grace_seconds=season.grace_seconds)
    missing = (Reason(f"{gap.section}-incomplete", gap.text) for gap in gaps(nomination))
    return Permission.unless(
        *NOMINATION.may("submit", nomination.state).reasons,
        _too_early(season, now),
        _too_late(season, arrived.effective_at),
        *missing,
    )


def may_withdraw(nomination: Nomination) -> Permission:
    """Say whether the nomination may be withdrawn."""
    return NOMINATION.may("withdraw", nomination.state)


def _too_early(season: Season, moment: datetime) -> Reason | None:
    window = window_of(season)
    if not window.is_before(moment):
        return None
    return Reason("not-open-yet", f"Nominations open on {day_words(window.opens_on)}.")


def _too_late(season: Season, moment: datetime) -> Reason | None:
    if not window_of(season).is_after(moment):
        return None
    return Reason("closed", f"Nominations closed at {moment_words(season.closes_at, season.programme.zone)}.")
