"""Turning away somebody who is signed in is noted, at every door; what is not theirs like what is not there."""

from __future__ import annotations

import re
from typing import Final

from flask import Response, g, request
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.web.clock import now
from awards.web.transactions import observe

DENIED: Final = {403, 404}
_REFERENCE: Final = re.compile(r"[A-Z]{3}-[2-9A-Z]{7}")


def note_denied(response: Response) -> Response:
    """Note who was refused, at which page, and which references they named; before the observations are written.

    What a recused judge may not know of answers 404 like what does not exist, and both are noted alike: as much work,
    and nobody learns from it which of the two it was. An address that names nothing is no more than a typing error.
    """
    if _is_denial(response.status_code) and current_user.is_authenticated:
        actor, at, endpoint, status = current_user.actor, now(), str(request.endpoint), response.status_code
        asked = [one for one in map(str, (request.view_args or {}).values()) if _REFERENCE.fullmatch(one)]

        def note(session: Session) -> None:
            record(
                session, Tag.ACCESS_DENIED, actor.reference, actor=actor, at=at,
                endpoint=endpoint, answer=status, asked=asked,
            )  # fmt: skip

        observe(note)
    return response


def _is_denial(status: int) -> bool:
    """Whether the answer of a page behind a door refuses what was asked for; a guard that noted it itself says so."""
    if "audience" not in g or status not in DENIED or g.get("denial_noted"):
        return False
    return status != 404 or bool(request.view_args)  # noqa: PLR2004 - HTTP: not found
