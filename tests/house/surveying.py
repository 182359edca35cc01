"""Takes down everything that one judge can ask for, byte by byte, so that two states of a season can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from sqlalchemy import delete, select

from awards.accounts.models import SignIn
from awards.core.actor import Audience
from awards.db import Base
from awards.judging.practice_examples import all_examples
from tests.pages.browser import Browser

SORTS = ("-total", "ref", "zq")
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')
OWN_SIGN_IN = re.compile(r"/sign-ins/\d+/")
"""The number of one's own sign-in, which differs as the token does."""
OF_THE_REQUEST = {"Set-Cookie", "Content-Length"}
"""Headers that hold a token; the length is that of the text without it."""


@dataclass(frozen=True)
class Taken:
    """One answer: what it says, but for the token."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    def without(self, ref: str) -> Taken:
        """Give the same as if another reference had been asked for."""
        kept = tuple((name, value.replace(ref, "")) for name, value in self.headers)
        return Taken(self.status, kept, self.text.replace(ref, ""))

    @property
    def said(self) -> str:
        """All that was sent, in small letters."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers), self.text]).lower()


class Visitor:
    """A judge with a browser, who notes what is answered."""

    def __init__(self, app, ref: str) -> None:
        self.app, self.browser = app, Browser(app)
        self.browser.sign_in(Audience.JUDGES, ref)

    def ask(self, path: str, method: str = "GET", **sent) -> Taken:
        answer = self.browser.client.open(path, method=method, **sent)
        text = answer.get_data(as_text=True)
        kept = sorted((name, value) for name, value in answer.headers.items() if name not in OF_THE_REQUEST)
        return Taken(answer.status_code, tuple(kept), OWN_SIGN_IN.sub("/sign-ins/N/", TOKEN.sub("", text)))

    def token(self) -> str:
        """Give a token that a form would carry, from a page that every judge has."""
        for path in ("/judge/entries/", "/judge/entries/scores"):
            found = TOKEN.search(self.browser.client.get(path).get_data(as_text=True))
            if found:
                return found[1]
        raise AssertionError("no form on any of the pages that every judge has")


def judges_addresses(app, refs: Collection[str], methods: Collection[str] = ("GET",)) -> Iterator[tuple[str, str]]:
    """Give (method, path) of every address behind the judges' doors, with every one of these in every place."""
    adapter = app.url_map.bind("localhost")
    offered = {
        "ref": list(refs), "entry": list(refs), "number": [1], "category": ["practice", "nowhere"],
        "slug": ["practice", "nowhere"],
        "example": [*(one.key for one in all_examples()), "x"],
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        door = app.blueprints.get(rule.endpoint.partition(".")[0])
        if door is None or door.opens_to is not Audience.JUDGES:
            continue
        names = sorted(rule.arguments)
        for values in product(*(offered[name] for name in names)):
            path = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            yield from ((method, path) for method in methods if method in {*rule.methods, "OPTIONS"})


def survey(app, session, users: Iterable[str], refs: Collection[str]) -> dict[tuple[str, str], Taken]:
    """Give, by judge and path, what is answered to each: at every address, at every link there, and however sorted.

    They are all signed in afresh first, so that nobody was seen later than at the moment of the survey.
    """
    session.execute(delete(SignIn))
    session.commit()
    visitors = {user: Visitor(app, user) for user in users}
    found: dict[tuple[str, str], Taken] = {}
    for user, visitor in visitors.items():
        waiting = [path for _, path in judges_addresses(app, refs)]
        waiting += [f"/judge/entries/scores?sort={key}" for key in SORTS]
        while waiting:
            path = waiting.pop()
            if (user, path) not in found:
                found[user, path] = taken = visitor.ask(path)
                assert taken.status < 500, path
                waiting += judges_links(taken.text)
    return found


def judges_links(html: str) -> list[str]:
    """Give the addresses of judges' pages to which a page leads."""
    links = [urlsplit(str(one["href"])) for one in BeautifulSoup(html, "html.parser").select("a[href]")]
    return [f"{one.path}?{one.query}".rstrip("?") for one in links if not one.netloc and one.path.startswith("/judge/")]


def differing(one: dict[tuple[str, str], Taken], other: dict[tuple[str, str], Taken]) -> list[tuple[str, str]]:
    """Give (judge, path) of what was answered otherwise, or only once."""
    return sorted(key for key in {*one, *other} if one.get(key) != other.get(key))


def met(found: dict[tuple[str, str], Taken], marks: Collection[str]) -> set[tuple[str, str, str]]:
    """Give (judge, path, mark) wherever a mark was sent that was not in what was asked for."""
    return {
        (*key, mark) for key, taken in found.items() for mark in marks if mark in taken.said.replace(key[1].lower(), "")
    }


def as_if_never_there(session, model, ids: Collection[int]) -> None:
    """Delete rows and all that points to them, whatever the rules of the portal say."""
    _remove(session, model.__table__, list(ids))
    session.commit()
    session.expire_all()


def rows_of(session, *models) -> list[tuple[object, ...]]:
    """Give every row of these tables, so that one can see that nothing was written."""
    session.rollback()
    return [
        tuple(row)
        for model in models
        for row in session.execute(select(model.__table__).order_by(*model.__table__.primary_key))
    ]


def _remove(session, table, ids: list[int]) -> None:
    for other in Base.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table and ids:
                mine = key.parent.in_(ids)
                if "id" in other.c:
                    _remove(session, other, list(session.scalars(select(other.c.id).where(mine))))
                else:
                    session.execute(delete(other).where(mine))
    session.execute(delete(table).where(table.c.id.in_(ids)))
