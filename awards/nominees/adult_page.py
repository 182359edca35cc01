"""What the young person reads about the adult, and what the adult reads: a first name, and nothing that was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.core.permission import Permission
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.rules import shown_name
from awards.nominees.supporting import RELATIONS, WITHIN, may_name_adult, named_lately, supporter_of
from awards.nominees.words import NameForm, Response
from awards.seasons.models import Season

RELATIONS_SAID: Final = {
    "parent_or_carer": "their parent or carer",
    "social_worker": "their social worker",
    "advocate": "their advocate",
    "personal_adviser": "their personal adviser",
    "teacher": "their teacher",
    "other": "an adult they trust",
}
"""The same in the words that the adult and staff read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An adult who is asked, and the answer of the young person who named them."""

    supporter: Supporter
    notice: Notice

    @property
    def young_person(self) -> str:
        """The name that the adult reads."""
        return name_for_adult(self.supporter.nominee, self.notice)

    @property
    def relation(self) -> str:
        """What the adult was named as."""
        return RELATIONS_SAID[self.supporter.relation]


@dataclass(frozen=True, slots=True)
class AdultPage:
    """What the young person's page about the adult shows."""

    own_name: str
    """By which name the adult is told of them."""
    supporter: Supporter | None
    permission: Permission

    @property
    def relation(self) -> str | None:
        """What the adult named last was named as, in the young person's words."""
        return RELATIONS[self.supporter.relation] if self.supporter else None

    def objections(self, *, sent: bool) -> list[tuple[str, str]]:
        """Give what stands against what was just sent, for the error summary; nothing before anything was sent."""
        return [("", reason.text) for reason in self.permission.reasons] if sent else []


def adult_page(session: Session, notice: Notice, *, today: date, now: datetime) -> AdultPage:
    """Put together the page about the adult. Two statements; the notice comes with its nominee."""
    nominee = notice.nominee
    lately = named_lately(session, nominee, since=now - WITHIN)
    return AdultPage(
        own_name=name_for_adult(nominee, notice),
        supporter=supporter_of(session, nominee),
        permission=may_name_adult(nominee, notice, today=today, lately=lately),
    )


def name_for_adult(nominee: Nominee, notice: Notice) -> str:
    """Give the name that the adult reads: the one the young person chose to be shown by, else the first name."""
    form = NameForm.OTHER if notice.name_form is NameForm.OTHER else NameForm.FIRST_NAME
    return shown_name(nominee.full_name, nominee.known_as, form, notice.public_name) or "Somebody"


def supporter_for(session: Session, ref: str, *, programme_id: int, writing: bool = False) -> Asked:
    """Give what the adult's own page is about. Two statements.

    `writing` makes whoever else would write it wait (on PostgreSQL).

    Raises:
        NoResultFound: nobody of this programme was named by this reference, somebody else has been named since, or
            the young person has not agreed, or no longer does.
    """
    newest = select(Supporter.ref).where(Supporter.nominee_id == Nominee.id).order_by(Supporter.id.desc()).limit(1)
    chosen = (
        select(Supporter)
        .join(Supporter.nominee)
        .join(Nominee.nomination)
        .join(Nomination.season)
        .where(Season.programme_id == programme_id)
        .where(Supporter.ref == ref, ~Nominee.deceased, newest.correlate(Nominee).scalar_subquery() == ref)
        .options(joinedload(Supporter.nominee))
    )
    supporter = session.scalars(chosen.with_for_update(of=Supporter) if writing else chosen).one()
    agreed = select(Notice).where(Notice.nominee_id == supporter.nominee_id, Notice.response == Response.AGREED)
    return Asked(supporter, session.scalars(agreed).one())
