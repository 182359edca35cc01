"""Opens every page that somebody can reach by links, as a browser does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from werkzeug.exceptions import HTTPException

from tests.hostile.audiences import Party
from tests.hostile.sending import Judge, Sender

MOST_OF_A_KIND = 12
"""How many pages of one endpoint are opened: enough to see every question of an award, not every row of a list."""


def pages_of(party: Party, judge: Judge) -> Iterator[tuple[str, Any]]:
    """Give (path, answer) of every page within reach, a few of each endpoint."""
    sender = Sender(party.browser, judge)
    adapter = judge.app.url_map.bind("localhost")
    waiting, seen, kinds = list(party.starts), set(party.starts), Counter[str]()
    while waiting:
        path, answer = sender.open(waiting.pop(0))
        yield path, answer
        if answer.mimetype != "text/html":
            continue
        for link in _links(path, answer.data):
            try:
                endpoint, _ = adapter.match(urlsplit(link).path, method="GET")
            except HTTPException:
                continue
            if link not in seen and kinds[endpoint] < MOST_OF_A_KIND and endpoint != "static":
                seen.add(link)
                kinds[endpoint] += 1
                waiting.append(link)


def _links(path: str, html: bytes) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    links = [urljoin(path, re.sub(r"#.*", "", str(link["href"]))) for link in soup.select("a[href]")]
    return [link for link in links if link.startswith("/") and not link.startswith("//")]
