"""How far entries, judges and scores lie apart, for guessing at the next score."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from awards.maths.adjusting.mixed import MixedFit, fit_mixed
from awards.maths.adjusting.ranks import FEW_ENTRIES, averaged_fits
from awards.maths.adjusting.readings import Table
from awards.maths.more_readings.question import Spreads

LEAST_RATIO: Final = 0.3
"""Entries are taken to lie at least so far apart, over the noise: few scores may hide that they differ at all."""


def spreads_of(table: Table) -> Spreads | None:
    """Estimate the spreads by the both-random model, averaged where entries are few; None where scores are too few.

    With fewer than twenty entries the variances are averaged over what the ratios may be, as chances are.
    """
    by_category = len(table.groups) > 1
    fit = fit_mixed(table, by_category=by_category)
    if not fit.sd_residual > 0.0:
        return None
    entry, judge, noise = fit.sd_entry**2, fit.sd_judge**2, fit.sd_residual**2
    if len(table.entries) < FEW_ENTRIES:
        fits = averaged_fits(table, by_category=by_category)
        entry, judge, noise = (
            sum(one.weight * sd**2 for one, sd in zip(fits, sds, strict=True))
            for sds in (
                [one.fit.sd_entry for one in fits],
                [one.fit.sd_judge for one in fits],
                [one.fit.sd_residual for one in fits],
            )
        )
    sd = math.sqrt(noise)
    return Spreads(entry=max(math.sqrt(entry), LEAST_RATIO * sd), judge=math.sqrt(judge), noise=sd)


def fit_of(table: Table, spreads: Spreads) -> MixedFit:
    """Give the both-random model with these spreads."""
    ratios = spreads.entry / spreads.noise, spreads.judge / spreads.noise
    fit = fit_mixed(table, by_category=len(table.groups) > 1, ratios=ratios)
    return replace(fit, sd_residual=spreads.noise)
