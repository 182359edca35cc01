"""Which readings count, as results read them: the one reading of what counts lies there."""

from __future__ import annotations

from awards.results.queries import category_of
from awards.results.scores import scores_of_season


def counted(session, category):
    """Give the entry and the judge, by reference, of every sheet of a category that counts."""
    session.flush()
    (scores,) = scores_of_season(session, [category_of(session, category.season, category.slug)]).values()
    return [(one.entry, one.judge) for one in scores.totals]
