"""Files of cases: defaults are filled in, days are read in the zone, and every fault is named by case and place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from awards.eligibility.cases import UnreadableCasesError, read_cases
from awards.eligibility.facts import NomineeKind, PreviousWin, ProgrammeState
from tests.eligibility.invented import LONDON

EDITION = {"year": 2025, "nominations_open": "2025-03-20", "nominations_close": "2025-04-02"}
DEFAULTS: dict[str, Any] = {
    "nominator": {"is_nominee": False, "knows_nominee": True, "organiser_role": "none", "judges_categories": []},
    "nominee_aware": True,
    "nominee_kind": "person",
    "benefits": "England",
    "person": {"nation": "England", "in_post": True, "programmes": [], "deceased": False},
    "team": {"structure": "single_agency", "members": 2, "active": True},
}


@pytest.fixture
def write(tmp_path):
    def written(*cases, **more):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"form": {"defaults": DEFAULTS}, "cases": list(cases)} | more))
        return path

    return written


def case(**changes):
    whole = {"id": "N1", "category": "practice", "edition": EDITION, "facts": {"people": [{"name": "Ib"}]}}
    return whole | changes


def problems_of(path):
    with pytest.raises(UnreadableCasesError) as caught:
        read_cases(path, zone=LONDON)
    return list(caught.value.problems)


def test_what_a_case_leaves_out_comes_from_the_defaults_and_the_rest_is_unknown(write):
    (read,) = read_cases(write(case()), zone=LONDON)
    (person,) = read.facts.people
    assert (person.nation, person.in_post, person.works_in, person.programmes) == ("England", True, None, ())
    assert (read.facts.nominee_aware, read.facts.team, read.facts.submitted_at) == (True, None, None)
    assert (read.expected, read.rules) == (None, None)


def test_null_says_unknown_even_where_there_is_a_default(write):
    facts = {"people": [{"name": "Ib", "nation": None, "programmes": None}], "nominee_aware": None}
    (read,) = read_cases(write(case(facts=facts)), zone=LONDON)
    assert (read.facts.people[0].nation, read.facts.people[0].programmes) == (None, None)
    assert read.facts.nominee_aware is None


def test_nested_facts_are_read_whole(write):
    facts = {
        "nominee_kind": "group",
        "people": [
            {
                "name": "Ib",
                "date_of_birth": "2004-02-29",
                "programmes": [{"programme": "frontline", "status": "current", "stage": "year_2"}],
                "previous_wins": [{"category": "practice", "year": 2024}],
            }
        ],
    }
    (read,) = read_cases(write(case(facts=facts)), zone=LONDON)
    (person,) = read.facts.people
    assert person.date_of_birth == date(2004, 2, 29)
    assert person.previous_wins == (PreviousWin("practice", 2024),)
    assert person.programmes is not None
    assert person.programmes[0].status is ProgrammeState.CURRENT
    assert read.facts.nominee_kind is NomineeKind.GROUP


def test_a_team_gets_the_defaults_of_a_team_only_where_one_is_given(write):
    (read,) = read_cases(write(case(facts={"nominee_kind": "team", "team": {"members": 5}})), zone=LONDON)
    assert read.facts.team is not None
    assert (read.facts.team.members, read.facts.team.active) == (5, True)


def test_the_window_runs_over_whole_days_by_the_clocks_of_the_zone(write):
    (read,) = read_cases(write(case()), zone=LONDON)
    assert read.window.opens_at.isoformat() == "2025-03-20T00:00:00+00:00"
    assert read.window.closes_at.isoformat() == "2025-04-02T23:59:59+01:00"
    assert read.window.previous_year == 2024


def test_every_fault_is_named_by_case_and_place_at_once(write):
    people = [{"name": "Ib", "date_of_birth": "2004-02-30", "swe": "maybe", "shoe_size": 44}]
    path = write(
        case(id="N1", facts={"people": people}),
        case(id="N2", edition=EDITION | {"nominations_close": "soon"}),
        case(id="N3", facts={"submitted_at": "2025-03-21T10:00:00", "nominator": {"knows_nominee": "yes"}}),
        case(id="N4", expected="perhaps"),
        case(id="N4"),
        case(id="N4"),
    )
    problems = problems_of(path)
    assert [problem.split(": ")[0] for problem in problems] == [
        "case N1.facts.people[0].date_of_birth",
        "case N1.facts.people[0].swe",
        "case N1.facts.people[0].shoe_size",
        "case N2.edition.nominations_close",
        "case N3.facts.submitted_at",
        "case N3.facts.nominator.knows_nominee",
        "case N4.expected",
        "cases",
    ]


def test_a_close_before_the_opening_is_refused(write):
    path = write(case(edition=EDITION | {"nominations_close": "2025-03-01"}))
    assert problems_of(path) == [
        "case N1.edition.nominations_close: must not come before nominations_open",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "line 1 is not JSON"), ("[]", "the file must hold one JSON object"), ("{}", "cases: must be a list")],
)
def test_a_file_of_another_shape_is_refused(tmp_path, text, said):
    path = tmp_path / "cases.json"
    path.write_text(text)
    assert problems_of(path)[0].startswith(said)


def test_a_missing_file_is_refused(tmp_path):
    assert problems_of(tmp_path / "none.json")[0].startswith("the file cannot be read")
