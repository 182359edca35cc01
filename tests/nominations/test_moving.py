"""Moving a draft to another award: what fits stays, the rest is kept, and nothing is dropped."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.nominations import actions, moving
from awards.nominations.completeness import gaps, nominee_words
from awards.nominations.drafting import save_team
from awards.nominations.facts import facts_of
from awards.nominations.kept import kept_of
from awards.nominations.models import Answer, Nomination, Nominee
from awards.seasons.models import Question
from awards.seasons.queries import categories_of, category_by_key
from tests.factories import AnswerFactory, NominationFactory, NomineeFactory
from tests.nominations.building import complete, whole

ACTOR = Actor(Audience.NOMINATORS, "NTR-2222222")


@pytest.fixture
def draft(session, season):
    """A complete draft for the practice award: one person, summary, practice, family, change, values."""
    return complete(session, season)


@pytest.fixture
def move(session, season, clock):
    """Moves a nomination to the category with this key and gives it anew."""

    def moved(nomination: Nomination, key: str) -> Nomination:
        category = category_by_key(session, season, key)
        moving.move_nomination(session, whole(session, nomination), category, actor=ACTOR, now=clock())
        session.expire_all()
        return whole(session, nomination)

    return moved


def present(nomination) -> dict[str, str]:
    return {one.question_key: one.text for one in nomination.answers}


def kept(nomination) -> dict[tuple[str, str], str]:
    return {(one.question_key, one.kept_from): one.text for one in nomination.kept_answers}


def test_answers_to_the_same_question_stay_and_the_others_are_kept(session, draft, move, audit_trail):
    moved = move(draft, "leadership")
    assert moved.category.key == "leadership"
    assert present(moved) == {"summary": "About summary.", "values": "About values."}
    assert kept(moved) == {
        ("practice", "practice"): "About practice.",
        ("family", "practice"): "About family.",
        ("change", "practice"): "About change.",
    }
    assert audit_trail(draft.ref) == ["nomination.moved"]


def test_moving_back_brings_them_back(draft, move):
    before = present(draft)
    back = move(move(draft, "leadership"), "practice")
    assert (present(back), kept(back)) == (before, {})


def test_a_question_that_is_worded_otherwise_is_another_question(session, season, draft, move):
    other = category_by_key(session, season, "leadership")
    question = next(one for one in other.questions if one.key == "values")
    question.label = "Which values did they live by?"
    session.flush()
    moved = move(draft, "leadership")
    assert present(moved) == {"summary": "About summary."}
    assert kept(moved)["values", "practice"] == "About values."


def test_what_was_written_meanwhile_in_the_same_place_stays_with_what_was_kept(session, season, draft, move):
    moved = move(draft, "leadership")
    AnswerFactory(nomination=moved, question_key="practice", text="Written from a stale tab.")
    session.flush()
    for question in session.scalars(select(Question).where(Question.key == "practice")):
        question.label = "The same words"
    session.flush()
    leadership = category_by_key(session, season, "leadership")
    session.add(Question(category_id=leadership.id, key="practice", position=9, label="The same words",
                         word_limit=100, optional=True, example=True))  # fmt: skip
    session.flush()
    session.expire_all()
    back = move(moved, "practice")
    assert present(back)["practice"] == "Written from a stale tab."
    assert kept(back) == {("practice", "practice"): "About practice."}
    away = move(back, "team")
    assert kept(away)["practice", "practice"] == "About practice."
    assert kept(away)["practice", "practice#2"] == "Written from a stale tab."


def test_an_empty_answer_is_no_loss_and_in_nobodys_way(session, draft, move):
    moved = move(draft, "leadership")
    AnswerFactory(nomination=moved, question_key="direction", text="")
    session.flush()
    back = move(moved, "practice")
    assert kept(back) == {}
    assert set(present(back)) == {"summary", "practice", "family", "change", "values"}


def test_moving_to_the_award_it_is_in_changes_nothing(draft, move, audit_trail):
    assert present(move(draft, "practice")) == present(draft)
    assert audit_trail(draft.ref) == []


@pytest.mark.parametrize("key", ["outstanding_contribution"])
def test_it_cannot_be_moved_to_an_award_without_nominations(session, season, draft, move, key):
    with pytest.raises(Refused) as refused:
        move(draft, key)
    assert [one.text for one in refused.value.permission.reasons] == ["This award is not open to nominations."]


def test_what_was_sent_cannot_be_moved(session, draft, move, clock):
    actions.submit_nomination(session, draft, actor=ACTOR, now=clock())
    with pytest.raises(Refused) as refused:
        move(draft, "leadership")
    assert [one.code for one in refused.value.permission.reasons] == ["already-sent"]


# Between people and teams


def test_people_are_kept_aside_in_an_award_for_teams_and_have_to_be_settled_by_hand(session, draft, move):
    moved = move(draft, "team")
    assert (moved.nominees, [one.full_name for one in moved.kept_nominees]) == ([], ["Amara Okafor"])
    assert nominee_words(moved) == ""
    words = "This award is for a team: take out the people you named, or move back to an award for people"
    assert [gap.text for gap in gaps(moved) if gap.section == "kept"] == [words]
    save_team(session, moved, name="Harbour Duty Team", facts={}, contact={"full_name": "Sam Reed"})
    session.expire_all()
    moved = whole(session, moved)
    assert [(one.full_name, one.is_team) for one in moved.nominees] == [("Sam Reed", True)]
    moving.take_out(session, moved, moved.kept_nominees[0].ref)
    session.expire_all()
    assert [gap for gap in gaps(whole(session, moved)) if gap.section == "kept"] == []
    assert session.scalars(select(Nominee.full_name)).all() == ["Sam Reed"]


def test_a_team_that_is_moved_to_an_award_for_people_keeps_its_name_and_contact_out_of_it(session, season, move):
    team = complete(session, season, "team")
    contact = team.nominees[0].full_name
    moved = move(team, "innovation")
    assert (moved.nominees, [one.full_name for one in moved.kept_nominees]) == ([], [contact])
    assert (nominee_words(moved), facts_of(moved).people, facts_of(moved).team) == ("", (), None)
    assert kept_of(session, moved).team == "Harbour Duty Team"
    back = move(moved, "team")
    assert (nominee_words(back), [one.full_name for one in back.nominees]) == ("Harbour Duty Team", [contact])
    assert (back.kept_nominees, bool(kept_of(session, back))) == ([], False)


def test_everybody_comes_back_in_their_order(session, season, move):
    category = category_by_key(session, season, "innovation")
    nomination = NominationFactory(category=category, season=season)
    for position, name in enumerate(("Ada Vale", "Ben Moss", "Cy Dunn"), 1):
        NomineeFactory(nomination=nomination, position=position, full_name=name)
    session.flush()
    away = move(nomination, "team")
    save_team(session, away, name="Night Team", facts={}, contact={"full_name": "Sam Reed"})
    back = move(away, "innovation")
    assert [one.full_name for one in back.nominees] == ["Ada Vale", "Ben Moss", "Cy Dunn"]
    again = move(back, "team")
    assert [one.full_name for one in again.nominees] == ["Sam Reed"]
    assert [one.full_name for one in again.kept_nominees] == ["Ada Vale", "Ben Moss", "Cy Dunn"]


def test_more_people_than_an_award_takes_stay_and_are_shown_as_a_gap(session, season, move):
    category = category_by_key(session, season, "innovation")
    nomination = NominationFactory(category=category, season=season)
    for position in (1, 2):
        NomineeFactory(nomination=nomination, position=position)
    session.flush()
    moved = move(nomination, "practice")
    assert len(moved.nominees) == 2
    assert [gap.text for gap in gaps(moved) if gap.section == "nominee"] == ["Name 1 person at most"]


def test_taking_out_somebody_who_is_gone_changes_nothing(session, draft, move):
    moved = move(draft, "team")
    ref = moved.kept_nominees[0].ref
    for _ in range(2):
        moving.take_out(session, moved, ref)
        session.expire_all()
        moved = whole(session, moved)
    moving.take_out(session, moved, "NEE-2222222")
    assert session.scalars(select(Nominee.id)).all() == []


# No sequence of moves and saves loses or mixes anything


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_moves_and_answers_loses_a_word(session, season, draft, move, seed):
    chance = random.Random(seed)  # noqa: S311 - a made-up walk, no secret
    categories = {one.key: one for one in categories_of(session, season) if one.nominated}
    asked = {(key, one.key): one.label for key, category in categories.items() for one in category.questions}
    written = {one.text: asked["practice", one.question_key] for one in draft.answers}
    nomination = draft
    for step in range(15):
        if chance.random() < 0.5:
            nomination = move(nomination, chance.choice(sorted(categories)))
        else:
            nomination = whole(session, nomination)
            question = chance.choice(nomination.category.questions)
            there = next((one for one in nomination.answers if one.question_key == question.key), None)
            text = f"Text {step} of walk {seed}."
            if there is None:
                AnswerFactory(nomination=nomination, question_key=question.key, text=text)
            else:
                written.pop(there.text)
                there.text = text
            written[text] = question.label
            session.flush()
            session.expire_all()
        nomination = whole(session, nomination)
        for one in nomination.answers:
            assert asked[nomination.category.key, one.question_key] == written[one.text]
        found = sorted(session.scalars(select(Answer.text).where(Answer.nomination_id == nomination.id)))
        assert found == sorted(written)
