"""What stands in the way of an announcement, and when one may be released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.core.times import moment_words
from awards.nominees.models import Response, Stage
from awards.publishing.desk import Desk
from awards.publishing.lifecycle import ANNOUNCEMENT
from awards.publishing.models import Announcement, AnnouncementKind
from awards.publishing.people import openness_of
from awards.results.models import DecisionKind
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.words import Release

STAGES = {AnnouncementKind.FINALISTS: Stage.FINALIST, AnnouncementKind.WINNERS: Stage.WINNER}
DECISIONS = {AnnouncementKind.FINALISTS: DecisionKind.SHORTLIST, AnnouncementKind.WINNERS: DecisionKind.WINNERS}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something staff should know before announcing; one that blocks must be settled first."""

    text: str
    blocks: bool


def problems_of(desk: Desk, kind: AnnouncementKind) -> list[Problem]:
    """Give everything that is not as it should be, what blocks first."""
    found = [
        *(Problem(text, blocks=True) for text in _undecided(desk, kind)),
        *(Problem(text, blocks=True) for text in _out_of_step(desk, kind)),
        *(Problem(text, blocks=False) for entry in desk.announced(kind) for text in _withheld(entry, desk, kind)),
        *(Problem(text, blocks=False) for text in _unspoken(desk, kind)),
    ]
    if not desk.announced(kind):
        found.insert(0, Problem(f"There are no {kind} to announce.", blocks=True))
    return found


def may_prepare(desk: Desk, kind: AnnouncementKind) -> Permission:
    """Say whether the announcement may be drawn up, or drawn up again."""
    announcement = desk.announcements.get(kind)
    none = Reason("nothing-to-announce", f"There are no {kind} to announce yet.")
    return Permission.unless(
        None if desk.announced(kind) else none,
        *(ANNOUNCEMENT.may("prepare", announcement.state).reasons if announcement else ()),
    )


def may_release(desk: Desk, announcement: Announcement, *, now: datetime) -> Permission:
    """Say whether the announcement may be made public now. A hold always wins; the clock never comes early."""
    blocking = [one.text for one in problems_of(desk, announcement.kind) if one.blocks]
    return Permission.unless(
        *ANNOUNCEMENT.may("release", announcement.state).reasons,
        _embargo(announcement, now=now),
        *(Reason("not-ready", text) for text in blocking),
    )


def unchanged_since(announcement: Announcement, version: int) -> Permission:
    """Refuse to act on an announcement that somebody else has changed since it was looked at."""
    text = "Somebody else changed this announcement while you were looking at it. Look again before you go on."
    return Permission.unless(None if announcement.version == version else Reason("changed-meanwhile", text))


def reason_given(reason: str) -> Permission:
    """Refuse without a reason."""
    return Permission.unless(None if reason else Reason("no-reason", "Say why: the reason is kept."))


def earlier_than_planned(announcement: Announcement, *, now: datetime) -> Problem | None:
    """Warn a person who is about to release before the time that was planned: on the night it is theirs to say."""
    until = _planned(announcement, now=now)
    return (
        Problem(f"This is earlier than planned: the winners are under embargo until {until}.", blocks=False)
        if until
        else None
    )


def _embargo(announcement: Announcement, *, now: datetime) -> Reason | None:
    """Refuse a release before its time where the season has left it to the clock."""
    until = _planned(announcement, now=now)
    if until is None or announcement.season.release is Release.BY_A_PERSON:
        return None
    return Reason("embargo", f"The winners are under embargo until {until}.")


def _planned(announcement: Announcement, *, now: datetime) -> str | None:
    season = announcement.season
    if announcement.kind is AnnouncementKind.FINALISTS or season.embargo_until is None or now >= season.embargo_until:
        return None
    return moment_words(season.embargo_until, season.programme.zone)


def _undecided(desk: Desk, kind: AnnouncementKind) -> Iterable[str]:
    for category in desk.categories:
        if not desk.entries_of(category) or (category.id, DECISIONS[kind]) in desk.decisions:
            continue
        if kind is AnnouncementKind.WINNERS:
            yield f"The {category.name} is not decided: choose its winners, or withhold it."
        elif category.nominated:
            yield f"The shortlist of the {category.name} is not decided."


def _out_of_step(desk: Desk, kind: AnnouncementKind) -> Iterable[str]:
    """Find winners decided on, or changed, after the announcement was prepared."""
    if kind is AnnouncementKind.FINALISTS or kind not in desk.announcements:
        return
    prepared = {
        entry_id: winner.commended for entry_id, winner in desk.winners.items() if winner.announcement_id is not None
    }
    names = {category.key: category.name for category in desk.categories}
    stale = [
        entry.category.key
        for entry in desk.chosen
        if prepared.get(entry.id) is not (entry.state is EntryState.COMMENDED)
    ]
    gone = prepared.keys() - {entry.id for entry in desk.chosen}
    stale += sorted(desk.winners[entry_id].category_key for entry_id in gone)
    for key in dict.fromkeys(stale):
        yield f"The {names.get(key, key)} was decided after the announcement was prepared: prepare it again."


def _withheld(entry: Entry, desk: Desk, kind: AnnouncementKind) -> Iterable[str]:
    if not entry.nominees or openness_of(entry, desk.notices, STAGES[kind]).everybody_named:
        return
    answered = [desk.notices[one.id] for one in entry.nominees if one.id in desk.notices]
    silent = len(answered) < len(entry.nominees) or any(one.response is Response.NONE for one in answered)
    why = "not everybody has answered" if silent else "the consent to show a name is missing"
    yield f"{entry.ref} ({entry.category.name}): {why}, so a name will be withheld."


def _unspoken(desk: Desk, kind: AnnouncementKind) -> Iterable[str]:
    if kind is AnnouncementKind.FINALISTS:
        return
    for entry in desk.chosen:
        winner = desk.winners.get(entry.id)
        if winner is not None and not winner.citations:
            yield f"{entry.ref} ({entry.category.name}): no citation is written yet."
