"""The demo's screening: rulings, notices, what nominees answered, and entries admitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.demo.casting import Cast
from awards.demo.nominating import Written
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominations.season_queries import nomination_for_staff
from awards.nominees.actions import NoticeAnswer
from awards.nominees.models import NameForm, Notice, Response, Stage, Thing
from awards.nominees.queries import notices_of
from awards.nominees.supporting import AdultNamed, answer_as_adult, name_adult, needs_adult
from awards.nominees.words import Confirmation
from awards.screening.actions import rule_on
from awards.screening.admitting import admit_entry, join_entry
from awards.screening.answering import take_answer
from awards.screening.copies import copy_of
from awards.screening.copying import Typed, save_copy, stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.marking import Known, known_of
from awards.screening.merging import merged_with
from awards.screening.models import Entry, RulingDecision
from awards.screening.policy import may_admit
from awards.screening.queries import check_of, whole
from awards.screening.standing import around
from awards.seasons.models import Season

NO = NoticeAnswer(response=Response.DECLINED, name_form=NameForm.WITHHELD)
SAYS_NO = 19
"""Of every so many nominations the people of one do not want it."""
WARNED = 24
"""Of every so many entries judges are warned of what the story speaks of."""
WARNING = "This story speaks of a child’s time away from home."
LEFT_OPEN = 9
"""Every ninth nomination is left for a visitor of the demo to rule on."""


def screen_all(session: Session, season: Season, written: list[Written], *, cast: Cast, actor: Actor) -> Iterator[str]:
    """Rule on nearly all nominations and admit most that are eligible; the caller commits after each."""
    entries: dict[tuple[str, str], Entry] = {}
    for number, one in enumerate(_sent(written)):
        if number % LEFT_OPEN == LEFT_OPEN - 1:
            continue
        now = season.closes_at + timedelta(days=2, minutes=11 * number)
        nomination = nomination_for_staff(session, one.ref, season_id=season.id)
        if nomination.state is NominationState.SUBMITTED:
            _rule(session, nomination, actor=actor, now=now)
        if nomination.state is NominationState.ELIGIBLE and number % 17 != 16:  # noqa: PLR2004 - some wait for staff
            refuses = number % SAYS_NO == SAYS_NO - 1
            _hear_nominees(session, nomination, cast, refuses=refuses, now=now + timedelta(hours=5))
            _admit(session, nomination, entries, one=one, actor=actor, now=now + timedelta(days=2))
        yield one.ref


def left_open(written: list[Written]) -> list[Written]:
    """Give the nominations that nobody ruled on."""
    return _sent(written)[LEFT_OPEN - 1 :: LEFT_OPEN]


def _sent(written: list[Written]) -> list[Written]:
    return [one for one in written if not one.drafted_only]


def _rule(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    verdict = check_of(session, nomination, known=around(session, nomination, now=now)).verdict
    if verdict.level == "ineligible":
        decision, reason = RulingDecision.INELIGIBLE, "The facts were checked with the nominator; the rule applies."
    elif verdict.level == "needs-check":
        decision, reason = RulingDecision.ELIGIBLE, "Checked on the public register and with the employer."
    else:
        decision, reason = RulingDecision.ELIGIBLE, "Nothing stands against it."
    rule_on(session, nomination, decision=decision, reason=reason, actor=actor, now=now)


def _hear_nominees(session: Session, nomination: Nomination, cast: Cast, *, refuses: bool, now: datetime) -> None:
    """Most agree to everything, some to less, a few have not answered yet."""
    notices = notices_of(session, [nominee.id for nominee in nomination.nominees])
    for nominee in nomination.nominees:
        notice = notices.get(nominee.id)
        if notice is not None and notice.queued_at is not None and cast.chance.random() < 0.85:  # noqa: PLR2004 - most have answered
            actor = Actor(Audience.NOMINEES, nominee.ref)
            answer = NO if refuses else _answer(nominee, cast, reveals=nomination.category.reveals)
            take_answer(session, nominee, notice, answer=answer, actor=actor, now=now)
            if answer is not NO and needs_adult(nominee, today=now.date()):
                _hear_adult(session, nomination, notice, cast=cast, now=now)


def _hear_adult(session: Session, nomination: Nomination, notice: Notice, *, cast: Cast, now: datetime) -> None:
    """Let a young person name an adult; most confirm, some have not answered yet."""
    nominee = notice.nominee
    adult = name_adult(
        session,
        nominee,
        notice,
        named=AdultNamed(name="Jo Marsh", relation="personal_adviser", email=f"{nominee.ref.lower()}@adults.example"),
        programme_key=nomination.season.programme.key,
        today=now.date(),
        actor=Actor(Audience.NOMINEES, nominee.ref),
        now=now,
    )
    if cast.chance.random() < 0.7:  # noqa: PLR2004 - seven in ten share it
        said = Confirmation.CONFIRMED
        answer_as_adult(session, adult, response=said, actor=Actor(Audience.SUPPORTERS, adult.ref), now=now)


def _answer(nominee: Nominee, cast: Cast, *, reveals: str | None) -> NoticeAnswer:
    things = {Thing.NAME, Thing.STORY, Thing.PLACE} | ({Thing.CATEGORY} if reveals else set())
    if cast.chance.random() < 0.25:  # noqa: PLR2004 - one in four shares less
        things -= {Thing.PLACE}
    young = nominee.date_of_birth is not None
    form = NameForm.FIRST_NAME if young or cast.chance.random() < 0.1 else NameForm.FULL_NAME  # noqa: PLR2004 - one in ten
    return NoticeAnswer(
        response=Response.AGREED,
        name_form=form,
        show_place=Thing.PLACE in things and not young,
        consents=frozenset((stage, thing) for stage in Stage for thing in things),
    )


def _admit(
    session: Session,
    nomination: Nomination,
    entries: dict[tuple[str, str], Entry],
    *,
    one: Written,
    actor: Actor,
    now: datetime,
) -> None:
    """Stamp the judges' copy and admit the nomination, or add it to the entry that somebody has; some wait."""
    untold = {
        nominee.id: "Told by telephone; there is no address." for nominee in nomination.nominees if not nominee.email
    }
    ready = whole(session, nomination)
    known = around(session, ready, now=now)
    if not may_admit(actor, ready, entry=known.entry, standings=known.standings.values(), excused=untold):
        return  # a young person or their adult has not answered yet, or everybody said no
    warning = WARNING if len(entries) % WARNED == WARNED - 1 else None
    for voice in (ready, *merged_with(session, ready)):
        _take_out_details(session, whole(session, voice), actor=actor, now=now)
        stamp_copy(session, voice, content_warning=warning, actor=actor, now=now)
    entry = entries.get((one.category, one.nominee.name))
    how: dict[str, Any] = {"not_told": untold, "actor": actor, "now": now}
    if entry is not None and entry.state is EntryState.IN_JUDGING:
        join_entry(session, nomination, entry, **how)
    else:
        entries[one.category, one.nominee.name] = admit_entry(session, nomination, **how)


def _take_out_details(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Put a neutral word where a story names somebody, as staff would before they stamp the copy."""
    known = known_of(nomination, today=now.date())
    lines = copy_of(session, nomination).lines
    typed = [Typed(line.key, _without_details(line.original, known)) for line in lines]
    save_copy(session, nomination, typed, actor=actor, now=now)


def _without_details(text: str, known: Known) -> str:
    for one in reversed(known.details_of(text)):
        text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text
