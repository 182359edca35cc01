"""One of several says no: out of the entry, its title and the judges' copy; and back in, if staff say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.nominations.models import Nomination, Nominee
from awards.screening.cases import look_again_at
from awards.screening.models import Entry, EntryNominee
from awards.screening.policy import may_put_back, may_stamp_again
from awards.screening.queries import title_and_place, whole
from awards.screening.standing import around


def people_of(session: Session, entry: Entry) -> Sequence[Nominee]:
    """Give those who stand in the entry. One statement."""
    return session.scalars(
        select(Nominee)
        .join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .where(EntryNominee.entry_id == entry.id)
        .order_by(Nominee.position)
    ).all()


def leave_out(
    session: Session, entry: Entry, nominee: Nominee, *, nomination: Nomination | None, actor: Actor, now: datetime
) -> None:
    """Take one of several out of the entry, and the name out of its title and place; staff look at the judges' copy.

    Somebody named only in a nomination that joined the entry stands in the judges' copy at most; it is noted alike.
    The nomination is whole.
    """
    stood_in_it = session.scalars(
        delete(EntryNominee).where(EntryNominee.nominee_id == nominee.id).returning(EntryNominee.entry_id)
    ).all()
    if stood_in_it and nomination is not None:
        _name_anew(session, entry, nomination, now=now)
    record(session, Tag.NOMINEE_LEFT_OUT, entry.ref, actor=actor, at=now, nominee=nominee.ref)
    look_again_at(session, [entry.ref], now=now)


def put_back(session: Session, entry: Entry, nominee: Nominee, *, actor: Actor, now: datetime) -> None:
    """Let somebody who was left out stand in the entry again, now that they agree.

    Raises:
        Refused: not staff; they have not agreed, or an adult has not; or the entry is no longer in judging.
    """
    nomination = whole(session, session.get_one(Nomination, nominee.nomination_id))
    require(may_put_back(actor, entry, around(session, nomination, now=now).standings[nominee.id]))
    if nominee in people_of(session, entry):
        return
    session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    session.flush()
    _name_anew(session, entry, nomination, now=now)
    record(session, Tag.NOMINEE_PUT_BACK, entry.ref, actor=actor, at=now, nominee=nominee.ref)
    look_again_at(session, [entry.ref], now=now)


def stamp_again(
    session: Session, entry: Entry, *, texts: Sequence[str], stamped: bool, actor: Actor, now: datetime
) -> None:
    """Keep what judges read of somebody whom the organiser honours; `texts` are its passages, an empty one goes.

    Raises:
        Refused: not staff, the entry is withdrawn or has nominations behind it, whose copies are stamped themselves;
            not stamped, nothing is left, or the copy was changed meanwhile.
    """
    require(may_stamp_again(actor, entry))
    if not entry.by_organiser:
        raise Refused.because("has-nominations", "Change the judges’ copy of the nomination, and stamp that.")
    if not stamped:
        raise Refused.because("not-stamped", "Confirm that you have read the copy.")
    if len(texts) != len(entry.passages):
        raise Refused.because("changed-meanwhile", "Somebody else changed this copy meanwhile. Open it again.")
    if not any(text.strip() for text in texts):
        raise Refused.because("nothing-left", "Leave at least one passage for judges to read.")
    changed = 0
    for passage, text in zip(list(entry.passages), texts, strict=True):
        changed += passage.text != text
        if text.strip():
            passage.text = text
        else:
            session.delete(passage)
    entry.stamped_by = actor.reference
    record(session, Tag.COPY_STAMPED, entry.ref, actor=actor, at=now, changed=changed)
    session.flush()


def _name_anew(session: Session, entry: Entry, nomination: Nomination, *, now: datetime) -> None:
    """Compute the title and place of an entry from those of a whole nomination who stand in it."""
    session.expire(entry, ["nominees"])
    standing = {one.id for one in people_of(session, entry)}
    standings = around(session, nomination, now=now).standings.values()
    entry.title, entry.place = title_and_place(nomination, [one for one in standings if one.nominee.id in standing])
