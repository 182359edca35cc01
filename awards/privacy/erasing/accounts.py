"""Who had an account: name, address, employer, ways in; what they scored stays under "former judge"."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import Authenticator, Grant, Passkey, Password, RecoveryCode, Step, User
from awards.judging.models import PracticeSheet
from awards.panels.models import Interest, PanelMember
from awards.privacy.erasing.judging import without_comments
from awards.privacy.erasing.words import FORMER, emptied, removed


def clear_accounts(session: Session, ids: Collection[int], *, now: datetime) -> int:
    """Let go of who these people with accounts are, and of every way in. Their references, scores and acts stay.

    Links and sign-ins are for `links`. Gives how many.
    """
    for column in (Password.user_id, Authenticator.user_id, RecoveryCode.user_id, Passkey.user_id, Step.user_id):
        removed(session, column, ids)
    removed(session, Grant.user_id, ids)
    _clear_seats(session, ids)
    users = session.scalars(select(User).where(User.id.in_(ids))).all()
    for user in users:  # each its own: an address is unique, and nobody can sign in with this one
        empty = {"email": f"{user.ref.lower()}@erased.invalid", "email_index": secrets.token_hex(32)}
        emptied(session, User.id, [user.id], name=FORMER, employer=None, **empty)
        emptied(session, User.id, [user.id] if user.disabled_at is None else [], disabled_at=now)
    return len(users)


def _clear_seats(session: Session, user_ids: Collection[int]) -> None:
    """Let go of what they told of themselves on panels, and of what they wrote that never counted."""
    seats = session.scalars(select(PanelMember.id).where(PanelMember.user_id.in_(user_ids))).all()
    emptied(
        session, PanelMember.id, seats, lived_experience=False, past_employers=None, line_management=None,
        standing_interests=None, away_from=None, away_until=None,
    )  # fmt: skip
    emptied(session, Interest.member_id, seats, note=None)
    practised = select(PracticeSheet.id, PracticeSheet.marks).where(PracticeSheet.member_id.in_(seats))
    for number, marks in session.execute(practised).all():
        emptied(session, PracticeSheet.id, [number], marks=without_comments(marks), overall="")
