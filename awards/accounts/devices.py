"""What a browser says of itself, in the few words by which its owner knows it again."""

from __future__ import annotations

from typing import Final

SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
"""What stands in the header, and the word for it; the first that is found counts (Android calls itself Linux too)."""
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The same for browsers: each of them claims to be those further down."""
UNKNOWN: Final = "A browser"


def device_words(user_agent: str | None) -> str:
    """Give "Firefox on Windows", or as much of it as is known; never a piece of the header itself."""
    said = user_agent or ""
    browser = next((word for mark, word in BROWSERS if mark in said), UNKNOWN)
    system = next((word for mark, word in SYSTEMS if mark in said), None)
    return f"{browser} on {system}" if system else browser
