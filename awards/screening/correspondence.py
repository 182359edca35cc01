"""Which references mail about one nomination or one entry carries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import url_for
from sqlalchemy import Row, Select, or_, select, union_all
from sqlalchemy.orm import Session

from awards.comms.relations import Subject
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominee
from awards.nominees.models import Supporter
from awards.screening.models import Entry, EntryNomination, EntryNominee
from awards.seasons.models import Category, Programme, Season


def mail_subject(session: Session, ref: str, programme_key: str) -> Subject | None:
    """Give what belongs together with a nomination, a nominee, an adult supporter or an entry.

    None for any other reference, and for one of another programme. Three statements at most.
    """
    nominations = session.execute(_nominations(ref, programme_key)).all()
    entries = session.execute(_entries(ref, programme_key)).all()
    if not nominations and not entries:
        return None
    whole = not nominations or any(one.ref == ref for one in entries)
    people = _people([one.id for one in nominations], entry_ids=[one.id for one in entries] if whole else [])
    own = [one.ref for one in (*nominations, *entries)]
    return Subject(_url(ref, nominations, entries), (*own, *session.scalars(people)))


def _nominations(ref: str, programme_key: str) -> Select[int, str, NominationState]:
    """Select the nomination with this reference, or that with such a nominee or adult, or those behind the entry."""
    of_person = select(Nominee.nomination_id).outerjoin(Supporter, Supporter.nominee_id == Nominee.id)
    of_entry = select(EntryNomination.nomination_id).join(Entry, Entry.id == EntryNomination.entry_id)
    named = or_(
        Nomination.ref == ref,
        Nomination.id.in_(of_person.where(or_(Nominee.ref == ref, Supporter.ref == ref))),
        Nomination.id.in_(of_entry.where(Entry.ref == ref)),
    )
    here = select(Season.id).join(Season.programme).where(Programme.key == programme_key)
    found = select(Nomination.id, Nomination.ref, Nomination.state).where(named, Nomination.season_id.in_(here))
    return found.execution_options(**WITH_NEW_VERSIONS)


def _entries(ref: str, programme_key: str) -> Select[int, str]:
    """Select the entry with this reference, or those that the nomination or person is in."""
    of_person = (
        select(EntryNominee.entry_id)
        .join(Nominee, Nominee.id == EntryNominee.nominee_id)
        .outerjoin(Supporter, Supporter.nominee_id == Nominee.id)
    )
    of_nomination = select(EntryNomination.entry_id).join(Nomination, Nomination.id == EntryNomination.nomination_id)
    named = or_(
        Entry.ref == ref,
        Entry.id.in_(of_person.where(or_(Nominee.ref == ref, Supporter.ref == ref))),
        Entry.id.in_(of_nomination.where(Nomination.ref == ref)),
    )
    here = select(Category.id).join(Category.season).join(Season.programme).where(Programme.key == programme_key)
    return select(Entry.id, Entry.ref).where(named, Entry.category_id.in_(here))


def _people(nomination_ids: Collection[int], *, entry_ids: Collection[int]) -> Select[str]:
    """Select the references of everybody put forward, of their adults, and of unsent new versions."""
    of_entries = select(EntryNominee.nominee_id).where(EntryNominee.entry_id.in_(entry_ids))
    put_forward = or_(Nominee.nomination_id.in_(nomination_ids), Nominee.id.in_(of_entries))
    parts = union_all(
        select(Nominee.ref).where(put_forward),
        select(Supporter.ref).join(Nominee, Nominee.id == Supporter.nominee_id).where(put_forward),
        select(Nomination.ref).where(Nomination.revises_id.in_(nomination_ids)),
    ).subquery()
    return select(parts.c.ref).execution_options(**WITH_NEW_VERSIONS)


def _url(ref: str, nominations: Sequence[Row[int, str, NominationState]], entries: Sequence[Row[int, str]]) -> str:
    """Give the page about it: the entry's if the reference is the entry's or nothing else is known."""
    asked = next((one for one in entries if one.ref == ref or not nominations), None)
    if asked is not None:
        return url_for("screening_staff.entry", ref=asked.ref)
    first = nominations[0]
    is_draft = first.state is NominationState.DRAFT
    return url_for("nominations_staff.draft" if is_draft else "screening_staff.nomination", ref=first.ref)
