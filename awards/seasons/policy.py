"""What may be done to a season, and why not."""

from __future__ import annotations

from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.seasons.documents import Part, SeasonDocument
from awards.seasons.models import Season

_WORDS = {
    Part.DATES: "the opening, the close and the season before",
    Part.SCALE: "the scale",
    Part.VOCABULARY: "the choices that forms offer",
    Part.CATEGORIES: "the categories",
    Part.QUESTIONS: "the questions",
    Part.CRITERIA: "the criteria",
    Part.RULES: "the eligibility rules",
}


def may_load(season: Season, document: SeasonDocument, *, now: datetime) -> Permission:
    """Say whether the document may replace the season's text.

    Once nominations have opened, people have nominated under these words: dates, questions, criteria,
    rules and the like stay. Rounds, release, ceremony and the programme's own texts may still change.
    """
    if now < season.opens_at:
        return Permission()
    digests = document.part_digests
    changed = [part for part in Part if season.locked_hashes.get(part) != digests[part]]
    opened_rounds = {one.key: one for one in season.rounds if one.opens_at <= now}
    dropped = opened_rounds.keys() - {one.key for one in document.rounds}
    locked = [Reason(f"{part}-locked", f"The season has opened, so {_WORDS[part]} cannot change.") for part in changed]
    lost = [Reason("round-has-opened", f"The round “{opened_rounds[key].name}” has opened, so it cannot be removed.")
            for key in sorted(dropped)]  # fmt: skip
    return Permission.unless(*locked, *lost)
