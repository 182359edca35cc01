"""The app's clock: time enters a request once and is passed down."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app, g

from awards.core.times import Clock

_EXTENSION = "awards.clock"


def set_clock(app: Flask, clock: Clock) -> None:
    """Let the app tell the time by this clock (the system's, the demo's or a test's)."""
    app.extensions[_EXTENSION] = clock


def now() -> datetime:
    """Give the instant of this request (or command): the same one however often it is asked."""
    if "now" not in g:
        g.now = current_app.extensions[_EXTENSION]()
    moment: datetime = g.now
    return moment


def tick() -> datetime:
    """Read the clock anew; for the worker, which outlives any request."""
    g.pop("now", None)
    return now()
