"""Collects every address and every form that somebody is shown, and asks for them again as somebody else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer
from werkzeug.exceptions import HTTPException

from awards.db import Base, db
from tests.house.everything import World
from tests.house.reaching import _local
from tests.house.secrets_table import met
from tests.pages.browser import drawn_fields

OF_INTEREST = SoupStrainer(["a", "form", "link", "img", "script"])
LEFT_OUT = ("/static/", "/sign-in/out/")
NOTED = {"audit_entry", "audit_reason", "attempt"}
"""Tables in which a refusal, or what was read, is noted."""
MOST_OF_A_KIND = 4
"""How many addresses of one page are opened: enough for every state, not for every row of a list."""


@dataclass
class Harvest:
    """Addresses that were shown, and forms: where they go and what they send as drawn."""

    addresses: list[str] = field(default_factory=list)
    forms: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    """By the target and the button's own field."""

    def add(self, other: Harvest) -> None:
        """Take over what another harvest has and this one has not."""
        self.addresses += [one for one in other.addresses if one not in self.addresses]
        self.forms |= {key: sent for key, sent in other.forms.items() if key not in self.forms}


def said(answer) -> str:
    """Give everything that was sent, headers and cookies and all, in small letters."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.get_data().decode('utf-8', 'replace')}".lower()


def crawl(app, browser, starts, look=None) -> Harvest:
    """Open everything that links, redirects and asking forms lead to; `look(path, answer)` sees every answer."""
    adapter = app.url_map.bind("localhost")
    harvest, waiting, kinds, seen = Harvest(), list(starts), Counter(), set(starts)
    while waiting:
        path = waiting.pop(0)
        answer = browser.client.get(path)
        harvest.addresses.append(path)
        if look:
            look(path, answer)
        leads = [_local(path, answer.headers["Location"])] if "Location" in answer.headers else []
        if answer.mimetype == "text/html":
            soup = parsed(answer)
            harvest.forms |= {key: sent for key, sent in forms_of(path, soup).items() if key not in harvest.forms}
            leads += list(leads_of(path, soup))
        for lead in leads:
            if lead and lead not in seen and not lead.startswith(LEFT_OUT):
                seen.add(lead)
                kind = kind_of(adapter, lead)
                kinds[kind] += 1
                if kinds[kind] <= MOST_OF_A_KIND:
                    waiting.append(lead)
    return harvest


def parsed(answer) -> BeautifulSoup:
    """Give the links, sources and forms of a page."""
    return BeautifulSoup(answer.get_data(), "html.parser", parse_only=OF_INTEREST)


def kind_of(adapter, path: str) -> tuple[str, tuple[str, ...]]:
    """Say which page an address is of, and with which parameters."""
    parts = urlsplit(path)
    names = tuple(sorted({one.partition("=")[0] for one in parts.query.split("&") if one}))
    try:
        return adapter.match(parts.path, method="GET")[0], names
    except HTTPException:
        return parts.path, names


def leads_of(path: str, soup: BeautifulSoup):
    """Give where a page leads: its links and sources, and the forms that ask."""
    for link in soup.select("a[href], link[href], [src]"):
        yield _local(path, str(link.get("href") or link.get("src")))
    for form in soup.find_all("form"):
        target = _local(path, str(form.get("action") or path))
        if target and str(form.get("method", "get")).lower() == "get":
            yield f"{urlsplit(target).path}?{urlencode(drawn_fields(form), doseq=True)}"


def forms_of(path: str, soup: BeautifulSoup) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Give the forms of a page that send something, with every button."""
    found = {}
    for form in soup.select("form[method=post]"):
        fields = drawn_fields(form)
        fields.pop("csrf_token", None)
        for control in form.find_all(["input", "textarea", "select"]):
            if control.get("name") not in {None, "csrf_token"}:
                fields.setdefault(str(control["name"]), [])  # drawn, but nothing is sent
        for button in form.find_all("button") or [{}]:
            target = urljoin(path, str(button.get("formaction") or form.get("action") or ""))
            pressed = {str(button["name"]): [str(button.get("value", ""))]} if button.get("name") else {}
            if not target.startswith(LEFT_OUT):
                found[target, urlencode(pressed, doseq=True)] = fields | pressed
    return found


@dataclass
class Replay:
    """Asks again, as one role, for what others were shown, and keeps what it met that this role may not meet."""

    world: World
    role: str
    as_if: str = ""
    """The role whose right to know counts, where it has changed."""
    browser: object = None
    met: set[tuple[str, str, str]] = field(default_factory=set)
    failed: list[tuple[str, int]] = field(default_factory=list)
    shown: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    """The forms that this role was shown on the way."""

    def __post_init__(self) -> None:
        self.browser = self.browser or self.world.browser(self.role)
        self.as_if = self.as_if or self.role

    def open(self, addresses) -> None:
        """Ask for every address."""
        for path in addresses:
            answer = self._ask("GET", path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                self.shown |= forms_of(path, parsed(answer))

    def send(self, forms, *, undoing=False) -> None:
        """Send every form as it was drawn for somebody; `undoing` what it does."""
        for (target, _), fields in forms.items():
            answer = self._ask("POST", target, fields)
            if undoing and answer.status_code < 400:
                self.world.put_back()
                self.browser = self.world.browser(self.role)

    def _ask(self, method, path, fields=None):
        answer = self.browser.client.open(path, method=method, data=fields)
        asked = f"{path} {fields or ''}".lower()
        self.met |= met(self.as_if, path, asked, said(answer))
        if answer.status_code >= 500:
            self.failed.append((path, answer.status_code))
        return answer


def rows(world: World) -> dict[str, int]:
    """Give a fingerprint of every table but those that note who asked, so that one can see that nothing was done."""
    with world.app.app_context():
        found = {
            name: hash(tuple(map(repr, db.session.connection().execute(table.select()))))
            for name, table in Base.metadata.tables.items()
            if name not in NOTED
        }
        db.session.rollback()
    return found
