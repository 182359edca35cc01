"""What every request passes before a page sees it: one rule for its parameters, its size, and where it comes from."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.utils import cached_property

from awards.core.words import tidy
from awards.web.transactions import SAFE

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of one request: the longest nomination is a tenth of it, the longest list of a register a half."""
MOST_FIELDS = 500
"""Fields of one form: the longest of ours has fewer than a hundred."""
OURS = {"same-origin", "none"}
"""What a browser says (``Sec-Fetch-Site``) of what a page of ours, or the person at it, makes it send."""


class Incoming(Request):
    """A request whose parameters hold nothing that a database might refuse, and whose JSON is not too deep to read."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Give the parameters of the address under the rule for typed text: NUL and the like are in none of them."""
        plain = super().args
        return ImmutableMultiDict((tidy(name), tidy(value)) for name, value in plain.items(multi=True))

    def get_json(self, *args: Any, **options: Any) -> Any:
        """Read the body as JSON.

        Raises:
            BadRequest: it is damaged, or nested too deep to be read.
        """
        try:
            return super().get_json(*args, **options)
        except RecursionError as deep:
            raise BadRequest from deep


def refuse_from_elsewhere() -> ResponseReturnValue | None:
    """Refuse what another site makes a browser send, before its token is even looked at.

    Browsers say where a request comes from in ``Sec-Fetch-Site``; older ones at least name its ``Origin``, which is
    "null" for our own pages because they send no referrer. What says neither needs a token, like everything else.
    """
    if request.method in SAFE:
        return None
    said, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = {_origin(current_app.extensions["awards.settings"].base_url), _origin(request.host_url)}
    if (said is None or said in OURS) and (origin is None or origin == "null" or origin in ours):
        return None
    return render_template("errors/elsewhere.html"), 403


def refuse_too_many_fields() -> None:
    """Refuse a form of more fields than any of ours has; parts of a multipart form are counted while they are read.

    Raises:
        RequestEntityTooLarge: too many fields, or a body that is too large.
        BadRequest: a part of a multipart form has no name.
    """
    if request.method in SAFE:
        return
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        raise RequestEntityTooLarge
    if any(name is None for name in (*request.form, *request.files)):  # werkzeug lets such a part through
        raise BadRequest


def init_incoming(app: Flask) -> None:
    """Set the rule on the app; before transactions are opened."""
    app.request_class = Incoming
    app.before_request(refuse_from_elsewhere)
    app.before_request(refuse_too_many_fields)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
