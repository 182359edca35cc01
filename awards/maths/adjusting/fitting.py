"""From readings to results: categories that share judges are fitted together, and each is ranked by itself."""

from __future__ import annotations

from awards.maths.adjusting.ordering import category_result
from awards.maths.adjusting.pooling import pooled
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.result import Results


def results_of(question: Question) -> Results:
    """Fit what may be fitted and give every category's order, the categories by name.

    Raises:
        ReadingsError: the readings contradict themselves or `categories`; no readings at all is no error.
    """
    pools = pooled(question)
    names = {one.group for one in question.given} | set(question.categories.values())
    return Results(
        scale=question.scale,
        tolerance=question.tolerance,
        limits=question.limits,
        pools=tuple(one.as_pool() for one in pools),
        categories=tuple(category_result(name, pools, question) for name in sorted(names)),
    )
