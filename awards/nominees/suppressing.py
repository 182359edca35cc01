"""Notes of who does not want to be put forward: keyed fingerprints of a name and an address, nothing readable."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.db import blind_index
from awards.nominations.models import Nominee
from awards.nominees.models import Suppression


def plain_name(name: str) -> str:
    """Give a name as it is compared: without regard to case, accents and spaces."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def name_index(session: Session, full_name: str) -> str:
    """Give the keyed fingerprint of a name; it differs from that of an address with the same letters."""
    return blind_index(session, f"name:{plain_name(full_name)}")


def note_suppression(
    session: Session, nominee: Nominee, *, programme_key: str, actor: Actor, now: datetime
) -> Suppression:
    """Keep that this person does not want to be put forward in this programme; noted once while it stands."""
    noted = session.scalars(
        select(Suppression).where(
            Suppression.programme_key == programme_key,
            Suppression.nominee_ref == nominee.ref,
            Suppression.lifted_at.is_(None),
        )
    ).first()
    if noted is not None:
        return noted
    made = Suppression(
        programme_key=programme_key,
        name_index=name_index(session, nominee.full_name),
        email_index=nominee.email and blind_index(session, nominee.email),
        nominee_ref=nominee.ref,
        noted_at=now,
    )
    session.add(made)
    record(session, Tag.SUPPRESSION_NOTED, nominee.ref, actor=actor, at=now)
    session.flush()
    return made


def lift_suppression(session: Session, nominee: Nominee, *, programme_key: str, actor: Actor, now: datetime) -> bool:
    """Lift every note about this person, who has agreed after all; gives whether there was one.

    Notes made for another nomination are lifted where both name and address are the same.
    """
    email = nominee.email and blind_index(session, nominee.email)
    same = and_(
        Suppression.name_index == name_index(session, nominee.full_name), Suppression.email_index == (email or "")
    )
    standing = session.scalars(
        select(Suppression).where(
            Suppression.programme_key == programme_key,
            Suppression.lifted_at.is_(None),
            or_(Suppression.nominee_ref == nominee.ref, same),
        )
    ).all()
    for note in standing:
        note.lifted_at = now
    if standing:
        record(session, Tag.SUPPRESSION_LIFTED, nominee.ref, actor=actor, at=now, notes=len(standing))
    session.flush()
    return bool(standing)


def is_suppressed(session: Session, programme_key: str, *, full_name: str | None, email: str | None) -> bool:
    """Whether a note stands about this name or this address; leave out the one that does not matter. One statement."""
    found = select(Suppression.id).where(
        Suppression.programme_key == programme_key,
        Suppression.lifted_at.is_(None),
        or_(
            Suppression.name_index == name_index(session, full_name) if full_name else false(),
            Suppression.email_index == blind_index(session, email) if email else false(),
        ),
    )
    return session.scalars(found.limit(1)).first() is not None


def suppressed_among(session: Session, programme_key: str, people: Collection[Nominee]) -> frozenset[str]:
    """Give the references of those about whose name or address a note stands that is not their own.

    One statement; none for nobody. It says that staff should look, not that it is the same person.
    """
    if not people:
        return frozenset()
    notes = session.execute(
        select(Suppression.name_index, Suppression.email_index, Suppression.nominee_ref).where(
            Suppression.programme_key == programme_key, Suppression.lifted_at.is_(None)
        )
    ).all()
    if not notes:
        return frozenset()
    return frozenset(
        one.ref
        for one in people
        for name, email, ref in notes
        if ref != one.ref
        and (name == name_index(session, one.full_name) or (email is not None and email == one.email_index))
    )
