"""New versions of what was sent: a copy to change at leisure, which takes the place of the original when it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Nomination, Nominee, TypedPage
from awards.nominations.policy import later_deadline, may_revise
from awards.nominations.versions import version_of, versions_sent, worked_on

CARRIED: Final = (
    "category_id", "relationship_to_nominee", "nominator_is_nominee", "organiser_tie", "credit",
    "name_hidden_from_nominee", "benefits", "team_name", "team", "work_title", "nominee_knows",
)  # fmt: skip
"""What a new version begins with, and what takes the place of the original's when it is sent."""
DECLARED: Final = ("declared_true", "declared_no_child_named", "declared_privacy_read")
"""What is declared anew for each version."""
_OF_ITS_OWN: Final = frozenset({"id", "ref", "nomination_id", "version"})


def start_version(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> Nomination:
    """Begin a new version of what was sent, with everything in it but the declarations; if there is one, give that.

    Needs the season with its programme, nominees, answers, and what is kept of both loaded.

    Raises:
        Refused: it was not sent, the deadline has passed, or staff have begun to work on it.
    """
    open_one = version_of(session, nomination)
    if open_one is not None:
        return open_one
    require(may_revise(nomination, worked_on=worked_on(session, nomination), now=now))
    number = versions_sent(session, nomination) + 1
    version = Nomination(
        ref=f"{nomination.ref}-{number}",
        season_id=nomination.season_id,
        nominator_id=nomination.nominator_id,
        state=NominationState.DRAFT,
        channel=nomination.channel,
        keyed_in_by=nomination.keyed_in_by,
        started_at=now,
        revises_id=nomination.id,
        **{name: getattr(nomination, name) for name in CARRIED},
    )
    session.add(version)
    session.flush()
    for person in (*nomination.nominees, *nomination.kept_nominees):
        session.add(Nominee(ref=new_reference("NEE"), nomination_id=version.id, **_copied(person)))
    for answer in (*nomination.answers, *nomination.kept_answers):
        session.add(Answer(nomination_id=version.id, **_copied(answer)))
    record(session, Tag.REVISION_STARTED, nomination.ref, actor=actor, at=now, number=number)
    session.flush()
    return version


def give_up_version(session: Session, version: Nomination, *, actor: Actor, now: datetime) -> None:
    """Drop an unsent new version with everything in it; what was sent before stays as it is.

    Needs the nomination it revises loaded.

    Raises:
        Refused: it is no new version.
    """
    if version.revises is None:
        raise Refused.because("no-version", "This is not a new version of a nomination that was sent.")
    sent = version.revises
    record(session, Tag.REVISION_DROPPED, sent.ref, actor=actor, at=now, number=versions_sent(session, sent) + 1)
    drop_version(session, version, now=now)


def drop_version(session: Session, version: Nomination, *, now: datetime) -> None:
    """Delete an unsent new version, its links and its mails; whoever calls leaves the audit entry."""
    revoke_links(session, Purpose.RESUME_NOMINATION, version.ref, now=now)
    cancel_messages(session, version.ref)
    session.flush()
    for table in (Nominee, Answer, TypedPage):
        session.execute(delete(table).where(table.nomination_id == version.id))
    session.execute(delete(Nomination).where(Nomination.id == version.id))


def replaceable(session: Session, version: Nomination) -> Nomination:
    """Give the nomination that a new version would replace, as it stands now; whoever else would write it waits.

    Raises:
        Refused: it is no new version.
    """
    if version.revises is None:
        raise Refused.because("no-version", "This is not a new version of a nomination that was sent.")
    chosen = select(Nomination).where(Nomination.id == version.revises_id).with_for_update()
    return session.scalars(chosen, execution_options={"populate_existing": True}).one()


def put_in_place(session: Session, version: Nomination, sent: Nomination) -> None:
    """Let a new version's people, answers and facts take the place of those sent before; the version is gone then.

    Needs the version's nominees and answers loaded. The reference of what was sent stays.
    """
    session.flush()
    for table in (Nominee, Answer, TypedPage):
        session.execute(delete(table).where(table.nomination_id == sent.id))
    for name in (*CARRIED, *DECLARED):
        setattr(sent, name, getattr(version, name))
    sent.extended_until = later_deadline(version)
    session.flush()
    for moved in (Nominee, Answer):
        session.execute(update(moved).where(moved.nomination_id == version.id).values(nomination_id=sent.id))
    session.execute(delete(TypedPage).where(TypedPage.nomination_id == version.id))
    session.execute(delete(Nomination).where(Nomination.id == version.id))
    session.expire(sent)


def _copied(row: Nominee | Answer) -> dict[str, Any]:
    """Give every column of a row that a copy of it shares."""
    names = (column.key for column in type(row).__mapper__.column_attrs)
    return {name: getattr(row, name) for name in names if name not in _OF_ITS_OWN}
