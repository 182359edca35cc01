"""What staff see of reminders and messages to judges: what follows from a rule, whom a message goes to, what went."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.comms.models import MessageState
from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.references import ALPHABET, LENGTH, new_reference
from awards.core.times import local_day, moment_words
from awards.judging.left_over import judges_with_entries_left, judges_without_terms
from awards.judging.messages import KIND, Recipient, messages_of, recipients_of, states_of
from awards.judging.milestones import Closing, Milestone, Stage, milestones_of
from awards.judging.reminding import KINDS, closing_of, key_prefix, rule_of, set_at
from awards.judging.writing_forms import MessageForm, RemindersForm, message_form, reminders_form
from awards.judging.writing_policy import may_write_to_judges
from awards.seasons.models import Round, Season

_OUT = {
    MessageState.SENT: "sent",
    MessageState.QUEUED: "waiting to go",
    MessageState.PARKED: "not delivered",
    MessageState.CANCELLED: "stopped",
}
_REFERENCE = re.compile(f"MSG-[{ALPHABET}]{{{LENGTH}}}")
_LOOK_AGAIN = "The message, or those it goes to, is not what you looked at. Look at it again below"


@dataclass(frozen=True, slots=True)
class Day:
    """One reminder that follows from the rule: what it is, when it goes, and what became of it."""

    what: str
    when: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersPage:
    """When judges are reminded, and how many would be today."""

    form: RemindersForm
    permission: Permission
    from_season: bool
    days: Sequence[Day]
    with_entries_left: int
    away: int
    """How many of those are away today."""
    without_terms: int


@dataclass(frozen=True, slots=True)
class Written:
    """One message that was sent: when, by whom, to whom, and how many of its mails have gone."""

    ref: str
    when: str
    who: str
    to: str
    text: str
    delivery: str


@dataclass(slots=True)
class MessagesPage:
    """A message being written, whom it would go to, and what was written before."""

    form: MessageForm
    permission: Permission
    written: Sequence[Written]
    recipients: Sequence[Recipient] = field(default_factory=list)
    """Whom it goes to, once somebody has looked."""
    sends: bool = False
    """Whether this very message was looked at and is now to go."""


def reminders_page(session: Session, season: Season, judging: Round, *, actor: Actor, now: datetime) -> RemindersPage:
    """Put together the page on which the rule of reminders is set. Three statements."""
    rule, closing = rule_of(season, judging), closing_of(season, judging)
    left = judges_with_entries_left(session, season.id)
    busy, today = {one.id for one in left}, local_day(now, closing.zone)
    mails = states_of(session, KINDS, prefix=key_prefix(season.id))
    return RemindersPage(
        form=reminders_form(rule),
        permission=may_write_to_judges(actor, season),
        from_season=judging.reminders is None,
        days=[_day(one, closing, mails, since=_since(judging), now=now) for one in milestones_of(rule, closing)],
        with_entries_left=len(left),
        away=sum(one.is_away(today) for one in left),
        without_terms=sum(one.id not in busy for one in judges_without_terms(session, season.id)),
    )


def messages_page(
    session: Session, season: Season, *, chosen: str | None, pressed: str | None, actor: Actor
) -> MessagesPage:
    """Put together the page on which judges are written to; `pressed` is the button that sent it. Five statements."""
    recipients = recipients_of(session, season.id)
    form = message_form(recipients.choices, chosen=chosen)
    page = MessagesPage(form, may_write_to_judges(actor, season), _written(session, season))
    if pressed and page.permission and form.validate():
        _look(page, recipients.chosen(str(form.to.data)), sending=pressed == "send")
    return page


def _look(page: MessagesPage, people: Sequence[Recipient], *, sending: bool) -> None:
    """Show whom the message goes to, or let it go when that is what was looked at."""
    form = page.form
    if not people:
        form.to.errors = ["Choose others: nobody is among those you chose"]
        return
    seen = hashlib.sha256("\n".join([str(form.text.data), *(one.ref for one in people)]).encode()).hexdigest()
    page.recipients, page.sends = people, sending and form.seen.data == seen
    if sending and not page.sends:
        form.form_errors = [_LOOK_AGAIN]
    form.seen.data = seen
    if not page.sends or not _REFERENCE.fullmatch(str(form.ref.data or "")):
        form.ref.data = new_reference("MSG")


def _written(session: Session, season: Season) -> list[Written]:
    """Give what was written before, in words. Three statements, one when there is nothing."""
    messages = messages_of(session, season.id)
    if not messages:
        return []
    mails = states_of(session, [KIND], prefix=f"{KIND}:")
    refs = {one.sent_by for one in messages}.union(*(one.sent_to for one in messages))
    people = {row.ref: row.name for row in session.execute(select(User.ref, User.name).where(User.ref.in_(refs)))}
    return [
        Written(
            ref=one.ref,
            when=moment_words(one.sent_at, season.programme.zone),
            who=people.get(one.sent_by, "staff"),
            to=", ".join(people.get(ref, ref) for ref in one.sent_to),
            text=one.text,
            delivery=_out(mails.get(one.ref, [])),
        )
        for one in messages
    ]


def _day(
    one: Milestone, closing: Closing, mails: Mapping[str, Sequence[str]], *, since: datetime | None, now: datetime
) -> Day:
    when = moment_words(one.at, closing.zone)
    gone = mails.get(str(local_day(one.at, closing.zone)))
    if one.at > now:
        return Day(_stage_words(one), when, "To come")
    if gone:
        return Day(_stage_words(one), when, _out(gone).capitalize())
    skipped = since is not None and one.at < since
    return Day(_stage_words(one), when, "Passed before this was set" if skipped else "Nobody to remind")


def _since(judging: Round) -> datetime | None:
    moments = [one for one in (judging.reopened_at, set_at(judging)) if one is not None]
    return max(moments, default=None)


def _stage_words(one: Milestone) -> str:
    if one.stage is Stage.ON:
        return "On the day judging closes"
    return f"{one.days} {'day' if one.days == 1 else 'days'} {one.stage} the close"


def _out(states: Sequence[str]) -> str:
    """Say how many mails stand how: "12 sent, 1 not delivered"."""
    return ", ".join(f"{states.count(state)} {words}" for state, words in _OUT.items() if state in states)
