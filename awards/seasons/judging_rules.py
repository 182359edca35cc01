"""The rules of judging as a season keeps them: changed by staff once they are locked, and no longer by the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from awards.core.permission import Reason
from awards.seasons.documents import CriterionDocument, Part, SeasonDocument
from awards.seasons.fingerprints import marked
from awards.seasons.judging_settings import BASES, COUNTING, LEAST_QUORUM, TIES, USUAL_BALLOT_TIES
from awards.seasons.models import Category, Criterion, Season


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingSettings:
    """What of the rules of judging may change after they are locked; weights by category and criterion, by key."""

    weights: Mapping[str, Mapping[str, int]]
    shortlist: tuple[int, int]
    """The smallest and the largest shortlist."""
    readings_per_entry: int
    ties: tuple[str, ...]


def write_settings(season: Season, categories: Sequence[Category], settings: JudgingSettings) -> None:
    """Write these settings into the season and its criteria, so that its file is held against them from now on.

    Raises:
        KeyError: a criterion has no weight.
    """
    for category in categories:
        for criterion in category.criteria:
            criterion.weight = settings.weights[category.key][criterion.key]
    season.shortlist_min, season.shortlist_max = settings.shortlist
    season.readings_per_entry = settings.readings_per_entry
    season.judging = {**season.judging, "ties": list(settings.ties)}
    criteria = {one.key: [asdict(_as_document(each)) for each in one.criteria] for one in categories}
    season.locked_hashes = {**season.locked_hashes, str(Part.CRITERIA): marked(criteria)}


def ties_of(season: Season) -> tuple[str, ...]:
    """Give what decides between equal entries, in turn."""
    return tuple(season.judging.get("ties", TIES))


def counting_of(season: Season) -> str:
    """Give how the totals of an entry's readings become one."""
    return str(season.judging.get("counting", COUNTING[0]))


def basis_of(season: Season) -> str:
    """Give what the order rests on: "adjusted" (wherever that is allowed) or "raw"."""
    return str(season.judging.get("basis", BASES[0]))


def ballot_ties_of(season: Season) -> tuple[str, ...]:
    """Give what settles a tied vote of a panel, in turn."""
    return tuple(season.judging.get("ballot_ties", USUAL_BALLOT_TIES))


def quorum_of(season: Season) -> int:
    """Give the fewest members who may decide, besides being more than half of the panel."""
    return int(season.judging.get("quorum", LEAST_QUORUM))


def against_locked_rules(season: Season, document: SeasonDocument, changed: Collection[Part]) -> list[Reason]:
    """Give what a file says of judging that is not what the locked rules say; nothing before they are locked.

    `changed` are the parts of the file that are not what the season keeps.
    """
    if season.rules_locked_at is None:
        return []
    settings, judging = document.season, document.judging
    said = {
        "the size of the shortlist": (settings.shortlist_min, settings.shortlist_max)
        == (season.shortlist_min, season.shortlist_max),
        "the number of readings": settings.readings_per_entry == season.readings_per_entry,
        "how readings are counted": judging.counting == counting_of(season),
        "what decides ties": judging.ties == ties_of(season),
        "what the order rests on": judging.basis == basis_of(season),
        "how votes are settled": (judging.ballot_ties, judging.quorum) == (ballot_ties_of(season), quorum_of(season)),
        "the criteria and their weights": Part.CRITERIA not in changed,
    }
    return [
        Reason(
            "judging-rules-locked",
            f"The rules of judging are locked, and the file says otherwise about {what}. They change on the staff "
            "page “Rules of judging”, with a reason; bring the file in step with that page.",
        )
        for what, same in said.items()
        if not same
    ]


def _as_document(criterion: Criterion) -> CriterionDocument:
    return CriterionDocument(
        key=criterion.key,
        name=criterion.name,
        description=criterion.description,
        weight=criterion.weight,
        anchors={int(point): words for point, words in criterion.anchors.items()},
        common=criterion.common,
        tie_break=criterion.tie_break,
        example=criterion.example,
    )
