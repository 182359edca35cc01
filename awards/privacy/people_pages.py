"""What the pages about one person show: whom was found, what would go, what needs a look afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.accounts.models import Grant, User
from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import Actor, Role
from awards.privacy.erasure import Preview
from awards.privacy.known import Known
from awards.privacy.known_rows import Found, rows_of
from awards.privacy.models import Erasure
from awards.seasons.models import Programme

BETWEEN: Final = "."
"""What stands between references in an address."""
MOST: Final = 60
"""References that one page takes."""

TABLES: Final = {
    "addendum": "reasons for what came after a decision",
    "answer": "answers in nominations",
    "audit_reason": "reasons in the trail (these go whole)",
    "citation": "citations",
    "clearance": "reasons why something is on hold",
    "decision": "reasons of decisions",
    "discussion": "what meetings noted",
    "entry": "titles of entries",
    "feedback": "feedback",
    "flag_note": "safeguarding notes",
    "interest": "ties that judges declared",
    "judge_message": "messages to judges",
    "list_member": "lines of lists",
    "meeting": "minutes and agendas",
    "nomination": "nominations",
    "nominator": "what nominators told of themselves",
    "panel_member": "what judges told of themselves",
    "passage": "what judges read",
    "copy_passage": "copies for judges",
    "score": "judges’ comments",
    "screening_case": "what staff see while screening",
    "score_sheet": "what judges wrote over all",
    "sheet_version": "earlier versions of score sheets",
    "staff_note": "notes of staff",
    "submission": "nominations as they were sent",
    "winner": "winners",
}
"""What administrators read for a table; another one by its name."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows that an administrator chose."""

    rows: Sequence[Found]
    known: Sequence[Known]

    @property
    def refs(self) -> str:
        """The references as they stand in an address."""
        return BETWEEN.join(one.ref for one in self.known)


def chosen_rows(session: Session, refs: str, *, programme_id: int) -> Chosen:
    """Give the rows of references as they stand in an address.

    Raises:
        NoResultFound: one of them is of nobody, or of another programme.
    """
    wanted = list(dict.fromkeys(refs.split(BETWEEN)))[:MOST]
    rows = rows_of(session, wanted, programme_id=programme_id)
    if not rows or len(rows) != len(wanted):
        raise NoResultFound
    return Chosen(rows, [Known(one.kind, one.ref, one.id) for one in rows])


def answers_for_all(session: Session, actor: Actor) -> bool:
    """Whether somebody is an administrator of every programme, so that they may read all that names a person."""
    keys = set(session.scalars(
        select(Grant.programme_key).join(User, User.id == Grant.user_id)
        .where(User.ref == actor.reference, Grant.role == Role.ADMINISTRATOR)
    ))  # fmt: skip
    return "" in keys or keys >= set(session.scalars(select(Programme.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesAndStays:
    """A preview in words: what goes whole, what stays for others, and in how many texts the name is taken out."""

    goes: Sequence[str]
    stays: Sequence[str]
    taken_out: Sequence[str]
    look: Sequence[str]


def goes_and_stays(preview: Preview) -> GoesAndStays:
    """Put a preview into words."""
    reach = preview.reach
    goes = [
        _counted(len(reach.nominees), "nominee: name, address, date of birth, notice, register lines"),
        _counted(len(reach.alone), "nomination, with all that was written in it, and what staff and judges wrote"),
        _counted(len(reach.entries_alone), "entry: title, passages, comments, feedback, what meetings noted"),
        _counted(len(reach.winners_alone), "winner: name, place, citations"),
        _counted(len(reach.nominators), "nominator: name, address, telephone, work"),
        _counted(len(reach.supporters), "adult who stood by a young person"),
        _counted(len(reach.users), "account: name, address, ways in, what they told of themselves"),
        _counted(len(reach.lines), "line of a list"),
    ]
    stays = [
        *(f"{one.ref}: the nomination stays for the others put forward in it" for one in reach.shared.values()),
        *(f"{one.ref}: the entry stays for the others" for one in reach.entries_shared.values()),
        *(f"{one.ref}: they wrote it, it is about somebody else" for one in reach.written.values()),
        "References, dates, states, marks, votes, decisions and the sealed record, under labels",
        "Who did what in the trail; the reasons go",
    ]
    return GoesAndStays(
        goes=[one for one in goes if one], stays=stays,
        taken_out=[_counted(one.rows, _table(one.table)) for one in preview.places],
        look=[_counted(one.rows, _table(one.table)) for one in preview.look],
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What an erasure left to look at."""

    erasures: Sequence[Erasure]
    nominations: Sequence[str]
    """References of nominations that stay for others."""
    entries: Sequence[str]


def afterwards(session: Session, refs: str) -> Afterwards:
    """Give what was erased under these references, and which texts stay for others. Two statements.

    Raises:
        NoResultFound: nothing was.
    """
    wanted = refs.split(BETWEEN)
    rows = session.scalars(select(Erasure).where(Erasure.subject.in_(wanted)).order_by(Erasure.id)).all()
    if not rows:
        raise NoResultFound
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject.in_(wanted), AuditEntry.tag == Tag.PERSON_ERASED)
    ).all()
    shared = list(dict.fromkeys(ref for one in entries for ref in one.facts.get("shared", [])))
    return Afterwards(
        erasures=rows,
        nominations=[ref for ref in shared if ref.startswith("NOM-")],
        entries=[ref for ref in shared if ref.startswith("ENT-")],
    )


def _counted(number: int, words: str) -> str:
    return f"{number} × {words}" if number else ""


def _table(name: str) -> str:
    return TABLES.get(name, name.replace("_", " "))
