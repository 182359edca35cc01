"""Every row by which the portal knows somebody: their names, the fingerprint of their address, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from awards.accounts.models import Grant, User
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominator, Nominee
from awards.nominees.models import Notice, Supporter
from awards.privacy.erasing.words import FORMER, NAME_WITHHELD
from awards.privacy.known import KIND_WORDS, kind_of, line_ref
from awards.privacy.models import ErasedKind
from awards.publishing.models import Winner
from awards.registers.models import ListMember, ListUpload
from awards.screening.models import Entry, EntryNominee
from awards.seasons.models import Category, Programme, Season


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One row that may be meant."""

    kind: ErasedKind
    id: int
    ref: str
    names: tuple[str, ...]
    where: str
    """Where it stands, in words: the award, the season, the nomination."""
    mark: str | None = None
    """The fingerprint of the address."""
    number: str | None = None
    programmes: frozenset[int | None] = frozenset()
    """The programmes that it belongs to; None stands for all of them."""
    beside: tuple[str, ...] = ()
    """References of the nomination or entry that it belongs to."""

    @property
    def name(self) -> str:
        """The name under which it is shown."""
        return self.names[0] if self.names else "No name"

    @property
    def kind_words(self) -> str:
        """As what it knows somebody."""
        return KIND_WORDS[self.kind]

    @property
    def erased(self) -> bool:
        """Whether nothing but the reference is left."""
        return self.name in {NAME_WITHHELD, FORMER}


def rows_of(session: Session, refs: Collection[str], *, programme_id: int | None) -> list[Found]:
    """Give the rows of these references, in their order; those of other programmes are not there.

    One statement for each kind of row that there is a reference of.
    """
    kinds = {kind_of(ref) for ref in refs}
    rows = [one for kind, every in _EVERY.items() if kind in kinds for one in every(session)]
    found = {one.ref: one for one in rows if one.ref in refs and is_of(one, programme_id)}
    return [found[ref] for ref in dict.fromkeys(refs) if ref in found]


def is_of(one: Found, programme_id: int | None) -> bool:
    """Whether a row belongs to a programme; None asks for all of them."""
    return programme_id is None or bool(one.programmes & {programme_id, None})


def every_row(session: Session) -> Iterator[Found]:
    """Give every row by which somebody is known. Six statements."""
    for every in _EVERY.values():
        yield from every(session)


def _winners(session: Session) -> Iterator[Found]:
    for winner in session.scalars(select(Winner)):
        yield Found(
            kind=ErasedKind.WINNER, id=winner.id, ref=winner.ref,
            names=_named(winner.corrected_name, winner.display_name), where=f"{winner.category_name}, {winner.year}",
            programmes=frozenset({winner.programme_id}),
        )  # fmt: skip


def _lines(session: Session) -> Iterator[Found]:
    lines = (
        select(ListMember, ListUpload.ref, Season.programme_id)
        .join(ListUpload, ListUpload.id == ListMember.upload_id)
        .join(Season, Season.id == ListUpload.season_id)
    )
    for line, upload, programme in session.execute(lines):
        yield Found(
            kind=ErasedKind.LIST_LINE, id=line.id, ref=line_ref(line.id), names=(line.name,), where=f"List {upload}",
            mark=line.email_index, beside=(upload,), programmes=frozenset({programme}),
        )  # fmt: skip


def _users(session: Session) -> Iterator[Found]:
    rows = (
        select(User, Grant.programme_key, Programme.id)
        .outerjoin(Grant, Grant.user_id == User.id)
        .outerjoin(Programme, Programme.key == Grant.programme_key)
        .order_by(User.id)
    )
    known: dict[int, tuple[User, set[int | None]]] = {}
    for user, key, programme in session.execute(rows):
        known.setdefault(user.id, (user, set()))[1].update({programme} if key else {None})
    for user, programmes in known.values():
        words = ", ".join(filter(None, (user.employer, "shut" if user.disabled_at else None)))
        yield Found(
            kind=ErasedKind.USER, id=user.id, ref=user.ref, names=(user.name,), where=words, mark=user.email_index,
            programmes=frozenset(programmes),
        )  # fmt: skip


def _nominees(session: Session) -> Iterator[Found]:
    award, year = aliased(Category), aliased(Season)
    rows = (
        select(Nominee, Nomination.ref, award.name, year.year, Notice.public_name, Entry.ref, year.programme_id)
        .outerjoin(Nomination, Nomination.id == Nominee.nomination_id)
        .outerjoin(Notice, Notice.nominee_id == Nominee.id)
        .outerjoin(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .outerjoin(Entry, Entry.id == EntryNominee.entry_id)
        .outerjoin(award, award.id == func.coalesce(Nomination.category_id, Entry.category_id))
        .outerjoin(year, year.id == award.season_id)
        .order_by(Nominee.id)
    )
    found = session.execute(rows, execution_options=WITH_NEW_VERSIONS)
    for one, nomination, category, of_year, public, entry, programme in found:
        where = ", ".join(str(part) for part in (category, of_year, nomination or "honoured by the organiser") if part)
        yield Found(
            kind=ErasedKind.NOMINEE, id=one.id, ref=one.ref,
            names=_named(one.full_name, one.known_as, public), where=where,
            mark=one.email_index, beside=_named(nomination, entry), programmes=frozenset({programme}),
        )  # fmt: skip


def _nominators(session: Session) -> Iterator[Found]:
    rows = (
        select(Nominator, Nomination.ref, Season.programme_id)
        .outerjoin(Nomination, Nomination.nominator_id == Nominator.id)
        .outerjoin(Season, Season.id == Nomination.season_id)
        .order_by(Nominator.id)
    )
    known: dict[int, tuple[Nominator, list[str], set[int | None]]] = {}
    for one, nomination, programme in session.execute(rows):
        _, wrote, programmes = known.setdefault(one.id, (one, [], set()))
        wrote.extend([nomination] if nomination else [])
        programmes.add(programme)
    for one, wrote, programmes in known.values():
        where = "Wrote " + ", ".join(wrote) if wrote else "Wrote nothing that is left"
        yield Found(
            kind=ErasedKind.NOMINATOR, id=one.id, ref=one.ref,
            names=_named(one.name), where=where, mark=one.email_index,
            number=one.phone, beside=tuple(wrote), programmes=frozenset(programmes),
        )  # fmt: skip


def _supporters(session: Session) -> Iterator[Found]:
    rows = (
        select(Supporter, Nominee.ref, Season.programme_id)
        .join(Nominee, Nominee.id == Supporter.nominee_id)
        .join(Nomination, Nomination.id == Nominee.nomination_id)
        .join(Season, Season.id == Nomination.season_id)
        .order_by(Supporter.id)
    )
    for one, nominee, programme in session.execute(rows, execution_options=WITH_NEW_VERSIONS):
        yield Found(
            kind=ErasedKind.SUPPORTER, id=one.id, ref=one.ref, names=(one.name,), where=f"Named by {nominee}",
            mark=one.email_index, beside=(nominee,), programmes=frozenset({programme}),
        )  # fmt: skip


def _named(*names: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if name)


_EVERY: Final[dict[ErasedKind, Callable[[Session], Iterator[Found]]]] = {
    ErasedKind.NOMINEE: _nominees,
    ErasedKind.NOMINATOR: _nominators,
    ErasedKind.SUPPORTER: _supporters,
    ErasedKind.USER: _users,
    ErasedKind.WINNER: _winners,
    ErasedKind.LIST_LINE: _lines,
}
