"""Walks everything that somebody signed in as a judge can ask for, and looks for marks in every byte of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.pages.browser import drawn_fields

QUERIES = {
    "sort": ("title", "-title", "score", "nominations", "admitted_at", "position"),
    "order": ("asc", "desc"),
    "q": ("zq",),
    "words": ("zq",),
    "page": ("1", "2", "0"),
    "state": ("withdrawn", "in_judging"),
    "category": ("practice",),
    "format": ("json", "csv", "print"),
    "show": ("all",),
    "next": ("/staff/",),
}
"""Parameters that somebody curious would try; those that links and forms carry are tried with these values as well."""
MISSING = {"ENT": "ENT-2222222", "NOM": "NOM-2222222", "PNL": "PNL-2222222", "NEE": "NEE-2222222",
           "FLG": "FLG-2222222", "CON": "CON-2222222",
           "USR": "USR-2222222", "MTG": "MTG-2222222"}  # fmt: skip
OTHER_ARGUMENTS = {
    "year": ["2024"], "number": ["1"], "kind": ["winners", "finalists"], "act": ["hold"], "audience": ["staff"],
    "settles": ["winners"],
    "stage": ["winner"], "thing": ["name"], "slug": ["practice", "category-1"], "category": ["practice"],
    "way": ["keep"],
    "cut": ["auditor", "public"], "key": ["practice", "q1"], "question_key": ["q1"], "token": ["no-such-token"],
}  # fmt: skip
NOT_WALKED = {"static", "sign_in.out", "own_judge.end_sign_in", "own_judge.end_all"}
LEAVING = "/judge/account/sign-ins/"
"""Forms that would end the walk: they sign this browser out."""


@dataclass
class Walk:
    """One signed-in browser, the marks it must not meet, and what it met all the same."""

    browser: object
    secrets: list[str]
    found: set[tuple[str, str, str]] = field(default_factory=set)
    """Method, address, and the mark that was there."""
    opened: set[str] = field(default_factory=set)
    statuses: dict[tuple[str, str], int] = field(default_factory=dict)

    def ask(self, method: str, path: str, data: dict[str, list[str]] | None = None):
        """Send one request and look at every byte of what comes back, headers and all."""
        answer = self.browser.client.open(path, method=method, data=data)
        sent = "".join(value for values in (data or {}).values() for value in values)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "Set-Cookie")
        text = f"{headers}\n{answer.get_data().decode('utf-8', 'replace')}".lower()
        asked = f"{path} {sent}".lower()
        self.found |= {(method, path, one) for one in self.secrets if one in text and one not in asked}
        self.statuses[method, path] = answer.status_code
        return answer

    def crawl(self, starts: Iterable[str]) -> None:
        """Open everything that links, redirects and asking forms lead to, with every parameter found and tried."""
        waiting = list(starts)
        while waiting:
            path = waiting.pop()
            if path in self.opened or urlsplit(path).path.startswith("/static/"):
                continue
            self.opened.add(path)
            self.ask("HEAD", path)
            answer = self.ask("GET", path)
            waiting += [_local(path, answer.headers["Location"])] if "Location" in answer.headers else []
            if answer.mimetype == "text/html":
                waiting += [one for one in _leads(path, answer.get_data()) if one]

    def try_parameters(self) -> None:
        """Ask for every page that was opened with every parameter that was found anywhere, or that one may guess."""
        pages = {urlsplit(path).path for path in self.opened}
        names = {name for path in self.opened for name, _ in parse_qsl(urlsplit(path).query)} | set(QUERIES)
        for page in sorted(pages):
            for name in sorted(names):
                for value in QUERIES.get(name, ("zq", "1")):
                    self.ask("GET", f"{page}?{urlencode({name: value})}")

    def send_forms(self) -> None:
        """Send every form as drawn, of every page that was opened."""
        sent = set()
        for path in sorted(self.opened):
            soup = BeautifulSoup(self.ask("GET", path).get_data(), "html.parser")
            for form in soup.select("main form[method=post]"):
                for button in form.find_all("button"):
                    target = urljoin(path, str(button.get("formaction") or form.get("action") or ""))
                    pressed = {button["name"]: [button.get("value", "")]} if button.get("name") else {}
                    if not target.startswith(LEAVING) and (target, str(pressed)) not in sent:
                        sent.add((target, str(pressed)))
                        self.ask("POST", target, drawn_fields(form) | pressed)

    def token(self) -> str:
        """Give a fresh token, as a page of the judge's carries it."""
        page = self.browser.client.get("/judge/entries/").get_data(as_text=True)
        return re.search(r'name="csrf_token" value="([^"]*)"', page)[1]


def addresses(app, references: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Give (endpoint, method, address) of every page with every reference in every place, sensible or not."""
    refs = list(references)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in NOT_WALKED:
            continue
        names = sorted(rule.arguments)
        offered = [OTHER_ARGUMENTS.get(name, refs) for name in names]
        if len(names) > 1:
            offered = [values[:6] for values in offered]
        for values in islice(product(*offered), 60):
            path = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            for method in sorted(rule.methods & {"GET", "HEAD", "POST"}):
                yield rule.endpoint, method, path


def _leads(path: str, html: bytes) -> Iterator[str | None]:
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select("a[href], link[href], [src]"):
        yield _local(path, str(link.get("href") or link.get("src")))
    for form in soup.find_all("form"):
        target = _local(path, str(form.get("action") or path))
        if target and str(form.get("method", "get")).lower() == "get":
            yield f"{urlsplit(target).path}?{urlencode(drawn_fields(form), doseq=True)}"
        elif target and "/sign-in/out/" not in target:
            yield target


def _local(path: str, link: str) -> str | None:
    """Give the address within the portal, without its fragment; None for any other."""
    parts = urlsplit(urljoin(f"http://localhost{path}", link))
    if parts.netloc != "localhost" or parts.scheme != "http":
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
