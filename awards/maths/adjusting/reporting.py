"""A fit as one JSON object: plug-in estimates of every model, whatever is refused, with numbers as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from awards.maths.adjusting.fixed import FixedFit, fit_fixed
from awards.maths.adjusting.mixed import MixedFit, fit_mixed
from awards.maths.adjusting.ranks import DRAWS, Weighted, chances
from awards.maths.adjusting.readings import Floats, Table
from awards.maths.adjusting.refusing import notes, parts_of, refusals

MODEL_F = "y ~ 0 + entry + (1|judge), REML  (entries fixed, judges random)"
MODEL_R = "y ~ 1 + (1|entry) + (1|judge), REML"
MODEL_RC = "y ~ 0 + category + (1|entry) + (1|judge), REML"
FIRST = (1, 3)
"""The shortlists whose chances are given unless others are asked for."""


def report(table: Table, *, tops: Iterable[int] = FIRST, draws: int = DRAWS) -> dict[str, Any]:
    """Fit every model to all readings together and give the figures; `refused` is None or says why not to use them.

    Unknown numbers are None. Arrays become objects by name.
    """
    fixed, plain = fit_fixed(table), fit_mixed(table)
    mixed = {"model_R": plain}
    if len(table.groups) > 1:
        mixed["model_Rc"] = fit_mixed(table, by_category=True)
    last = list(mixed)[-1]
    parts, refused = parts_of(table), refusals(table)
    found: dict[str, Any] = {
        "n_scores": len(table),
        "n_entries": len(table.entries),
        "n_judges": len(table.judges),
        "components": len(parts),
        **({"component_members": [list(part.entries) for part in parts]} if len(parts) > 1 else {}),
        "raw": {
            "n": dict(zip(table.entries, table.n.tolist(), strict=True)),
            "mean": _named(table.entries, table.means),
        },
        "model_F": _fixed(fixed),
        **{name: _mixed(fit, MODEL_RC if name == "model_Rc" else MODEL_R) for name, fit in mixed.items()},
        "rank_probabilities": _chances(mixed[last], last, tops=tops, draws=draws),
        "refused": {"code": refused[0].code, "words": " ".join(one.words for one in refused)} if refused else None,
        "notes": [{"code": one.code, "words": one.words} for one in notes(fixed, mixed[last])],
    }
    return found


def _fixed(fit: FixedFit) -> dict[str, Any]:
    table = fit.table
    low, high = fit.interval()
    least, most = fit.severity_interval()
    scores = dict(zip(table.entries, fit.adjusted.tolist(), strict=True))
    return {
        "model": MODEL_F,
        "sd_judge": _number(fit.sd_judge),
        "sd_residual": _number(fit.sd_residual),
        "reml_criterion": _number(fit.reml_criterion),
        "adjusted": _named(table.entries, fit.adjusted),
        "adjusted_se": _named(table.entries, fit.se),
        "adjusted_low": _named(table.entries, low),
        "adjusted_high": _named(table.entries, high),
        "judge_severity_effect": _named(table.judges, fit.severity),
        "judge_condsd": _named(table.judges, fit.condsd),
        "judge_severity_low": _named(table.judges, least),
        "judge_severity_high": _named(table.judges, most),
        "order": sorted(scores, key=lambda name: (-round(scores[name], 9), name)),
    }


def _mixed(fit: MixedFit, model: str) -> dict[str, Any]:
    entries, judges = fit.table.entries, fit.table.judges
    return {
        "model": model,
        "sd_entry": _number(fit.sd_entry),
        "sd_judge": _number(fit.sd_judge),
        "sd_residual": _number(fit.sd_residual),
        "reml_criterion": _number(fit.reml_criterion),
        "fixed": _named(fit.fixed_names, fit.fixed),
        "fixed_se": _named(fit.fixed_names, fit.fixed_se),
        "entry_blup": _named(entries, fit.entry_effect),
        "entry_condsd": _named(entries, fit.entry_condsd),
        "judge_blup": _named(judges, fit.judge_effect),
        "judge_condsd": _named(judges, fit.judge_condsd),
        "entry_score": _named(entries, fit.entry_score),
        "entry_score_se": _named(entries, fit.entry_score_se),
        "single_rating_reliability": _number(fit.reliability),
    }


def _chances(fit: MixedFit, model: str, *, tops: Iterable[int], draws: int) -> dict[str, Any]:
    table = fit.table
    everybody = np.arange(len(table.entries), dtype=np.int64)
    found = chances([Weighted(1.0, fit)], everybody, tops=tops, seed=table.seed(), draws=draws)
    return {
        "from": f"{model} plug-in: draws ~ N(entry_score, prediction covariance incl. fixed effects)",
        "draws": found.draws,
        "seed": found.seed,
        **{f"top{k}": _named(table.entries, share) for k, share in found.top.items()},
        "expected_rank": _named(table.entries, found.expected_rank),
    }


def _named(names: Sequence[str], values: Floats) -> Mapping[str, float | None]:
    return {name: _number(value) for name, value in zip(names, values.tolist(), strict=True)}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
