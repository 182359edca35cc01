"""What a nominator may do, and why not."""

from __future__ import annotations

from datetime import datetime

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.core.times import day_words, moment_words
from awards.nominations.completeness import gaps
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import CorrectionRequest, Nomination
from awards.seasons.models import Category, Season
from awards.seasons.queries import window_of
from awards.seasons.timetable import Arrival, arrival

MOST_WAITING = 5
"""How many requests for a correction of one nomination may wait for an answer at once."""

_WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


def may_start(season: Season | None, *, now: datetime) -> Permission:
    """Say whether nominations are open; there is no grace for starting. Needs the programme loaded."""
    if season is None:
        return Permission((Reason("no-season", "Nothing is open for nominations yet."),))
    return Permission.unless(_too_early(season, now), _closed(season, now))


def may_nominate_in(
    season: Season | None, category: Category | None, *, now: datetime, by_staff: bool = False
) -> Permission:
    """Say whether a nomination may be started in this category now.

    Staff may key in what came by post after the close too; sending it then takes a later deadline.
    """
    fits = season is not None and category is not None and category.season_id == season.id and category.nominated
    unfit = None if fits else Reason("not-nominated", "This award is not open to nominations.")
    return Permission.unless(
        *(one for one in may_start(season, now=now).reasons if not (by_staff and one.code == "closed")), unfit
    )


def may_edit(nomination: Nomination) -> Permission:
    """Say whether the draft may be changed; the close does not stop that, so that typed text is never lost."""
    if nomination.state is NominationState.DRAFT:
        return Permission()
    done = "withdrawn" if nomination.state is NominationState.WITHDRAWN else "sent"
    return Permission((Reason(f"already-{done}", f"This nomination has been {done}, so it can no longer be changed."),))


def may_move(nomination: Nomination, category: Category) -> Permission:
    """Say whether the draft may be moved to this category."""
    fits = category.nominated and category.season_id == nomination.season_id
    unfit = None if fits else Reason("not-nominated", "This award is not open to nominations.")
    return Permission.unless(*may_edit(nomination).reasons, unfit)


def may_add_person(nomination: Nomination) -> Permission:
    """Say whether one more person may be put forward."""
    most = nomination.category.people_max
    full = most is not None and len(nomination.nominees) >= most
    word = "person" if most == 1 else "people"
    objection = Reason("enough-people", f"This award is for {most} {word} at most.") if full else None
    return Permission.unless(*may_edit(nomination).reasons, objection)


def may_submit(nomination: Nomination, *, now: datetime, worked_on: bool = False) -> Permission:
    """Say whether the nomination may be sent: it is a draft, in time (with grace), and complete.

    A new version may be sent as long as nobody has begun to work on what was sent before; `worked_on` says so.
    Needs season with programme, category with questions, nominator, nominees, answers and, of a new version,
    the nomination it revises loaded.
    """
    missing = (Reason(f"{gap.section}-incomplete", gap.text) for gap in gaps(nomination))
    return Permission.unless(
        *NOMINATION.may("submit", nomination.state).reasons,
        _too_early(nomination.season, now),
        too_late(nomination, arrival_of(nomination, now).effective_at),
        _replaced_no_more(nomination.revises, worked_on=worked_on) if nomination.revises else None,
        *missing,
    )


def may_revise(nomination: Nomination, *, worked_on: bool, now: datetime) -> Permission:
    """Say whether a new version of what was sent may be started: in time, and nobody has begun to work on it."""
    unsent = Reason("not-sent", "This nomination has not been sent yet: change the draft itself.")
    if nomination.state is NominationState.DRAFT:
        return Permission((unsent,))
    return Permission.unless(_replaced_no_more(nomination, worked_on=worked_on), too_late(nomination, now))


def may_withdraw(nomination: Nomination, *, actor: Actor, now: datetime) -> Permission:
    """Say whether the nomination may be withdrawn: a draft always, what was sent until the deadline; staff always."""
    version = nomination.revises_id is not None
    given_up = Reason("a-new-version", "This is a new version: give it up instead.") if version else None
    bound = actor.audience is not Audience.STAFF and nomination.state is not NominationState.DRAFT
    return Permission.unless(
        *NOMINATION.may("withdraw", nomination.state).reasons,
        given_up,
        too_late(nomination, now) if bound else None,
    )


def may_ask_for_correction(nomination: Nomination, *, worked_on: bool, waiting: int, now: datetime) -> Permission:
    """Say whether staff may be asked to put something right: sent, and no longer in the nominator's own hands."""
    if nomination.state in {NominationState.DRAFT, NominationState.WITHDRAWN}:
        state = "withdrawn" if nomination.state is NominationState.WITHDRAWN else "not sent yet"
        return Permission((Reason("nothing-to-correct", f"This nomination is {state}: there is nothing to correct."),))
    own = Reason("still-open", "You can still change this nomination yourself: make a new version of it.")
    many = Reason("too-many", f"{MOST_WAITING} of your requests wait for an answer: we will answer those first.")
    return Permission.unless(
        own if may_revise(nomination, worked_on=worked_on, now=now) else None, many if waiting >= MOST_WAITING else None
    )


def may_answer_correction(actor: Actor, request: CorrectionRequest) -> Permission:
    """Say whether this is somebody of staff who may answer, and nobody has; commands hold no roles."""
    writes = actor.audience is Audience.STAFF and (not actor.roles or actor.roles & _WRITERS)
    done = Reason("answered", "This request has been answered already.")
    return Permission.unless(
        None if writes else Reason("not-staff", "Only awards staff may do this."),
        done if request.answered_at is not None else None,
    )


def deadline_of(nomination: Nomination) -> datetime:
    """Give until when this nomination may be sent: the season's close, or its own later deadline.

    Needs the season and, of a new version, the nomination it revises loaded.
    """
    return max(nomination.season.closes_at, later_deadline(nomination) or nomination.season.closes_at)


def later_deadline(nomination: Nomination) -> datetime | None:
    """Give the later deadline that staff granted the nomination, or what it revises; None for most."""
    granted = (one.extended_until for one in (nomination, nomination.revises) if one is not None)
    return max((until for until in granted if until is not None), default=None)


def has_later_deadline(nomination: Nomination) -> bool:
    """Whether staff granted this nomination a deadline of its own."""
    return deadline_of(nomination) > nomination.season.closes_at


def arrival_of(nomination: Nomination, moment: datetime) -> Arrival:
    """Give when the nomination counts as sent if it arrives at this moment; only the season's close has a grace."""
    season = nomination.season
    if has_later_deadline(nomination) and not is_over(nomination, moment):
        return Arrival(moment, within_grace=False)
    return arrival(window_of(season), moment, grace_seconds=season.grace_seconds)


def is_over(nomination: Nomination, moment: datetime) -> bool:
    """Whether the nomination's deadline has passed; the closing second itself still counts as open."""
    return moment.replace(microsecond=0) > deadline_of(nomination)


def too_late(nomination: Nomination, moment: datetime) -> Reason | None:
    """Give the objection that the deadline has passed; None while it has not."""
    if not is_over(nomination, moment):
        return None
    when = moment_words(deadline_of(nomination), nomination.season.programme.zone)
    what = "Your later deadline passed" if has_later_deadline(nomination) else "Nominations closed"
    return Reason("closed", f"{what} at {when}.")


def _replaced_no_more(sent: Nomination, *, worked_on: bool) -> Reason | None:
    if sent.state is NominationState.WITHDRAWN:
        return Reason("withdrawn", "What you sent has been withdrawn, so no new version can take its place.")
    if sent.state is NominationState.SUBMITTED and not worked_on:
        return None
    text = "We have begun to work on what you sent, so a new version can no longer take its place."
    return Reason("worked-on", f"{text} You can ask us for a correction instead.")


def _too_early(season: Season, moment: datetime) -> Reason | None:
    window = window_of(season)
    if not window.is_before(moment):
        return None
    return Reason("not-open-yet", f"Nominations open on {day_words(window.opens_on)}.")


def _closed(season: Season, moment: datetime) -> Reason | None:
    if not window_of(season).is_after(moment):
        return None
    return Reason("closed", f"Nominations closed at {moment_words(season.closes_at, season.programme.zone)}.")
