"""Makes hostile requests: through every field, parameter, part of an address, cookie and header, in every odd shape."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from bench.hostile.visiting import Form, Visitor, whole_path
from bench.hostile.wire import Headers, Sent
from tests.hostile.texts import NUMBERS, Hostile

FOREIGN = "zqx-host.example"
FORM = (b"Content-Type", b"application/x-www-form-urlencoded")
BEYOND = {"status": "eligible", "role": "administrator", "id": "1", "is_winner": "1", "judge_id": "1", "score": "5"}
DATES = ("30", "31", "2", "13", "99999", "0000", "-1", "2024-02-30", "99999-01-01", "\u0662", "1e3")
METHODS = ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "ZQX", "OPTIONS", "HEAD")
ALLOWED = {"OPTIONS", "HEAD"}
NEXT = ("next", "return", "return_to", "url", "redirect", "back", "continue", "dest")
ELSEWHERE = (
    f"//{FOREIGN}", f"/\\{FOREIGN}", f"\\\\{FOREIGN}", f"https://{FOREIGN}/", f"/\t/{FOREIGN}", f"/%09/{FOREIGN}",
    f"https:{FOREIGN}", f"//localhost@{FOREIGN}/", "javascript:zqx(1)", "data:text/html,<zqx>", f"/%2f{FOREIGN}",
    f"/\r\nLocation: https://{FOREIGN}", "%0d%0aX-Zqx: 1", f"///{FOREIGN}", f"\u2044\u2044{FOREIGN}", ".", "..//..//",
)  # fmt: skip
NAMES_OF_HEADERS = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "Forwarded",
    "X-Real-IP", "Referer", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset", "Range",
    "If-None-Match", "If-Modified-Since", "If-Range", "Authorization", "X-HTTP-Method-Override", "X-Original-URL",
    "X-Rewrite-URL", "X-Requested-With", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Purpose", "Upgrade", "Via", "TE",
    "Content-Language", "Cookie", "Pragma", "Cache-Control", "X-Csrf-Token", "Expect", "Date", "From", "Max-Forwards",
)  # fmt: skip
HOSTS = (FOREIGN, f"localhost@{FOREIGN}", f"localhost.{FOREIGN}", f"{FOREIGN}:80", "localhost:99999", "[::1", "",
         "127.0.0.1\t", "\u00e9.example", "localhost:80:80", "localhost/zqx", "a" * 3000)  # fmt: skip
UNHELPFUL = 30_000
BACKTRACKING = (
    "a" * UNHELPFUL + "!", "a@" + "a." * 15_000, "(" * UNHELPFUL, " " * UNHELPFUL + "x", "0" * UNHELPFUL + "x",
    "SW" + "0" * UNHELPFUL, "1 " * 15_000 + "x", "'" * UNHELPFUL, "http://" * 4_300, "n\u00e9e " * 7_500,
    "aA1-" * 7_500, "\t\n" * 15_000, "+44 " * 7_500, "AB1 2" * 6_000, "=?utf-8?q?" * 3_000, "<" * UNHELPFUL,
    "&" * UNHELPFUL,
    ", ".join(["Ada"] * 6_000), "-" * UNHELPFUL, "@" * UNHELPFUL, "\u0301" * UNHELPFUL, "[" * UNHELPFUL,
    "a_" * 15_000,
)  # fmt: skip
TOO_LARGE = 10 * 1024 * 1024
KINDS = {
    "field": 40, "whole form": 8, "shape": 12, "query": 12, "path": 10, "header": 8, "cookie": 4, "method": 2,
    "host": 2, "from elsewhere": 3, "next": 3, "long": 4, "part": 2, "too much": 1,
}  # fmt: skip
"""How many of a hundred or so requests are of each kind."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile request, and whether nothing but a refusal will do."""

    kind: str
    sent: Sent
    must_refuse: bool = False


class Attacks:
    """Makes one visitor's attacks, the same ones for the same seed and the same pages."""

    def __init__(self, visitor: Visitor, seed: int) -> None:
        self._visitor = visitor
        self._random = random.Random(f"{seed}:{visitor.name}")  # noqa: S311 - not for secrets; it gives the same again
        self._hostile = Hostile(self._random.randrange(10**9))
        self._makers: dict[str, Callable[[], Iterator[Attack]]] = {
            "field": self._fields, "whole form": self._whole_form, "shape": self._shape, "query": self._query,
            "path": self._path, "header": self._header, "cookie": self._cookie, "method": self._method,
            "host": self._host, "from elsewhere": self._from_elsewhere, "next": self._next, "long": self._long,
            "part": self._part, "too much": self._too_much,
        }  # fmt: skip
        self._forms: list[Form] = []
        self._turn = 0

    def __iter__(self) -> Iterator[Attack]:
        """Give attacks without end."""
        kinds, weights = list(KINDS), list(KINDS.values())
        while True:
            kind = self._random.choices(kinds, weights)[0]
            yield from self._makers[kind]()

    def _form(self) -> Form | None:
        """Give the next form in turn, as it is drawn now."""
        forms = sorted(self._visitor.forms.values(), key=lambda one: str(one.shape))
        forms = [one for one in forms if not one.action.startswith("/demo/clock")]
        if not forms:
            return None
        self._turn += 1
        return self._visitor.refreshed(forms[self._turn % len(forms)])

    def _place(self) -> str:
        return self._random.choice(sorted(self._visitor.places.values()) or ["/"])

    def _text(self) -> str:
        return self._hostile.text() if self._random.random() < 0.8 else self._random.choice(NUMBERS + DATES)  # noqa: PLR2004

    def _post(
        self, form: Form, pairs: list[tuple[str, str]], *, more: Headers | None = None, token: bool = True
    ) -> Sent:
        whole = ([("csrf_token", self._visitor.token)] if token else []) + pairs
        body = b"&".join(encoded(name) + b"=" + encoded(value) for name, value in whole)
        path = whole_path(form.action)
        if form.method == "get":
            address = urlsplit(path).path.encode() + b"?" + body
            return Sent("GET", address, [*self._visitor.headers(), *(more or [])])
        return Sent("POST", as_target(path), [*self._visitor.headers(), FORM, *(more or [])], body)

    def _changed(self, form: Form, changes: dict[str, str]) -> list[tuple[str, str]]:
        left = [(name, value) for name, value in form.values if name not in changes]
        return left + list(changes.items())

    def _fields(self) -> Iterator[Attack]:
        form = self._form()
        for name in self._random.sample(form.names, min(4, len(form.names))) if form else ():
            yield Attack("field", self._post(form, self._changed(form, {name: self._text()})))

    def _whole_form(self) -> Iterator[Attack]:
        form = self._form()
        if form:
            yield Attack("whole form", self._post(form, [(name, self._text()) for name in form.names]))

    def _shape(self) -> Iterator[Attack]:
        form = self._form()
        if not form or not form.names:
            return
        name = self._random.choice(form.names)
        without = [pair for pair in form.values if pair[0] != name]
        yield Attack("shape", self._post(form, without))
        yield Attack("shape", self._post(form, [*form.values, (name, self._text()), (name, self._text())]))
        yield Attack("shape", self._post(form, [*without, (f"{name}[]", self._text()), (f"{name}[0][x]", "1")]))
        yield Attack("shape", self._post(form, [*form.values, *BEYOND.items(), (self._text(), self._text())]))

    def _query(self) -> Iterator[Attack]:
        place = urlsplit(self._place())
        known = parse_qsl(place.query, keep_blank_values=True) or [("page", "1")]
        known += [(self._random.choice(("page", "sort", "state", "panel", "list", "who", "q", "decided", "to")), "")]
        name = self._random.choice(known)[0]
        pairs = [(one, self._text() if one == name else value) for one, value in known]
        pairs += [(name, self._text())] if self._random.random() < 0.2 else []  # noqa: PLR2004 - now and then twice
        query = b"&".join(encoded(one) + b"=" + encoded(value) for one, value in pairs)
        yield Attack("query", Sent("GET", as_target(place.path) + b"?" + query, self._visitor.headers()))

    def _path(self) -> Iterator[Attack]:
        parts = self._place().partition("?")[0].split("/")
        at = self._random.randrange(1, len(parts)) if len(parts) > 1 else 0
        hostile = self._random.choice((self._text(), "..", "%2e%2e%2f", "%00", ";zqx", "zqx" * 2000, "%ff%fe", "//"))
        encoded_part = (
            hostile.encode() if hostile.startswith("%") else quote(hostile.encode("utf-8", "surrogatepass")).encode()
        )
        whole = [quote(part).encode() for part in parts]
        whole[at] = encoded_part
        yield Attack("path", Sent("GET", b"/".join(whole) or b"/", self._visitor.headers()))

    def _header(self) -> Iterator[Attack]:
        name = self._random.choice(NAMES_OF_HEADERS)
        value = self._random.choice(
            (self._text(), FOREIGN, f"for=1.2.3.4;host={FOREIGN}", "zqx" * 1000, "bytes=5-1,9-")
        )
        clean = value.encode("utf-8", "surrogatepass").replace(b"\r", b" ").replace(b"\n", b" ")
        place = as_target(self._place())
        yield Attack("header", Sent("GET", place, [*self._visitor.headers(), (name.encode(), clean)]))

    def _cookie(self) -> Iterator[Attack]:
        kept = self._visitor.cookies.get("awards", "eyJ6cXgiOjF9.aaaa.bbbb")
        at = self._random.randrange(len(kept))
        value = self._random.choice(
            (
                kept[:at] + "x" + kept[at + 1 :],
                self._text(),
                kept * 3,
                "eyJ6cXgiOjF9.aaaa.bbbb",
                "." * 500,
                "{}",
                "zqx" * 1500,
            )
        )
        clean = value.encode("utf-8", "surrogatepass").translate(None, b"\r\n")
        headers = [(b"Host", self._visitor.host.encode()), (b"Cookie", b"awards=" + clean + b"; zqx=1; =; ;;")]
        yield Attack("cookie", Sent("GET", as_target(self._place()), headers))

    def _method(self) -> Iterator[Attack]:
        method = self._random.choice(METHODS)
        sent = Sent(method, as_target(self._place()), [*self._visitor.headers(), FORM], b"zqx=1")
        yield Attack("method", sent, must_refuse=method not in ALLOWED)

    def _host(self) -> Iterator[Attack]:
        host = self._random.choice(HOSTS)
        others = [pair for pair in self._visitor.headers() if pair[0] != b"Host"]
        foreign = FOREIGN in host
        yield Attack(
            "host", Sent("GET", as_target(self._place()), [(b"Host", host.encode()), *others]), must_refuse=foreign
        )

    def _from_elsewhere(self) -> Iterator[Attack]:
        forms = [one for one in self._visitor.forms.values() if one.method == "post"]
        if not forms:
            return
        form = self._random.choice(sorted(forms, key=lambda one: str(one.shape)))
        foreign: list[tuple[bytes, bytes]] = [(b"Origin", f"https://{FOREIGN}".encode())]
        site = [(b"Sec-Fetch-Site", self._random.choice((b"cross-site", b"same-site")))]
        yield Attack("from elsewhere", self._post(form, form.values, more=foreign), must_refuse=True)
        yield Attack("from elsewhere", self._post(form, form.values, more=site), must_refuse=True)
        yield Attack("from elsewhere", self._post(form, form.values, token=False), must_refuse=True)
        body = b"csrf_token=" + encoded(self._text()) + b"&zqx=1"
        sent = Sent("POST", as_target(whole_path(form.action)), [*self._visitor.headers(), FORM], body)
        yield Attack("from elsewhere", sent, must_refuse=True)

    def _next(self) -> Iterator[Attack]:
        place = urlsplit(self._random.choice(("/sign-in/", "/link/", "/demo/", self._place()))).path
        query = b"&".join(name.encode() + b"=" + encoded(self._random.choice(ELSEWHERE)) for name in NEXT)
        yield Attack("next", Sent("GET", as_target(place) + b"?" + query, self._visitor.headers()))
        raw = self._random.choice(ELSEWHERE).encode().translate(None, b"\r\n\t ")
        yield Attack(
            "next", Sent("GET", b"/" + quote(raw, safe="/\\%:@").encode() + as_target(place), self._visitor.headers())
        )

    def _long(self) -> Iterator[Attack]:
        form = self._form()
        if form and form.names:
            name = self._random.choice(form.names)
            yield Attack("long", self._post(form, self._changed(form, {name: self._random.choice(BACKTRACKING)})))

    def _part(self) -> Iterator[Attack]:
        form = self._form()
        if form and form.method == "post":
            shape = self._random.randrange(4)
            body = multipart(
                [("csrf_token", self._visitor.token), *form.values], self._text(), self._text(), shape=shape
            )
            kind = (b"Content-Type", b"multipart/form-data; boundary=zqxzqx")
            yield Attack(
                "part", Sent("POST", as_target(whole_path(form.action)), [*self._visitor.headers(), kind], body)
            )

    def _too_much(self) -> Iterator[Attack]:
        forms = [one for one in self._visitor.forms.values() if one.method == "post"]
        if not forms:
            return
        form = self._random.choice(sorted(forms, key=lambda one: str(one.shape)))
        token = b"csrf_token=" + self._visitor.token.encode()
        content, make = self._random.choice(
            (
                (b"application/x-www-form-urlencoded", lambda: token + b"&zqx=" + b"x" * TOO_LARGE),
                (b"application/x-www-form-urlencoded", lambda: token + b"".join(b"&f%d=1" % n for n in range(20_000))),
                (
                    b"multipart/form-data; boundary=zqxzqx",
                    lambda: multipart([(f"f{n}", "1") for n in range(5_000)], "", "", shape=0),
                ),
                (b"application/json", lambda: b"[" * 50_000 + b"]" * 50_000),
                (b"application/json", lambda: b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
            )
        )
        body = make()
        headers = [*self._visitor.headers(), (b"Content-Type", content)]
        yield Attack("too much", Sent("POST", as_target(whole_path(form.action)), headers, body), must_refuse=True)


def encoded(text: str) -> bytes:
    """Encode a name or a value, lone surrogates as the invalid bytes they are."""
    return quote_plus(text.encode("utf-8", "surrogatepass")).encode()


def as_target(path: str) -> bytes:
    """Give a path as it stands in a request."""
    return quote(path, safe="/?&=%+,;:@~!$'()*-._").encode()


def multipart(pairs: list[tuple[str, str]], name: str, text: str, *, shape: int) -> bytes:
    """Write a form in parts, with a hostile file at its end, whole or damaged."""
    lines: list[Any] = []
    for one, value in pairs:
        lines += [b"--zqxzqx", f'Content-Disposition: form-data; name="{one}"'.encode(), b"", value.encode()]
    file_name = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22")
    lines += [b"--zqxzqx", b'Content-Disposition: form-data; name="file"; filename="' + file_name + b'"']
    lines += [b"Content-Type: text/csv", b"", text.encode("utf-8", "surrogatepass")]
    body = b"\r\n".join([*lines, b"--zqxzqx--", b""])
    return (body, body[: len(body) // 2], body.replace(b"\r\n", b"\n"), body.replace(b"name=", b"nam="))[shape]
