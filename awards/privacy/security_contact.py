"""Where weaknesses are told: security.txt as RFC 9116 has it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

GOOD_FOR: Final = timedelta(days=180)
"""How long what it says holds; the file is made anew with each request."""
LANGUAGES: Final = "en"


def security_txt(contact: str, *, base_url: str, policy: str, now: datetime) -> str:
    """Give the text of the file: contact, expiry (a midnight, less than a year ahead), languages, canonical, policy."""
    expires = datetime.combine((now + GOOD_FOR).astimezone(UTC).date(), time(), tzinfo=UTC)
    lines = {
        "Contact": contact if contact.startswith("https://") else f"mailto:{contact}",
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": LANGUAGES,
        "Canonical": f"{base_url}/.well-known/security.txt",
        "Policy": f"{base_url}{policy}",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
