"""What is typed into a page is kept as it is typed, complete or not, until the page is saved as a whole.

Answers are kept as answers; this is for all other pages. Only fields that differ from what is saved are kept, so a
value that is saved through another page shows here as well, and what was typed here stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.core.permission import Permission, Refused
from awards.nominations.models import Nomination, TypedPage
from awards.nominations.policy import may_edit
from awards.nominations.rules import LONGEST_DRAFT
from awards.nominations.tabs import Standing, Tab

Fields = Mapping[str, list[str]]
"""What a browser sends of a page: values by field name; an empty list for a field that was left or made empty."""

CHANGED = "changed-meanwhile"


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: what is saved as a whole, and what was typed over it since."""

    page: str
    category: str
    saved: Fields
    row: TypedPage | None

    @property
    def typed(self) -> Fields:
        """What was typed and not saved as a whole: only fields that differ."""
        fields: Fields = json.loads(self.row.fields) if self.row and self.row.fields else {}
        return fields

    @property
    def shown(self) -> Fields:
        """What stands in the page's fields, without the empty ones."""
        return {name: values for name, values in {**self.saved, **self.typed}.items() if values}

    @property
    def version(self) -> str:
        """A fingerprint of what the page shows: two pages with the same version ask and show the same."""
        shows = json.dumps([self.category, self.shown], sort_keys=True)
        return hashlib.sha256(shows.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What became of a typed page; without permission nothing was written, and `content` is what stands."""

    permission: Permission
    content: PageContent
    too_long: bool = False


def content_of(session: Session, nomination: Nomination, page: str, *, saved: Fields) -> PageContent:
    """Give what a page shows, from what is saved as a whole. One statement."""
    chosen = select(TypedPage).where(TypedPage.nomination_id == nomination.id, TypedPage.page == page)
    return PageContent(page, nomination.category.key, saved, session.scalars(chosen).one_or_none())


def keep_typed(
    session: Session,
    nomination: Nomination,
    content: PageContent,
    *,
    typed: Fields,
    seen: str,
    tab: Tab,
    now: datetime,
    permission: Permission | None = None,
) -> KeptPage:
    """Keep what was typed into a page, valid or not; `seen` is the version that the page was drawn from.

    What was typed over anything older than what stands is not written: the other text would be lost unseen.
    `permission` says whether the page may be written, where that is not for the draft to say.
    """
    permission = may_edit(nomination) if permission is None else permission
    if not permission or all(values == content.shown.get(name, []) for name, values in typed.items()):
        return KeptPage(permission, content)
    if any(len(value) > LONGEST_DRAFT for values in typed.values() for value in values):
        return KeptPage(permission, content, too_long=True)
    mark = content.row.saved_from if content.row else None
    standing = tab.standing(mark, is_newest=seen == content.version)
    if standing is Standing.STALE:
        refused = Refused.because(CHANGED, "This page was changed somewhere else meanwhile.")
        return KeptPage(refused.permission, content)
    if standing is Standing.LATE:
        return KeptPage(permission, content)
    whole = {**content.typed, **typed}  # a page may leave out fields that it asked before
    differing = {name: values for name, values in whole.items() if values != content.saved.get(name, [])}
    row = _write(session, nomination, content, fields=json.dumps(differing) if differing else None, tab=tab, now=now)
    return KeptPage(permission, replace(content, row=row))


def saved_as_a_whole(
    session: Session, nomination: Nomination, content: PageContent, *, tab: Tab, now: datetime
) -> None:
    """Forget what was typed into a page that has just been saved as a whole."""
    if content.row is not None or tab.name:
        _write(session, nomination, content, fields=None, tab=tab, now=now)


def forget_person(session: Session, nomination: Nomination, number: int) -> None:
    """Forget what was typed about the person with this number; those after move up."""
    chosen = select(TypedPage).where(TypedPage.nomination_id == nomination.id, TypedPage.page.startswith("person-"))
    rows = {int(row.page.removeprefix("person-")): row for row in session.scalars(chosen)}
    gone = rows.pop(number, None)
    if gone is not None:
        session.delete(gone)
        session.flush()
    for at, row in sorted(rows.items()):
        if at > number:
            row.page = f"person-{at - 1}"
            session.flush()  # one at a time: pages are unique


def unfinished_pages(session: Session, nomination: Nomination) -> tuple[str, ...]:
    """Give the pages into which something was typed that is not saved as a whole. One statement."""
    chosen = select(TypedPage.page).where(TypedPage.nomination_id == nomination.id, TypedPage.fields.is_not(None))
    return tuple(session.scalars(chosen.order_by(TypedPage.page)))


def _write(
    session: Session, nomination: Nomination, content: PageContent, *, fields: str | None, tab: Tab, now: datetime
) -> TypedPage:
    row = content.row or TypedPage(nomination_id=nomination.id, page=content.page)
    row.fields, row.saved_at, row.saved_from = fields, now, tab.mark
    session.add(row)
    if content.row is not None:
        flag_modified(row, "fields")  # the same text again is a save as well: its version goes up
    session.flush()
    return row
