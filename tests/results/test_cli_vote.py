"""`awards results vote FILE`: the reference elections, the tie chain in a file, and files that cannot be used."""

import json

import pytest
from click.testing import CliRunner

from awards.results.cli import results

LEVEL = {
    "candidates": ["A", "B", "C"],
    "ballots": [
        {"ranking": [["A"], ["B"], ["C"]]},
        {"ranking": [["B"], ["C"], ["A"]]},
        {"ranking": [["C"], ["A"], ["B"]]},
    ],
}


def vote(tmp_path, content):
    path = tmp_path / "votes.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return CliRunner().invoke(results, ["vote", str(path)])


def test_the_reference_elections_are_printed_exactly(reference_data):
    path = reference_data / "judging" / "s6_panel_votes.json"
    told = CliRunner().invoke(results, ["vote", str(path)])
    printed = {one["name"]: one for one in json.loads(told.stdout)["elections"]}
    for election in json.loads(path.read_text())["elections"]:
        one, expected = printed[election["name"]], election["expected"]
        assert {key: one[key] for key in expected} == expected
    assert printed["tiny5"]["words"][0] == "B beats every other finalist one to one: it would win any run-off."
    assert printed["tiny5"]["settlement"]["winners"] == ["B"]
    assert printed["tiny4tie"]["settlement"]["needs"] == "second_ballot"
    assert (told.exit_code, told.stderr) == (1, "")


def test_one_election_is_answered_by_itself(tmp_path):
    told = vote(tmp_path, {"candidates": ["A", "B"], "ballots": [{"ranking": [["A"]], "count": 3}]})
    answer = json.loads(told.stdout)
    assert (told.exit_code, answer["condorcet_winner"], answer["pairwise"]) == (0, "A", {"A": {"B": 3}, "B": {"A": 0}})
    assert answer["settlement"] == {
        "outcome": "won", "winners": ["A"], "level": [], "needs": None, "steps": [], "words": ["A wins."],
    }  # fmt: skip


def test_the_chain_is_walked_with_what_the_file_says(tmp_path):
    told = vote(
        tmp_path,
        LEVEL | {
            "tie_chain": ["borda", "adjusted", "second_ballot", "chair"],
            "adjusted": {"A": 3.2, "B": 3, "C": 3.1996},
            "second": [{"ranking": [["A"], ["C"]]}, {"ranking": [["C"], ["A"]]}],
            "chair": "C",
        },
    )  # fmt: skip
    settlement = json.loads(told.stdout)["settlement"]
    assert [(one["step"], one["did"], one["left"]) for one in settlement["steps"]] == [
        ("borda", "left level", ["A", "B", "C"]),
        ("adjusted", "narrowed", ["A", "C"]),
        ("second_ballot", "left level", ["A", "C"]),
        ("chair", "decided", ["C"]),
    ]
    assert settlement["steps"][1]["words"] == (
        "Score of the judging round: A 3.2, B 3, C 3.1996; it left A and C level."
    )
    assert (told.exit_code, settlement["outcome"], settlement["winners"]) == (0, "won", ["C"])


@pytest.mark.parametrize(
    ("more", "outcome", "exit_code"),
    [
        ({"tie_chain": ["joint"], "joint_allowed": True}, "joint", 0),
        ({"tie_chain": ["joint"]}, "open", 1),
        ({"tie_chain": ["chair"]}, "chair", 1),
        ({"tie_chain": ["chair"], "chair": "B", "none": "B"}, "none reaches the standard", 0),
        ({"tie_chain": ["adjusted"], "adjusted": {"A": 70, "B": 69.99, "C": 1}, "level_within": 0.01}, "open", 1),
    ],
)
def test_the_exit_code_says_whether_people_are_still_needed(tmp_path, more, outcome, exit_code):
    told = vote(tmp_path, LEVEL | more)
    assert (json.loads(told.stdout)["settlement"]["outcome"], told.exit_code) == (outcome, exit_code)


def test_a_key_that_means_nothing_is_mentioned(tmp_path):
    told = vote(tmp_path, LEVEL | {"tiechain": ["joint"], "source": "made up"})
    assert told.stderr == f'{tmp_path}/votes.json: "tiechain" means nothing here and is passed over\n'


ONE = {"candidates": ["A", "B"], "ballots": [{"ranking": [["A"], ["B"]]}]}
UNUSABLE = [
    ("", "not JSON that can be used"),
    ("{", "not JSON that can be used"),
    ("[" * 100_000, "the JSON is nested too deep"),
    ('{"a":' * 100_000, "the JSON is nested too deep"),
    ('{"candidates": ["A"], "candidates": ["B"]}', 'the key "candidates" is there twice'),
    ("9" * 5_000, "not JSON that can be used"),
    (b"\xff\xfe\x00", "the file is not text in UTF-8"),
    ("[]", "the file must hold a JSON object, not a list"),
    ("null", "the file must hold a JSON object, not null"),
    ({"elections": {}}, "“elections” must be a list of one election or more"),
    ({"elections": []}, "“elections” must be a list of one election or more"),
    ({"elections": [7]}, "election 1: must be an object, not 7"),
    ({}, "election 1: “candidates” must be a list of names, each once, from 1 to 100 of them"),
    (ONE | {"candidates": ["A", "A"]}, "“candidates” must be a list of names"),
    (ONE | {"candidates": [{"A": 1}]}, "“candidates” must be a list of names"),
    (ONE | {"candidates": [str(n) for n in range(101)]}, "from 1 to 100 of them"),
    (ONE | {"candidates": ["A", "\ud800"]}, "“candidates” must be a list of names"),
    (ONE | {"name": ["x"]}, "election 1: “name” must be a name, not a list"),
    (ONE | {"ballots": []}, "election 1: “ballots” must be a list of ballots, from 1 to 2000 of them"),
    (ONE | {"ballots": ["A>B"]}, '“ballots”, ballot 1: must be an object with a “ranking”, not "A>B"'),
    (ONE | {"ballots": [{}]}, "ballot 1: “ranking” must be a list of tiers, best first, each a list of names"),
    (ONE | {"ballots": [{"ranking": ["A", "B"]}]}, "“ranking” must be a list of tiers"),
    (ONE | {"ballots": [{"ranking": [[["A"]]]}]}, "“ranking” must be a list of tiers"),
    (ONE | {"ballots": [{"ranking": [["C"]]}]}, "ballot 1: The ballot ranks “C”, who does not stand."),
    (ONE | {"ballots": [{"ranking": [["A"], ["A"]]}]}, "ballot 1: The ballot ranks “A” 2 times; once is enough."),
    (ONE | {"ballots": [{"ranking": [["A"]], "count": True}]}, "“count” must be a whole number from 1 to 1000000"),
    (ONE | {"ballots": [{"ranking": [["A"]], "count": 10**30}]}, "from 1 to 1000000, not a huge number"),
    (ONE | {"none": "N"}, '“none” must be one of the candidates, not "N"'),
    (ONE | {"chair": {}}, "“chair” must be one of the candidates, not an object"),
    (ONE | {"tie_chain": ["alphabet"]}, "“tie_chain” must be a list of steps, each once, out of: borda, adjusted"),
    (ONE | {"tie_chain": ["borda", "borda"]}, "“tie_chain” must be a list of steps, each once"),
    (ONE | {"tie_chain": [[]]}, "“tie_chain” must be a list of steps"),
    (ONE | {"joint_allowed": 1}, "“joint_allowed” must be true or false"),
    (ONE | {"adjusted": [1]}, "“adjusted” must be an object of candidates and their scores, not a list"),
    (ONE | {"adjusted": {"A": float("nan")}}, '“adjusted” must give a number for "A", not NaN'),
    (ONE | {"adjusted": {"A": 10**400, "X": 1}}, '“adjusted” names "X", who is not a candidate'),
    (ONE | {"level_within": -1}, "“level_within” must be a number from 0 up, not -1"),
    (LEVEL | {"tie_chain": ["second_ballot"], "second": []}, "“second” must be a list of ballots"),
    (LEVEL | {"tie_chain": ["adjusted", "second_ballot"], "adjusted": {"A": 1, "B": 1, "C": 0},
              "second": [{"ranking": [["C"]]}]}, "Ballot 1: The ballot ranks “C”, who does not stand."),
    (LEVEL | {"tie_chain": ["adjusted", "chair"], "adjusted": {"A": 1, "B": 1, "C": 0}, "chair": "C"},
     "“election 1”: The chair voted for somebody who was not level."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), UNUSABLE, ids=range(len(UNUSABLE)))
def test_a_file_that_cannot_be_used_is_said_to_be_so_in_words(tmp_path, content, words):
    told = vote(tmp_path, content)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert isinstance(told.exception, SystemExit)


def test_every_problem_is_told_at_once_and_a_flood_of_them_is_cut(tmp_path):
    told = vote(tmp_path, {"elections": [
        {"name": "first", "candidates": ["A"], "ballots": [{"ranking": [["B"]], "count": 0}], "chair": "C"}, 3,
    ]})  # fmt: skip
    where = f"{tmp_path}/votes.json"
    assert told.stderr.splitlines() == [
        f"{where}: election 1 (“first”): “ballots”, ballot 1: “count” must be a whole number from 1 to 1000000, not 0",
        f"{where}: election 1 (“first”): “ballots”, ballot 1: The ballot ranks “B”, who does not stand.",
        f'{where}: election 1 (“first”): “chair” must be one of the candidates, not "C"',
        f"{where}: election 2: must be an object, not 3",
    ]
    flood = vote(tmp_path, ONE | {"ballots": [7] * 1000}).stderr.splitlines()
    assert (len(flood), flood[-1]) == (201, f"{where}: … and 800 more")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path):
    told = vote(tmp_path, b" " * 20_000_001)
    assert (told.exit_code, told.stderr) == (2, f"{tmp_path}/votes.json: the file is larger than 20 MB\n")


def test_names_in_any_script_are_printed_as_they_are(tmp_path):
    told = vote(tmp_path, {"candidates": ["Zoë", "می‌خواهم"], "ballots": [{"ranking": [["Zoë"]]}]})
    assert json.loads(told.stdout)["words"][1] == "Zoë beats می‌خواهم 1 to 0."
