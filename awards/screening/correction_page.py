"""What the page of one request for a correction shows: the request beside what was sent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.nominations.correcting import correction_by_ref
from awards.nominations.models import CorrectionRequest, Nomination, Nominee
from awards.nominations.policy import may_answer_correction
from awards.nominations.staff_queries import last_sent
from awards.screening.rules import Copied
from awards.screening.wording import nominee_title


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPage:
    """Everything that the page of one request shows."""

    request: CorrectionRequest
    nomination: Nomination
    title: str
    sent: list[Copied]
    people: list[Nominee]
    may_answer: bool


def correction_page(session: Session, ref: str, season_id: int, *, actor: Actor) -> CorrectionPage:
    """Put together the page. Two statements.

    Raises:
        NoResultFound: the season has no request with this reference.
    """
    request = correction_by_ref(session, ref, season_id)
    sent = last_sent(session, request.nomination_id)
    return CorrectionPage(
        request=request,
        nomination=request.nomination,
        title=nominee_title(request.nomination),
        sent=[Copied(part["question"], part["answer"]) for part in sent.content] if sent else [],
        people=list(request.nomination.nominees),
        may_answer=bool(may_answer_correction(actor, request)),
    )
