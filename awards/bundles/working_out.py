"""Working a season's figures out from its sealed log, with the models that rank its pages; the worker's part.

From the log, not from the stored fits: after the close an entry that is withdrawn leaves the pages at once, and stays
in the arithmetic of the record, so that what was decided before can still be checked. Where both hold the same scores
they give the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.bundles.contents import WorkedOut
from awards.ledger.records import Record
from awards.ledger.replay import Close, Marks, Pair, Standing, replay
from awards.ledger.results import Figures
from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.result import CategoryResult, EntryResult, Pool
from awards.panels.models import Panel, PanelMember
from awards.results.fit_jobs import pools_of, question_of
from awards.results.rules import Sheet
from awards.results.scores import Scores
from awards.screening.models import Entry
from awards.sealing.acting import label_of
from awards.seasons.models import Category

MADE_WITH = ("awards-portal", "numpy", "scipy")
NOTHING = Marks("started", {})


def worked_out_from(session: Session, season_id: int, records: Iterable[Record]) -> WorkedOut:
    """Work out the figures of every category that the log closes. Two statements, and seconds for a large season."""
    standing, refs = replay(records), _references(session, season_id)
    labels = {ref: label for label, ref in refs.items()}
    figures: dict[str, Figures] = {}
    seeds: dict[str, int | str] = {}
    for pool in pools_of(list(_scores(standing, refs))):
        results = results_of(question_of(pool))
        for found in results.categories:
            fitted = None if found.pool is None else results.pools[found.pool]
            figures[found.category] = _figures(found, fitted, labels)
            if found.seed is not None:
                seeds[f"chances/{found.category}"] = found.seed
    versions = {name: version(name) for name in MADE_WITH}
    return WorkedOut(figures=figures, seeds=seeds, versions=versions)


def _references(session: Session, season_id: int) -> dict[str, str]:
    """Give the references of a season's entries and judges by their labels: figures do not hang on labels."""
    entries = select(Entry.ref).join(Entry.category).where(Category.season_id == season_id)
    judges = select(User.ref).join(PanelMember, PanelMember.user_id == User.id).join(PanelMember.panel)
    refs = [*session.scalars(entries), *session.scalars(judges.where(Panel.season_id == season_id).distinct())]
    return {label_of(session, season_id, ref): ref for ref in refs}


def _scores(standing: Standing, refs: Mapping[str, str]) -> Iterable[Scores]:
    for key, close in standing.closes.items():
        criteria = close.rules["categories"].get(key)
        if criteria and close.entries:
            yield Scores(
                key=key,
                weights={one["key"]: one["weight"] for one in criteria},
                highest=close.rules["scale"]["highest"],
                tie_criterion=None,
                places=close.rules["shortlist"]["max"],
                rules_sha256="",
                entries=tuple(sorted(refs[one] for one in close.entries)),
                sheets=tuple(sorted(_sheets(standing, close, refs), key=lambda one: (one.entry, one.judge))),
            )


def _sheets(standing: Standing, close: Close, refs: Mapping[str, str]) -> Iterable[Sheet]:
    """Give a sheet for everybody who was asked to read an entry; what was typed is what stood at the close."""
    inside = set(close.entries)
    pairs: set[Pair] = {pair for pair in standing.assigned if pair[0] in inside}
    for pair in pairs:
        marks = close.sheets.get(pair, NOTHING)
        yield Sheet(
            entry=refs[pair[0]],
            judge=refs[pair[1]],
            points=marks.points,
            released=standing.assigned[pair] == "assigned",
            recused=pair in standing.recused,
            complete=marks.state != "started",
        )


def _figures(found: CategoryResult, pool: Pool | None, labels: Mapping[str, str]) -> Figures:
    refused = found.refused
    if refused is not None or pool is None:
        said = {"code": refused.code, "words": refused.words} if refused else None
        return Figures(refused=said, pool=pool.categories if pool else ())
    return Figures(
        adjusted={labels[one.entry]: one.adjusted for one in found.entries if one.adjusted is not None},
        severities={labels[one.judge]: one.severity for one in pool.judges},
        theta=_ratio(pool),
        pool=pool.categories,
        stated={labels[one.entry]: _stated(one) for one in _all(found)},
    )


def _all(found: CategoryResult) -> Sequence[EntryResult]:
    return (*found.entries, *found.needs_scores)


def _ratio(pool: Pool) -> float | None:
    if pool.sd_judge is None or pool.sd_residual is None:
        return None
    return pool.sd_judge / pool.sd_residual if pool.sd_residual else 0.0


def _stated(one: EntryResult) -> dict[str, str | float | int | None]:
    return {
        "low": one.low,
        "high": one.high,
        "p_top": one.p_top,
        "p_best": one.p_best,
        "band": None if one.band is None else str(one.band),
    }
