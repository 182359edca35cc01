"""Long lists in pages: which page was asked for, one page of rows, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")

PAGE_SIZE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class PageOf(Generic[T]):
    """One page of a list: its rows, its number (from 1), and how many rows there are in all."""

    rows: Sequence[T]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even when the list is empty."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number of the pagination."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What the pagination macro draws; no items when everything is on one page."""

    items: list[PageLink | None]
    previous_url: str | None
    next_url: str | None


def page_asked_for() -> int:
    """Give the page number in the address; anything but ASCII digits in range is page 1."""
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGES)) else 1
    return min(max(number, 1), MOST_PAGES)


def page_of(session: Session, statement: Select[T], *, number: int) -> PageOf[T]:
    """Give one page of what the statement selects. One statement for the count, one for the rows."""
    counted = select(func.count()).select_from(statement.order_by(None).with_only_columns(1).subquery())
    counted = counted.execution_options(**statement.get_execution_options())  # what is hidden from one is from both
    rows = session.scalars(statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return PageOf(rows, number, session.scalar(counted) or 0)


def page_links(page: PageOf[Any]) -> PageLinks:
    """Give the links to the other pages of the list at this address, filters kept."""
    if page.pages == 1:
        return PageLinks([], None, None)
    near = sorted({1, page.pages, *range(max(1, page.number - 1), min(page.pages, page.number + 1) + 1)})
    items: list[PageLink | None] = []
    for number in near:
        if items and items[-1] is not None and number > items[-1].number + 1:
            items.append(None)
        items.append(PageLink(number, _address(number), number == page.number))
    return PageLinks(
        items,
        _address(page.number - 1) if 1 < page.number <= page.pages else None,
        _address(page.number + 1) if page.number < page.pages else None,
    )


def _address(number: int) -> str:
    filters = request.args.to_dict() | {"page": str(number)}
    return f"{request.script_root}{request.path}?{urlencode(filters)}"
