"""How migrations run: on the portal's own engine, one transaction for each, in SQLite's batch mode."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, text

import awards.wiring  # noqa: F401 - knows every room, so that every table is known
from awards.db import Base


def run() -> None:
    """Run what is due. A second migrator waits: for SQLite's write lock, or PostgreSQL's advisory lock."""
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(4715)"))
            connection.commit()
        else:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
