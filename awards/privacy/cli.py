"""Operator commands for people's rights: the data map and retention; and for the keys of encrypted fields."""

from __future__ import annotations

import click


@click.group("privacy")
def privacy() -> None:
    """Say what is held of whom, let go of what is due, find, copy and erase one person."""


@click.group("keys")
def keys() -> None:
    """Check and rotate the keys of encrypted fields."""
