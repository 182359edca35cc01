"""What a check proves, when it must be made again, and how dates and columns are read."""

from __future__ import annotations

from datetime import date

import pytest

from awards.eligibility.facts import ProgrammeState, Registration
from awards.registers.columns import guessed, words_in
from awards.registers.rules import day_in, result_by_date, speaks_against, standing, unsettled
from awards.registers.tables import sheet_of
from awards.registers.vocabulary import programme_called, programme_words, same_programme, stage_called, standing_called
from awards.registers.words import ListKind, RegisterResult
from tests.registers.conftest import DOCUMENT

SENT = date(2024, 2, 1)
REGISTERED, LAPSED = Registration.REGISTERED, Registration.LAPSED
NEVER, ELSEWHERE = Registration.NOT_REGISTERED, Registration.OTHER_UK_REGISTER
FOUND = RegisterResult
VOCABULARY = {name: [one.as_data() for one in some] for name, some in DOCUMENT.vocabulary.items()}


@pytest.mark.parametrize(
    ("result", "said", "until", "on", "proves"),
    [
        (FOUND.REGISTERED, None, None, date(2024, 2, 26), REGISTERED),
        (FOUND.REGISTERED, LAPSED, None, date(2024, 2, 26), REGISTERED),
        (FOUND.LAPSED, REGISTERED, None, date(2024, 2, 26), LAPSED),
        (FOUND.LAPSED, REGISTERED, date(2023, 11, 30), date(2024, 2, 26), LAPSED),
        (FOUND.LAPSED, REGISTERED, date(2024, 2, 1), date(2024, 2, 26), REGISTERED),
        (FOUND.LAPSED, REGISTERED, date(2023, 11, 30), date(2023, 12, 5), None),
        (FOUND.LAPSED, REGISTERED, date(2023, 11, 30), date(2023, 12, 15), LAPSED),
        (FOUND.NOT_FOUND, REGISTERED, None, date(2024, 2, 26), None),
        (FOUND.NOT_FOUND, None, None, date(2024, 2, 26), None),
        (FOUND.NOT_FOUND, NEVER, None, date(2024, 2, 26), NEVER),
        (FOUND.NOT_FOUND, ELSEWHERE, None, date(2024, 2, 26), ELSEWHERE),
        (FOUND.OTHER_NAME, REGISTERED, None, date(2024, 2, 26), None),
        (FOUND.OTHER_NAME, NEVER, None, date(2024, 2, 26), None),
    ],
)
def test_a_check_proves_the_standing_on_the_day_of_sending(result, said, until, on, proves):
    assert standing(result, said=said, until=until, checked_on=on, sent_on=SENT) == proves


@pytest.mark.parametrize(
    ("on", "open_still"),
    [(date(2023, 11, 30), False), (date(2023, 12, 1), True), (date(2023, 12, 14), True), (date(2023, 12, 15), False)],
)
def test_until_30_november_proves_no_lapse_in_early_december(on, open_still):
    assert unsettled(date(2023, 11, 30), checked_on=on) is open_still


def test_any_other_day_is_the_end_at_once():
    assert not unsettled(date(2023, 11, 29), checked_on=date(2023, 12, 1))
    assert not unsettled(None, checked_on=date(2023, 12, 1))


@pytest.mark.parametrize(
    ("result", "said", "found", "against"),
    [
        (FOUND.REGISTERED, REGISTERED, REGISTERED, False),
        (FOUND.REGISTERED, None, REGISTERED, False),
        (FOUND.REGISTERED, NEVER, REGISTERED, True),
        (FOUND.LAPSED, REGISTERED, LAPSED, True),
        (FOUND.LAPSED, REGISTERED, REGISTERED, False),
        (FOUND.LAPSED, REGISTERED, None, False),
        (FOUND.LAPSED, NEVER, LAPSED, False),
        (FOUND.NOT_FOUND, REGISTERED, None, True),
        (FOUND.NOT_FOUND, NEVER, NEVER, False),
        (FOUND.OTHER_NAME, None, None, True),
    ],
)
def test_a_check_speaks_against_what_was_said_only_where_it_does(result, said, found, against):
    assert speaks_against(result, said=said, found=found) is against


def test_the_date_alone_says_whether_somebody_is_registered():
    on = date(2024, 2, 26)
    assert [result_by_date(day, on=on) for day in (on, date(2024, 2, 25), None)] == [
        FOUND.REGISTERED,
        FOUND.LAPSED,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/11/2024", date(2024, 11, 30)), ("30.11.24", date(2024, 11, 30)),
        ("2024-11-30T00:00:00", date(2024, 11, 30)),
        ("30 November 2024", date(2024, 11, 30)), ("30-Nov-24", date(2024, 11, 30)), ("1 Sept. 2024", date(2024, 9, 1)),
        ("30/11/2024 00:00", date(2024, 11, 30)), ("11/30/2024", None), ("31/02/2024", None), ("٣٠/11/2024", None),
        ("soon", None), ("", None), ("00/00/0000", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_days_are_read_the_british_way_round(text, day):
    assert day_in(text) == day


def test_columns_are_guessed_from_headings():
    sheet = sheet_of(
        "Registered name;Reg. number;Status;Registered until;Town of employment\nZoë;SW1;Registered;;Leeds"
    )
    guess = guessed(ListKind.REGISTER, sheet)
    assert (guess.header, dict(guess.fields)) == (
        True, {"name": 0, "number": 1, "status": 2, "until": 3, "town": 4}
    )  # fmt: skip


def test_columns_are_guessed_from_what_the_cells_look_like():
    guess = guessed(
        ListKind.REGISTER, sheet_of("Zoë Okafor\t30 Nov 2024\tSW12\tRegistered\nSam Reid\t\tsw 0013\tLapsed")
    )
    assert (guess.header, dict(guess.fields)) == (False, {"name": 0, "until": 1, "number": 2, "status": 3})


def test_different_words_of_a_column_are_gathered_whatever_their_capitals():
    sheet = sheet_of("SW1,Registered\nSW2,REGISTERED\nSW3,Lapsed\nSW4,\n")
    assert words_in(ListKind.REGISTER, guessed(ListKind.REGISTER, sheet), sheet) == {
        "status": {"registered": "Registered", "lapsed": "Lapsed", "": ""}
    }


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Frontline", "frontline"), ("FRONTLINE PROGRAMME", "frontline"), ("Approach Social Work", "frontline"),
        ("The Approach Social Work Programme", "frontline"), ("Headline", "headline"),
        ("Firstline programme", "firstline"),
        ("step_up", "step_up"), ("Moonline", None), ("", None), ("Programme", None),
    ],
)  # fmt: skip
def test_a_programme_is_known_by_every_name_it_ever_had(words, key):
    assert programme_called(VOCABULARY, words) == key


def test_a_programme_is_shown_by_its_name_of_the_day():
    names = [programme_words(VOCABULARY, "frontline", on=date(2024, month, 1)) for month in (5, 6)]
    assert names == ["Frontline programme", "Approach Social Work"]
    assert programme_words(VOCABULARY, "headline", on=date(2024, 6, 1)) == "Headline"
    assert programme_words(VOCABULARY, "gone", on=date(2024, 6, 1)) == "gone"


def test_two_keys_of_one_renamed_programme_are_one_programme():
    assert same_programme(VOCABULARY, "frontline", "approach_social_work")
    assert not same_programme(VOCABULARY, "frontline", "headline")


def test_stages_and_standings_are_known_by_their_usual_words():
    words = ("second YEAR", "year 2", "x")
    assert [stage_called(VOCABULARY, one) for one in words] == ["year_2", "year_2", None]
    known = [standing_called(one) for one in ("Fellow", "Offer-holder", "x")]
    assert known == [ProgrammeState.COMPLETED, ProgrammeState.OFFERED, None]
