"""Saying that something was done, with a button that undoes it."""

from __future__ import annotations

from flask import flash


def flash_undo(text: str, url: str) -> None:
    """Say on the next page what was done, with an Undo button that posts to the address."""
    flash({"text": text, "url": url}, "undo")  # type: ignore[arg-type]  # any JSON value may be flashed
