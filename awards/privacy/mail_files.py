"""Mails in the folder into which a portal without a mail server writes them: they go with their messages."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path


def clear_old_mail(folder: Path | None, *, before: datetime) -> int:
    """Delete mails dated before a moment. Gives how many; 0 where there is no such folder."""
    if folder is None or not folder.is_dir():
        return 0
    gone = 0
    for path in sorted(folder.glob("*.eml")):
        dated = BytesParser(policy=policy.default).parsebytes(path.read_bytes(), headersonly=True)["Date"]
        if dated is not None and parsedate_to_datetime(str(dated)) < before:
            path.unlink()
            gone += 1
    return gone
