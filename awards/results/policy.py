"""When results may be seen and decided, and every reason why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Category, Round, Season
from awards.seasons.queries import timetable_of

CHOSEN = {EntryState.WINNER, EntryState.COMMENDED}
SHORTLISTED = {EntryState.FINALIST, *CHOSEN}


BEING_SEALED = (
    "Judging has closed, and its record is being sealed: a checkpoint goes to every judge first, so that nobody can "
    "say that scores were changed once the order was known. The order opens when those mails have been sent, within a "
    "minute or so; where mail cannot be sent, a quarter of an hour after that was first tried."
)


def scoring_round(season: Season) -> Round | None:
    """Give the round in which entries are scored: the season's first round of judging."""
    judging = [one for one in season.rounds if one.key != NOMINATING]
    return min(judging, key=lambda one: one.opens_at, default=None)


def may_see_ranking(season: Season, *, now: datetime) -> Permission:
    """Say whether the order may be seen: only when the round of scoring is over, and its record sealed.

    The first so that it sways nobody; the second so that nobody can doubt that the scores came first: a checkpoint
    of the record is on its way to every judge by then (`awards.bundles.closing` sees to it).
    """
    scoring = scoring_round(season)
    dates = {one.key: one for one in timetable_of(season).judging}
    over = scoring is not None and dates[scoring.key].is_over(now)
    text = "The order opens when the round of judging has closed, so that nobody is swayed by it while judges score."
    if not over:
        return Permission((Reason("round-not-closed", text),))
    sealed = scoring is not None and scoring.sealed_at is not None
    return Permission.unless(None if sealed else Reason("being-sealed", BEING_SEALED))


def may_decide_shortlist(category: Category, entries: Sequence[Entry], *, now: datetime) -> Permission:
    """Say whether the shortlist may be decided, or decided again before anybody has been chosen to win."""
    seen = may_see_ranking(category.season, now=now) if category.nominated else Permission()
    return Permission.unless(
        None if category.nominated else _nobody_is_shortlisted(category),
        *seen.reasons,
        None if entries else Reason("no-entries", f"There are no entries for the {category.name}."),
        _already_chosen(entries),
    )


def may_decide_winners(category: Category, entries: Sequence[Entry], *, now: datetime) -> Permission:
    """Say whether the winners may be decided: among the finalists, or among those the organiser named."""
    if not category.nominated:
        none = Reason("nobody-named", f"Nobody has been named for the {category.name} yet.")
        return Permission.unless(None if entries else none)
    seen = may_see_ranking(category.season, now=now)
    text = f"Decide the shortlist of the {category.name} first: winners are chosen from the finalists."
    finalists = any(entry.state in SHORTLISTED for entry in entries)
    return Permission.unless(*seen.reasons, None if finalists else Reason("no-shortlist", text))


def choosable(category: Category, entries: Sequence[Entry]) -> list[Entry]:
    """Give the entries among which winners may be chosen."""
    return [entry for entry in entries if entry.state in SHORTLISTED or not category.nominated]


def strangers_to(entries: Sequence[Entry], refs: Collection[str]) -> Permission:
    """Refuse references that are not among these entries."""
    known = {entry.ref for entry in entries}
    text = "The choice names an entry that is not, or no longer, open to it. Look at the page again and choose anew."
    return Permission.unless(None if set(refs) <= known else Reason("not-choosable", text))


def _nobody_is_shortlisted(category: Category) -> Reason:
    return Reason("not-nominated", f"The {category.name} has no shortlist: the organiser decides it directly.")


def _already_chosen(entries: Sequence[Entry]) -> Reason | None:
    if not any(entry.state in CHOSEN for entry in entries):
        return None
    text = "Winners have been chosen from this shortlist. Withhold the award first, then decide the shortlist again."
    return Reason("winners-chosen", text)
