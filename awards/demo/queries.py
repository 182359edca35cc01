"""Whom a visitor of the demo can enter as, and the mail that has been delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from awards.accounts.models import Grant, User
from awards.core.actor import Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.panels.models import Panel, PanelMember
from awards.seasons.models import Season

NOMINATORS_SHOWN = 4
NOMINEES_SHOWN = 4
MAILS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to enter as."""

    audience: Audience
    reference: str
    name: str
    about: str
    subject: str = ""
    """What a link for them is about, where that is not they themselves: a nominator's nomination."""


def personas(session: Session, season: Season) -> list[Persona]:
    """Give staff, judges, some nominators and some nominees of the demo season."""
    return [*_staff(session), *_judges(session, season), *_nominators(session, season), *_nominees(session, season)]


def _staff(session: Session) -> list[Persona]:
    people = session.scalars(
        select(User)
        .join(User.grants)
        .where(Grant.role != Role.JUDGE)
        .options(selectinload(User.grants))
        .distinct()
        .order_by(User.id)
    )
    return [
        Persona(Audience.STAFF, user.ref, user.name, ", ".join(grant.role.replace("_", " ") for grant in user.grants))
        for user in people
    ]


def _judges(session: Session, season: Season) -> list[Persona]:
    members = session.scalars(
        select(PanelMember)
        .join(PanelMember.panel)
        .where(Panel.season_id == season.id)
        .options(selectinload(PanelMember.user), selectinload(PanelMember.panel))
        .order_by(PanelMember.panel_id, PanelMember.id)
    )
    return [
        Persona(
            Audience.JUDGES,
            member.user.ref,
            member.user.name,
            f"{'Chair' if member.is_chair else 'Judge'}, {member.panel.name}",
        )
        for member in members
    ]


def _nominators(session: Session, season: Season) -> list[Persona]:
    found: list[Persona] = []
    for state in (NominationState.DRAFT, NominationState.SUBMITTED):
        nominations: Sequence[Nomination] = session.scalars(
            select(Nomination)
            .where(Nomination.season_id == season.id, Nomination.state == state)
            .options(selectinload(Nomination.nominator))
            .order_by(Nomination.id)
            .limit(NOMINATORS_SHOWN // 2)
        ).all()
        found += [
            Persona(
                Audience.NOMINATORS,
                nomination.nominator.ref,
                nomination.nominator.name or "Somebody who has just begun",
                f"Nominator with a nomination that is {state}",
                nomination.ref,
            )
            for nomination in nominations
        ]
    return found


def _nominees(session: Session, season: Season) -> list[Persona]:
    nominees = session.scalars(
        select(Nominee)
        .join(Notice, Notice.nominee_id == Nominee.id)
        .join(Nomination, Nomination.id == Nominee.nomination_id)
        .where(Nomination.season_id == season.id)
        .order_by(Notice.response, Nominee.id)
        .limit(NOMINEES_SHOWN)
    )
    return [Persona(Audience.NOMINEES, nominee.ref, nominee.full_name, "Nominee who was told") for nominee in nominees]


def delivered_mail(folder: Path) -> list[tuple[str, EmailMessage]]:
    """Give (file name, mail) of the newest mails in the demo's folder, newest first."""
    files = sorted(folder.glob("*.eml"), reverse=True)[:MAILS_SHOWN]
    return [(file.stem, read_mail(file)) for file in files]


def read_mail(file: Path) -> EmailMessage:
    """Read one delivered mail."""
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def mail_named(folder: Path, name: str) -> EmailMessage | None:
    """Give one delivered mail by its file name, or None; nothing outside the folder is ever read."""
    return next((mail for found, mail in delivered_mail(folder) if found == name), None)
