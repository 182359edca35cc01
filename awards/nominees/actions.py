"""Telling nominees, and keeping what they answer: agreement, name, place, and each consent on its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.words import tidy_line
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.models import Consent, Notice
from awards.nominees.policy import may_be_named, may_send_notice
from awards.nominees.queries import notice_of
from awards.nominees.rules import age_at, default_name_form
from awards.nominees.suppressing import is_suppressed
from awards.nominees.words import WORDING, NameForm, Response, Stage, Thing

BY_STAFF = ("phone", "paper", "trusted_worker", "in_person")
"""How an answer of a nominee, or of the adult of a young person, may come other than through the page."""

Agreed = frozenset[tuple[Stage, Thing]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswer:
    """What a nominee answers: whether they agree, how they are named, and what may be shown at which stage.

    `unsafe_to_locate` is private: nobody is shown where they live or work, whatever else they agree to.
    """

    response: Response
    name_form: NameForm = NameForm.FULL_NAME
    public_name: str | None = None
    show_place: bool = False
    unsafe_to_locate: bool | None = None
    consents: Agreed = frozenset()

    def as_it_counts(self) -> NoticeAnswer:
        """Give the answer with what follows from it: a refusal agrees to nothing, an unsafe place stays unshown."""
        unsafe = bool(self.unsafe_to_locate)
        declined = self.response is Response.DECLINED
        kept = frozenset(one for one in self.consents if not declined and not (unsafe and one[1] is Thing.PLACE))
        return NoticeAnswer(
            response=self.response,
            name_form=self.name_form,
            public_name=tidy_line(self.public_name or "") or None if self.name_form is NameForm.OTHER else None,
            show_place=self.show_place and not unsafe and not declined,
            unsafe_to_locate=self.unsafe_to_locate,
            consents=kept,
        )


def send_notice(session: Session, nominee: Nominee, *, programme_key: str, actor: Actor, now: datetime) -> bool:
    """Tell the nominee, in neutral words, that they have been put forward; gives whether a notice has gone.

    Without an address, to somebody who has died, or to an address that turned out to be somebody else's nothing is
    sent; nor to one whose owner asked not to be put forward. Sent once to one address, however often it is asked for.
    """
    if not may_send_notice(nominee) or is_suppressed(session, programme_key, full_name=None, email=nominee.email):
        return False
    notice = _notice(session, nominee, now=now)
    if notice.queued_at is not None or notice.misdirected_at is not None:
        return notice.misdirected_at is None
    notice.queued_at = now
    queue_message(
        session,
        "nominees/notice",
        to=nominee.email or "",
        about=nominee.ref,
        programme_key=programme_key,
        key=f"nominees/notice:{nominee.ref}:{(nominee.email_index or '')[:32]}",
        now=now,
        link=LinkOrder(Purpose.NOMINEE_NOTICE, nominee.ref),
    )
    record(session, Tag.NOTICE_SENT, nominee.ref, actor=actor, at=now)
    session.flush()
    return True


def note_not_sent(session: Session, nominee: Nominee, *, because: str, actor: Actor, now: datetime) -> None:
    """Keep why staff go on without a notice (told by telephone, no address).

    Raises:
        Refused: no reason is given.
    """
    if not because.strip():
        raise Refused.because("no-reason", "Say why no notice is sent.")
    _notice(session, nominee, now=now).not_sent_because = because
    record(session, Tag.NOTICE_NOT_SENT, nominee.ref, actor=actor, at=now, reason=because)
    session.flush()


def answer_notice(
    session: Session, nominee: Nominee, notice: Notice, *, answer: NoticeAnswer, actor: Actor, now: datetime
) -> None:
    """Keep the nominee's own answer; it may be changed as often as they like, and every change leaves its trace.

    The notice needs its consents loaded. What happens to an entry whose nominee declines is for screening.

    Raises:
        Refused: neither yes nor no; or another name is to be shown and none is given.
    """
    _take_answer(session, nominee, notice, answer=answer, channel="web", actor=actor, now=now)


def record_answer_by_staff(
    session: Session,
    nominee: Nominee,
    *,
    answer: NoticeAnswer,
    channel: str,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> Notice:
    """Keep an answer that came by telephone or on paper; `reason` may say who took it and how.

    Raises:
        Refused: as for the nominee's own answer; or the channel is none of theirs.
    """
    if channel not in BY_STAFF:
        raise Refused.because("no-channel", "Say how the answer came.")
    notice = _notice(session, nominee, now=now)
    _take_answer(session, nominee, notice, answer=answer, channel=channel, actor=actor, now=now, reason=reason)
    return notice


def withdraw_consent(
    session: Session, nominee: Nominee, notice: Notice, *, stage: Stage, thing: Thing, actor: Actor, now: datetime
) -> None:
    """Take one consent back; everything public leaves out at once what it allowed. Taken back twice is once.

    The notice needs its consents loaded.
    """
    standing = {(one.stage, one.thing) for one in notice.consents if one.withdrawn_at is None}
    flag_modified(notice, "response")  # a page that still shows this consent is stale from now on
    _change_consents(session, nominee, notice, agreed=frozenset(standing - {(stage, thing)}), actor=actor, now=now)
    session.flush()


def note_misdirected(session: Session, nominee: Nominee, notice: Notice, *, actor: Actor, now: datetime) -> None:
    """Keep that the notice reached somebody else: mail about the nominee stops, links are void, staff take over."""
    if notice.misdirected_at is not None:
        return
    notice.misdirected_at = now
    revoke_links(session, Purpose.NOMINEE_NOTICE, nominee.ref, now=now)
    cancel_messages(session, nominee.ref)
    record(session, Tag.NOTICE_MISDIRECTED, nominee.ref, actor=actor, at=now, was=notice.response)
    session.flush()


def _take_answer(
    session: Session,
    nominee: Nominee,
    notice: Notice,
    *,
    answer: NoticeAnswer,
    channel: str,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> None:
    counts = answer.as_it_counts()
    if counts.response is Response.NONE:
        raise Refused.because("no-answer", "Say whether you agree.")
    require(may_be_named(counts.name_form, counts.public_name))
    said_before, shown_before = notice.response, _display(notice)
    notice.response, notice.responded_at, notice.channel = counts.response, now, channel
    notice.name_form, notice.public_name = counts.name_form, counts.public_name
    notice.show_place, notice.unsafe_to_locate = counts.show_place, counts.unsafe_to_locate
    if said_before is not counts.response:
        tag = Tag.NOMINEE_AGREED if counts.response is Response.AGREED else Tag.NOMINEE_DECLINED
        record(session, tag, nominee.ref, actor=actor, at=now, reason=reason, channel=channel, was=said_before)
    if shown_before != _display(notice) and counts.response is Response.AGREED:
        record(session, Tag.DISPLAY_CHOSEN, nominee.ref, actor=actor, at=now, name_form=counts.name_form,
               place=counts.show_place, channel=channel)  # fmt: skip
    _change_consents(session, nominee, notice, agreed=counts.consents, actor=actor, now=now)
    if counts.response is Response.DECLINED:
        cancel_messages(session, nominee.ref)
    session.flush()


def _change_consents(
    session: Session, nominee: Nominee, notice: Notice, *, agreed: Agreed, actor: Actor, now: datetime
) -> None:
    """Withdraw what is no longer agreed to and add what is new; nothing given is ever overwritten."""
    standing = {(one.stage, one.thing): one for one in notice.consents if one.withdrawn_at is None}
    given, withdrawn = agreed - standing.keys(), standing.keys() - agreed
    for key in withdrawn:
        standing[key].withdrawn_at = max(now, standing[key].given_at)  # a clock may have been put back
    for stage, thing in sorted(given):
        notice.consents.append(Consent(stage=stage, thing=thing, wording=WORDING, given_at=now))
    if given:
        record(session, Tag.CONSENT_GIVEN, nominee.ref, actor=actor, at=now, for_what=_named(given), wording=WORDING)
    if withdrawn:
        record(session, Tag.CONSENT_WITHDRAWN, nominee.ref, actor=actor, at=now, for_what=_named(withdrawn))


def _notice(session: Session, nominee: Nominee, *, now: datetime) -> Notice:
    """Give the nominee's notice, made on first need with the display that suits their age."""
    found = notice_of(session, nominee)
    if found is not None:
        return found
    age = age_at(nominee.date_of_birth, now.date())
    made = Notice(
        nominee_id=nominee.id,
        response=Response.NONE,
        channel="web",
        name_form=default_name_form(age),
        show_place=False,
        consents=[],
    )
    session.add(made)
    session.flush()
    return made


def _display(notice: Notice) -> tuple[NameForm, str | None, bool, bool | None]:
    return notice.name_form, notice.public_name, notice.show_place, notice.unsafe_to_locate


def _named(keys: Iterable[tuple[Stage, Thing]]) -> list[str]:
    return sorted(f"{stage}:{thing}" for stage, thing in keys)
