"""As what the portal knows somebody: one row of a nominee, a nominator, a supporter, an account, a winner, a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from awards.accounts.models import User
from awards.nominations.models import Nominator, Nominee
from awards.nominees.models import Supporter
from awards.privacy.models import ErasedKind
from awards.publishing.models import Winner
from awards.registers.models import ListMember

KIND_WORDS: Final = {
    ErasedKind.NOMINEE: "Nominee",
    ErasedKind.NOMINATOR: "Nominator",
    ErasedKind.SUPPORTER: "Adult who stood by a young person",
    ErasedKind.USER: "Account of a judge or of staff",
    ErasedKind.WINNER: "Winner as published",
    ErasedKind.LIST_LINE: "Line of an organiser’s list",
}
"""What administrators read."""

_PREFIXES: Final = {
    "NEE": ErasedKind.NOMINEE,
    "NTR": ErasedKind.NOMINATOR,
    "ADU": ErasedKind.SUPPORTER,
    "USR": ErasedKind.USER,
    "WIN": ErasedKind.WINNER,
    "LIN": ErasedKind.LIST_LINE,
}
_ROWS: Final[dict[ErasedKind, tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]]]] = {
    ErasedKind.NOMINEE: (Nominee.id, Nominee.ref),
    ErasedKind.NOMINATOR: (Nominator.id, Nominator.ref),
    ErasedKind.SUPPORTER: (Supporter.id, Supporter.ref),
    ErasedKind.USER: (User.id, User.ref),
    ErasedKind.WINNER: (Winner.id, Winner.ref),
}


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One row by which somebody is known; `id` is the row's."""

    kind: ErasedKind
    ref: str
    id: int


def line_ref(number: int) -> str:
    """Give the reference of a line of an organiser's list."""
    return f"LIN-{number}"


def kind_of(ref: str) -> ErasedKind | None:
    """Say as what a reference may know somebody; None for the reference of something else."""
    return _PREFIXES.get(ref.partition("-")[0])


def known_by(session: Session, refs: Collection[str]) -> list[Known]:
    """Give the rows that these references are of, in their order; unknown ones are left out. At most six statements."""
    found = {one.ref: one for kind in ErasedKind for one in _of_kind(session, kind, _theirs(refs, kind))}
    return [found[ref] for ref in dict.fromkeys(refs) if ref in found]


def ids_of(chosen: Iterable[Known], kind: ErasedKind) -> set[int]:
    """Give the ids of the rows of one kind."""
    return {one.id for one in chosen if one.kind is kind}


def _theirs(refs: Iterable[str], kind: ErasedKind) -> list[str]:
    return [ref for ref in refs if kind_of(ref) is kind]


def _of_kind(session: Session, kind: ErasedKind, refs: Sequence[str]) -> list[Known]:
    if not refs:
        return []
    if kind is ErasedKind.LIST_LINE:
        numbers = [int(tail) for ref in refs if (tail := ref[4:]).isascii() and tail.isdigit() and len(tail) < 10]  # noqa: PLR2004 - what a row's number may have
        lines = session.scalars(select(ListMember.id).where(ListMember.id.in_(numbers))).all()
        return [Known(kind, line_ref(number), number) for number in lines]
    number, ref = _ROWS[kind]
    rows: Any = session.execute(select(number, ref).where(ref.in_(refs)))
    return [Known(kind, one_ref, one) for one, one_ref in rows]
