"""Two categories that were judged, sealed and fitted, for the states of the pages of results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from awards.core.actor import Audience, Role
from awards.panels.queries import judging_round
from awards.results.fit_jobs import fit_due
from awards.seasons.models import Category
from tests.browser.screening_morning import PROGRAMME, in_app, staff_browser
from tests.browser.site import Site, Visit
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    GrantFactory,
    PanelFactory,
    PanelMemberFactory,
    ScoreFactory,
    ScoreSheetFactory,
    UserFactory,
)

SEALED = datetime(2024, 3, 27, 12, tzinfo=UTC)
READY = datetime(2024, 3, 4, 10, tzinfo=UTC)
NAMES = ("Amara Okafor", "Zoë Featherstonehaugh-Montgomery-Cholmondeley", "Kit Lane", "Bryn Ellery", "Carys Penrose",
         "Dara Quayle", "Eluned Rowntree", "Farah Sandhu")  # fmt: skip
QUALITY = (4, 4, 3, 3, 3, 2, 2, 1)
JUDGES = ("Robin Vale", "Ada Marsh", "Bel Stone", "Col Rivers-Featherstonehaugh")
LEANING = (-1, 0, 0, 1)


@dataclass
class Judged:
    """References by name."""

    slugs: dict[str, str] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    judges: list[str] = field(default_factory=list)
    chair: str = ""


def judged(site: Site) -> Judged:
    """Give what was judged; no state changes what another shows."""
    found = site.once("judged and sealed", lambda: in_app(site, lambda: _made(site)))
    site.clock.set(SEALED)
    return found


def staff(path: str, *, at: datetime = SEALED) -> Callable[[Site], Visit]:
    """Look at a page as staff."""

    def make(site: Site) -> Visit:
        found = judged(site)
        site.clock.set(at)
        return Visit(_path(found, path), site.once(f"staff of results at {at}", lambda: staff_browser(site)))

    return make


def judge(path: str, *, at: datetime = SEALED, chair: bool = True) -> Callable[[Site], Visit]:
    """Look at a page as the chair, or as a judge who chairs nothing."""

    def make(site: Site) -> Visit:
        found = judged(site)
        site.clock.set(at)
        browser = site.browser().sign_in(Audience.JUDGES, found.chair if chair else found.judges[0])
        return Visit(_path(found, path), browser)

    return make


def anybody(path: str) -> Callable[[Site], Visit]:
    """Look at a page as anybody."""
    return lambda site: Visit(_path(judged(site), path), site.browser())


def _path(found: Judged, path: str) -> str:
    return path.format(**found.slugs, **{f"e{at}": ref for at, ref in enumerate(found.entries)})


def _made(site: Site) -> Judged:
    site.clock.set(SEALED)
    session, season = site.writing(), site.season
    season.judging = season.judging | {"own_severity": True}
    rounds = judging_round(season)
    assert rounds is not None
    rounds.sealed_at = rounds.closes_at
    found = Judged()
    chosen = select(Category).where(Category.season_id == season.id, Category.nominated).order_by(Category.position)
    full, thin, empty = list(
        session.scalars(chosen.options(selectinload(Category.criteria), joinedload(Category.season)).limit(3))
    )
    found.slugs = {"full": full.slug, "thin": thin.slug, "empty": empty.slug}
    panel = PanelFactory(season=season, categories=[full, thin], members=[], name="Sealed panel")
    members = [_member(panel, name) for name in JUDGES]
    found.judges = [member.user.ref for member in members]
    found.chair = _member(panel, "Sam Reed", is_chair=True).user.ref
    for at, (name, quality) in enumerate(zip(NAMES, QUALITY, strict=True)):
        entry = EntryFactory(category=full, title=name, admitted_at=READY)
        found.entries.append(entry.ref)
        for place, member in enumerate(members):
            if place != at % len(members):
                _score(full, entry, member, quality + LEANING[place])
    _score(full, EntryFactory(category=full, title="Goran Tresize", admitted_at=READY), members[0], 4)
    two = [_member(panel, name) for name in ("Una Vane", "Vic Orme")]
    for name in NAMES[:3]:
        entry = EntryFactory(category=thin, title=name, admitted_at=READY)
        for member in two:
            _score(thin, entry, member, 4)
    site.settle()
    fit_due(session, SEALED)
    return found


def _member(panel, name, **more):
    user = UserFactory(name=name)
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    return PanelMemberFactory(panel=panel, user=user, ready=True, practised_at=READY, **more)


def _score(category, entry, member, points):
    sheet = ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=entry), handed_in=True)
    for criterion in category.criteria:
        ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=min(5, max(0, points)))
