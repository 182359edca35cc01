"""Preparing, releasing, describing and correcting: what is refused, what is kept, what the trail says."""

import pytest

from awards.audit.queries import entries_about
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Credit
from awards.nominees.models import NameForm, Thing
from awards.publishing import actions, editing
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind, Voice, WinnerKind
from awards.publishing.policy import problems_of
from awards.publishing.queries import winner_as_shown, winner_by_ref
from awards.screening.lifecycle import EntryState
from tests.factories import CitationFactory, EntryNominationFactory, NominationFactory, NominatorFactory, WinnerFactory
from tests.publishing.conftest import ME

WINNERS = AnnouncementKind.WINNERS


def codes(refused):
    return [reason.code for reason in refused.value.permission.reasons]


def texts(**changes):
    plain = {
        "kind": WinnerKind.PERSON, "role": None, "organisation": None, "area": None, "work_title": None,
        "partners": None, "nominated_by": None, "presented_by": None, "absent": False, "posthumous": False,
    }  # fmt: skip
    return editing.WinnerTexts(**(plain | changes))


def test_preparing_makes_a_row_for_each_winner_from_its_nominations(scene, session):
    nominator = NominatorFactory(name="Casey Brook", organisation="Become Invented")
    first = NominationFactory(category=scene.practice, eligible=True, credit=Credit.FULL_NAME, nominator=nominator)
    entry = scene.entry("Ada Wren", nomination=first, role="Practitioner", employer="Plantshire")
    for other in (
        NominationFactory(category=scene.practice, eligible=True, credit=Credit.ORGANISATION, nominator=nominator),
        NominationFactory(category=scene.practice, eligible=True, credit=Credit.NOT_AT_ALL),
        NominationFactory(category=scene.practice, state=NominationState.WITHDRAWN, credit=Credit.FULL_NAME),
    ):
        EntryNominationFactory(entry=entry, nomination=other)
    scene.prepare()
    (winner,) = scene.desk().winners.values()
    assert (winner.display_name, winner.kind, winner.role, winner.organisation, winner.nominated_by) == (
        "Ada Wren", WinnerKind.PERSON, "Practitioner", "Plantshire", "Casey Brook and Become Invented",
    )  # fmt: skip
    assert (winner.category_key, winner.category_name, winner.joint, winner.commended) == (
        "practice", "Practice award", False, False,
    )  # fmt: skip


def test_preparing_again_keeps_what_staff_wrote(scene, session, audit_trail):
    entry = scene.entry("Ada Wren")
    announcement = scene.prepare()
    winner = scene.desk().winners[entry.id]
    winner.role = "Head of lights"
    scene.entry("Ben Moss")
    scene.prepare()
    assert (winner.role, winner.joint, len(scene.desk().winners)) == ("Head of lights", True, 2)
    assert audit_trail(announcement.ref) == ["announcement.prepared", "announcement.prepared"]


def test_there_must_be_something_to_prepare(scene, session):
    with pytest.raises(Refused) as refused:
        scene.prepare()
    assert codes(refused) == ["nothing-to-announce"]


def test_a_held_or_released_announcement_is_not_prepared_again(scene, session, clock):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    actions.hold_announcement(session, announcement, reason="A doubt.", actor=ME, now=clock())
    with pytest.raises(Refused) as refused:
        scene.prepare()
    assert codes(refused) == ["announcement-is-held"]


def test_holding_and_letting_go_leave_their_reasons(scene, session, clock):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    actions.hold_announcement(session, announcement, reason="A doubt.", actor=ME, now=clock())
    actions.unhold_announcement(session, announcement, reason="Settled.", actor=ME, now=clock())
    trail = entries_about(session, announcement.ref)
    assert [(entry.tag, entry.reason and entry.reason.text) for entry in trail] == [
        ("announcement.prepared", None), ("announcement.held", "A doubt."), ("announcement.unheld", "Settled."),
    ]  # fmt: skip
    assert announcement.state is AnnouncementState.PREPARED


@pytest.mark.parametrize("act", [actions.hold_announcement, actions.unhold_announcement, actions.withdraw_announcement])
def test_nothing_is_done_to_an_announcement_out_of_turn_or_without_a_reason(scene, session, clock, act):
    scene.entry("Ada Wren")
    announcement = scene.prepare()
    with pytest.raises(Refused) as refused:
        act(session, announcement, reason="", actor=ME, now=clock())
    assert codes(refused) in (["no-reason"], ["announcement-is-prepared"])


def test_problems_are_named_and_only_some_stand_in_the_way(scene, session):
    quiet = scene.entry("Ada Wren", agreed=None)
    named_not = scene.entry("Ben Moss", agreed=(Thing.STORY,))
    waiting = scene.entry("Cy Lark", category=scene.teams, state=EntryState.FINALIST)
    for decision in scene.desk().decisions.values():
        if decision.category_id == waiting.category_id:
            session.delete(decision)
    scene.prepare()
    missing = "the consent to show a name is missing"
    found = [(problem.text, problem.blocks) for problem in problems_of(scene.desk(), WINNERS)]
    assert sorted(found) == sorted([
        ("The Team award is not decided: choose its winners, or withhold it.", True),
        (f"{quiet.ref} (Practice award): not everybody has answered, so a name will be withheld.", False),
        (f"{named_not.ref} (Practice award): {missing}, so a name will be withheld.", False),
        (f"{quiet.ref} (Practice award): no citation is written yet.", False),
        (f"{named_not.ref} (Practice award): no citation is written yet.", False),
    ])  # fmt: skip


def test_an_undecided_award_or_a_changed_decision_stops_the_release(scene, session, clock):
    entry = scene.entry("Ada Wren")
    announcement = scene.prepare()
    entry.state = EntryState.COMMENDED
    session.flush()
    with pytest.raises(Refused) as refused:
        actions.release_announcement(
            session, scene.desk(), announcement, version=announcement.version, actor=ME, now=clock()
        )  # fmt: skip
    assert codes(refused) == ["not-ready"]


def test_a_winner_is_described_and_the_trail_names_the_fields_only(scene, session, clock):
    entry = scene.entry("Ada Wren", role=None, employer=None)
    scene.prepare()
    winner = scene.desk().winners[entry.id]
    before = winner.version
    wanted = texts(role="Practitioner", presented_by="Robin Vale", area=winner.area)
    citations = [(Voice.JUDGES, "She listens."), (Voice.PRESENTER, "A light.")]
    editing.edit_winner(session, winner, wanted, citations=citations, actor=ME, now=clock())
    (entry,) = entries_about(session, winner.ref)
    assert (entry.tag, entry.facts) == (
        "winner.changed", {"changed": ["role", "presented_by", "citations"], "citations": 2},
    )  # fmt: skip
    assert winner.version > before


def test_citations_are_added_changed_and_removed_and_saving_the_same_says_nothing(scene, session, clock):
    winner = WinnerFactory()
    CitationFactory(winner=winner, voice=Voice.JUDGES, text="Old words.")
    CitationFactory(winner=winner, voice=Voice.PRESS, text="Press words.")
    session.commit()

    def save(*citations):
        found = winner_by_ref(session, scene.programme, winner.ref)
        editing.edit_winner(session, found, texts(), citations=citations, actor=ME, now=clock())
        session.commit()
        session.expire_all()
        return [(one.voice, one.text) for one in winner_by_ref(session, scene.programme, winner.ref).citations]

    new = [(Voice.JUDGES, "New words."), (Voice.WINNER, "My words.")]
    version = winner.version
    assert save(*new) == new
    assert winner.version == version + 1
    assert save(*new) == new
    assert winner.version == version + 1
    assert [entry.tag for entry in entries_about(session, winner.ref)] == ["winner.changed"]
    assert save() == []


def shown(session, scene, winner):
    return winner_as_shown(session, winner_by_ref(session, scene.programme, winner.ref))


def test_a_correction_shows_with_its_line_until_the_winner_chooses_otherwise(scene, session, clock, audit_trail):
    entry = scene.entry("Ada Wrenn")
    scene.release()
    winner = scene.desk().winners[entry.id]
    correction = editing.Correction(name="Ada Wren", erratum="The name was misspelt.", shown_now="Ada Wrenn")
    editing.correct_name(session, winner, correction, actor=ME, now=clock())
    session.commit()
    now_shown = shown(session, scene, winner)
    assert (now_shown.name, now_shown.erratum) == ("Ada Wren", "The name was misspelt.")
    assert audit_trail(winner.ref) == ["winner.corrected"]
    scene.desk().notices[entry.nominees[0].id].name_form = NameForm.FIRST_NAME
    session.commit()
    assert shown(session, scene, winner).name == "Ada"


def test_a_name_withheld_by_choice_is_not_corrected(scene, session, clock):
    entry = scene.entry("Ada Wren", agreed=None)
    scene.prepare()
    winner = scene.desk().winners[entry.id]
    with pytest.raises(Refused) as refused:
        correction = editing.Correction(name="Ada Wren", erratum="", shown_now="Name withheld")
        editing.correct_name(session, winner, correction, actor=ME, now=clock())
    assert codes(refused) == ["name-withheld", "no-erratum"]


def test_hiding_and_showing_are_recorded_once_each(scene, session, clock, audit_trail):
    winner = WinnerFactory()
    editing.hide_winner(session, winner, actor=ME, now=clock())
    with pytest.raises(Refused):
        editing.hide_winner(session, winner, actor=ME, now=clock())
    editing.show_winner(session, winner, actor=ME, now=clock())
    with pytest.raises(Refused):
        editing.show_winner(session, winner, actor=ME, now=clock())
    assert (winner.hidden_at, audit_trail(winner.ref)) == (None, ["winner.hidden", "winner.shown"])
