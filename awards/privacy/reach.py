"""What there is of the people chosen: which nominations, entries and winners are theirs alone, and which they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominator, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.suppressing import plain_name
from awards.privacy.known import Known, ids_of
from awards.privacy.models import ErasedKind, Erasure
from awards.publishing.models import Winner, WinnerKind
from awards.registers.models import ListMember
from awards.screening.models import Entry, EntryNominee

_Row = TypeVar("_Row", Nominee, Nominator, User, ListMember)


@dataclass(slots=True, kw_only=True)
class Reach:
    """Rows by id. What is theirs `alone` goes whole; from what is `shared` with others only their name goes."""

    chosen: Sequence[Known]
    nominees: dict[int, Nominee] = field(default_factory=dict)
    nominators: dict[int, Nominator] = field(default_factory=dict)
    supporters: dict[int, Supporter] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    lines: dict[int, ListMember] = field(default_factory=dict)
    notices: dict[int, Notice] = field(default_factory=dict)
    """By nominee."""
    alone: dict[int, Nomination] = field(default_factory=dict)
    shared: dict[int, Nomination] = field(default_factory=dict)
    written: dict[int, Nomination] = field(default_factory=dict)
    """What the chosen nominators sent: it stays, for it is of somebody else."""
    entries_alone: dict[int, Entry] = field(default_factory=dict)
    entries_shared: dict[int, Entry] = field(default_factory=dict)
    winners_alone: dict[int, Winner] = field(default_factory=dict)
    winners_shared: dict[int, Winner] = field(default_factory=dict)
    credited: dict[int, Winner] = field(default_factory=dict)
    """Winners whom the chosen nominators put forward: they may be named there."""

    @property
    def names(self) -> list[str]:
        """Every name of theirs, as it is written somewhere."""
        found: list[str | None] = []
        for one in self.nominees.values():
            found += [one.full_name, one.known_as]
        found += [one.public_name for one in self.notices.values()]
        for named in self._named:
            found.append(named.name)
        for winner in self.winners_alone.values():
            found += [winner.display_name, winner.corrected_name] if winner.kind is WinnerKind.PERSON else []
        return list(dict.fromkeys(name for name in found if name))

    @property
    def addresses(self) -> list[str]:
        """Every address of theirs."""
        return list(dict.fromkeys(one.email for one in self.written_to if one.email))

    @property
    def numbers(self) -> list[str]:
        """Every telephone and registration number of theirs."""
        found = [one.phone for one in self.nominators.values()]
        found += [one.registration_number for one in self.nominees.values()]
        return list(dict.fromkeys(one for one in found if one))

    @property
    def written_to(self) -> list[Nominee | Nominator | Supporter | User]:
        """Every row with an address."""
        rows: list[Nominee | Nominator | Supporter | User] = [*self.nominees.values(), *self.nominators.values()]
        return [*rows, *self.supporters.values(), *self.users.values()]

    @property
    def people(self) -> set[str]:
        """The references under which they sign in, are written to and have links."""
        return {one.ref for one in self.written_to}

    @property
    def refs_alone(self) -> list[str]:
        """The references of nominations and entries that go whole."""
        return [*(one.ref for one in self.alone.values()), *(one.ref for one in self.entries_alone.values())]

    @property
    def refs_shared(self) -> list[str]:
        """The references of nominations and entries that stay for others."""
        return [*(one.ref for one in self.shared.values()), *(one.ref for one in self.entries_shared.values())]

    @property
    def _named(self) -> list[Nominator | Supporter | User | ListMember]:
        rows: list[Nominator | Supporter | User | ListMember] = [*self.nominators.values(), *self.supporters.values()]
        return [*rows, *self.users.values(), *self.lines.values()]


def reach_of(session: Session, chosen: Sequence[Known]) -> Reach:
    """Work out what there is of these rows, and of nobody else. About a dozen statements, whatever there is."""
    reach = Reach(chosen=chosen)
    _people(session, reach)
    _nominations(session, reach)
    _supporters(session, reach)
    _entries(session, reach)
    _winners(session, reach)
    return reach


def erased_already(session: Session, refs: Collection[str]) -> set[str]:
    """Give which of these references were erased before. One statement."""
    return set(session.scalars(select(Erasure.subject).where(Erasure.subject.in_(refs))))


def _people(session: Session, reach: Reach) -> None:
    chosen = reach.chosen
    reach.nominees = _rows(session, Nominee, ids_of(chosen, ErasedKind.NOMINEE))
    reach.nominators = _rows(session, Nominator, ids_of(chosen, ErasedKind.NOMINATOR))
    reach.nominees |= _behind_winners(session, ids_of(chosen, ErasedKind.WINNER))
    reach.users = _rows(session, User, ids_of(chosen, ErasedKind.USER))
    reach.lines = _rows(session, ListMember, ids_of(chosen, ErasedKind.LIST_LINE))


def _behind_winners(session: Session, winner_ids: Collection[int]) -> dict[int, Nominee]:
    """Give the nominee behind each of these winners, where that is one person: what is shown follows their choices."""
    if not winner_ids:
        return {}
    rows = session.execute(
        select(Winner.id, Nominee)
        .join(EntryNominee, EntryNominee.entry_id == Winner.entry_id)
        .join(Nominee, Nominee.id == EntryNominee.nominee_id)
        .where(Winner.id.in_(winner_ids))
    ).all()
    names: dict[int, set[str]] = {}
    for number, nominee in rows:
        names.setdefault(number, set()).add(plain_name(nominee.full_name))
    return {nominee.id: nominee for number, nominee in rows if len(names[number]) == 1 and not nominee.is_team}


def _nominations(session: Session, reach: Reach) -> None:
    """Sort nominations, unsent new versions among them; whoever stands in one that goes whole goes with it."""
    theirs = {one.nomination_id for one in reach.nominees.values() if one.nomination_id is not None}
    found = _every(
        session, or_(Nomination.id.in_(theirs), Nomination.revises_id.in_(theirs),
                     Nomination.nominator_id.in_(reach.nominators))
    )  # fmt: skip
    people = session.scalars(select(Nominee).where(Nominee.nomination_id.in_([one.id for one in found]))).all()
    gone = erased_already(session, [one.ref for one in people])
    marks = {mark for one in reach.nominees.values() for mark in _marks(one)}
    for nomination in found:
        rows = [one for one in people if one.nomination_id == nomination.id]
        touched = nomination.id in theirs or nomination.revises_id in theirs
        mine = [one for one in rows if touched and (one.id in reach.nominees or marks & _marks(one))]
        if nomination.nominator_id in reach.nominators and _unsent(nomination):
            mine, alone = rows, True
        else:
            others = [one for one in rows if one not in mine and one.position > 0 and one.ref not in gone]
            alone = bool(mine) and not others and not any(one.is_team for one in rows)
        place = reach.alone if alone else reach.shared if mine else reach.written
        place[nomination.id] = nomination
        reach.nominees |= {one.id: one for one in (rows if alone else mine)}
    notices = session.scalars(select(Notice).where(Notice.nominee_id.in_(reach.nominees))).all()
    reach.notices = {one.nominee_id: one for one in notices}


def _supporters(session: Session, reach: Reach) -> None:
    chosen = ids_of(reach.chosen, ErasedKind.SUPPORTER)
    wanted = or_(Supporter.id.in_(chosen), Supporter.nominee_id.in_(reach.nominees))
    reach.supporters = {one.id: one for one in session.scalars(select(Supporter).where(wanted))}


def _entries(session: Session, reach: Reach) -> None:
    mine = select(EntryNominee.entry_id).where(EntryNominee.nominee_id.in_(reach.nominees))
    entries = session.scalars(select(Entry).where(Entry.id.in_(mine)).order_by(Entry.id)).all()
    pairs = session.execute(
        select(EntryNominee.entry_id, Nominee)
        .join(Nominee, Nominee.id == EntryNominee.nominee_id)
        .where(EntryNominee.entry_id.in_([one.id for one in entries]))
    ).all()
    gone = erased_already(session, [one.ref for _, one in pairs])
    for entry in entries:
        people = [one for number, one in pairs if number == entry.id]
        stays = any(one.is_team or (one.id not in reach.nominees and one.ref not in gone) for one in people)
        (reach.entries_shared if stays else reach.entries_alone)[entry.id] = entry


def _winners(session: Session, reach: Reach) -> None:
    chosen = ids_of(reach.chosen, ErasedKind.WINNER)
    entries = {*reach.entries_alone, *reach.entries_shared}
    of_theirs = [one.id for one in reach.written.values()]
    behind = select(Entry.id).join(Entry.nominations).where(Nomination.id.in_(of_theirs))
    wanted = or_(Winner.id.in_(chosen), Winner.entry_id.in_(entries), Winner.entry_id.in_(behind))
    for winner in session.scalars(select(Winner).where(wanted)).all():
        shared = winner.entry_id in reach.entries_shared
        alone = winner.entry_id in reach.entries_alone or (winner.id in chosen and not shared)
        place = reach.winners_alone if alone else reach.winners_shared if shared else reach.credited
        place[winner.id] = winner


def _every(session: Session, wanted: object) -> Sequence[Nomination]:
    rows = select(Nomination).where(wanted).order_by(Nomination.id)  # type: ignore[arg-type]  # a condition
    return session.scalars(rows, execution_options=WITH_NEW_VERSIONS).all()


def _rows(session: Session, model: type[_Row], ids: Iterable[int]) -> dict[int, _Row]:
    wanted = set(ids)
    rows = session.scalars(select(model).where(model.id.in_(wanted))).all() if wanted else []
    return {one.id: one for one in rows}


def _marks(nominee: Nominee) -> set[str]:
    return {plain_name(nominee.full_name), *([nominee.email_index] if nominee.email_index else [])}


def _unsent(nomination: Nomination) -> bool:
    return nomination.state is NominationState.DRAFT or nomination.revises_id is not None
