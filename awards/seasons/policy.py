"""What may be done to a season, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from awards.core.actor import Actor, Role
from awards.core.permission import Permission, Reason
from awards.seasons.documents import Part, SeasonDocument
from awards.seasons.judging_rules import against_locked_rules
from awards.seasons.models import Season
from awards.seasons.older_seasons import older_parts, same_as_older

_WORDS = {
    Part.DATES: "the opening, the close and the season before",
    Part.SCALE: "the scale",
    Part.VOCABULARY: "the choices that forms offer",
    Part.CATEGORIES: "the categories",
    Part.QUESTIONS: "the questions",
    Part.CRITERIA: "the criteria",
    Part.RULES: "the eligibility rules",
}

_RULE_WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})
_NOT_STAFF = Reason("not-staff", "Only staff who may change things can change the rules.")
_ARCHIVED = Reason("archived", "The season is archived, so its rules stay as they are.")
_NO_REASON = Reason("no-reason", "Nominations have opened: give the reason for changing the rules.")


def may_load(
    season: Season, document: SeasonDocument, *, rules: Sequence[Mapping[str, Any]] = (), now: datetime
) -> Permission:
    """Say whether the document may replace the season's text.

    Once nominations have opened, people have nominated under these words: dates, questions, criteria,
    rules and the like stay. Rounds, release, ceremony and the programme's own texts may still change.
    Once the rules of judging are locked, they stay as staff keep them. `rules` are those in force as stored; only
    a season whose fingerprints are older needs them.
    """
    if now < season.opens_at:
        return Permission()
    digests, older = document.part_digests, older_parts(season)
    same = {
        part: same_as_older(part, season, document, rules=rules)
        if part in older
        else season.locked_hashes.get(part) == digests[part]
        for part in Part
    }
    changed = [part for part in Part if not same[part]]
    opened_rounds = {one.key: one for one in season.rounds if one.opens_at <= now}
    dropped = opened_rounds.keys() - {one.key for one in document.rounds}
    locked = [Reason(f"{part}-locked", f"The season has opened, so {_WORDS[part]} cannot change.") for part in changed]
    lost = [Reason("round-has-opened", f"The round “{opened_rounds[key].name}” has opened, so it cannot be removed.")
            for key in sorted(dropped)]  # fmt: skip
    return Permission.unless(*locked, *lost, *against_locked_rules(season, document, changed))


def may_change_rules(actor: Actor, season: Season, *, reason: str, now: datetime) -> Permission:
    """Say whether a change of the rules may be adopted; once nominations have opened it needs a reason."""
    return Permission.unless(
        *may_propose_rules(actor, season).reasons,
        _NO_REASON if reason_needed(season, now=now) and not reason.strip() else None,
    )


def may_propose_rules(actor: Actor, season: Season) -> Permission:
    """Say whether somebody may make up a change of the rules; everybody of staff may read and try them."""
    return Permission.unless(
        _NOT_STAFF if not actor.roles & _RULE_WRITERS else None,
        _ARCHIVED if season.archived else None,
    )


def reason_needed(season: Season, *, now: datetime) -> bool:
    """Whether a change of the rules needs a reason: people may have nominated under them."""
    return now >= season.opens_at
