"""Categories that share judges, fitted together: a judge is taken to be equally strict in each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from awards.maths.adjusting.fixed import FixedFit, fit_fixed
from awards.maths.adjusting.mixed import MixedFit, fit_mixed
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.ranks import FEW_ENTRIES, Weighted, averaged_fits
from awards.maths.adjusting.readings import Table
from awards.maths.adjusting.refusing import notes, parts_of, refusals, telling_links
from awards.maths.adjusting.result import JudgeResult, Part, Pool, Remark, WeakLink

_LINKS_NAMED: Final = 20


def pooled(question: Question) -> list[Pooled]:
    """Give the connected parts of all readings, each with its own fits."""
    table = Table(question.given) if question.given else None
    return [Pooled(table.only(part.entries), part, question) for part in parts_of(table)] if table else []


class Pooled:
    """One connected part of the scores with its fits, each worked out when it is first wanted."""

    def __init__(self, table: Table, part: Part, question: Question) -> None:
        """Keep the part's own readings."""
        self.table, self.part = table, part
        self._averaged = question.averaged
        self.refusals = refusals(table, question.limits)
        self.position = {name: at for at, name in enumerate(table.entries)}
        self.draws = question.draws

    @property
    def by_category(self) -> bool:
        """Say whether there are several categories, whose means are then fitted."""
        return len(self.table.groups) > 1

    @property
    def averages(self) -> bool:
        """Say whether chances are averaged over the variance ratios."""
        few = len(self.table.entries) < FEW_ENTRIES
        return few if self._averaged is None else self._averaged

    @cached_property
    def fixed(self) -> FixedFit:
        """Fit the scores that are shown."""
        return fit_fixed(self.table)

    @cached_property
    def lines(self) -> dict[str, list[tuple[str, float, float]]]:
        """Give each entry's scores: judge, score, and how far the judge lies above the panel."""
        severity = dict(zip(self.table.judges, self.fixed.severity.tolist(), strict=True))
        found: dict[str, list[tuple[str, float, float]]] = {}
        for one in self.table.readings:
            found.setdefault(one.entry, []).append((one.judge, one.y, severity[one.judge]))
        return found

    @cached_property
    def mixed(self) -> MixedFit:
        """Fit the model that chances come from."""
        return fit_mixed(self.table, by_category=self.by_category)

    @cached_property
    def weighted(self) -> list[Weighted]:
        """Give the fits that chances are drawn from."""
        return averaged_fits(self.table, by_category=self.by_category) if self.averages else [Weighted(1.0, self.mixed)]

    @cached_property
    def notes(self) -> tuple[Remark, ...]:
        """Give what there is to know about these scores."""
        few = len(self.table.entries)
        words = f"With {few} entries the spread is uncertain: chances are averaged over what it may be."
        return (*notes(self.fixed, self.mixed), *([Remark("averaged", words)] if self.averages else []))

    def as_pool(self) -> Pool:
        """Give what is kept of this."""
        known = not self.refusals
        links = telling_links(self.fixed) if known else []
        names = self.table.judges
        return Pool(
            categories=self.table.groups,
            scores=len(self.table),
            entries=len(self.table.entries),
            spare=self.table.spare,
            complete=self.table.complete,
            model="model_Rc" if self.by_category else "model_R",
            sd_judge=self.fixed.sd_judge if known else None,
            sd_residual=self.fixed.sd_residual if known else None,
            mixed_sd_entry=self.mixed.sd_entry if known else None,
            mixed_sd_judge=self.mixed.sd_judge if known else None,
            mixed_sd_residual=self.mixed.sd_residual if known else None,
            averaged=known and self.averages,
            draws=self.draws if known else 0,
            judges=tuple(_judges(self.fixed)) if known else (),
            weak_links=tuple(WeakLink(one=names[a], other=names[b], se=se) for a, b, se in links[:_LINKS_NAMED]),
            weak_link_count=len(links),
        )


def _judges(fit: FixedFit) -> Iterator[JudgeResult]:
    low, high = fit.severity_interval()
    for at, judge in enumerate(fit.table.judges):
        yield JudgeResult(
            judge=judge,
            n=int(fit.table.loads[at]),
            severity=float(fit.severity[at]),
            se=float(fit.severity_se[at]),
            low=float(low[at]),
            high=float(high[at]),
            differs=bool(low[at] > 0.0 or high[at] < 0.0),
        )
