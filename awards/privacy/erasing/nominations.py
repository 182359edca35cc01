"""What was written in a nomination, and who wrote it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.models import (
    Answer,
    CorrectionRequest,
    Credit,
    Nomination,
    Nominator,
    Submission,
    TypedPage,
)
from awards.privacy.erasing.words import emptied, removed


def clear_nominations(session: Session, ids: Collection[int]) -> int:
    """Let go of everything written in these nominations: answers, kept and typed texts, versions, what was asked.

    New versions that were never sent are nominations of their own: give their ids as well. What staff and judges
    made of them is for `clear_screening` and `clear_entries`; the people in them for `clear_nominees`. Gives how many.
    """
    for column in (Answer.nomination_id, TypedPage.nomination_id, Addition.nomination_id):
        removed(session, column, ids)
    emptied(session, Submission.nomination_id, ids, content=[])
    emptied(session, CorrectionRequest.nomination_id, ids, text="", answer=None)
    emptied(session, InformationRequest.nomination_id, ids, note="")
    emptied(session, MoveOffer.nomination_id, ids, note="")
    return emptied(
        session, Nomination.id, ids, team_name=None, team=None, work_title=None, organiser_tie=None, benefits=None,
        relationship_to_nominee=None, nominator_is_nominee=None, nominee_knows=None, credit=Credit.NOT_AT_ALL,
        started_from=None, name_hidden_from_nominee=False,
    )  # fmt: skip


def clear_typed_pages(session: Session, nomination_ids: Collection[int], pages: Collection[str] | None = None) -> int:
    """Let go of what was typed and never saved in these nominations; on these pages of them alone, if any are named."""
    if pages is None:
        return removed(session, TypedPage.nomination_id, nomination_ids)
    rows = session.query(TypedPage.id).filter(TypedPage.nomination_id.in_(nomination_ids), TypedPage.page.in_(pages))
    return removed(session, TypedPage.id, [one for (one,) in rows])


def clear_authorship(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of what these nominations say of their nominator: the relationship, ties, credit and where they sat."""
    return emptied(
        session, Nomination.id, nomination_ids, relationship_to_nominee=None, organiser_tie=None, benefits=None,
        credit=Credit.NOT_AT_ALL, started_from=None, name_hidden_from_nominee=True, nominator_is_nominee=None,
    )  # fmt: skip


def clear_nominators(session: Session, ids: Collection[int]) -> int:
    """Let go of who these nominators are: name, address, telephone, work. Their nominations stay as they are."""
    return emptied(
        session, Nominator.id, ids, name=None, email=None, email_index=None, email_confirmed_at=None, phone=None,
        organisation=None, job=None, under_18=None,
    )  # fmt: skip
