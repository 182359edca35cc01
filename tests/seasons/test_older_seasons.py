"""A season loaded by the portal of before takes its own file again, and still no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.seasons.actions import load_season
from awards.seasons.documents import Choice
from awards.seasons.queries import rule_set_in_force
from tests.seasons.documents import FRONTLINE, with_first_category, with_settings

OPEN = FRONTLINE.season.opens_at + timedelta(days=1)
AS_KEPT_THEN = {
    "dates": "c514674603e6e8c5c65812d8881a15044f18e8193f163ec0e0db44504f254ef6",
    "scale": "9da36be164bafb237f6559294246f6aacd3df9469e845104a63aa1f58f376cf1",
    "vocabulary": "b5d9f396fd297419e04602eb1998a736dd4536bf6c222255d9f8e124c438c710",
    "categories": "b2ec912fbc717dddc1ad28f2cd3ef3845a96ce94203eb19fb26bdda686d07b99",
    "questions": "64f3079b53f74c9c5d95f126729f3bae8a6860c2f9b6ce9a792a5f3bb66c166d",
    "criteria": "390e18ae6eb15d832d0188bb1152a418546abbb62fe524c57e747b3098085fac",
    "rules": "0ae25b7ec4f8f9c9ff154e4e5827998e5227f4fcd87387525b20d9898cae25e8",
}
"""What the portal of before kept of the shipped season; it is not made here."""


@pytest.fixture
def season(session):
    """The shipped season as it was stored before: those fingerprints, rules with a requirement, no dated names."""
    loaded = load_season(session, FRONTLINE, actor=SYSTEM, now=OPEN - timedelta(days=30)).season
    loaded.locked_hashes, loaded.document_hash = dict(AS_KEPT_THEN), "0" * 64
    loaded.vocabulary = {
        name: [{"key": one["key"], "label": one["label"]} for one in some] for name, some in loaded.vocabulary.items()
    }
    in_force = rule_set_in_force(session, loaded)
    in_force.rules = [_as_before(row) for row in in_force.rules]
    session.commit()
    return loaded


def _as_before(row):
    params = {key: value for key, value in row["params"].items() if key != "of"}
    kept = {key: value for key, value in row.items() if key not in {"categories", "closes_at"}}
    return {**kept, "params": params, "requirement": "As it was said by hand.", "neutral": "For one person."}


def with_rule(rule_id, **parameters):
    return replace(FRONTLINE, rules=tuple(
        replace(one, kind=replace(one.kind, **parameters)) if one.id == rule_id else one for one in FRONTLINE.rules
    ))  # fmt: skip


def test_its_own_file_is_loaded_again_with_fingerprints_made_anew_and_the_trail_says_so(session, season):
    loaded = load_season(session, with_settings(FRONTLINE, ceremony_place="Leeds"), actor=SYSTEM, now=OPEN)
    assert (loaded.outcome, season.ceremony_place) == ("updated", "Leeds")
    assert season.locked_hashes == FRONTLINE.part_digests
    assert [entry.facts["fingerprints_renewed"] for entry in entries_about(session, "frontline-awards/2024")] == [0, 7]
    assert rule_set_in_force(session, season).version == 2
    assert load_season(session, FRONTLINE, actor=SYSTEM, now=OPEN).outcome == "updated"
    assert rule_set_in_force(session, season).version == 2


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (with_first_category(FRONTLINE, award_for="being nice"), ["categories-locked"]),
        (with_first_category(FRONTLINE, questions=FRONTLINE.categories[0].questions[1:]), ["questions-locked"]),
        (with_first_category(FRONTLINE, criteria=FRONTLINE.categories[0].criteria[::-1]), ["criteria-locked"]),
        (replace(FRONTLINE, scale=replace(FRONTLINE.scale, comment_required_for=())), ["scale-locked"]),
        (replace(FRONTLINE, vocabulary={**FRONTLINE.vocabulary, "nations": (Choice("wales", "Wales"),)}),
         ["vocabulary-locked"]),
        (with_settings(FRONTLINE, closes_at=FRONTLINE.season.closes_at + timedelta(days=1)), ["dates-locked"]),
        (replace(FRONTLINE, rules=FRONTLINE.rules[:-1]), ["rules-locked"]),
        (replace(FRONTLINE, rules=FRONTLINE.rules[::-1]), ["rules-locked"]),
        (with_rule("YP2", oldest=24), ["rules-locked"]),
    ],
)  # fmt: skip
def test_a_file_under_which_nobody_nominated_is_still_refused(session, season, document, codes):
    with pytest.raises(Refused) as refused:
        load_season(session, document, actor=SYSTEM, now=OPEN)
    assert [reason.code for reason in refused.value.permission.reasons] == codes
    assert season.locked_hashes == AS_KEPT_THEN
