"""Handing mail over: to an SMTP server, or to a folder where none is set."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 20
"""How long a server may take to answer."""


class Transport(Protocol):
    """Somewhere that mail can be handed to."""

    def send(self, mail: EmailMessage) -> None:
        """Hand one mail over; raises what the transport raises."""


class SMTPTransport:
    """Sends over SMTP; ``smtps://`` for TLS, ``smtp+starttls://`` to upgrade, ``smtp://`` inside one machine."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def send(self, mail: EmailMessage) -> None:
        """Open a connection and send one mail."""
        parts = self._parts
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "localhost", parts.port or 25, timeout=SECONDS) as server:
            if parts.scheme == "smtp+starttls":
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(mail)


class FolderTransport:
    """Writes each mail to a file of a folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        """Write one mail, named so that the folder sorts by arrival."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.eml"))) + 1
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        target = self._folder / f"{number:06}-{name}.eml"
        part = target.with_suffix(".part")
        part.write_bytes(mail.as_bytes())
        part.replace(target)


def transport_for(smtp_url: str | None, folder: Path | None) -> Transport:
    """Choose SMTP where an address is set, the folder otherwise."""
    if smtp_url:
        return SMTPTransport(smtp_url)
    return FolderTransport(folder or Path("mail"))
