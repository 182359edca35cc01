"""A seeded generator of hostile texts of every kind that has broken a form somewhere, each with a mark to find it."""

from __future__ import annotations

import random
from collections.abc import Iterator

MARK = "zqx"
RAW = (b"<zqx", b'" onzqx=', b"' onzqx=", b"zqx54439", b"&#60;script>zqx")
"""None of these may be in any page as bytes: a tag or an attribute that got out, a template that was evaluated."""

MARKUP = (
    "<zqx>{n}</zqx>",
    "<zqx/onload=alert({n})>",
    "</textarea><zqx>{n}",
    "</title><zqx {n}>",
    "--><zqx {n}>",
    "]]><zqx {n}>",
    '" onzqx="{n}',
    "' onzqx='{n}",
    "&lt;zqx&gt; &amp; &#x3c;zqx {n}",
    "javascript:zqx({n})",
    "<script>zqx({n})</script><zqx>",
    "<svg><zqx {n}><style><zqx>",
)
TEMPLATES = (
    "zqx{{7777*7}}",
    "zqx${7777*7}",
    "zqx<%= 7777*7 %>",
    "zqx#{7777*7}",
    "zqx{% if 1 %}{{ config }}{% endif %}",
    "%s%n%(zqx)s{0.__class__}{zqx} {n}",
    "{} %d %% {!r} zqx{n}",
)
CONTROLS = (
    "zqx\x00{n}",
    "zqx\x01\x02\x03\x04\x1b[31m{n}",
    "zqx\x7f\x80\x9f{n}",
    "zqx\ufffe\uffff\ufdd0{n}",
    "zqx\ud800{n}",
    "zqx\udfff\ud800{n}",
    "zqx\U000e0001{n}",
)
DIRECTIONS = (
    "zqx\u202e{n}gpj.exe",
    "\u2066zqx\u2069\u200f{n}",
    "\u202d\u202dzqx{n}",
    "\ufeffzqx\u200b\u2060{n}",
    "\u05d0\u05d1 zqx {n} \u0627",
)
LINES = ("zqx\u2028{n}", "zqx\u2029{n}", "zqx\x85{n}", "zqx\x0b\x0c{n}", "zqx\x1c\x1d\x1e{n}", "zqx\r{n}\r\n\n")
FORMULAS = (
    "=zqx({n})",
    "+zqx{n}",
    "-zqx{n}",
    "@zqx{n}",
    "\t=zqx{n}",
    "\r=zqx{n}",
    "\uff1dzqx{n}",
    "=cmd|'/c zqx'!A{n}",
)
HEADERS = (
    "zqx\r\nBcc: zqx{n}@evil.example",
    "zqx\nSubject: zqx{n}",
    "zqx{n}@evil.example\r\nBcc: x@evil.example",
    "A é =?UTF-8?Q?=0A?=Bcc: zqx{n}@evil.example",
    "=?utf-8?b?enF4?= zqx{n}",
    "zqx{n}@evil.example, other@evil.example",
    '"zqx\r\n"@evil.example',
    "zqx{n}%0d%0aBcc:x@evil.example",
)
NUMBERS = (
    "9" * 40,
    "-1", "0", "1e999", "NaN", "Infinity", "9223372036854775808", "\u00b2", "\uff11\uff12", "\u0661\u0662", "1_0",
    "0x10", " 7 ", "7.0", "+7", "99999", "30", "31", "\u2460", "00000000000000000001",
)  # fmt: skip
DATABASES = (
    "' OR 'zqx'='zqx",
    "zqx'; DROP TABLE nomination; --",
    "zqx%_\\%",
    "\\zqx\\",
    "zqx\x00'; --",
    "$zqx$",
    ":zqx",
    "?zqx",
)
PATHS = (
    "../../zqx/{n}",
    "/zqx\x00.txt",
    "..\\zqx",
    "file:///zqx",
    "//zqx.example",
    "http://zqx.example/{n}",
    "C:\\zqx{n}",
)
KINDLY_MEANT = (
    "Þóra O’Neill-Adébáyò zqx{n}",
    "\u0645\u0631\u064a\u0645 zqx{n}",
    "👩🏽\u200d💻 zqx{n}",
    "e\u0301 zqx{n}",
    "zqx{n} Æ‑Ø",
    "李 zqx{n}",
)
NOTHING = ("", " ", "\n\n", "\u00a0\u3000", "\u200b", "\x00", "\u202e")
LENGTHS = (255, 256, 300, 10_000, 10_001, 60_000)
VAST = 1024 * 1024

KINDS = (
    MARKUP, TEMPLATES, CONTROLS, DIRECTIONS, LINES, FORMULAS, HEADERS, NUMBERS, DATABASES, PATHS, KINDLY_MEANT, NOTHING,
)  # fmt: skip


class Hostile:
    """Gives one hostile text after another, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - not for secrets; it has to give the same again
        self._kinds = self._turns()
        self.made = 0

    def text(self) -> str:
        """Give the next text; the kinds take turns, and every seventh text mixes or lengthens."""
        self.made += 1
        text = self._one(next(self._kinds))
        if self.made % 7 == 0:
            text += self._one(self._random.choice(KINDS))
        if self.made % 31 == 0:
            text = (text or "x") * (self._random.choice(LENGTHS) // max(1, len(text)) + 1)
        return text

    def number(self) -> str:
        """Give something that looks like a number or a choice, and is none."""
        return self._random.choice(NUMBERS)

    def vast(self) -> str:
        """Give a text of a megabyte."""
        return ("zqx <zqx> \u202e" * VAST)[:VAST]

    def _turns(self) -> Iterator[tuple[str, ...]]:
        while True:
            order = list(KINDS)
            self._random.shuffle(order)
            yield from order

    def _one(self, kind: tuple[str, ...]) -> str:
        pattern = self._random.choice(kind)
        if kind is NUMBERS or kind is NOTHING:
            return pattern
        return pattern.replace("{n}", str(self._random.randrange(10**6)))
