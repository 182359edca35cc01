"""The door where people with accounts come in; its pages never stay in a browser's cache."""

from __future__ import annotations

from flask import Response

from awards.core.actor import Audience
from awards.web.doors import Door

door = Door("sign_in", "awards.accounts.views.everyone", opens_to=Audience.EVERYONE, url_prefix="/sign-in")


@door.after_request
def keep_nowhere(response: Response) -> Response:
    """Tell browsers to keep none of these pages: secrets and recovery codes are on them."""
    response.headers["Cache-Control"] = "no-store"
    return response
