"""The database: the model base, shared column types, data classes of fields, and how transactions begin."""

from __future__ import annotations

import enum
import hashlib
import hmac
from datetime import UTC, date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

# The class of every field. The data map and the retention rules are made from these.
PUBLIC = {"data_class": "public"}
"""Meant for anyone: texts of the programme, winners as released."""
INTERNAL = {"data_class": "internal"}
"""Workings of the house: keys, states, times, references."""
PERSONAL = {"data_class": "personal"}
"""Names, roles, employers of people."""
CONTACT = {"data_class": "contact"}
"""Email addresses, telephone numbers: encrypted."""
SENSITIVE = {"data_class": "sensitive"}
"""Dates of birth, lived experience, safety: encrypted or tightly read."""
STORY = {"data_class": "story"}
"""What people wrote about people."""
JUDGING = {"data_class": "judging"}
"""Scores, comments, interests, decisions before release."""
SECRET = {"data_class": "secret"}
"""Hashes of tokens and the like; never shown."""

DATA_CLASSES = frozenset(
    kind["data_class"] for kind in (PUBLIC, INTERNAL, PERSONAL, CONTACT, SENSITIVE, STORY, JUDGING, SECRET)
)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the instant as UTC.

        Raises:
            ValueError: the time carries no zone, so it is not an instant.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone is not an instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the instant back, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Keyring:
    """The keys of encrypted fields: the first encrypts, all decrypt; and those of blind indexes, laid one on another.

    A fingerprint is made with the oldest index key, and that again with the next, up to the newest: so the newest can
    be laid on fingerprints of texts that nobody holds any more.
    """

    def __init__(self, encryption_keys: tuple[str, ...], *index_keys: str) -> None:
        self._newest = Fernet(encryption_keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in encryption_keys])
        self._index_keys = [key.encode() for key in reversed(index_keys)]

    @property
    def index_layers(self) -> int:
        """How many keys are laid on each fingerprint."""
        return len(self._index_keys)

    def encrypt(self, text: str) -> str:
        """Encrypt and authenticate (Fernet: AES-128-CBC with HMAC-SHA-256)."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Give the text back, whichever key of the ring it was encrypted with."""
        return self._fernet.decrypt(token.encode()).decode()

    def blind_index(self, text: str) -> str:
        """Give the keyed fingerprint by which an encrypted value is looked up (HMAC-SHA-256, hex)."""
        return self.lay_over(text.strip().casefold(), laid=0)

    def lay_over(self, fingerprint: str, *, laid: int) -> str:
        """Lay the keys on a fingerprint that has so many of them on it already."""
        for key in self._index_keys[laid:]:
            fingerprint = hmac.new(key, fingerprint.encode(), hashlib.sha256).hexdigest()
        return fingerprint

    def is_newest(self, token: str) -> bool:
        """Whether the first key encrypted this; if not, it still needs an older one."""
        try:
            self._newest.decrypt(token.encode())
        except InvalidToken:
            return False
        return True

    def opens(self, token: str) -> bool:
        """Whether any key of the ring opens this."""
        try:
            self.decrypt(token)
        except InvalidToken:
            return False
        return True

    def renewed(self, token: str) -> str:
        """Encrypt with the first key what any key of the ring encrypted.

        Raises:
            InvalidToken: no key of the ring opens it.
        """
        return self._fernet.rotate(token.encode()).decode()


class EncryptedText(TypeDecorator[str]):
    """Text that the database only ever sees encrypted."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt on the way in."""
        return None if value is None else keyring_of(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        return None if value is None else keyring_of(dialect).decrypt(value)


class EncryptedDate(EncryptedText):
    """A calendar date that the database only ever sees encrypted; ISO text inside."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encrypt a date."""
        return super().process_bind_param(None if value is None else value.isoformat(), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Give the date back."""
        text = super().process_result_value(value, dialect)
        return None if text is None else date.fromisoformat(text)


Id = Annotated[int, mapped_column(primary_key=True, info=INTERNAL)]
Ref = Annotated[str, mapped_column(sa.String(16), unique=True, info=INTERNAL)]
"""A reference that people quote; see ``core.references``."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """The base of every table: enums by value, instants as UTC, named constraints."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UTCDateTime,
        str: sa.Text,
        enum.StrEnum: sa.Enum(
            enum.StrEnum, native_enum=False, create_constraint=True, length=32, values_callable=_values
        ),
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        list[int]: sa.JSON,
        list[dict[str, Any]]: sa.JSON,
    }


# What was loaded stays readable after `keep()` has committed it: pages that follow need no second look-up.
db = SQLAlchemy(session_options={"expire_on_commit": False})


def prepare_engine(engine: Engine, keyring: Keyring) -> None:
    """Give the engine its keys and, on SQLite, durable write-ahead logging and explicit transactions."""
    engine.dialect.awards_keyring = keyring  # type: ignore[attr-defined]  # ours, put there
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is off; ours is below
    cursor = connection.cursor()
    # FULL, not NORMAL: with NORMAL a power cut loses transactions that were acknowledged.
    # And secure_delete: what somebody is erased from is overwritten, not only marked as free.
    settings = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "secure_delete=ON")
    for setting in settings:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")


def keyring_of(dialect: Dialect) -> Keyring:
    """Give the keys that this engine's encrypted fields use."""
    keyring: Keyring = dialect.awards_keyring  # type: ignore[attr-defined]  # put there above
    return keyring


def blind_index(session: Session, text: str) -> str:
    """Give the look-up fingerprint of an encrypted value under this database's keys."""
    return keyring_of(session.get_bind().dialect).blind_index(text)


def begin_to_write(session: Session) -> None:
    """Begin a transaction that will write; on SQLite take the write lock at once, so it never fails midway.

    Raises:
        RuntimeError: a transaction is open already; one that has read cannot be made to write safely.
    """
    if session.in_transaction():
        raise RuntimeError("a transaction is open already")
    session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})


__all__ = [
    "CONTACT", "DATA_CLASSES", "INTERNAL", "JUDGING", "PERSONAL", "PUBLIC", "SECRET", "SENSITIVE", "STORY",
    "Base", "EncryptedDate", "EncryptedText", "Id", "Keyring", "Mapped", "Ref", "UTCDateTime",
    "begin_to_write", "blind_index", "db", "mapped_column", "prepare_engine",
]  # fmt: skip
