"""One handler per kind of failure; views contain no ``try``."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, SecurityError
from werkzeug.routing import RequestRedirect

from awards.core.permission import Reason, Refused
from awards.db import db
from awards.web.typed import asked_for, typed_here

log = logging.getLogger("awards")

PAGES = {400, 403, 404, 409, 410, 413, 429, 500, 503}
STALE = Reason("changed-meanwhile", "Somebody else, or another tab, changed this while you were looking at it.")


def show_refusal(refused: Refused) -> ResponseReturnValue:
    """Show every reason in plain words."""
    return render_template("errors/409.html", reasons=refused.permission.reasons), 409


def show_stale(_error: StaleDataError) -> ResponseReturnValue:
    """Say that the thing was changed meanwhile."""
    return render_template("errors/409.html", reasons=(STALE,)), 409


def show_not_found(_error: NoResultFound) -> ResponseReturnValue:
    """Answer the same for what does not exist and what is not this person's."""
    return render_template("errors/404.html"), 404


def show_again(_error: CSRFError) -> ResponseReturnValue:
    """Show what was typed once more under a fresh token; nothing is stored."""
    return render_template("errors/again.html", typed=typed_here(), action=asked_for()), 400


def show_unknown_host(_error: SecurityError) -> ResponseReturnValue:
    """Answer in plain text: a host that is not ours has no pages and no links."""
    return Response("This host is not served here.\n", 400, mimetype="text/plain")


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show an honest page for the status; redirects and the like pass through."""
    status = error.code or 500
    if status not in PAGES:
        return error if status < 400 else (render_template("errors/400.html"), status)  # noqa: PLR2004 - HTTP: 400 and up are refusals
    reasons = (Reason("conflict", error.description or ""),)
    return render_template(f"errors/{status}.html", reasons=reasons, incident=""), status


def show_page_above(error: MethodNotAllowed) -> ResponseReturnValue:
    """Lead whoever asks for an address that only takes posts (a refused post asked for again) to the page above it."""
    above = _page_above(request.path) if request.method == "GET" else None
    return redirect(request.root_path + above, 303) if above else show_http_error(error)


def _page_above(path: str) -> str | None:
    """Give the nearest address above a path that shows a page; None when only the front page is left."""
    routes = current_app.create_url_adapter(request)
    while routes and (path := path.rstrip("/").rpartition("/")[0]):
        for one in (path, path + "/"):
            try:
                routes.match(one, method="GET")
            except (NotFound, MethodNotAllowed, RequestRedirect):
                continue
            return one
    return None


def show_incident(error: Exception) -> ResponseReturnValue:
    """Log what nobody foresaw under an incident number and show only the number."""
    incident = secrets.token_hex(4)
    if current_app.config.get("RAISE_INCIDENTS"):  # tests want the error itself, not its page
        raise error
    log.error("incident %s at %s", incident, request.endpoint, exc_info=error)
    db.session.rollback()
    try:
        return render_template("errors/500.html", incident=incident), 500
    except Exception:  # the page needs what has just failed; say it without a page
        log.exception("incident %s has no page", incident)
        return Response(f"Something went wrong on our side. Nothing was changed. It is noted as {incident}.\n", 500)


def init_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(StaleDataError, show_stale)
    app.register_error_handler(NoResultFound, show_not_found)
    app.register_error_handler(CSRFError, show_again)
    app.register_error_handler(SecurityError, show_unknown_host)
    app.register_error_handler(MethodNotAllowed, show_page_above)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_incident)
