"""The same models by the plainest dense algebra there is, sharing no code with what is tested, and made-up scores."""

import numpy as np

from awards.maths.adjusting.readings import Reading, Table


def readings(entries, judges, each, *, seed=1, quality=1.0, severity=0.6, noise=0.5, groups=("",)):
    """Give made-up scores: each entry read by `each` judges drawn at random, rounded to tenths."""
    chance = np.random.default_rng(seed)
    merit, strict = quality * chance.normal(size=entries), severity * chance.normal(size=judges)
    return [
        Reading(
            f"E{i:02}",
            f"J{j:02}",
            round(float(3.0 + merit[i] + strict[j] + noise * chance.normal()), 1),
            groups[i % len(groups)],
        )
        for i in range(entries)
        for j in sorted(chance.choice(judges, each, replace=False).tolist())
    ]


def matrices(table):
    """Give indicators of entries and judges, readings by each, and the scores."""
    z_entry, z_judge = np.zeros((len(table), len(table.entries))), np.zeros((len(table), len(table.judges)))
    for row, one in enumerate(table.readings):
        z_entry[row, table.entries.index(one.entry)] = 1.0
        z_judge[row, table.judges.index(one.judge)] = 1.0
    return z_entry, z_judge, np.array([one.y for one in table.readings])


def category_matrix(table, by_category):
    """Give the indicator of the category of each reading, or ones."""
    if not by_category:
        return np.ones((len(table), 1))
    return np.array([[float(one.group == group) for group in table.groups] for one in table.readings])


def deviance(x, v, y):
    """Give twice the negative restricted log-likelihood of y ~ N(x beta, sd^2 v) at its best sd, and that sd."""
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ y)
    freedom = len(y) - x.shape[1]
    square = float((y - x @ beta) @ inverse @ (y - x @ beta)) / freedom
    logs = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1]
    return logs + freedom * (1.0 + np.log(2.0 * np.pi * square)), np.sqrt(square)


def henderson(x, effects, ratios, y):
    """Solve the mixed model equations: all effects at once and the covariance of their errors over sd^2."""
    w = np.hstack([x, *effects])
    penalty = np.concatenate(
        [np.zeros(x.shape[1]), *(np.full(z.shape[1], ratio**-2.0) for z, ratio in zip(effects, ratios, strict=True))]
    )
    inverse = np.linalg.inv(w.T @ w + np.diag(penalty))
    return inverse @ w.T @ y, inverse


def table_of(*args, **more):
    return Table(readings(*args, **more))
