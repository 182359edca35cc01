"""Whatever is changed in the bundle of a real season is found and named; what only looks changed raises no alarm."""

from __future__ import annotations

import json
import random
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from awards.ledger.canonical import canonical_hash
from awards.ledger.merkle import Tree
from awards.ledger.notes import opened, public_bytes, public_line, sign
from awards.ledger.records import read_record
from awards.sealing.keys import seal_from
from tests.bundles.seasons import SECRETS
from tests.conftest import SEAL_KEY
from tests.ledger.bending import again, hashed_anew, log_of, unpacked, with_json, with_log, with_rows

OURS = seal_from((SEAL_KEY,), "http://localhost").key
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TIMES = 3


def renumbered(lines):
    return [again(line, n=n) for n, line in enumerate(lines)]


def signed_anew(files, key=OURS):
    """Let every checkpoint seal the log as it is now: what only who holds a key can do."""
    records = [read_record(line) for line in files["log.jsonl"].decode().splitlines()]
    tree, files = Tree(one.leaf for one in records), dict(files)
    notes = sorted(name for name in files if name.startswith("checkpoints/"))
    closes = [one.n + 1 for one in records if one.kind == "round_closed"]
    for name in notes:
        said = opened(files[name].decode(), public_bytes(OURS))
        size = len(records) if name == notes[-1] else closes[0] if said.purpose.startswith("close") else said.size
        rules = [one.content["sha256"] for one in records[:size] if one.kind in {"rules_fixed", "rules_changed"}][-1]
        changed = type(said)(origin=said.origin, size=size, root=tree.root(size), time=said.time,
                             purpose=said.purpose, rules=rules)  # fmt: skip
        files[name] = sign(changed, key).encode()
    line = public_line(said.origin, public_bytes(key))
    files["public_key.txt"] = f"{line}\n".encode()
    manifest = json.loads(files["manifest.json"]) | {"key_id": line.split("+")[1]}
    return files | {"manifest.json": json.dumps(manifest).encode()}


def pick(lines, chance, kind):
    return chance.choice([n for n, line in enumerate(lines) if line["kind"] == kind])


def with_line(files, chance, kind, change):
    """Change what one record says, and give it the digest and leaf that it then has."""
    lines = log_of(files)
    at = pick(lines, chance, kind)
    content = json.loads(json.dumps(lines[at]["content"]))
    change(content)
    lines[at] = again(lines[at], content=content)
    return with_log(files, lines, leaves=False)


def changed_score(files, chance):
    def change(content):
        key = chance.choice(sorted(content["points"]))
        content["points"][key] = ((content["points"][key] or 0) + 1) % 6

    return with_line(files, chance, "scored", change)


def changed_cell(files, chance):
    def change(rows):
        row = chance.choice([one for one in rows if one["points"]])
        row["points"] = str((int(row["points"]) + 1) % 6)

    return with_rows(files, "scores.csv", change)


def changed_weight(files, chance):
    def change(content):
        row = chance.choice(content["rules"]["categories"]["practice"])
        row["weight"] += 1

    return with_line(files, chance, "rules_fixed", change)


def changed_rules_file(files, chance):
    def change(said):
        chance.choice(said["categories"]["team"])["weight"] += 1

    return with_json(files, "rules.json", change)


def dropped_recusal(files, chance):
    lines = log_of(files)
    del lines[pick(lines, chance, "recused")]
    return with_log(files, renumbered(lines), leaves=False)


def dropped_conflict(files, chance):
    """The only row goes; what is left is the head."""
    return files | {"conflicts.csv": files["conflicts.csv"].splitlines(keepends=True)[0]}


def changed_decision(files, chance):
    def change(content):
        left = [one for one in content["scored_order"] if one not in content["decided_order"]]
        content["decided_order"] = [*content["decided_order"][1:], *left[:1]] or ["E-SOMEBODY"]

    return with_line(files, chance, "decided", change)


def changed_decisions_file(files, chance):
    def change(said):
        said["standing"]["practice"]["winners"] = [said["standing"]["practice"]["commended"][0]]

    return with_json(files, "decisions.json", change)


def another_order(files, chance):
    lines = log_of(files)
    one, other = sorted(chance.sample(range(len(lines)), 2))
    lines[one], lines[other] = lines[other], lines[one]
    return with_log(files, renumbered(lines), leaves=False)


def cut_tail(files, chance):
    lines = log_of(files)
    return with_log(files, lines[: -chance.randrange(1, 20)], leaves=False)


def weight_after_the_close(files, chance):
    """Whoever holds the key writes new rules into the log after the close, and signs anew."""
    lines = log_of(files)
    fixed = next(line for line in lines if line["kind"] == "rules_fixed")
    rules = json.loads(json.dumps(fixed["content"]["rules"]))
    rules["categories"]["practice"][0]["weight"] += 5
    content = fixed["content"] | {"rules": rules, "sha256": canonical_hash(rules), "version": 2, "reason": "0" * 64}
    new = fixed | {"kind": "rules_changed", "content": content, "salt": "ab" * 16}
    closed = next(n for n, line in enumerate(lines) if line["kind"] == "round_closed")
    at = chance.randrange(closed + 1, len(lines))
    files = files | {"rules.json": json.dumps(rules).encode()}
    return signed_anew(with_log(files, renumbered([*lines[:at], new, *lines[at:]]), leaves=False))


def another_key(files, chance):
    """The whole bundle, and a score changed in it, signed with another key."""
    return signed_anew(changed_score(files, chance), OTHER)


def conflicted_score(files, chance):
    """Whoever holds the key has a judge score an entry from which they stand aside, and signs anew."""
    lines = log_of(files)
    recused = lines[pick(lines, chance, "recused")]
    scored = lines[pick(lines, chance, "scored")]
    pair = {key: recused["content"][key] for key in ("entry", "judge")}
    new = scored | {"content": scored["content"] | pair, "salt": "cd" * 16}
    closed = next(n for n, line in enumerate(lines) if line["kind"] == "round_closed")
    return signed_anew(with_log(files, renumbered([*lines[:closed], new, *lines[closed:]]), leaves=False))


def conflicted_total(files, chance):
    """A total of a judge who stands aside is put into the results."""
    row = files["conflicts.csv"].decode().splitlines()[1].split(",")

    def change(said):
        said["categories"]["practice"]["totals"].append({"entry": row[0], "judge": row[1], "total": "99"})

    return with_json(files, "results.json", change)


def replayed(files, chance):
    lines = log_of(files)
    closed = next(n for n, line in enumerate(lines) if line["kind"] == "round_closed")
    again_ = lines[pick(lines, chance, "scored")]
    return signed_anew(with_log(files, renumbered([*lines[:closed], again_, *lines[closed:]]), leaves=False))


def swapped_judge(files, chance):
    judges = sorted({line["content"]["judge"] for line in log_of(files) if line["kind"] == "assigned"})

    def change(content):
        content["judge"] = chance.choice([one for one in judges if one != content["judge"]])

    return with_line(files, chance, "scored", change)


def changed_ballot(files, chance):
    def change(content):
        voter = chance.choice(sorted(content["ballots"]))
        ballot = content["ballots"][voter]
        ballot["ranking"] = [list(reversed(one)) for one in reversed(ballot["ranking"])]

    return signed_anew(with_line(files, chance, "vote_closed", change))


TAMPERINGS = {
    changed_score: "not the one that was sealed|is not the one|the log is not the one",
    changed_cell: "scores.csv",
    changed_weight: "states another hash|the log is not the one|names other rules",
    changed_rules_file: "rules.json",
    dropped_recusal: "the log is not the one|not the one that was sealed|seals",
    dropped_conflict: "conflicts.csv",
    changed_decision: "the log is not the one",
    changed_decisions_file: "what stands",
    another_order: "the log is not the one",
    cut_tail: "the log was cut",
    weight_after_the_close: "changes the rules after a round was closed",
    another_key: "is not the mailed key",
    conflicted_score: "although recused from it",
    conflicted_total: "stands aside from",
    replayed: "one was replayed",
    swapped_judge: "the log is not the one",
    changed_ballot: "is not the one that was cast|the ballots give",
}


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
def test_every_tampering_is_found_and_named(built, checker, tampering, seed):
    chance = random.Random(f"{tampering.__name__} {seed}")  # noqa: S311 - which place is bent
    bent = hashed_anew(tampering(unpacked(built.auditor), chance))
    told = checker.check(bent, "--key", built.key_line)
    assert told.code == 1
    assert [line for line in told.failed if re.search(TAMPERINGS[tampering], line)] != [], told.failed


def test_a_manifest_that_was_not_made_anew_names_the_file(built, checker):
    files = unpacked(built.auditor)
    told = checker.check(changed_cell(files, random.Random(1)))  # noqa: S311 - as above
    assert any("scores.csv is not the file that the manifest lists" in line for line in told.failed)


def test_numbers_written_otherwise_raise_no_alarm(built, checker):
    files = unpacked(built.auditor)
    scores = files["scores.csv"].decode()
    files["scores.csv"] = re.sub(r",(\d),(yes|no)$", r",\1.00,\2", scores, flags=re.MULTILINE).encode()
    results = files["results.json"].decode()
    files["results.json"] = re.sub(r'"(-?\d+\.\d+)"', r'"\g<1>0"', results).encode()
    assert (files["scores.csv"] != scores.encode(), files["results.json"] != results.encode()) == (True, True)
    told = checker.check(files, "--key", built.key_line)
    assert (told.code, told.failed) == (0, [])


def test_what_was_mailed_fits_the_bundle(built, checker):
    kept = {"key.txt": built.key_line, "closing.txt": built.closing, "receipt.json": built.receipt}
    names = [checker.keep(name, text) for name, text in kept.items()]
    words = ["--key", names[0], "--checkpoint", names[1], "--receipt", names[2]]
    for cut in (built.auditor, built.public):
        told = checker.check(cut, *words)
        assert (told.code, told.failed) == (0, [])


@pytest.mark.parametrize("cut", ["auditor", "public"])
def test_no_cut_names_anybody_or_holds_what_anybody_wrote(built, cut):
    words = b"\n".join(unpacked(getattr(built, cut)).values()).decode()
    people = [part for one in SECRETS for part in one.replace("@", " ").split() if len(part) > 4]
    planted = [
        *people,
        "This comment",
        "Too near to home",
        "An old friend",
        "heard of work",
        "Nominee",
        "Judge B",
        "Reid",
    ]
    assert [one for one in planted if one.casefold() in words.casefold()] == []
    assert re.findall(r"\b(?:ENT|USR|NOM|PNL|NEE)-\w+", words) == []


def test_the_public_cut_has_no_scores_and_no_labels(built):
    files = unpacked(built.public)
    assert {name for name in files if "/" not in name} == {
        "README.txt", "log.jsonl", "manifest.json", "public_key.txt", "rules.json", "verify.py",
    }  # fmt: skip
    bare = b"\n".join(data for name, data in files.items() if name not in {"verify.py", "README.txt"}).decode()
    assert re.findall(r"[EJS]-[A-Z2-7]{8}", bare) == []
    shown = {line["kind"] for line in log_of(files) if "content" in line}
    assert shown == {"rules_fixed", "round_closed"}
