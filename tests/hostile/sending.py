"""Sends hostile text through a form as a browser (or a program) would, and judges every answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote_plus, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask, got_request_exception

from tests.hostile.texts import MARK, RAW, Hostile
from tests.journeys.filling import CHOICES
from tests.pages.browser import Browser, drawn_fields

CSRF = re.compile(rb'name="csrf_token" value="([^"]+)"')
SAID = re.compile(rb'govuk-error-summary__list|class="[^"]*reasons|<h1')
ERROR_LIST = re.compile(rb'govuk-error-summary__list">\s*<li>')
OUR_HEADERS = {"from", "to", "subject", "message-id", "auto-submitted", "mime-version", "content-type"}
REFUSALS = {400, 403, 404, 409, 410, 413, 422, 429}
BEYOND = {
    "status": "eligible",
    "state": "winner",
    "role": "administrator",
    "id": "1",
    "nominator_id": "1",
    "ref": "NOM-2222222",
}
"""Fields that no form draws and every form must ignore."""


@dataclass
class Judge:
    """Looks at every answer and remembers what is wrong with it, and what became of what was sent."""

    app: Flask
    wrong: list[str] = field(default_factory=list)
    became: Counter[str] = field(default_factory=Counter)
    raised: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._note = lambda _app, exception: self.raised.append(exception)
        got_request_exception.connect(self._note, self.app)

    def findings(self) -> list[str]:
        """Give what is wrong, the same thing on another row only once."""
        known: dict[str, str] = {}
        for one in self.wrong:
            known.setdefault(re.sub(r"[A-Z]{3}-[A-Z0-9]+|\d+|after .*?:", "*", one)[:120], one)
        return list(known.values())

    def of_page(self, path: str, answer: Any, sent: str = "") -> None:
        """Judge a page that was opened, or what answered a form."""
        where = f"{answer.status_code} {path} after {sent}"
        if answer.status_code >= 500 or self.raised:
            self.wrong.append(f"{where}: {[_where(one) for one in self.raised]}")
            self.raised.clear()
        if answer.mimetype == "text/html":
            self.wrong += [f"{where}: {raw!a} unescaped" for raw in RAW if raw in answer.data]

    def of_mail(self, mail: EmailMessage) -> None:
        """Judge a mail: one recipient, no header but ours, nothing unescaped, nothing typed in its subject."""
        where = f"mail {mail['Subject']!a}"
        self.wrong += [f"{where}: header {name}" for name in sorted({name.lower() for name in mail} - OUR_HEADERS)]
        self.wrong += [f"{where}: {len(mail.get_all('To', []))} recipients"] * (len(mail.get_all("To", [])) != 1)
        for name in ("Subject", "From"):
            self.wrong += [f"{where}: {name} holds what somebody typed"] * (MARK in str(mail[name]))
        html = mail.get_body(("html",)).get_content().encode()
        self.wrong += [f"{where}: {raw!a} unescaped" for raw in RAW if raw in html]

    def of_what_broke(self, path: str, broken: BaseException, sent: str) -> None:
        """Note an error that no handler answered."""
        first = self.raised[0] if self.raised else broken
        self.raised.clear()
        self.wrong.append(f"500 {path} after {sent}: {_where(first)}")

    def of_form(self, path: str, answer: Any, sent: str) -> None:
        """Judge what answered a form: what was sent is kept, or refused in words."""
        self.of_page(path, answer, sent)
        if answer.status_code in {302, 303}:
            self.became["kept"] += 1
        elif answer.status_code == 200 or answer.status_code in REFUSALS:
            self.became[f"answered {answer.status_code}"] += 1
            said = ERROR_LIST if answer.status_code == 422 else SAID
            if answer.mimetype == "text/html" and not said.search(answer.data):
                self.wrong.append(f"{answer.status_code} {path}: refused without a word: {sent}")
        elif answer.status_code < 500:
            self.wrong.append(f"{answer.status_code} {path}: an answer that nobody expects")


@dataclass(frozen=True)
class Target:
    """One form as drawn on a page, valid as far as can be told, and the names of its fields."""

    page: str
    action: str
    base: dict[str, list[str]]
    typed: tuple[str, ...]
    chosen: tuple[str, ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return re.sub(r"[A-Z]{3}-[A-Z0-9]+|\d+", "*", urlsplit(self.action).path), self.typed + self.chosen


def forms_on(url: str, html: bytes) -> list[Target]:
    """Give every posting form of a page that has something to fill in."""
    soup = BeautifulSoup(html, "html.parser")
    found = [target_of(url, form) for form in soup.find_all("form", method="post")]
    return [one for one in found if one.typed or one.chosen]


def target_of(url: str, form: Tag) -> Target:
    typed, chosen = [], []
    base = drawn_fields(form)
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name") or ""), str(control.get("type") or control.name)
        if not name or name == "csrf_token" or name in typed or name in chosen:
            continue
        if kind in {"radio", "checkbox", "select", "hidden"}:
            chosen.append(name)
            base[name] = base.get(name) or [value for value in [_first(form, control, kind)] if value]
        elif kind not in {"submit", "button", "file"}:
            typed.append(name)
    chosen += [str(button["name"]) for button in form.find_all("button") if button.get("name")]
    return Target(url, urljoin(url, str(form.get("action") or "")), base, tuple(typed), tuple(dict.fromkeys(chosen)))


def _first(form: Tag, control: Tag, kind: str) -> str:
    name = str(control["name"])
    if kind == "select":
        offered = [str(one.get("value", "")) for one in control.find_all("option")]
    else:
        offered = [str(one.get("value", "on")) for one in form.find_all("input", attrs={"name": name})]
    wanted = CHOICES.get(name.rsplit("-", maxsplit=1)[-1])
    return wanted if wanted in offered else next((value for value in offered if value), "")


class Sender:
    """One audience's browser, sending one form after another."""

    def __init__(self, browser: Browser, judge: Judge) -> None:
        self._client, self._judge = browser.client, judge

    def open(self, path: str) -> tuple[str, Any]:
        """Open a page, following redirects, and judge it; gives where that ended, and the answer."""
        for _ in range(5):
            answer = self._client.get(path)
            self._judge.of_page(path, answer)
            if answer.status_code not in {301, 302, 303}:
                return path, answer
            path = urljoin(path, answer.headers["Location"])
        raise AssertionError(f"too many redirects at {path}")

    def send(self, target: Target, changes: Iterable[tuple[str, str]], *, without: str = "") -> Any:
        """Post a form with some of its fields replaced (a name may come twice), under a fresh token."""
        _, page = self.open(target.page)
        token = CSRF.search(page.data)
        changes = list(changes)
        names = {name for name, _ in changes} | {without, "csrf_token"}
        pairs = [("csrf_token", token.group(1).decode() if token else "")]
        pairs += [
            (name, value)
            for name, values in _refreshed(target, page.data).items()
            if name not in names
            for value in values
        ]
        body = b"&".join(encoded(name) + b"=" + encoded(value) for name, value in pairs + changes)
        path = urlsplit(target.action)
        whole = path.path + (f"?{path.query}" if path.query else "")
        said = ascii(changes)[:160] + (f" without {without}" if without else "")
        try:
            answer = self._client.post(whole, data=body, content_type="application/x-www-form-urlencoded")
        except Exception as broken:  # noqa: BLE001 - whatever breaks is what this looks for
            self._judge.of_what_broke(target.action, broken, said)
            return None
        self._judge.of_form(target.action, answer, said)
        return answer


def _refreshed(target: Target, html: bytes) -> dict[str, list[str]]:
    """Give the form's fields with the version that the page has now, so that a save is not merely stale."""
    version = re.search(rb'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', html)
    if version is None or "version" not in target.base:
        return target.base
    return target.base | {"version": [next(one for one in version.groups() if one).decode()]}


def encoded(text: str) -> bytes:
    """Encode one name or value for a form's body, lone surrogates as the invalid bytes they are."""
    return quote_plus(text.encode("utf-8", "surrogatepass")).encode()


def attack(sender: Sender, target: Target, hostile: Hostile, *, each: int) -> None:
    """Send hostile text through every field of one form, one field at a time, then all at once and in odd shapes."""
    for name in target.typed:
        for _ in range(each):
            sender.send(target, [(name, hostile.text())])
    for name in target.chosen:
        for value in (hostile.text(), hostile.number(), ""):
            sender.send(target, [(name, value)])
    every = target.typed + target.chosen
    sender.send(target, [(name, hostile.text()) for name in every])
    for name in every:
        sender.send(target, [], without=name)
        sender.send(target, [(name, hostile.text()), (name, hostile.text())])
        sender.send(target, [(f"{name}[]", hostile.text()), (f"{name}[0][x]", "1")], without=name)
    sender.send(target, [*BEYOND.items(), *((name, hostile.text()) for name in target.typed)])
    if target.typed:
        sender.send(target, [(target.typed[-1], hostile.vast())])


def _where(exception: BaseException) -> str:
    """Say what was raised first, and at which line of ours."""
    while exception.__context__ is not None:
        exception = exception.__context__
    found, trace = "", exception.__traceback__
    while trace is not None:
        if "/awards/" in trace.tb_frame.f_code.co_filename:
            found = f"{trace.tb_frame.f_code.co_filename.rpartition('/awards/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(exception).__name__} at awards/{found}: {str(exception)[:200]!a}"
