"""Writing to judges: to one, to a panel or to all, each in a mail of their own; what was written is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.comms.actions import queue_message
from awards.comms.models import Message
from awards.core.actor import Actor
from awards.core.permission import require
from awards.judging.left_over import judges_with_entries_left
from awards.judging.models import JudgeMessage
from awards.judging.writing_policy import is_same_message, may_send_message
from awards.panels.models import Panel, PanelMember
from awards.seasons.models import Season

KIND = "judging/message"
LEFT, ALL = "left", "all"
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Recipient:
    """A judge who may be written to, and the references of the panels they sit on."""

    ref: str
    name: str
    email: str
    panels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Every judge of a season, by name; who has entries left; and the panels' names by reference."""

    judges: Sequence[Recipient]
    with_entries_left: frozenset[str]
    panels: Mapping[str, str]

    @property
    def choices(self) -> dict[str, str]:
        """Whom staff can choose: those with entries left, all, those of a panel, one judge."""
        groups = {LEFT: "Every judge who has entries left", ALL: "Every judge"}
        panels = {f"panel:{ref}": f"Every judge of {name}" for ref, name in self.panels.items()}
        left = {f"left:{ref}": f"Judges of {name} who have entries left" for ref, name in self.panels.items()}
        return groups | panels | left | {f"judge:{one.ref}": one.name for one in self.judges}

    def chosen(self, choice: str) -> list[Recipient]:
        """Give whom a choice means, by name."""
        sort, _, ref = choice.partition(":")
        wanted = [one for one in self.judges if sort == ALL or ref in {"", one.ref, *one.panels}]
        return [one for one in wanted if sort != LEFT or one.ref in self.with_entries_left]


def recipients_of(session: Session, season_id: int) -> Recipients:
    """Give the judges of a season who have not left and whose accounts are not disabled. Two statements."""
    rows = session.execute(
        select(User, Panel.ref, Panel.name)
        .join(PanelMember, PanelMember.user_id == User.id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.season_id == season_id, PanelMember.left_at.is_(None), User.disabled_at.is_(None))
        .order_by(User.name, User.id, Panel.name)
    ).all()
    panels: dict[int, set[str]] = {}
    for user, ref, _name in rows:
        panels.setdefault(user.id, set()).add(ref)
    people = {user.id: user for user, _ref, _name in rows}
    return Recipients(
        [Recipient(user.ref, user.name, user.email, frozenset(panels[number])) for number, user in people.items()],
        frozenset(one.ref for one in judges_with_entries_left(session, season_id)),
        dict(sorted({ref: name for _user, ref, name in rows}.items(), key=lambda one: one[1])),
    )


def send_message(
    session: Session, season: Season, text: str, *, ref: str, to: Sequence[Recipient], actor: Actor, now: datetime
) -> JudgeMessage:
    """Write to these judges, each in a mail of their own; sent again under the same reference it stays one message.

    Raises:
        Refused: not staff who may change things, an archived season, nothing written, too long, nobody chosen; or
            another message was sent under this reference.
    """
    require(may_send_message(actor, season, text, recipients=[one.ref for one in to]))
    session.execute(select(Season.id).where(Season.id == season.id).with_for_update())  # of two presses one comes first
    known = session.scalars(select(JudgeMessage).where(JudgeMessage.ref == ref)).one_or_none()
    if known is not None:
        require(is_same_message(known, season, text, recipients=[one.ref for one in to]))
        return known
    made = JudgeMessage(
        ref=ref, season_id=season.id, text=text.strip(), sent_to=[one.ref for one in to], sent_at=now,
        sent_by=actor.reference,
    )  # fmt: skip
    session.add(made)
    for one in to:
        queue_message(
            session,
            KIND,
            to=one.email,
            about=one.ref,
            programme_key=season.programme.key,
            key=f"{KIND}:{ref}:{one.ref}",
            now=now,
            text=made.text,
        )
    record(session, Tag.JUDGES_WRITTEN_TO, ref, actor=actor, at=now, judges=made.sent_to)
    session.flush()
    return made


def messages_of(session: Session, season_id: int) -> Sequence[JudgeMessage]:
    """Give what was written to the judges of a season, the latest first. One statement."""
    written = select(JudgeMessage).where(JudgeMessage.season_id == season_id)
    return session.scalars(
        written.order_by(JudgeMessage.sent_at.desc(), JudgeMessage.id.desc()).limit(MOST_SHOWN)
    ).all()


def states_of(session: Session, kinds: Sequence[str], *, prefix: str) -> dict[str, list[str]]:
    """Give, by what follows the prefix in their keys (up to the next colon), the states of mails. One statement."""
    found: dict[str, list[str]] = {}
    rows = session.execute(
        select(Message.key, Message.state).where(
            Message.kind.in_(kinds), Message.key.startswith(prefix, autoescape=True)
        )
    )
    for key, state in rows:
        found.setdefault(key.removeprefix(prefix).partition(":")[0], []).append(state)
    return found
