"""Entries of the trail as people read them: who, in words; what happened, in one sentence; why, unless it is erased."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM, Audience
from awards.core.times import moment_words
from awards.trail.queries import PAGE_SIZE, names_of
from awards.trail.words import IT, SENTENCES, sentence

ERASED: Final = "The reason has been erased."
SEEN_BY: Final = " seen by "
_OTHERS: Final = {
    Audience.NOMINATORS: "The nominator",
    Audience.NOMINEES: "The nominee",
    Audience.SUPPORTERS: "The adult supporter",
    Audience.EVERYONE: "Whoever came about",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be drawn."""

    number: int
    at: datetime
    when: str
    who: str
    reference: str
    """Of whoever did it; empty for the portal itself."""
    before: str
    subject: str
    after: str
    tag: str
    facts: list[tuple[str, str]]
    reason: str | None

    @property
    def says(self) -> str:
        """The sentence without who did it."""
        return f"{self.before}{self.subject if self.before or self.after else ''}{self.after}".strip()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the trail; `older` is the number before which the next page begins."""

    lines: list[Line]
    older: int | None


def page_of(session: Session, found: Sequence[AuditEntry], *, zone: str) -> Page:
    """Make a page of what a query gave: one entry more than a page says that there is another. One statement."""
    shown = found[:PAGE_SIZE]
    names = names_of(session, [ref for one in shown for ref in references_in(one.actor)])
    older = shown[-1].id if len(found) > PAGE_SIZE else None
    return Page([line_of(one, names, zone=zone) for one in shown], older)


def line_of(entry: AuditEntry, names: Mapping[str, str], *, zone: str) -> Line:
    """Write one entry out."""
    template = SENTENCES.get(entry.tag) or sentence(entry.tag, IT)
    before, there, after = template.partition(IT)
    return Line(
        number=entry.id, at=entry.at, when=moment_words(entry.at, zone), who=who_words(entry.actor, names),
        reference="" if entry.actor == str(SYSTEM) else references_in(entry.actor)[-1],
        before=before, subject=entry.subject if there else "", after=after, tag=entry.tag,
        facts=[(name.replace("_", " "), _plain(value)) for name, value in entry.facts.items() if value is not None],
        reason=None if entry.reason is None else entry.reason.text or ERASED,
    )  # fmt: skip


def references_in(actor: str) -> list[str]:
    """Give the reference of whoever acted, and of whoever looked with their eyes, if somebody did."""
    acting, _, seeing = actor.partition(SEEN_BY)
    return [acting.partition(":")[2], *([seeing] if seeing else [])]


def who_words(actor: str, names: Mapping[str, str]) -> str:
    """Say who acted: by name, if they have an account, by what they are and their reference if not."""
    if actor == str(SYSTEM):
        return "The portal"
    audience, reference = actor.partition(":")[0], references_in(actor)[0]
    if SEEN_BY in actor:
        seeing = references_in(actor)[1]
        return f"{names.get(seeing, seeing)}, with the eyes of {names.get(reference, reference)},"
    if reference in names:
        return names[reference]
    kind = _OTHERS.get(Audience(audience)) if audience in set(Audience) else None
    return f"{kind} {reference}" if kind else reference


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value)
