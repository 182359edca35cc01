"""The operator's command for the data map."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from awards.privacy.cli import privacy
from awards.privacy.data_map import data_map


@privacy.command("data-map")
@with_appcontext
def print_data_map() -> None:
    """Print what is held, of whom, why, how long and who sees it, as docs/data-map.md has it."""
    click.echo(data_map(), nl=False)
