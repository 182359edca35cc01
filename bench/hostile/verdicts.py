"""Looks at what came back: no failure, no live markup, no header that was typed, nothing slow."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from awards.web.security import HEADERS
from bench.hostile.attacks import FOREIGN
from bench.hostile.wire import Answer, Sent
from tests.hostile.texts import MARK

SLOW = 2.0
"""Seconds that no answer may take."""
MOST_COOKIE = 4096
INSIDE = (b"Traceback (most recent call", b"sqlalchemy.", b"sqlite3.", b"psycopg", b"werkzeug.", b"/awards/web/")
EVALUATED = re.compile(rb"zqx[#$]?54439")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PLAIN_NUMBER = re.compile(r"-?[0-9]+([./][0-9]+)?")
ATOM = "{http://www.w3.org/2005/Atom}"
OUR_MAIL_HEADERS = {"from", "to", "subject", "message-id", "auto-submitted", "mime-version", "content-type", "date"}
LEADS = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset"}
SCHEMES = ("javascript:", "data:", "vbscript:", "file:")
WORD_OF_REFUSAL = re.compile(rb"<h1|govuk-error-summary|not served here|Bad Request|Too Large|[a-z]{4}")


class Markup(HTMLParser):
    """Finds what of a page would be alive and is not ours: tags, attributes, handlers, scripts, other hosts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        names = [name for name, _ in attrs]
        found = [f"<{tag}>"] if MARK in tag or tag in {"style", "iframe", "object", "embed", "base"} else []
        found += ["<script> on the page"] if tag == "script" and "src" not in names else []
        found += [f"<{tag} {name}>" for name in names if MARK in name or name.startswith("on") or name == "style"]
        for name, value in attrs:
            said = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name in LEADS and (said.startswith(SCHEMES) or FOREIGN in said.partition("?")[0]):
                found.append(f'<{tag} {name}="{(value or "")[:60]}">')
        self.alive += found


def alive_in(html: str) -> list[str]:
    """Give what in a page would be alive that is not ours."""
    reader = Markup()
    reader.feed(html)
    return reader.alive


@dataclass
class Verdicts:
    """What is wrong, each thing once; and how long everything took."""

    own_hosts: frozenset[str]
    found: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, Sent]] = field(default_factory=list)
    pages_with_marks: int = 0
    tell: Callable[[str], None] = lambda _words: None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wrong(self, what: str, where: str) -> None:
        """Note a finding, the same one on another row only once."""
        key = re.sub(r"[A-Z]{3}-[A-Z0-9]+|[0-9]+", "*", what)[:200]
        with self._lock:
            if key not in self.found:
                self.found[key] = f"{what} [{where}]"
                self.tell(f"FOUND {what} [{where}]"[:600])

    def of_answer(self, sent: Sent, answer: Answer, *, must_refuse: bool = False) -> None:
        """Judge one answer."""
        where = f"{answer.status} {sent}"
        path = sent.target.partition(b"?")[0][:60]
        with self._lock:
            self.statuses[answer.status] += 1
            self.slowest = sorted([*self.slowest, (answer.seconds, sent)], key=lambda one: -one[0])[:10]
        if answer.status == 0:
            self.wrong(f"no answer at {path!r}", where)
            return
        if answer.status >= 500:  # noqa: PLR2004 - HTTP
            self.wrong(f"{answer.status} at {path!r}", where)
        if must_refuse and not 400 <= answer.status < 500:  # noqa: PLR2004 - HTTP
            self.wrong(f"{answer.status} instead of a refusal at {path!r}", where)
        self._headers(answer, where)
        self._cookies(answer, where)
        self._body(answer, where)

    def _headers(self, answer: Answer, where: str) -> None:
        lacking = [name for name, value in HEADERS.items() if answer.header(name) != value]
        if lacking:
            self.wrong(f"{answer.status} without {', '.join(lacking)}", where)
        if not answer.header("Cache-Control") and answer.status not in {301, 308}:
            self.wrong(f"{answer.status} without Cache-Control", where)
        for name, value in answer.headers:
            planted = MARK in name.lower() or (
                name.lower() not in {"location", "set-cookie", "allow"} and MARK in value
            )
            if planted or name.lower() in {"server", "x-powered-by", "access-control-allow-origin", "bcc"}:
                self.wrong(f"a header that is not ours: {name}: {value[:60]}", where)
        if answer.type.startswith("text/") and "charset=utf-8" not in answer.header("Content-Type").lower():
            self.wrong(f"{answer.type} without a charset", where)
        location = answer.header("Location")
        to = urljoin("http://" + sorted(self.own_hosts)[0], location.replace("\\", "/"))
        if location and (urlsplit(to).netloc not in self.own_hosts or urlsplit(to).scheme not in {"http", "https"}):
            self.wrong(f"leads elsewhere: {location[:80]}", where)

    def _cookies(self, answer: Answer, where: str) -> None:
        for cookie in answer.all("Set-Cookie"):
            lowered = cookie.lower()
            if (
                not all(part in lowered for part in ("httponly", "samesite=lax", "path=/"))
                or MARK in lowered.partition(";")[2]
            ):
                self.wrong(f"a cookie that is not as ours: {cookie[:80]}", where)
            if len(cookie) > MOST_COOKIE:
                self.wrong(f"a cookie of {len(cookie)} characters", where)

    def _body(self, answer: Answer, where: str) -> None:
        for inside in INSIDE:
            if inside in answer.body:
                self.wrong(f"the answer shows {inside!r}", where)
        if MARK.encode() in answer.body.lower():
            self.pages_with_marks += 1
        look = {
            "text/html": self._page,
            "application/json": self._json,
            "application/atom+xml": self._feed,
            "application/zip": self._zip,
            "text/csv": lambda body, where: self.of_csv(body.decode("utf-8-sig"), where),
        }.get(answer.type)
        if look is not None and answer.body:
            look(answer.body, where)

    def _page(self, body: bytes, where: str) -> None:
        for alive in alive_in(body.decode("utf-8", "replace")):
            self.wrong(f"alive in a page: {alive}", where)
        if EVALUATED.search(body):
            self.wrong("a template that was evaluated", where)
        if FOREIGN.encode() in re.sub(rb'(?s)<textarea.*?</textarea>|value="[^"]*"|>[^<]*<', b"", body):
            self.wrong("a foreign host in the page's own markup", where)

    def _feed(self, body: bytes, where: str) -> None:
        tags = {one.tag for one in ET.fromstring(body).iter()}  # noqa: S314 - our own feed
        if [tag for tag in tags if not tag.startswith(ATOM)]:
            self.wrong("a tag in the feed that is not ours", where)

    def _json(self, body: bytes, where: str) -> None:
        try:
            json.loads(body)
        except ValueError:
            self.wrong("JSON that cannot be read", where)

    def _zip(self, body: bytes, where: str) -> None:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                if name.startswith(("/", "..")) or MARK in name:
                    self.wrong(f"a file name in an archive: {name}", where)
                if name.endswith(".csv"):
                    self.of_csv(archive.read(name).decode("utf-8-sig"), f"{name} in {where}")

    def of_csv(self, text: str, where: str) -> None:
        """Judge a table: no cell is a formula for a spreadsheet."""
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                if cell.startswith(FORMULA) and not PLAIN_NUMBER.fullmatch(cell):
                    self.wrong(f"a cell that is a formula: {cell[:40]!r}", where)

    def of_mail(self, file: Path) -> None:
        """Judge a mail: one recipient, no header but ours, nothing typed in its subject, nothing alive in its HTML."""
        mail = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default)
        where = f"{file.name}: {mail['Subject']!a}"
        for name in {name.lower() for name in mail} - OUR_MAIL_HEADERS:
            self.wrong(f"a mail with header {name}", where)
        if len(mail.get_all("To", [])) != 1 or len(mail["To"].addresses) != 1:
            self.wrong("a mail with not just one recipient", where)
        for name in ("Subject", "From"):
            if MARK in str(mail[name]).lower():
                self.wrong(f"a mail whose {name} holds what somebody typed", where)
        html = mail.get_body(("html",))
        for alive in [one for one in alive_in(html.get_content() if html else "") if one not in {"<style>"}]:
            self.wrong(f"alive in a mail: {alive}", where)
