"""What the page of admission shows: what is in and what is missing, and the names judges are to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.core.times import moment_words
from awards.nominations.models import Nomination
from awards.screening.copies import Copy, copies_with, unstamped_of
from awards.screening.forms import AdmissionForm, admission_form
from awards.screening.lifecycle import EntryState
from awards.screening.merging_policy import may_go_together
from awards.screening.people import notice_of
from awards.screening.policy import may_admit
from awards.screening.queries import entries_of_category, title_and_place
from awards.screening.standing import around
from awards.screening.wording import Row, Said, nominee_title, row, said_in


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that stands against admission, and where it can be put right."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """The copy of one nomination that goes forward: whether its stamp counts."""

    ref: str
    said: Said
    detail: str | None
    content_warning: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionPage:
    """The form and what stands beside it."""

    nomination: Nomination
    nominee: str
    state: Said
    form: AdmissionForm
    permission: Permission
    """Whether it may be admitted with the reasons typed so far for those who have no notice."""
    missing: list[Missing]
    notices: list[Row]
    """What each nominee was told and answered."""
    copies: list[CopyLine]
    """Its own copy and those of the nominations that go forward with it."""
    left_out: list[str]
    """Names of those who said no: they are not in the entry and must not be in the copy."""


def admission_page(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> AdmissionPage:
    """Put together the page of a whole nomination. Three statements, one more with merged ones."""
    zone = nomination.season.programme.zone
    known = around(session, nomination, now=now)
    standings = known.standings.values()
    untold = [one.nominee for one in standings if not one.told]
    title, place = title_and_place(nomination, [one for one in standings if not one.declined])
    existing = entries_of_category(session, nomination.category_id, states={EntryState.IN_JUDGING})
    copies = copies_with(session, nomination)
    form = admission_form(untold, existing)(title=title, place=place or "")
    alone = may_admit(
        actor,
        nomination,
        entry=known.entry,
        standings=standings,
        excused=form.not_told,
        unstamped=unstamped_of(copies),
        undecided=known.undecided,
    )
    together = may_go_together(session, nomination, [copy.nomination for copy in copies[1:]])
    permission = Permission.unless(*alone.reasons, *together.reasons)
    return AdmissionPage(
        nomination=nomination,
        nominee=nominee_title(nomination),
        state=said_in(nomination.state),
        form=form,
        permission=permission,
        missing=_missing(permission, nomination, copies),
        notices=[row(one.nominee.full_name, notice_of(one, zone)) for one in standings],
        copies=[_line(copy, zone) for copy in copies],
        left_out=[one.nominee.full_name for one in standings if one.declined],
    )


def _missing(permission: Permission, nomination: Nomination, copies: list[Copy]) -> list[Missing]:
    """Give everything that is missing, each with the page on which it can be put right."""
    own_page = url_for("screening_staff.nomination", ref=nomination.ref)
    others = [Missing(reason.text, own_page) for reason in permission.reasons if not _is_of_copy(reason)]
    return others + [
        Missing(f"The judges’ copy of {ref} is not stamped.", url_for("copy_staff.copy", ref=ref))
        for ref in unstamped_of(copies)
    ]


def _is_of_copy(reason: Reason) -> bool:
    return reason.code == "not-stamped"


def _line(copy: Copy, zone: str) -> CopyLine:
    if copy.stamp is not None:
        said, detail = Said("Stamped", "good"), moment_words(copy.stamp.stamped_at, zone)
    elif copy.last_stamp is not None:
        said, detail = Said("Stamp it again", "attention"), "It was changed after the last stamp"
    else:
        said, detail = Said("Not stamped yet", "attention"), None
    return CopyLine(copy.nomination.ref, said, detail, copy.content_warning)
