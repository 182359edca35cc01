"""Every tampering that judging must withstand, each named by verify.py, however carefully the hashes are made anew."""

import pytest

from awards.ledger import acts
from tests.ledger.bending import (
    again,
    hashed_anew,
    log_of,
    signed_anew,
    unpacked,
    with_json,
    with_log,
    with_rows,
)
from tests.ledger.seasons import (
    Season,
    decide,
    hold_vote,
    key_from,
    make_scoring,
    orders,
    rules,
    scored,
    some_hash,
    true_season,
)


def first(lines, kind):
    return next(at for at, line in enumerate(lines) if line["kind"] == kind)


def bent(line, change):
    """Give a line with changed content that states its own leaf, as a careful cheat writes it."""
    content = dict(line["content"])
    change(content)
    return again(line, content=content)


def in_log(kind, change):
    def bend(files):
        lines = log_of(files)
        at = first(lines, kind)
        return with_log(files, [*lines[:at], bent(lines[at], change), *lines[at + 1 :]], leaves=False)

    return bend


def raise_mark(content):
    content["points"] = content["points"] | {"reach": 1 if content["points"]["reach"] != 1 else 2}


def cheaper(rules_content):
    criteria = rules_content["categories"]["young"]
    criteria[0]["weight"], criteria[1]["weight"] = 39, 36


def other_rules(content):
    content["rules"] = rules(shortlist={"min": 1, "max": 9})


def other_winner(said):
    said["decisions"][0]["decided_order"] = said["decisions"][0]["decided_order"][::-1]


def other_score(rows):
    rows[0]["points"] = "1" if rows[0]["points"] != "1" else "2"


def counts_recused(said):
    one = said["categories"]["young"]
    mine = one["totals"][0]
    mine["total"] = "1/3"


def swapped(files):
    lines = log_of(files)
    lines[20], lines[21] = lines[21], lines[20]
    return with_log(files, lines, leaves=False)


def renumbered(files):
    lines = log_of(files)
    one, other = lines[20], lines[21]
    lines[20], lines[21] = again(other, n=one["n"]), again(one, n=other["n"])
    return with_log(files, lines, leaves=False)


def cut(files):
    return with_log(files, log_of(files)[:-2], leaves=False)


def cut_to_the_close(files):
    left = {name: data for name, data in files.items() if name != "checkpoints/002.txt"}
    close = first(log_of(files), "round_closed")
    return with_log(left, log_of(files)[: close + 1], leaves=False)


def replayed(files):
    lines = log_of(files)
    one = lines[first(lines, "scored")]
    return with_log(files, [*lines, again(one, n=len(lines))], leaves=False)


def without_recusal(files):
    lines = log_of(files)
    at = first(lines, "recused")
    kept = [*lines[:at], *lines[at + 1 :]]
    return with_log(files, [again(line, n=n) for n, line in enumerate(kept)], leaves=False)


LISTED = {
    "a changed score, in the table": (lambda f: with_rows(f, "scores.csv", other_score), "the table says points"),
    "a changed score, in the log": (in_log("scored", raise_mark), "the log is not the one that was sealed"),
    "a changed total": (lambda f: with_json(f, "results.json", counts_recused), "the points give"),
    "a changed weight, in the rules": (lambda f: with_json(f, "rules.json", cheaper), "rules.json, categories, young"),
    "a changed weight, in the log": (in_log("rules_fixed", other_rules), "the log is not the one that was sealed"),
    "a changed recusal, in the table": (lambda f: with_rows(f, "conflicts.csv", lambda rows: rows[1:]), "in the log"),
    "a changed recusal, in the log": (without_recusal, "the log is not the one that was sealed"),
    "a changed decision": (lambda f: with_json(f, "decisions.json", other_winner), "decisions.json"),
    "a changed decision, in the log": (
        in_log("decided", lambda content: content["decided_order"].reverse()),
        "the log is not the one that was sealed",
    ),
    "records in another order": (swapped, "a record was taken out, added or moved"),
    "records in another order, numbered anew": (renumbered, "the log is not the one that was sealed"),
    "a cut tail": (cut, "records are left"),
    "a tail cut back to the close": (cut_to_the_close, "the log's end is missing"),
    "a replayed record": (replayed, "one was replayed"),
    "a swapped judge, in the table": (
        lambda f: with_rows(f, "scores.csv", lambda rows: [rows[0] | {"judge": "J-0099"}, *rows[1:]]),
        "J-0099",
    ),
    "a swapped judge, in the log": (
        in_log("scored", lambda content: content.update(judge="J-0099")),
        "the log is not the one that was sealed",
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_tampering_is_named_although_the_hashes_were_made_anew(checker, files, name):
    bend, words = LISTED[name]
    told = checker.check(hashed_anew(bend(files)))
    assert told.code == 1
    assert [line for line in told.failed if words in line] != [], told.lines


@pytest.mark.parametrize("name", LISTED)
def test_a_tampering_is_found_by_the_manifest_alone(checker, files, name):
    bend, _ = LISTED[name]
    told = checker.check(bend(files))
    assert told.code == 1
    assert "the files are those that the manifest lists" in told.failed[0]


def test_a_record_that_was_changed_by_hand_is_named(checker, files):
    lines = log_of(files)
    at = first(lines, "scored")
    raise_mark(lines[at]["content"])
    told = checker.check(hashed_anew(with_log(files, lines, leaves=False)))
    assert f"record {at} (scored) is not the one that was sealed" in told.failed[0]


def test_another_key_is_told_by_the_mailed_key_checkpoint_and_receipt(checker, season, files):
    remade = hashed_anew(signed_anew(in_log("scored", raise_mark)(files), key_from("theirs")))
    key = checker.keep("key.txt", season.key_line() + "\n")
    note = checker.keep("mailed.txt", season.notes(season.records())[0])
    receipt = checker.keep("receipt.json", season.receipt("J-0002"))
    for told, words in (
        (checker.check(remade, "--key", key), "is not the mailed key"),
        (checker.check(remade, "--checkpoint", note), "not signed with this key"),
        (checker.check(remade, "--receipt", receipt), "it has the key"),
    ):
        assert told.code == 1
        assert [line for line in told.failed if words in line] != []


def test_another_key_alone_is_told_where_the_manifest_still_names_ours(checker, files):
    theirs = signed_anew(files, key_from("theirs"))
    told = checker.check(hashed_anew(theirs | {"manifest.json": files["manifest.json"]}))
    assert [line for line in told.failed if "names another key" in line] != []


def test_a_whole_season_made_anew_with_another_key_agrees_with_itself_and_says_to_compare(checker, season):
    other = true_season(seed=2, key_seed="theirs")
    told = checker.check(other.bundle())
    assert told.code == 0
    assert [line for line in told.lines if "compare it with the one that was mailed" in line] != []
    mailed = checker.keep("key.txt", season.key_line())
    assert checker.check(other.bundle(), "--key", mailed).code == 1


def test_a_season_made_anew_with_our_own_key_is_told_by_a_receipt(checker, season):
    other = true_season(seed=2)
    told = checker.check(other.bundle(), "--receipt", checker.keep("receipt.json", season.receipt("J-0003")))
    assert told.code == 1
    assert "the log is not the one that was sealed" in told.failed[0]


# What no tampering from outside is, but a server that bends its own record: sealed and signed as if true.


def sealed(checker, season):
    return checker.check(season.bundle())


def test_a_weight_changed_after_the_close_is_named(checker):
    season = true_season()
    changed = rules()
    cheaper(changed)
    season.do(acts.RulesChanged(version=2, rules=changed, reason=some_hash("why")))
    told = sealed(checker, season)
    assert "changes the rules after a round was closed" in told.failed[0]


def test_a_weight_changed_before_the_close_with_a_reason_is_fine(checker):
    season, changed = Season(seed=3), rules()
    cheaper(changed)
    season.do(acts.RulesFixed(version=1, rules=rules()))
    season.acts.clear()
    make_scoring(season)
    season.acts.insert(1, acts.RulesChanged(version=2, rules=changed, reason=some_hash("why")))
    season.closes = [one + 1 for one in season.closes]
    assert sealed(checker, season).failed == []


def test_a_conflicted_score_that_is_counted_is_named(checker, season):
    bending = Season(seed=1)
    make_scoring(bending)
    at, recusal = next((n, act) for n, act in enumerate(bending.acts) if isinstance(act, acts.Recused))
    bending.acts.insert(at + 1, scored(recusal.entry, recusal.judge, (5, 5, 5)))
    bending.closes = [one + 1 for one in bending.closes]
    files = unpacked(bending.bundle())

    def counted(rows):
        for row in rows:
            if (row["entry"], row["judge"]) == (recusal.entry, recusal.judge):
                row["counted"] = "yes"

    told = checker.check(hashed_anew(with_rows(files, "scores.csv", counted)))
    words = f"{recusal.judge} stands aside from {recusal.entry}, and the score is counted"
    assert [line for line in told.failed if words in line] != []
    assert [line for line in told.failed if "although recused from it" in line] != []


def test_a_score_after_the_close_is_named(checker):
    season = true_season()
    one = next(act for act in season.acts if isinstance(act, acts.Scored))
    season.do(scored(one.entry, one.judge, (5, 5, 5)))
    told = sealed(checker, season)
    assert "after the round was closed" in told.failed[0]


def test_a_score_by_a_judge_who_was_not_asked_is_named(checker):
    season = Season()
    make_scoring(season)
    season.acts.insert(-1, scored("E-TWIN1", "J-0006", (5, 5, 5)))
    season.closes = [len(season.acts)]
    assert "without having been asked" in sealed(checker, season).failed[0]


def test_points_outside_the_scale_are_named(checker):
    season = Season()
    make_scoring(season)
    season.acts.insert(-1, scored("E-TWIN1", "J-0001", (6, 5, 5)))
    season.closes = [len(season.acts)]
    assert "which the rules do not know" in sealed(checker, season).failed[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"departs": False}, "without a recorded departure"),
        ({"scored_order": "reversed"}, "its scored order puts"),
        ({"scored_order": []}, "its scored order is not of the entries"),
        ({"decided_order": []}, "the rules say 2 to 3"),
    ],
)
def test_a_shortlist_that_does_not_follow_is_named(checker, changes, words):
    season = Season()
    make_scoring(season)
    order = orders(season)["team"]
    given = {"scored_order": order, "decided_order": [*order[:1], order[-1]]} | changes
    given |= {"scored_order": order[::-1]} if given["scored_order"] == "reversed" else {}
    scored_order, chosen = given.pop("scored_order"), given.pop("decided_order")
    decide(season, "team", "shortlist", scored_order, chosen, **given)
    assert [line for line in sealed(checker, season).failed if words in line] != []


def departure_without(field):
    season = true_season()
    at = next(n for n, act in enumerate(season.acts) if isinstance(act, acts.Decided) and act.departs)
    object.__setattr__(season.acts[at], field, None)
    return season


@pytest.mark.parametrize(
    ("field", "words"),
    [("second", "no second person"), ("reason", "no reason is kept"), ("departure", "of what kind")],
)
def test_a_departure_without_its_papers_is_named(checker, field, words):
    assert [line for line in sealed(checker, departure_without(field)).failed if words in line] != []


def test_winners_against_a_vote_are_named(checker):
    season = true_season()
    order = orders(season)["young"][:3]
    chosen = [order[0]]
    won = next(act for act in season.acts if isinstance(act, acts.VoteClosed)).winners
    decide(season, "young", "winners", order, chosen if list(won) != chosen else [order[1]])
    assert [line for line in sealed(checker, season).failed if "the vote gave" in line] != []


def test_a_miscounted_vote_is_named(checker):
    season = true_season()
    at = next(n for n, act in enumerate(season.acts) if isinstance(act, acts.VoteClosed))
    other = next(one for one in season.acts[at].duels if one not in season.acts[at].winners)
    object.__setattr__(season.acts[at], "winners", [other])
    assert [line for line in sealed(checker, season).failed if "the ballots give" in line] != []


def test_a_ballot_that_is_not_the_one_cast_is_named(checker):
    season = true_season()
    at = next(n for n, act in enumerate(season.acts) if isinstance(act, acts.VoteClosed))
    voter, ballot = next(iter(season.acts[at].ballots.items()))
    turned = acts.Ballot(ranking=ballot.ranking[::-1], salt=ballot.salt)
    object.__setattr__(season.acts[at], "ballots", season.acts[at].ballots | {voter: turned})
    assert [line for line in sealed(checker, season).failed if "is not the one that was cast" in line] != []


def test_a_recused_voter_is_named(checker):
    season = Season()
    make_scoring(season)
    order = orders(season)["young"][:3]
    decide(season, "young", "shortlist", orders(season)["young"], order)
    hold_vote(season, "V-1", order, [[[order[0]]]] * 5)
    at = next(n for n, act in enumerate(season.acts) if isinstance(act, acts.VoteOpened))
    season.acts.insert(at, acts.Recused(entry=order[1], judge=season.acts[at].voters[0], reason=some_hash("late")))
    assert [line for line in sealed(checker, season).failed if "may vote although recused" in line] != []


def test_too_few_voters_are_named(checker):
    season = true_season()
    at = next(n for n, act in enumerate(season.acts) if isinstance(act, acts.VoteOpened))
    object.__setattr__(season.acts[at], "members", 11)
    assert [line for line in sealed(checker, season).failed if "5 may vote, 6 are needed" in line] != []


def test_a_close_that_was_not_sealed_is_named(checker):
    season = true_season()
    season.closes = []
    assert "no checkpoint seals the close" in sealed(checker, season).failed[0]
