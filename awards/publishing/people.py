"""The people behind an entry and what each lets the world see, by their notices and consents as they stand now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awards.nominations.models import Nominee
from awards.nominees.asking import must_agree_to_search
from awards.nominees.models import Notice, Response, Stage, Thing
from awards.nominees.rules import may_show, shown_name
from awards.publishing.rules import Openness, PersonShown, openness, same_person
from awards.screening.models import Entry

Notices = Mapping[int, Notice]
"""By nominee."""


def people_behind(entry: Entry, notices: Notices, stage: Stage) -> list[PersonShown]:
    """Give each person (or the team) behind an entry and what they let the world see at this stage.

    One person put forward by several nominators is one person here. Needs nominees and their nominations loaded.
    """
    return [_person(same, notices, stage, reveals=entry.category.reveals) for same in _persons(entry.nominees)]


def openness_of(entry: Entry, notices: Notices, stage: Stage) -> Openness:
    """Say what may be shown of an entry at this stage."""
    return openness(people_behind(entry, notices, stage))


def _persons(nominees: Sequence[Nominee]) -> list[list[Nominee]]:
    """Put together the rows that several nominations made for one person."""
    persons: list[list[Nominee]] = []
    for nominee in nominees:
        same = next((group for group in persons if any(_is_same(nominee, other) for other in group)), None)
        if same is None:
            persons.append([nominee])
        else:
            same.append(nominee)
    return persons


def _is_same(one: Nominee, other: Nominee) -> bool:
    """Whether two rows are one person (or team); people of one nomination never are, whatever they share."""
    if one.nomination_id == other.nomination_id:
        return False
    same_address = one.email_index is not None and one.email_index == other.email_index
    same_name = same_person(one.full_name) == same_person(other.full_name)
    return same_address or same_name or (one.is_team and other.is_team)


def _person(rows: Sequence[Nominee], notices: Notices, stage: Stage, *, reveals: str | None) -> PersonShown:
    told = [notices[row.id] for row in rows if row.id in notices]
    refused = any(notice.response is Response.DECLINED for notice in told)
    located = _agreed(told, stage, Thing.PLACE) and all(
        notice.show_place and not notice.unsafe_to_locate
        for notice in told
        if may_show(notice.consents, stage, Thing.PLACE)
    )
    must_agree = any(must_agree_to_search(row, notices.get(row.id), reveals=reveals) for row in rows)
    return PersonShown(
        name=None if refused else _chosen_name(rows, told, stage),
        story=_agreed(told, stage, Thing.STORY),
        place=located,
        category=not reveals or _agreed(told, stage, Thing.CATEGORY),
        search=not must_agree or _agreed(told, stage, Thing.SEARCH),
        role=not must_agree or located,
    )


def _agreed(notices: Sequence[Notice], stage: Stage, thing: Thing) -> bool:
    """Whether a person allows this: said so on one notice at least, and took it back on none."""
    asked = [notice for notice in notices if any(one.stage is stage and one.thing is thing for one in notice.consents)]
    return bool(asked) and all(may_show(notice.consents, stage, thing) for notice in asked)


def _chosen_name(rows: Sequence[Nominee], notices: Sequence[Notice], stage: Stage) -> str | None:
    """Give the name in the form chosen; a team's contact chooses for the team."""
    if not _agreed(notices, stage, Thing.NAME):
        return None
    notice = next(notice for notice in notices if may_show(notice.consents, stage, Thing.NAME))
    nominee = next(row for row in rows if row.id == notice.nominee_id)
    if nominee.is_team:
        return shown_name(_team_name(nominee), None, notice.name_form, notice.public_name)
    return shown_name(nominee.full_name, nominee.known_as, notice.name_form, notice.public_name)


def _team_name(nominee: Nominee) -> str:
    return (nominee.nomination and nominee.nomination.team_name) or nominee.full_name
