"""Typed settings, read from the environment only; everything that is wrong is said at once."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

SECRET_LENGTH = 32
"""Characters at least in a secret: more than 128 bits however it was made."""
SEED_BYTES = 32
"""Bytes of the key that signs the record of judging (Ed25519)."""


class BadSettings(Exception):  # noqa: N818 - the settings are bad; nothing failed
    """One or more settings are missing or unusable; the message lists them all."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"The portal cannot start. Put these right:\n{lines}")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that differs between one installation and another."""

    database_url: str
    secret_keys: tuple[str, ...]
    encryption_keys: tuple[str, ...]
    blind_index_keys: tuple[str, ...]
    seal_keys: tuple[str, ...]
    base_url: str
    mail_from: str
    smtp_url: str | None
    mail_folder: Path | None
    trusted_proxies: int
    demo: bool
    security_contact: str | None = None
    """Where weaknesses are told: an email address or an https address; None: the programme's own address."""

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over TLS; cookies and headers depend on it."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings.

        Raises:
            BadSettings: listing every missing or unusable setting.
        """
        given = dict(os.environ if environment is None else environment)
        if given.get("AWARDS_DEMO") == "1":
            given = _demo_defaults(given) | given
        reader = _Reader(given)
        settings = cls(
            database_url=reader.database_url(),
            secret_keys=reader.secrets("AWARDS_SECRET_KEYS"),
            encryption_keys=reader.encryption_keys(),
            blind_index_keys=reader.secrets("AWARDS_BLIND_INDEX_KEY"),
            seal_keys=reader.seal_keys(),
            base_url=reader.base_url(),
            mail_from=reader.required("AWARDS_MAIL_FROM", "the address that mail is sent from"),
            smtp_url=given.get("AWARDS_SMTP_URL") or None,
            mail_folder=Path(given["AWARDS_MAIL_FOLDER"]) if given.get("AWARDS_MAIL_FOLDER") else None,
            trusted_proxies=reader.count("AWARDS_TRUSTED_PROXIES"),
            demo=given.get("AWARDS_DEMO") == "1",
            security_contact=reader.security_contact(),
        )
        if not (settings.smtp_url or settings.mail_folder):
            reader.problems.append("AWARDS_SMTP_URL or AWARDS_MAIL_FOLDER: say where mail goes")
        if reader.problems:
            raise BadSettings(reader.problems)
        return settings


class _Reader:
    """Reads one setting at a time and remembers every problem."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.problems: list[str] = []

    def required(self, name: str, meaning: str) -> str:
        value = self.given.get(name, "").strip()
        if not value:
            self.problems.append(f"{name} is missing: {meaning}")
        return value

    def database_url(self) -> str:
        url = self.required("AWARDS_DATABASE_URL", "sqlite:///file or postgresql+psycopg://…")
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
            self.problems.append("AWARDS_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
        return url

    def secrets(self, name: str) -> tuple[str, ...]:
        given = self.required(name, f"a secret of {SECRET_LENGTH} characters or more (new,old to rotate)")
        keys = tuple(key.strip() for key in given.split(",") if key.strip())
        if any(len(key) < SECRET_LENGTH for key in keys):
            self.problems.append(f"{name} must have at least {SECRET_LENGTH} characters")
        return keys

    def encryption_keys(self) -> tuple[str, ...]:
        given = self.required("AWARDS_ENCRYPTION_KEYS", "a key from `awards new-key` (new,old to rotate)")
        keys = tuple(key.strip() for key in given.split(",") if key.strip())
        for key in keys:
            try:
                Fernet(key)
            except ValueError:
                self.problems.append("AWARDS_ENCRYPTION_KEYS holds something that is not a key; see `awards new-key`")
        return keys

    def seal_keys(self) -> tuple[str, ...]:
        given = self.required("AWARDS_SEAL_KEY", "another key from `awards new-key` (new,old to rotate)")
        keys = tuple(key.strip() for key in given.split(",") if key.strip())
        if not all(_is_seed(key) for key in keys):
            self.problems.append("AWARDS_SEAL_KEY holds something that is not a key; see `awards new-key`")
        if set(keys) & {key.strip() for key in self.given.get("AWARDS_ENCRYPTION_KEYS", "").split(",")}:
            self.problems.append("AWARDS_SEAL_KEY must be another key than those of AWARDS_ENCRYPTION_KEYS")
        return keys

    def base_url(self) -> str:
        url = self.required("AWARDS_BASE_URL", "the address people type, such as https://awards.example")
        parts = urlsplit(url)
        local = parts.hostname in {"localhost", "127.0.0.1"}
        if url and not (parts.scheme == "https" or (parts.scheme == "http" and local)):
            self.problems.append("AWARDS_BASE_URL must begin with https:// (http:// only for localhost)")
        return url.rstrip("/")

    def security_contact(self) -> str | None:
        given = self.given.get("AWARDS_SECURITY_CONTACT", "").strip()
        usable = given.startswith("https://") or ("@" in given and not any(one in given for one in ' :/\r\n<>"'))
        if given and not usable:
            self.problems.append("AWARDS_SECURITY_CONTACT must be an email address or begin with https://")
        return given or None

    def count(self, name: str) -> int:
        text = self.given.get(name, "0")
        if not (text.isascii() and text.isdigit()):
            self.problems.append(f"{name} must be a whole number")
            return 0
        return int(text)


def _is_seed(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == SEED_BYTES
    except ValueError:  # not base64, or not even plain letters
        return False


def _demo_defaults(given: Mapping[str, str]) -> dict[str, str]:
    """Give the demo its file, its mail folder and secrets of its own, made at random on the first run."""
    folder = Path(given.get("AWARDS_DEMO_FOLDER", "instance"))
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "demo-secrets.json"
    kept_secrets: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
    made = {
        "AWARDS_SECRET_KEYS": secrets.token_urlsafe(48),
        "AWARDS_BLIND_INDEX_KEY": secrets.token_urlsafe(48),
        "AWARDS_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "AWARDS_SEAL_KEY": Fernet.generate_key().decode(),
    }
    if made.keys() - kept_secrets.keys():  # a demo of an earlier release gets what it has not
        kept_secrets = made | kept_secrets
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(kept_secrets))
    return kept_secrets | {
        "AWARDS_DATABASE_URL": f"sqlite:///{(folder / 'demo.sqlite3').resolve()}",
        "AWARDS_MAIL_FOLDER": str((folder / "demo-mail").resolve()),
        "AWARDS_MAIL_FROM": "awards@demo.example",
        "AWARDS_BASE_URL": f"http://localhost:{given.get('PORT', '8000')}",
    }
