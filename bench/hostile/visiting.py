"""A visitor with cookies: opens pages, finds every form, link and parameter, and posts as a browser would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from bench.hostile.wire import Answer, Sent, Wire

OF_A_KIND = 2
"""How many pages of one shape a visitor opens: enough to see its forms, not every row of a list."""
MOST_PAGES = 150
REFERENCE = re.compile(r"[A-Z]{3}-[A-Z0-9]+|[0-9]+")
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
HOPS = 5


@dataclass(slots=True)
class Form:
    """A form as drawn: where it is, where it goes, and its fields with what a browser would send untouched."""

    page: str
    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """Give what makes it another form, and not the same one of another row."""
        names = tuple(sorted({REFERENCE.sub("*", name) for name in self.names}))
        return self.method, shape_of(self.action), names


class Reader(HTMLParser):
    """Reads the forms and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.forms, self.links = page, list[Form](), list[str]()
        self._form: Form | None = None
        self._select, self._area = "", ""
        self._offered: dict[str, list[tuple[str, bool]]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms, their fields, and links."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            method = given.get("method", "get").lower()
            self._form = Form(self.page, urljoin(self.page, given.get("action") or self.page), method)
            self.forms.append(self._form)
        elif self._form is not None and name and tag in {"input", "select", "textarea", "button"}:
            self._field(tag, name, given)
        elif tag == "option" and self._select:
            self._offered.setdefault(self._select, []).append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        """Note where a form or a field ends."""
        if tag == "select" and self._form is not None and self._select:
            offered = self._offered.pop(self._select, [])
            chosen = [value for value, selected in offered if selected] or [value for value, _ in offered if value][:1]
            self._form.values += [(self._select, value) for value in chosen[:1]]
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area
        self._form = None if tag == "form" else self._form

    def handle_data(self, data: str) -> None:
        """Note what a box holds."""
        if self._area and self._form is not None:
            self._form.values.append((self._area, data.removeprefix("\n")))

    def _field(self, tag: str, name: str, given: dict[str, str]) -> None:
        form, kind = self._form, given.get("type", "text")
        if form is None or name == "csrf_token":
            return
        known = name in form.names
        if not known:
            form.names.append(name)
        self._select = name if tag == "select" else self._select
        self._area = name if tag == "textarea" else self._area
        ticked = kind in {"radio", "checkbox"} and ("checked" in given or not known)
        if tag == "input" and (ticked or kind not in {"radio", "checkbox", "file", "submit"}):
            form.values.append((name, given.get("value", "on" if ticked else "")))


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser, how they come in, and what they found."""

    name: str
    wire: Wire
    host: str
    starts: list[str]
    come_in: Callable[[Visitor], None] = lambda _visitor: None
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    forms: dict[object, Form] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    most_pages: int = MOST_PAGES
    judge: Callable[[Sent, Answer], None] = lambda _sent, _answer: None

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Give the headers of an ordinary request of this browser."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [(b"Host", self.host.encode()), *([(b"Cookie", kept.encode("latin-1"))] if kept else [])]

    def open(self, path: str) -> tuple[str, Answer]:
        """Open a page and follow redirects inside the portal; gives where that ended."""
        for _ in range(HOPS):
            sent = Sent("GET", quote(path, safe="/?&=%+,;:@~!$'()*#-._").encode(), self.headers())
            answer = self.take(self.wire.send(sent))
            self.judge(sent, answer)
            if not answer.header("Location"):
                break
            path = whole_path(urljoin(path, answer.header("Location")))
        return path, answer

    def post(self, action: str, pairs: list[tuple[str, str]]) -> Answer:
        """Send a form as a browser would, with this browser's token."""
        whole = [("csrf_token", self.token), *pairs]
        body = "&".join(f"{quote(name)}={quote(value)}" for name, value in whole).encode()
        kind = (b"Content-Type", b"application/x-www-form-urlencoded")
        return self.take(self.wire.send(Sent("POST", action.encode(), [*self.headers(), kind], body)))

    def take(self, answer: Answer) -> Answer:
        """Keep the cookies and the token of an answer."""
        for cookie in answer.all("Set-Cookie"):
            name, _, rest = cookie.partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]
        found = TOKEN.search(answer.body)
        self.token = found.group(1).decode() if found else self.token
        return answer

    def look_round(self) -> None:
        """Open what can be reached by links, and note every form and every address with its parameters."""
        kinds, waiting = Counter[str](), list(self.starts)
        seen = set(waiting)
        opened = 0
        while waiting and opened < self.most_pages:
            path, answer = self.open(waiting.pop(0))
            opened += 1
            self.places.setdefault(shape_of(path), path)
            if answer.type != "text/html":
                continue
            for link in self._read(path, answer):
                shape = shape_of(link)
                if link not in seen and kinds[shape] < OF_A_KIND and not link.startswith("/static/"):
                    seen.add(link)
                    kinds[shape] += 1
                    waiting.append(link)

    def refreshed(self, form: Form) -> Form:
        """Give a form as it is drawn now; whoever was signed out by what was sent comes in again."""
        for _ in range(2):
            path, answer = self.open(form.page)
            reader = Reader(path)
            reader.feed(answer.text if answer.type == "text/html" else "")
            same = next((one for one in reader.forms if one.shape == form.shape), None)
            if same is not None:
                self.forms[form.shape] = same
                return same
            if shape_of(path) == shape_of(form.page) and answer.status < 400:  # noqa: PLR2004 - HTTP
                break  # the page is there, the form is not any more
            self.come_in(self)
        return form

    def _read(self, path: str, answer: Answer) -> Iterator[str]:
        reader = Reader(path)
        reader.feed(answer.text)
        for form in reader.forms:
            self.forms.setdefault(form.shape, form)
        for link in reader.links:
            whole = urljoin(path, link)
            if whole.startswith("/") and not whole.startswith("//"):
                yield whole.partition("#")[0]


def shape_of(path: str) -> str:
    """Give an address without what differs from row to row: references, numbers, and the values of parameters."""
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return REFERENCE.sub("*", parts.path) + ("?" + "&".join(names) if names else "")


def whole_path(url: str) -> str:
    """Give the path and parameters of an address."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
