"""One request, one transaction: committed once, for unsafe methods answering below 400.

A post that carries typed text may call ``keep()`` after saving the text: what was typed then stays, whatever becomes
of the rest of the request.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, g, request
from sqlalchemy.orm import Session

from awards.db import begin_to_write, db

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
BAD = 400

Observation = Callable[[Session], None]


def open_transaction() -> None:
    """Take the write lock at once for a request that may write."""
    if request.method not in SAFE and request.endpoint:
        begin_to_write(db.session)


def close_transaction(response: Response) -> Response:
    """Commit what an unsafe, successful request did; undo everything else; then note observations."""
    if request.method not in SAFE and response.status_code < BAD:
        db.session.commit()
    else:
        db.session.rollback()
    observations: list[Observation] = g.pop("observations", [])
    if observations:
        begin_to_write(db.session)
        for note in observations:
            note(db.session)
        db.session.commit()
    return response


def keep() -> None:
    """Commit what was typed, then go on in a second transaction."""
    db.session.commit()
    begin_to_write(db.session)


def observe(note: Observation) -> None:
    """Note something after the request's own transaction has ended (a denial, a sensitive reading)."""
    g.setdefault("observations", []).append(note)


def init_transactions(app: Flask) -> None:
    """Register the rule on the app."""
    app.before_request(open_transaction)
    app.after_request(close_transaction)
