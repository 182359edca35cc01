"""True bundles are accepted by verify.py alone: whole seasons, erased people, numbers written otherwise, cuts."""

import json
import random
import re
from dataclasses import replace

import pytest

from awards.ledger import acts
from awards.ledger.bundle import Cut, bundle_digest, readable_manifest, verifier, write_bundle
from awards.ledger.records import NotErasableError
from tests.ledger.bending import erased, hashed_anew, log_of, packed, unpacked, with_json, with_rows
from tests.ledger.seasons import Season, decide, hold_vote, make_scoring, orders, some_hash, true_season


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_true_season_is_accepted(checker, seed):
    told = checker.check(true_season(seed).bundle())
    assert (told.code, told.failed) == (0, [])
    assert told.lines[-1] == "ok      everything that was checked holds"


def test_seasons_are_adjusted_tied_thin_and_departed_from(season, true_bundle):
    said = json.loads(unpacked(true_bundle)["results.json"])["categories"]
    rows = [row for one in said.values() for row in one["entries"]]
    assert {one["basis"] for one in said.values()} == {"adjusted"}
    assert max(abs(float(row["adjusted"]) - _number(row["raw"])) for row in rows if row["adjusted"]) > 1
    assert [row["entry"] for row in rows if row["needs_scores"]] == ["E-LONE"]
    assert {row["entry"] for row in rows if row["tied"]} >= {"E-TWIN1", "E-TWIN2"}
    assert {"duels", "outcome"} <= set(json.loads(unpacked(true_bundle)["votes.json"])[0]["closed"])


def _number(text):
    top, _, bottom = text.partition("/")
    return int(top) / int(bottom or 1)


def test_the_same_season_gives_the_same_bytes(season, true_bundle):
    assert season.bundle() == true_bundle
    assert bundle_digest(true_bundle) == bundle_digest(season.bundle())


def test_the_bundle_holds_what_it_should(true_bundle):
    assert sorted(unpacked(true_bundle)) == [
        "README.txt", "addenda.json", "assignments.csv", "checkpoints/001.txt", "checkpoints/002.txt",
        "conflicts.csv", "decisions.json", "entries.csv", "log.jsonl", "manifest.json", "public_key.txt",
        "results.json", "rules.json", "scores.csv", "verify.py", "votes.json",
    ]  # fmt: skip
    assert readable_manifest(true_bundle)["seeds"] == {"assignment": 7}
    assert unpacked(true_bundle)["verify.py"] == verifier()


def test_an_unpacked_bundle_is_checked_where_it_lies(checker, true_bundle):
    for name, data in unpacked(true_bundle).items():
        path = checker.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert checker.run().code == 0
    assert checker.run(".").code == 0
    (checker.folder / "scores.csv").unlink()
    assert "scores.csv is missing" in checker.run().failed[0]


def test_a_bundle_is_still_accepted_after_people_were_erased(checker, season, files):
    gone = erased(files, {"note", "minutes_signed", "judge_joined"})
    told = checker.check(hashed_anew(gone))
    assert told.failed == []
    assert [line for line in told.lines if "records were erased" in line] != []
    receipt = checker.keep("receipt.json", season.receipt("J-0004"))
    assert checker.check(hashed_anew(gone), "--receipt", receipt).failed == []


def test_a_recusal_cannot_be_hidden_by_erasing_it(checker, season, files):
    record = next(one for one in season.records() if one.kind == "recused")
    with pytest.raises(NotErasableError):
        record.erased()
    lines = files["log.jsonl"].decode().splitlines()
    lines[record.n] = record.bare.line
    told = checker.check(hashed_anew(files | {"log.jsonl": "\n".join(lines).encode()}))
    assert f"record {record.n} (recused) was taken out" in told.failed[0]


def long_way(text):
    return (
        f"{text}.0"
        if re.fullmatch(r"-?[0-9]+", text)
        else f"{text}0"
        if re.fullmatch(r"-?[0-9]+\.[0-9]+", text)
        else text
    )


def written_otherwise(said):
    if isinstance(said, dict):
        return {key: written_otherwise(one) for key, one in said.items()}
    if isinstance(said, list):
        return [written_otherwise(one) for one in said]
    return long_way(said) if isinstance(said, str) else said


@pytest.mark.parametrize("anew", [True, False])
def test_4_50_for_4_5_and_3_0_for_3_raise_no_alarm(checker, files, anew):
    def rows(given):
        return [{key: long_way(value) for key, value in row.items()} for row in given]

    bent = with_rows(files, "scores.csv", rows)
    bent = bent | {"results.json": json.dumps(written_otherwise(json.loads(bent["results.json"]))).encode()}
    assert bent["scores.csv"] != files["scores.csv"]
    assert b'0"' in bent["results.json"]
    assert checker.check(hashed_anew(bent) if anew else bent).failed == []


def test_3_0_for_3_in_the_log_raises_no_alarm(checker, files):
    log = re.sub(rb'"reach":([0-9])', rb'"reach":\1.0', files["log.jsonl"])
    assert log != files["log.jsonl"]
    assert checker.check(hashed_anew(files | {"log.jsonl": log})).failed == []


def test_a_table_that_a_spreadsheet_saved_anew_raises_no_alarm(checker, files):
    saved = b"\xef\xbb\xbf" + files["scores.csv"].replace(b"\n", b"\r\n")
    assert checker.check(files | {"scores.csv": saved}).failed == []


def test_the_public_cut_names_nobody_and_shows_no_score(checker, season):
    bundle = write_bundle(season.contents(cut=Cut.PUBLIC, auditors_digest=some_hash("auditors")))
    files = unpacked(bundle)
    told = checker.check(bundle)
    assert (told.code, told.failed) == (0, [])
    assert [line for line in told.lines if "this cut shows no scores" in line] != []
    assert sorted(files) == ["README.txt", "checkpoints/001.txt", "checkpoints/002.txt", "log.jsonl", "manifest.json",
                             "public_key.txt", "rules.json", "verify.py"]  # fmt: skip
    assert {line["kind"] for line in log_of(files) if "content" in line} == {"rules_fixed", "round_closed"}
    everything = b"".join(data for name, data in files.items() if name not in {"verify.py", "README.txt"})
    assert re.findall(rb"\b[EJS]-[0-9A-Z]", everything) == []
    assert readable_manifest(bundle)["auditors_digest"] == some_hash("auditors")


def test_a_public_cut_with_scores_is_checked_like_the_auditors_one(checker, season):
    told = checker.check(season.bundle(cut=Cut.PUBLIC_WITH_SCORES))
    assert told.failed == []
    assert [line for line in told.lines if "totals are the weighted sums" in line] != []


def test_a_receipt_is_checked_by_itself_and_says_what_was_scored(checker, season):
    name = checker.keep("receipt.json", season.receipt("J-0002"))
    told = checker.run("receipt", name, "--key", season.key_line())
    assert (told.code, told.failed) == (0, [])
    assert [line for line in told.lines if "scored:" in line and "reach" in line] != []
    assert [line for line in told.lines if "J-0003" in line] == []


def test_a_receipt_with_another_score_is_refused(checker, season):
    said = json.loads(season.receipt("J-0002"))
    mine = next(one for one in said["records"] if one["kind"] == "scored")
    mine["content"]["points"]["reach"] = 99
    told = checker.run("receipt", checker.keep("receipt.json", json.dumps(said)))
    assert told.code == 1
    assert "is not in the log that the checkpoint seals" in told.failed[0]


def second_ballots(seed):
    season = Season(seed=seed)
    make_scoring(season)
    order = orders(season)["young"]
    season_list = sorted({"E-TWIN1", "E-TWIN2", order[0]})[:3]
    decide(season, "young", "shortlist", order, season_list, departs=True)
    even = [[["E-TWIN1"], ["E-TWIN2"]], [["E-TWIN2"], ["E-TWIN1"]]]
    found, told = hold_vote(season, "V-1", ["E-TWIN1", "E-TWIN2"], [*even, *even, [["E-TWIN1", "E-TWIN2"]]])
    assert told.outcome == "second_ballot"
    return season, found, order, season_list


def test_a_tie_goes_through_the_chain_to_the_chair(checker):
    season, found, order, chosen = second_ballots(5)
    level = [["E-TWIN1", "E-TWIN2"]]
    _, told = hold_vote(season, "V-2", ["E-TWIN1", "E-TWIN2"], [level] * 5, follows="V-1", second_of=found)
    assert told.outcome == "chair"
    season.do(acts.ChairCast(vote="V-2", chosen="E-TWIN2", by="J-0001", reason=some_hash("chair")))
    ranked = [one for one in order if one in chosen]
    decide(season, "young", "winners", ranked, ["E-TWIN2"], departs=True)
    assert checker.check(season.bundle()).failed == []
    decide(season, "young", "winners", ranked, ["E-TWIN1"])
    assert [line for line in checker.check(season.bundle()).failed if "the vote gave E-TWIN2" in line] != []


def test_a_second_ballot_settles_and_nobody_may_win(checker):
    season, found, order, chosen = second_ballots(6)
    _, told = hold_vote(season, "V-2", ["E-TWIN1", "E-TWIN2"], [[["E-TWIN2"]]] * 5, follows="V-1", second_of=found)
    assert told.winners == ("E-TWIN2",)
    hold_vote(season, "V-3", ["E-TWIN1", acts.NOBODY], [[[acts.NOBODY]]] * 5)
    decide(season, "young", "winners", [one for one in order if one in chosen], [])
    assert checker.check(season.bundle()).failed == []


@pytest.mark.parametrize("name", ["no-such.zip", "verify.py", "empty.zip", "newer.zip", "twice.zip"])
def test_what_cannot_be_read_ends_with_2(checker, files, name):
    (checker.folder / "empty.zip").write_bytes(packed({}))
    newer = with_json(files, "manifest.json", lambda said: said.update(format="awards-bundle-9"))
    (checker.folder / "newer.zip").write_bytes(packed(newer))
    both = packed({"manifest.json": files["manifest.json"], "manifest.jsom": b"{}"})
    (checker.folder / "twice.zip").write_bytes(both.replace(b"manifest.jsom", b"manifest.json"))
    assert checker.run(name).code == 2


def test_a_log_without_all_its_records_makes_no_bundle(season):
    with pytest.raises(ValueError, match="whole log"):
        write_bundle(replace(season.contents(), records=season.records()[1:]))


def test_a_random_name_is_no_receipt(checker):
    name = checker.keep("odd.json", json.dumps({"format": str(random.random())}))  # noqa: S311
    assert checker.run("receipt", name).code == 2
    assert checker.run("receipt").code == 2
