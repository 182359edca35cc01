"""Who was put forward: names, addresses, dates of birth, notices, adults who stood by them, and register lines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.nominations.models import Nominee
from awards.nominees.models import Consent, Notice, Supporter
from awards.nominees.words import NameForm
from awards.privacy.erasing.words import NAME_WITHHELD, emptied, removed
from awards.registers.models import MembershipCheck, RegisterCheck


def clear_nominees(session: Session, ids: Collection[int], *, now: datetime) -> int:
    """Let go of who these nominees are, with their notices, supporters and register lines; consents are withdrawn.

    Gives how many.
    """
    clear_notices(session, ids, now=now)
    clear_register_checks(session, ids)
    clear_supporters(session, session.scalars(select(Supporter.id).where(Supporter.nominee_id.in_(ids))).all())
    return emptied(
        session, Nominee.id, ids, full_name=NAME_WITHHELD, known_as=None, email=None, email_index=None, role=None,
        employer=None, employer_place=None, employer_type=None, works_in=None, in_post=None, registration=None,
        registration_number=None, date_of_birth=None, lived_experience=None, nation=None, programme=None,
        programme_status=None, age_confirmed=None, programme_stage=None, deceased=False,
    )  # fmt: skip


def clear_dates_of_birth(session: Session, nominee_ids: Collection[int]) -> int:
    """Let go of these nominees' dates of birth, and of nothing else. Gives how many rows that were."""
    return emptied(session, Nominee.id, nominee_ids, date_of_birth=None)


def clear_notices(session: Session, nominee_ids: Collection[int], *, now: datetime) -> int:
    """Let go of what these nominees said of themselves; every consent ends, and nothing of them is shown any more."""
    told = session.scalars(select(Notice.id).where(Notice.nominee_id.in_(nominee_ids))).all()
    session.execute(
        update(Consent)
        .where(Consent.notice_id.in_(told), Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .execution_options(synchronize_session="fetch")
    )
    return emptied(
        session, Notice.id, told, not_sent_because=None, name_form=NameForm.WITHHELD, public_name=None,
        show_place=False, unsafe_to_locate=None,
    )  # fmt: skip


def clear_supporters(session: Session, ids: Collection[int]) -> int:
    """Let go of who these adults are. Gives how many."""
    return emptied(
        session, Supporter.id, ids, name=NAME_WITHHELD, relation="other", email=None, email_index=None
    )  # fmt: skip


def clear_register_checks(session: Session, nominee_ids: Collection[int]) -> int:
    """Let go of what the register said of these nominees, and of which line of the organiser's lists was theirs."""
    removed(session, MembershipCheck.nominee_id, nominee_ids)
    return removed(session, RegisterCheck.nominee_id, nominee_ids)
