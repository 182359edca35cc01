"""Reading what ties judges to entries: who is behind the entries of a panel, and what judges declared elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, literal, null, select, union_all
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.nominees.models import Supporter
from awards.panels.models import Interest, Panel, PanelCategory, PanelMember
from awards.panels.queries import entries_of_panel
from awards.panels.ties import About, Earlier, Judge, Part, Person, Tie, ties_between
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee


@dataclass(frozen=True, slots=True)
class Declared:
    """One conflict of a judge anywhere: on which place of theirs, about which entry, and of which kind."""

    member_id: int
    entry_id: int
    kind: Any
    own: bool
    nominees: Sequence[Person]


@dataclass(frozen=True, slots=True)
class FoundTie:
    """A tie between a judge of a panel and one of its entries that nobody has made a conflict yet."""

    member: PanelMember
    entry: Entry
    tie: Tie


def people_of(session: Session, panel_id: int) -> Mapping[int, Sequence[Person]]:
    """Give who is behind each entry (not withdrawn) of a panel, by entry id. One statement."""
    found: dict[int, list[Person]] = defaultdict(list)
    for row in session.execute(union_all(*_people(panel_id))):
        found[row.entry_id].append(
            Person(Part(row.part), row.name, row.known_as, row.email, row.employer, place=row.place)
        )
    return found


def declared_by(session: Session, user_ids: Collection[int]) -> Mapping[int, Sequence[Declared]]:
    """Give every conflict of these judges on any panel of any season, by account id. One statement."""
    rows = session.execute(
        select(Interest.id, Interest.member_id, Interest.entry_id, Interest.kind, Interest.declared_by,
               PanelMember.user_id, User.ref, Nominee.full_name, Nominee.known_as, Nominee.email, Nominee.employer,
               Nominee.employer_place)
        .join(PanelMember, PanelMember.id == Interest.member_id)
        .join(User, User.id == PanelMember.user_id)
        .outerjoin(EntryNominee, EntryNominee.entry_id == Interest.entry_id)
        .outerjoin(Nominee, Nominee.id == EntryNominee.nominee_id)
        .where(PanelMember.user_id.in_(user_ids))
        .order_by(Interest.id)
    )  # fmt: skip
    by_interest: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_interest[row.id].append(row)
    found: dict[int, list[Declared]] = defaultdict(list)
    for some in by_interest.values():
        one = some[0]
        own = one.declared_by == one.ref
        found[one.user_id].append(Declared(one.member_id, one.entry_id, one.kind, own, [_nominee(row) for row in some]))
    return found


def ties_of(
    member: PanelMember, entry: Entry, *, declared: Sequence[Declared], people: Sequence[Person], today: date
) -> list[Tie]:
    """Give every tie between a judge and an entry, whose category is loaded, the strongest first. No statement."""
    reveals = bool(entry.category.reveals)
    about = About(entry.title, None if reveals else entry.place, reveals, people)
    return ties_between(_judge(member, declared, entry_id=entry.id), about, today=today)


def ties_of_panel(session: Session, panel: Panel, *, today: date) -> list[FoundTie]:
    """Give every tie between the judges of a panel and its entries where there is no conflict yet. Three statements.

    In the order of the judges' names, then of the entries; judges who left are left out.
    """
    entries, people = entries_of_panel(session, panel.id), people_of(session, panel.id)
    members = sorted((one for one in panel.members if one.left_at is None), key=lambda one: (one.user.name, one.id))
    declared = declared_by(session, [member.user_id for member in members])
    return [
        FoundTie(member, entry, tie)
        for member in members
        for entry in entries
        if entry.id not in {one.entry_id for one in declared.get(member.user_id, ())}
        for tie in ties_of(
            member, entry, declared=declared.get(member.user_id, ()), people=people.get(entry.id, ()), today=today
        )
    ]


def lines_of(text: str | None) -> tuple[str, ...]:
    """Give the names of a box that holds one a line."""
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())


def _judge(member: PanelMember, declared: Sequence[Declared], *, entry_id: int) -> Judge:
    user = member.user
    return Judge(
        name=user.name,
        email=user.email,
        employer=user.employer,
        past_employers=lines_of(member.past_employers),
        managed=lines_of(member.line_management),
        earlier=tuple(_earlier(declared, but_for=entry_id)),
    )


def _earlier(declared: Sequence[Declared], *, but_for: int) -> Iterator[Earlier]:
    for one in declared:
        if one.entry_id != but_for:
            yield from (Earlier(one.kind, one.own, nominee) for nominee in one.nominees)


def _nominee(row: Any) -> Person:
    return Person(Part.NOMINEE, row.full_name, row.known_as, row.email, row.employer, place=row.employer_place)


def _people(panel_id: int) -> list[Select[Any]]:
    """Select the nominees of a panel's entries, the adults who support them, and the nominators."""
    here = and_(PanelCategory.panel_id == panel_id, Entry.state != EntryState.WITHDRAWN)
    of_nominees: list[Any] = [
        Entry.id.label("entry_id"), literal(Part.NOMINEE.value).label("part"), Nominee.full_name.label("name"),
        Nominee.known_as, Nominee.email, Nominee.employer, Nominee.employer_place.label("place"),
    ]  # fmt: skip
    of_adults: list[Any] = [
        Entry.id,
        literal(Part.ADULT.value),
        Supporter.name,
        null(),
        Supporter.email,
        null(),
        null(),
    ]
    of_nominators: list[Any] = [
        Entry.id, literal(Part.NOMINATOR.value), Nominator.name, null(), Nominator.email, Nominator.organisation,
        null(),
    ]  # fmt: skip
    mine = PanelCategory.category_id == Entry.category_id
    return [
        select(*of_nominees).join(PanelCategory, mine).join(EntryNominee, EntryNominee.entry_id == Entry.id)
        .join(Nominee, Nominee.id == EntryNominee.nominee_id).where(here),
        select(*of_adults).join(PanelCategory, mine).join(EntryNominee, EntryNominee.entry_id == Entry.id)
        .join(Supporter, Supporter.nominee_id == EntryNominee.nominee_id).where(here),
        select(*of_nominators).join(PanelCategory, mine).join(EntryNomination, EntryNomination.entry_id == Entry.id)
        .join(Nomination, Nomination.id == EntryNomination.nomination_id)
        .join(Nominator, Nominator.id == Nomination.nominator_id).where(here),
    ]  # fmt: skip
