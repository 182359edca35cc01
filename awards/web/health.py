"""Whether the database answers and stands at the newest migration."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def alembic_config(database_url: str | None = None) -> Config:
    """Give Alembic's settings for the project's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if database_url:
        config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config


def is_writable(engine: Engine) -> bool:
    """Say whether a transaction that takes the write lock succeeds."""
    try:
        with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
            connection.execute(text("SELECT 1"))
            connection.rollback()
    except SQLAlchemyError:
        return False
    return True


def is_migrated(engine: Engine) -> bool:
    """Say whether the database stands at the newest migration."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    except SQLAlchemyError:
        return False
