"""Check a bundle of sealed judging: recompute everything from its log, and say in words what differs.

    python verify.py [BUNDLE.zip | FOLDER] [--key FILE] [--checkpoint FILE] [--receipt FILE]
    python verify.py receipt FILE [--key FILE]

Python 3.9 or later, its standard library, and nothing else. Ends with 0 when everything holds, 1 when something
differs, 2 when there is nothing that can be read. docs/sealed-record.md describes the format. This is one file so
that it can be carried, read and run by itself; it shares no code with the program that writes bundles.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import math
import re
import sys
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

BUNDLE = "awards-bundle-1"
RECEIPT = "awards-receipt-1"
ERASABLE = {"note", "minutes_signed", "judge_joined", "judge_left", "sheet_reopened"}
SHOWN_TO_ALL = {"rules_fixed", "rules_changed", "round_closed", "round_reopened"}
TABLES = {
    "entries.csv",
    "assignments.csv",
    "conflicts.csv",
    "scores.csv",
    "votes.json",
    "results.json",
    "decisions.json",
    "addenda.json",
}
NOBODY = "NOBODY"
SAME = Fraction(1, 100)  # out of 100: 0.0005 of a scale from 0 to 5
NEAR = Fraction(1, 100)  # how far our adjusted scores may lie from the stated ones
BORDER = Fraction(1, 1000)  # how close to a border two correct programs may come down on either side
MOST_BYTES = 2**30
SIGNATURE_BYTES = 64
KEY_BYTES = 33  # with the byte that says Ed25519
TROUBLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError, RecursionError)

Pair = tuple[str, ...]  # an entry's and a judge's label, perhaps a criterion's key
Content = Mapping[str, Any]


class UnusableError(Exception):
    """There is nothing here that can be checked."""


class Report:
    """Prints each check as it is made, and remembers whether any failed."""

    def __init__(self) -> None:
        self.failures = 0

    def say(self, mark: str, words: str) -> None:
        """Print one line."""
        sys.stdout.write(f"{mark:<8}{words}\n")

    def check(self, what: str, faults: Iterable[str]) -> bool:
        """Print one check, with its first fault in words; a check that cannot be made has failed."""
        try:
            found = list(faults)
        except TROUBLE as error:
            found = [f"this cannot be read ({type(error).__name__}: {error})"]
        if not found:
            self.say("ok", what)
            return True
        self.failures += 1
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        self.say("FAILED", f"{what}: {found[0]}{more}")
        return False

    def note(self, words: str) -> None:
        """Print what a reader must know and what is no fault."""
        self.say("note", words)


# ---- numbers and JSON ------------------------------------------------------------------------------------------------


NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")


def number(said: object) -> Fraction:
    """Read "72", "217/3", "4.50" or 3 as an exact number."""
    if isinstance(said, bool) or not isinstance(said, (int, str)) or not NUMBER.fullmatch(str(said)):
        raise ValueError(f"{said!r} is no number")
    return Fraction(str(said))


def is_number(said: object) -> bool:
    """Whether something reads as a number."""
    return isinstance(said, (int, str)) and not isinstance(said, bool) and bool(NUMBER.fullmatch(str(said)))


def in_words(value: Fraction | None) -> str:
    """Write an exact number for people."""
    if value is None:
        return "none"
    return str(value) if value.denominator == 1 else f"{float(value):.6g}"


def canonical(value: Any) -> str:
    """Write a value as RFC 8785 says; there are no floats in it."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: str(key).encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, float):
        raise ValueError("there is a float where none may be")  # noqa: TRY004 - what a reader of files expects
    return json.dumps(value, ensure_ascii=False)


def sha256(data: bytes) -> str:
    """Give the SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def no_twins(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same key twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object says the same key twice")
    return found


def whole_if_it_is(text: str) -> int:
    """Read 3.0 as 3; refuse 3.5, which no record holds."""
    value = Fraction(text)
    if value.denominator != 1:
        raise ValueError(f"there is a float where none may be: {text}")
    return int(value)


def read_json(data: bytes) -> Any:
    """Read a file of the bundle; its fractions are text, and a number with a point is kept as it is written."""
    return json.loads(data.decode("utf-8"), parse_float=str, object_pairs_hook=no_twins)


def read_table(data: bytes) -> list[dict[str, str]]:
    """Read a CSV file as rows by their heads."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def alike(said: Any, found: Any) -> bool:
    """Whether two simple values say the same; numbers are compared as numbers."""
    if is_number(said) and is_number(found):
        return number(said) == number(found)
    return type(said) is type(found) and bool(said == found)


def differences(said: Any, found: Any, where: str) -> list[str]:
    """Say where what the bundle says is not what the log comes to."""
    if isinstance(said, dict) and isinstance(found, dict):
        faults = [f"{where}: {key} is missing" for key in found if key not in said]
        faults += [f"{where}: {key} is not in the log" for key in said if key not in found]
        for key in [key for key in found if key in said]:
            faults += differences(said[key], found[key], f"{where}, {key}")
        return faults
    if isinstance(said, list) and isinstance(found, list):
        if len(said) != len(found):
            return [f"{where}: the bundle lists {len(said)}, the log has {len(found)}"]
        return [
            fault
            for place, one in enumerate(found)
            for fault in differences(said[place], one, f"{where}, {called(one, place)}")
        ]
    return [] if alike(said, found) else [f"{where}: the bundle says {said!r}, the log says {found!r}"]


def called(one: Any, place: int) -> str:
    """Name one of a list."""
    if isinstance(one, dict):
        for key in ("entry", "vote", "category"):
            if key in one:
                return str(one[key])
    return f"number {place + 1}"


def said_values(name: str, data: bytes) -> str | None:
    """Give the hash of what a .csv or .json file says, in which 4.50 is 4.5; None for other files."""
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        return sha256(canonical([plainly(row) for row in rows if row]).encode())
    if name.endswith(".json"):
        said = json.loads(data.decode("utf-8"), parse_float=str, parse_int=str, object_pairs_hook=no_twins)
        return sha256(canonical(plainly(said)).encode())
    return None


def plainly(said: Any) -> Any:
    """Write every decimal number in one way."""
    if isinstance(said, list):
        return [plainly(one) for one in said]
    if isinstance(said, dict):
        return {key: plainly(one) for key, one in said.items()}
    return str(number(said)) if isinstance(said, str) and "/" not in said and is_number(said) else said


# ---- Ed25519 (RFC 8032), checking only -------------------------------------------------------------------------------


P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # extended coordinates x, y, z, t


def added(one: Point, other: Point) -> Point:
    """Add two points of the curve."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(factor: int, point: Point) -> Point:
    """Add a point to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = added(total, point)
        point = added(point, point)
        factor >>= 1
    return total


def point_of(data: bytes) -> Point | None:
    """Read a point; None if there is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether this is the key's Ed25519 signature of the message."""
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    owner, start = point_of(key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != SIGNATURE_BYTES or base is None or owner is None or start is None or scalar >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(scalar, base), added(start, times(digest, owner))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


# ---- keys and checkpoints --------------------------------------------------------------------------------------------


def key_of(line: str) -> tuple[str, str, bytes]:
    """Read a public key's line: origin, key id in hex, and the key."""
    origin, said, coded = line.strip().split("+", 2)
    raw = base64.b64decode(coded, validate=True)
    found = sha256(origin.encode() + b"\n" + raw)[:8]
    if len(raw) != KEY_BYTES or raw[:1] != b"\x01" or said != found:
        raise ValueError("the key's line is damaged: key and key id do not fit")
    return origin, said, raw[1:]


class Checkpoint:
    """What a signed note says, once read."""

    def __init__(self, note: str) -> None:
        text, _, tail = note.partition("\n\n")
        self.text = text + "\n"
        lines = text.split("\n")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        said = dict(line.partition(" ")[::2] for line in lines[3:])
        self.time, self.purpose, self.rules = said["time"], said["purpose"], said["rules"]
        self.signatures = [line.split(" ")[1:] for line in tail.splitlines() if line.startswith("\u2014 ")]

    def faults(self, origin: str, key: bytes) -> list[str]:
        """Say why this is not the origin's checkpoint signed with the key; nothing if it is."""
        if self.origin != origin:
            return [f"it is of {self.origin}, not of {origin}"]
        own = hashlib.sha256(origin.encode() + b"\n\x01" + key).digest()[:4]
        for name, coded in self.signatures:
            raw = base64.b64decode(coded, validate=True)
            if name == origin and raw[:4] == own:
                fine = is_signed(self.text.encode(), raw[4:], key)
                return [] if fine else ["its signature is not of these words: it was changed after it was signed"]
        return ["it is not signed with this key, but with another one"]


# ---- the Merkle tree (RFC 6962) --------------------------------------------------------------------------------------


def node(left: bytes, right: bytes) -> bytes:
    """Give the hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots(leaves: Sequence[bytes], sizes: Collection[int]) -> dict[int, bytes]:
    """Give the root of the first so many leaves, for several sizes in one go."""
    found, stack = {}, []  # type: dict[int, bytes], list[tuple[int, bytes]]
    if 0 in sizes:
        found[0] = hashlib.sha256().digest()
    for count, leaf in enumerate(leaves, 1):
        stack.append((0, leaf))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (height, right), (_, left) = stack.pop(), stack.pop()
            stack.append((height + 1, node(left, right)))
        if count in sizes:
            root = stack[-1][1]
            for _, left in reversed(stack[:-1]):
                root = node(left, root)
            found[count] = root
    return found


def root_by(leaf: bytes, proof: Sequence[bytes], place: tuple[int, int]) -> bytes | None:
    """Climb from the leaf (at place[0] of place[1]) to the root by its proof; None if the proof has another length."""
    position, last = place[0], place[1] - 1
    if not 0 <= position <= last:
        return None
    for one in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            leaf = node(one, leaf)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            leaf = node(leaf, one)
        position, last = position >> 1, last >> 1
    return leaf if last == 0 else None


# ---- the log ---------------------------------------------------------------------------------------------------------


class Record:
    """One line of the log."""

    def __init__(self, said: Content) -> None:
        self.n, self.kind, self.at = int(said["n"]), str(said["kind"]), str(said["at"])
        self.content: Any = said.get("content")
        self.salt = said.get("salt")
        self.said_leaf = str(said["leaf"])
        if self.content is None:
            self.digest = str(said["digest"])
        else:
            self.digest = sha256(bytes.fromhex(str(self.salt)) + canonical(self.content).encode())
        whole = canonical({"at": self.at, "digest": self.digest, "kind": self.kind, "n": self.n})
        self.leaf = hashlib.sha256(b"\x00" + whole.encode()).digest()


def read_log(data: bytes) -> list[Record]:
    """Read log.jsonl."""
    lines = [line for line in data.decode("utf-8").split("\n") if line.strip()]
    return [Record(json.loads(line, parse_float=whole_if_it_is, object_pairs_hook=no_twins)) for line in lines]


def log_faults(records: Sequence[Record], stated: int, *, bare: bool) -> Iterable[str]:
    """Say what is wrong with the lines of the log by themselves."""
    salts: dict[str, int] = {}
    for place, one in enumerate(records):
        if one.n != place:
            yield f"where record {place} belongs stands record {one.n}: a record was taken out, added or moved"
            return
        if one.leaf.hex() != one.said_leaf:
            yield f"record {one.n} ({one.kind}) is not the one that was sealed: it was changed"
        if one.content is None and not bare and one.kind not in ERASABLE:
            yield f"record {one.n} ({one.kind}) was taken out; results cannot be replayed without it"
        if one.salt is not None and one.salt in salts:
            yield f"record {one.n} repeats record {salts[one.salt]}: they share their salt, one was replayed"
        salts[str(one.salt)] = one.n
    if len(records) != stated:
        yield f"the log has {len(records)} records, the manifest says {stated}"


# ---- the season as the log tells it ----------------------------------------------------------------------------------


class Close:
    """What held for a category when its round closed: rules, sheets and entries."""

    def __init__(self, season: Season, category: str, record: Record) -> None:
        self.n, self.rules = record.n, season.rules
        inside = {entry for entry, key in season.entries.items() if key == category}
        self.sheets = {pair: sheet for pair, sheet in season.sheets.items() if pair[0] in inside}
        self.entries = sorted(inside - season.withdrawn)
        self.criteria = self.rules["categories"].get(category, [])
        self.highest = self.rules["scale"]["highest"]


class Season:
    """Replays the log; `faults` are what no true log would hold, each in words, by the check that they fail."""

    def __init__(self) -> None:
        self.rules: dict[str, Any] = {}
        self.entries: dict[str, str] = {}
        self.withdrawn: set[str] = set()
        self.assigned: dict[Pair, str] = {}
        self.recused: set[Pair] = set()
        self.sheets: dict[Pair, dict[str, Any]] = {}
        self.closes: dict[str, Close] = {}
        self.votes: dict[str, dict[str, Any]] = {}
        self.sealed: dict[tuple[str, str], str] = {}
        self.decisions: list[dict[str, Any]] = []
        self.addenda: list[dict[str, Any]] = []
        self.standing: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, list[str]] = {"rules": [], "scores": [], "votes": [], "decisions": [], "addenda": []}
        self._fits: dict[Any, Fit] = {}

    def replay(self, records: Iterable[Record]) -> None:
        """Take the records in order."""
        for record in records:
            act = getattr(self, f"on_{record.kind}", None)
            if act is not None and record.content is not None:
                act(record.content, record)

    # rules and entries

    def on_rules_fixed(self, content: Content, record: Record) -> None:
        """Note the rules; none may change between a close and what follows from it."""
        if sha256(canonical(content["rules"]).encode()) != content["sha256"]:
            self.faults["rules"].append(f"record {record.n} states another hash than its rules have")
        if self.closes:
            self.faults["rules"].append(f"record {record.n} changes the rules after a round was closed")
        if record.kind == "rules_changed" and not content["reason"]:
            self.faults["rules"].append(f"record {record.n} changes the rules without a reason")
        if record.kind == "rules_fixed" and self.rules:
            self.faults["rules"].append(f"record {record.n} fixes the rules a second time")
        self.rules = content["rules"]

    on_rules_changed = on_rules_fixed

    def on_entry_entered(self, content: Content, _: Record) -> None:
        """Note an entry."""
        self.entries[content["entry"]] = content["category"]
        self.withdrawn.discard(content["entry"])

    def on_entry_withdrawn(self, content: Content, _: Record) -> None:
        """Note that an entry left; after the close, its scores count no more from then on."""
        self.withdrawn.add(content["entry"])
        close = self.closes.get(self.entries.get(content["entry"], ""))
        if close is not None and content["entry"] in close.entries:
            close.entries.remove(content["entry"])

    # readings and scores

    def on_assigned(self, content: Content, record: Record) -> None:
        """Note who is asked to read what, or is no more."""
        self.assigned[content["entry"], content["judge"]] = record.kind

    on_unassigned = on_abstained = on_assigned

    def on_recused(self, content: Content, _: Record) -> None:
        """Note who stands aside from what."""
        self.recused.add((content["entry"], content["judge"]))

    def on_recusal_lifted(self, content: Content, _: Record) -> None:
        """Note who stands aside no more."""
        self.recused.discard((content["entry"], content["judge"]))

    def on_scored(self, content: Content, record: Record) -> None:
        """Note a sheet as it stands now."""
        pair = (content["entry"], content["judge"])
        self.faults["scores"] += [f"record {record.n}: {words}" for words in self._score_faults(pair, content)]
        self.sheets[pair] = {"state": content["state"], "points": content["points"]}

    def _score_faults(self, pair: Pair, content: Content) -> Iterable[str]:
        category = self.entries.get(pair[0])
        if category is None:
            yield f"{pair[0]} is no entry of the record"
            return
        if category in self.closes:
            yield f"{pair[1]} scored {pair[0]} after the round was closed"
        if pair in self.recused:
            yield f"{pair[1]} scored {pair[0]} although recused from it"
        elif self.assigned.get(pair) is None:
            yield f"{pair[1]} scored {pair[0]} without having been asked to read it"
        known = {one["key"] for one in self.rules["categories"].get(category, [])}
        scale = range(self.rules["scale"]["lowest"], self.rules["scale"]["highest"] + 1)
        for key, points in content["points"].items():
            if key not in known or (points is not None and points not in scale):
                yield f"{pair[1]} gave {pair[0]} {points} for {key}, which the rules do not know"

    def on_round_closed(self, content: Content, record: Record) -> None:
        """Keep what stands now as what is counted."""
        for category in content["categories"]:
            self.closes[category] = Close(self, category, record)

    def on_round_reopened(self, content: Content, record: Record) -> None:
        """Count nothing until the next close."""
        if not content["reason"]:
            self.faults["scores"].append(f"record {record.n} reopens a round without a reason")
        for category in content["categories"]:
            self.closes.pop(category, None)

    def is_asked(self, pair: Pair) -> bool:
        """Whether the judge is asked to read the entry and has not stood aside."""
        return self.assigned.get(pair) == "assigned" and pair not in self.recused

    def counts(self, pair: Pair) -> bool:
        """Whether the sheet of the close counts: asked, complete, a mark for every criterion."""
        close = self.closes.get(self.entries.get(pair[0], ""))
        if close is None or pair not in close.sheets or pair[0] not in close.entries or not self.is_asked(pair):
            return False
        sheet = close.sheets[pair]
        return sheet["state"] != "started" and all(
            sheet["points"].get(one["key"]) is not None for one in close.criteria
        )

    # the arithmetic of one category, as the record stands at this moment

    def totals(self, category: str) -> dict[Pair, Fraction]:
        """Give the exact total out of 100 of every sheet that counts."""
        close = self.closes[category]
        weight = sum(one["weight"] for one in close.criteria)
        return {
            pair: Fraction(
                100 * sum(one["weight"] * sheet["points"][one["key"]] for one in close.criteria), close.highest * weight
            )
            for pair, sheet in sorted(close.sheets.items())
            if self.counts(pair)
        }

    def scored_categories(self) -> list[str]:
        """Give the closed categories that the rules have criteria for."""
        return sorted(key for key, close in self.closes.items() if close.criteria)

    def fit(self, category: str, ranked: Collection[str]) -> Fit:
        """Fit model F to the scores that hang together with those of the entries to be ranked."""
        rules = self.closes[category].rules.get("ranking", {})
        keys = [category] if rules.get("pool") == "category" else self.scored_categories()
        scores = {pair: total for key in keys for pair, total in self.totals(key).items()}
        parts = [part for part in together(scores) if any(entry in part for entry in ranked)]
        inside = {pair: total for pair, total in scores.items() if parts and pair[0] in parts[0]}
        limits = rules.get("refuse", {})
        memo = (len(parts), tuple(sorted(inside.items())), tuple(sorted(limits.items())))
        if memo not in self._fits:
            self._fits[memo] = Fit(inside, limits, parts=len(parts))
        return self._fits[memo]

    def ranking(self, category: str) -> Ranking:
        """Rank the category's entries as the record stands now."""
        return Ranking(self, category)

    # votes

    def on_vote_opened(self, content: Content, record: Record) -> None:
        """Note a vote, and look whether it may be held so."""
        self.faults["votes"] += [f"vote {content['vote']}: {words}" for words in self._vote_faults(content)]
        self.votes[content["vote"]] = {**content, "closed": None, "chair": None, "n": record.n}

    def _vote_faults(self, content: Content) -> Iterable[str]:
        ballots = self.rules.get("ballots", {})
        if "ties" in ballots and content["follows"] is None and content["chain"] != ballots["ties"]:
            yield "its ties are broken in another way than the rules say"
        if content["joint_allowed"] and not ballots.get("joint", True):
            yield "it allows a joint award, the rules do not"
        needed = max(content["members"] // 2 + 1, ballots.get("quorum", 3))
        if len(content["voters"]) < needed:
            yield f"{len(content['voters'])} may vote, {needed} are needed"
        yield from self._candidate_faults(content)

    def _candidate_faults(self, content: Content) -> Iterable[str]:
        for one in content["candidates"]:
            if one != NOBODY and (self.entries.get(one) != content["category"] or one in self.withdrawn):
                yield f"{one} does not stand in {content['category']}"
            for voter in content["voters"]:
                if (one, voter) in self.recused:
                    yield f"{voter} may vote although recused from {one}"
        first = self.votes[content["follows"]] if content["follows"] else None
        if first is not None and sorted(first["closed"]["level"]) != sorted(content["candidates"]):
            yield f"it is not between those whom {content['follows']} left level"

    def on_ballot_cast(self, content: Content, record: Record) -> None:
        """Note the seal of a ballot; the last one of a voter counts."""
        vote = self.votes[content["vote"]]
        if vote["closed"] or content["voter"] not in vote["voters"]:
            self.faults["votes"].append(f"record {record.n}: {content['voter']} may not vote in {content['vote']} now")
        self.sealed[content["vote"], content["voter"]] = content["sealed"]

    def on_vote_closed(self, content: Content, _: Record) -> None:
        """Open the ballots, and count them again."""
        vote = self.votes[content["vote"]]
        vote["closed"] = {key: one for key, one in content.items() if key != "vote"}
        name = content["vote"]
        self.faults["votes"] += [f"vote {name}: {words}" for words in self._ballot_faults(name, content)]
        found = self._settled(vote)
        for key in ("duels", "outcome"):
            self.faults["votes"] += differences(content[key], found[key], f"vote {name}, {key}")
        for key in ("winners", "level"):
            if sorted(content[key]) != sorted(found[key]):
                said, ours = ", ".join(content[key]) or "nobody", ", ".join(found[key]) or "nobody"
                self.faults["votes"].append(f"vote {name}: {key} are {said}, the ballots give {ours}")

    def _ballot_faults(self, name: str, content: Content) -> Iterable[str]:
        sealed = {voter: seal for (vote, voter), seal in self.sealed.items() if vote == name}
        for voter in sorted(sealed.keys() | content["ballots"].keys()):
            ballot = content["ballots"].get(voter)
            if ballot is None or voter not in sealed:
                yield f"{voter} {'cast a ballot that is not opened' if ballot is None else 'never cast a ballot'}"
                continue
            whole = {"vote": name, "voter": voter, "ranking": ballot["ranking"], "salt": ballot["salt"]}
            if sha256(canonical(whole).encode()) != sealed[voter]:
                yield f"the ballot of {voter} is not the one that was cast"
            ranked = [one for tier in ballot["ranking"] for one in tier]
            if len(set(ranked)) != len(ranked) or not set(ranked) <= set(self.votes[name]["candidates"]):
                yield f"the ballot of {voter} ranks somebody twice, or somebody who does not stand"

    def _settled(self, vote: Content) -> dict[str, Any]:
        count = Count(vote)
        first = self.votes[vote["follows"]] if vote["follows"] else None
        start = Count(first) if first is not None else count
        rules = first if first is not None else vote
        scores = self.scores_for_ties(vote["category"])
        found = start.settled(rules, scores=scores, second=None if first is None else count)
        return {**found, "duels": count.duels}

    def scores_for_ties(self, category: str) -> dict[str, Fraction]:
        """Give what the step "adjusted" compares: the number that the category is ranked on."""
        return dict(self.ranking(category).values) if category in self.scored_categories() else {}

    def on_chair_cast(self, content: Content, _: Record) -> None:
        """Take the chair's casting vote."""
        vote, name = self.votes[content["vote"]], content["vote"]
        closed = vote["closed"]
        if not closed or closed["outcome"] != "chair" or content["chosen"] not in closed["level"]:
            self.faults["votes"].append(f"vote {name}: the chair chose {content['chosen']}, who was not level")
        if not content["reason"]:
            self.faults["votes"].append(f"vote {name}: the chair gave no reason")
        vote["chair"] = {key: one for key, one in content.items() if key != "vote"}

    def winners_by_vote(self, category: str) -> set[str] | None:
        """Give who won the last closed vote on the winners; None if there was none, or it settled nothing."""
        mine = [one for one in self.votes.values() if one["category"] == category and one["purpose"] == "winners"]
        closed = [one for one in mine if one["closed"]]
        if not closed:
            return None
        last = closed[-1]
        if last["chair"]:
            return {last["chair"]["chosen"]} - {NOBODY}
        settled = last["closed"]["outcome"] not in {"chair", "second_ballot", "open"}
        return set(last["closed"]["winners"]) if settled else None

    # decisions

    def on_decided(self, content: Content, record: Record) -> None:
        """Take a decision, and hold it against scores and votes as they stood then."""
        where = f"{content['category']}, {content['purpose']} (record {record.n})"
        self.faults["decisions"] += [f"{where}: {words}" for words in DecisionCheck(self, content).faults()]
        self.decisions.append({**content, "n": record.n, "at": record.at})
        outcome = self.standing.setdefault(content["category"], {})
        outcome[content["purpose"]] = list(content["decided_order"])
        if content["purpose"] == "winners":
            outcome["commended"], outcome["withheld"] = list(content["commended"]), content["withheld"]

    def on_addendum(self, content: Content, record: Record) -> None:
        """Apply what happened afterwards."""
        outcome = self.standing.get(content["category"], {})
        faults = [f"record {record.n}: {words}" for words in addendum_faults(self, content, outcome)]
        self.faults["addenda"] += faults
        self.addenda.append({**content, "n": record.n, "at": record.at})
        if content["outcome"] == "posthumous":
            return
        gone, new, purpose = content["entry"], content["chosen"], content["purpose"]
        listed = outcome.get(purpose, [])
        if purpose in outcome:
            swapped = [new if one == gone else one for one in listed if one != gone or (new and new not in listed)]
            outcome[purpose] = swapped
        if "commended" in outcome:
            leaving = {gone, new if new in outcome.get(purpose, []) else gone}
            outcome["commended"] = [one for one in outcome["commended"] if one not in leaving]


def addendum_faults(season: Season, content: Content, outcome: Content) -> Iterable[str]:
    """Say what an addendum lacks."""
    if not content["reason"]:
        yield "no reason is kept"
    if not content["second"] or content["second"] == content["by"]:
        yield "there is no second person"
    if content["entry"] not in [*outcome.get(content["purpose"], []), *outcome.get("commended", [])]:
        yield f"{content['entry']} was not among those chosen"
    if (content["outcome"] == "next_chosen") != (content["chosen"] is not None):
        yield "it does not fit whether another entry was chosen"
    if content["chosen"] is not None and season.entries.get(content["chosen"]) != content["category"]:
        yield f"{content['chosen']} is no entry of {content['category']}"


# ---- ranks -----------------------------------------------------------------------------------------------------------


def places(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Rank by value, the largest first; within 0.01 of the first of a rank is the same rank."""
    found: dict[str, int] = {}
    leader, rank = Fraction(0), 0
    for count, entry in enumerate(sorted(values, key=lambda one: -values[one]), 1):
        if rank == 0 or leader - values[entry] > SAME:
            leader, rank = values[entry], count
        found[entry] = rank
    return found


class Ranking:
    """One category's entries with their exact means, adjusted scores and ranks, as the record stands."""

    def __init__(self, season: Season, category: str) -> None:
        self.close = season.closes[category]
        self.totals = season.totals(category)
        rules = self.close.rules.get("ranking", {})
        sheets: dict[str, list[Fraction]] = {entry: [] for entry in self.close.entries}
        for pair, total in self.totals.items():
            sheets[pair[0]].append(total)
        self.counted = {entry: len(some) for entry, some in sheets.items()}
        self.asked = dict.fromkeys(sheets, 0)
        for pair in season.assigned:
            if pair[0] in sheets and season.is_asked(pair):
                self.asked[pair[0]] += 1
        self.raw = {entry: sum(some, Fraction(0)) / len(some) for entry, some in sheets.items() if some}
        self.needy = {entry for entry in sheets if self._needs(entry, rules.get("needs", {}))}
        enough = [entry for entry in self.raw if entry not in self.needy]
        self.fit = season.fit(category, enough)
        self.pool = sorted({season.entries[entry] for entry in self.fit.entries})
        self.by_rule = rules.get("basis", "raw")
        self.basis = "raw" if self.fit.refused else self.by_rule
        self.adjusted = {} if self.fit.refused else {entry: Fraction(self.fit.adjusted[entry]) for entry in enough}
        self.ties = self._ties()
        self.values = {entry: self.raw[entry] for entry in enough} if self.basis == "raw" else self.adjusted
        self.ranks = places(self.values)

    def _needs(self, entry: str, needs: Content) -> bool:
        share = Fraction(needs.get("share", "3/5"))
        return bool(self.counted[entry] < max(needs.get("fewest", 2), share * self.asked[entry]))

    def _ties(self) -> dict[str, Fraction]:
        """Give the mean points on the criterion that the rules name for ties; nothing where they name none."""
        keys = [one["key"] for one in self.close.criteria if one.get("tie_break")]
        if not keys or "criterion" not in self.close.rules.get("ties", []):
            return {}
        points = dict.fromkeys(self.raw, 0)
        for pair in self.totals:
            points[pair[0]] += self.close.sheets[pair]["points"][keys[0]]
        return {entry: Fraction(total, self.counted[entry]) for entry, total in points.items()}

    def ahead(self, one: str, other: str) -> bool:
        """Whether the one certainly stands before the other: by value, or by the tie criterion where those tie."""
        gap = self.values[one] - self.values[other]
        if gap > SAME + BORDER:
            return True
        near = abs(gap) < SAME - BORDER and self.ranks[one] == self.ranks[other]
        return bool(near and self.ties.get(one, 0) > self.ties.get(other, 0))

    def behind(self, order: Sequence[str]) -> tuple[str, str] | None:
        """Give the first found who stands later in the order than somebody that they are ahead of, and that one."""
        by_value, by_tie = None, {}  # type: str | None, dict[int, str]
        for one in reversed(order):
            rivals = [by_value, by_tie.get(self.ranks[one])]
            found = [rival for rival in rivals if rival is not None and self.ahead(rival, one)]
            if found:
                return found[0], one
            if by_value is None or self.values[one] > self.values[by_value]:
                by_value = one
            best = by_tie.setdefault(self.ranks[one], one)
            if self.ties.get(one, 0) > self.ties.get(best, 0):
                by_tie[self.ranks[one]] = one
        return None


class DecisionCheck:
    """Holds one decision against the ranking and the vote at its moment."""

    def __init__(self, season: Season, content: Content) -> None:
        self.season, self.content = season, content
        self.category, self.purpose = content["category"], content["purpose"]
        self.chosen = content["decided_order"]
        self.outcome = season.standing.get(self.category, {})
        self.ranking = season.ranking(self.category) if self.category in season.scored_categories() else None
        ranked = self.ranking.values if self.ranking else {}
        self.standing = [entry for entry in ranked if entry not in season.withdrawn]
        finalists = self.outcome.get("shortlist")
        by_list = self.purpose == "winners" and finalists is not None
        self.field = [entry for entry in self.standing if not by_list or entry in (finalists or [])]

    def faults(self) -> Iterable[str]:
        """Say what does not follow, in words."""
        yield from self._choice()
        yield from self._order()
        yield from self._size()
        voted = self.season.winners_by_vote(self.category) if self.purpose == "winners" else None
        against = voted is not None and voted != set(self.chosen)
        left = self._left_out() if voted is None or against else None  # who won the vote may pass others over
        if left and not self.content["departs"]:
            yield f"{left[0]} is passed over for {left[1]} without a recorded departure"
        if against and not self.content["departs"]:
            yield f"the vote gave {', '.join(sorted(voted or [])) or 'nobody'}, and no departure is recorded"
        yield from self._papers(bool(left) or against or self.content["departs"])

    def _choice(self) -> Iterable[str]:
        scored = self.category in self.season.rules["categories"]
        if scored and self.ranking is None:
            yield "it was decided before the round was closed"
        for entry in [*self.chosen, *self.content["commended"]]:
            if self.season.entries.get(entry) != self.category or entry in self.season.withdrawn:
                yield f"{entry} was not an entry of the category then"
            elif self.purpose == "winners" and entry not in self.outcome.get("shortlist", [entry]):
                yield f"{entry} was not on the shortlist"
        if set(self.chosen) & set(self.content["commended"]) or len(set(self.chosen)) != len(self.chosen):
            yield "an entry is chosen twice"
        if self.content["withheld"] != (self.purpose == "winners" and not self.chosen):
            yield "it does not fit whether the award is withheld"

    def _order(self) -> Iterable[str]:
        order = self.content["scored_order"]
        if not set(self.field) <= set(order) <= set(self.standing) or len(set(order)) != len(order):
            yield "its scored order is not of the entries that were ranked"
            return
        wrong = self.ranking.behind(order) if self.ranking else None
        if wrong:
            yield f"its scored order puts {wrong[1]} before {wrong[0]}, the scores put {wrong[0]} before {wrong[1]}"

    def _ahead(self, one: str, other: str) -> bool:
        return self.ranking is not None and self.ranking.ahead(one, other)

    def _size(self) -> Iterable[str]:
        sizes = self.season.rules.get("shortlist")
        if self.purpose != "shortlist" or not sizes or self.ranking is None:
            return
        inside = [one for one, key in self.season.entries.items() if key == self.category]
        number_in = len([one for one in inside if one not in self.season.withdrawn])
        least, most = 1 if number_in < sizes["min"] else sizes["min"], min(sizes["max"], number_in)
        if not least <= len(self.chosen) <= most:
            yield f"{len(self.chosen)} are shortlisted, the rules say {least} to {most}"

    def _left_out(self) -> tuple[str, str] | None:
        """Give who is passed over for whom, if anybody is; an entry without a rank stands behind every other."""
        for one in self.field:
            for other in self.chosen:
                if one not in self.chosen and (other not in self.field or self._ahead(one, other)):
                    return one, other
        return None

    def _level_at_the_line(self) -> bool:
        inside = [one for one in self.chosen if one in self.field]
        outside = [one for one in self.field if one not in self.chosen]
        return any(not self._ahead(one, other) for one in inside for other in outside)

    def _papers(self, departs: bool) -> Iterable[str]:  # noqa: FBT001 - only used above
        if departs and not self.content["departure"]:
            yield "it departs and does not say of what kind the departure is"
        if departs and (not self.content["second"] or self.content["second"] == self.content["by"]):
            yield "it departs and no second person confirmed it"
        if not self.content["reason"] and (departs or self.content["withheld"] or self._level_at_the_line()):
            yield "no reason is kept"


# ---- adjusted scores: y ~ 0 + entry + (1 | judge), REML --------------------------------------------------------------


class Fit:
    """Model F: entries fixed, judges random. Scores out of 100 by pair; `refused` says why not, or is empty."""

    def __init__(self, scores: Mapping[Pair, Fraction], limits: Mapping[str, int], *, parts: int = 1) -> None:
        self.entries = sorted({pair[0] for pair in scores})
        self.judges = sorted({pair[1] for pair in scores})
        self.scores = {pair: float(total) for pair, total in scores.items()}
        self.theta = 0.0
        self.severity = dict.fromkeys(self.judges, 0.0)
        self.adjusted: dict[str, float] = {}
        self.refused = "no entry has enough scores" if parts == 0 else self._refusal(limits, parts)
        if not self.refused:
            self._solve()

    def _refusal(self, limits: Mapping[str, int], parts: int) -> str:
        spare = len(self.scores) - len(self.entries) - len(self.judges) + 1
        if parts > 1:
            return "the entries fall into parts that share no judge and no entry"
        if len(self.judges) < limits.get("judges", 3):
            return "too few judges"
        if len(self.scores) < limits.get("per_judge", 3) * len(self.judges):
            return "too few scores per judge"
        return "too few scores to spare" if spare < limits.get("spare", 5) else ""

    def _solve(self) -> None:
        """Sweep the entries out, find the ratio theta by REML, and predict the judges' severities."""
        of: dict[str, list[str]] = {entry: [] for entry in self.entries}
        for entry, judge in self.scores:
            of[entry].append(judge)
        means = {entry: sum(self.scores[entry, one] for one in some) / len(some) for entry, some in of.items()}
        left = {pair: score - means[pair[0]] for pair, score in self.scores.items()}
        squares = sum(one * one for one in left.values())
        whole = sum(one * one for one in self.scores.values())
        if squares > 1e-12 * max(1.0, whole):
            values, vectors = eigen(self._information(of))
            pull = [sum(one for pair, one in left.items() if pair[1] == judge) for judge in self.judges]
            turned = [sum(vector[k] * pull[k] for k in range(len(pull))) for vector in vectors]
            self._predict(values, vectors, (turned, squares))
        for entry, some in of.items():
            self.adjusted[entry] = means[entry] - sum(self.severity[one] for one in some) / len(some)

    def _information(self, of: Mapping[str, Sequence[str]]) -> list[list[float]]:
        """Give S: the judges' numbers of scores on the diagonal, less what any two share on each entry."""
        place = {judge: k for k, judge in enumerate(self.judges)}
        matrix = [[0.0] * len(place) for _ in place]
        for some in of.values():
            for one in some:
                matrix[place[one]][place[one]] += 1.0
                for other in some:
                    matrix[place[one]][place[other]] -= 1.0 / len(some)
        return matrix

    def _predict(
        self, values: Sequence[float], vectors: Sequence[Sequence[float]], swept: tuple[Sequence[float], float]
    ) -> None:
        turned, squares = swept
        largest = max(1.0, *values)
        parts = [(value, pull) for value, pull in zip(values, turned) if value > 1e-9 * largest]  # noqa: B905 - 3.9
        self.theta = best_ratio(parts, squares, len(self.scores) - len(self.entries))
        for k, judge in enumerate(self.judges):
            self.severity[judge] = sum(
                self.theta**2 / (1.0 + self.theta**2 * value) * pull * vector[k]
                for value, pull, vector in zip(values, turned, vectors)  # noqa: B905 - Python 3.9 knows no strict
                if value > 1e-9 * largest
            )


def together(scores: Iterable[Pair]) -> list[set[str]]:
    """Give the entries in the parts that hang together by judges."""
    of: dict[str, set[str]] = {}
    for entry, judge in scores:
        of.setdefault(judge, set()).add(entry)
    parts: list[set[str]] = []
    for entries in of.values():
        touching = [part for part in parts if part & entries]
        parts = [part for part in parts if not part & entries]
        parts.append(entries.union(*touching))
    return parts


def best_ratio(parts: Sequence[tuple[float, float]], squares: float, freedom: int) -> float:
    """Give the ratio of the judges' spread to the rest, from 0 to 5, that REML finds likeliest; 0 where no worse."""

    def deviance(theta: float) -> float:
        ratio = theta * theta
        rest = squares - sum(ratio * pull * pull / (1.0 + ratio * value) for value, pull in parts)
        logs = sum(math.log1p(ratio * value) for value, _ in parts)
        return logs + freedom * math.log(max(rest, 1e-12 * squares))

    grid = [step / 40 for step in range(201)]
    found = [deviance(theta) for theta in grid]
    at = found.index(min(found))
    low, high = grid[max(at - 1, 0)], grid[min(at + 1, 200)]
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(80):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if deviance(left) <= deviance(right):
            high = right
        else:
            low = left
    best = min((low + high) / 2.0, grid[at], key=deviance)
    return 0.0 if found[0] <= deviance(best) + 1e-9 else best


def eigen(matrix: list[list[float]]) -> tuple[list[float], list[list[float]]]:
    """Give eigenvalues and eigenvectors (as rows) of a symmetric matrix, by Jacobi's rotations."""
    size = len(matrix)
    a = [list(row) for row in matrix]
    vectors = [[1.0 if k == m else 0.0 for k in range(size)] for m in range(size)]
    whole = sum(one * one for row in a for one in row) or 1.0
    for _ in range(100):
        off = sum(a[p][q] ** 2 for p in range(size) for q in range(p + 1, size))
        if off <= 1e-26 * whole:
            break
        for p in range(size):
            for q in range(p + 1, size):
                if a[p][q] ** 2 > 1e-32 * whole:
                    rotate(a, vectors, (p, q))
    return [a[k][k] for k in range(size)], vectors


def rotate(a: list[list[float]], vectors: list[list[float]], plane: tuple[int, int]) -> None:
    """Turn the plane of two axes so that their mixed term vanishes."""
    p, q = plane
    slope = (a[q][q] - a[p][p]) / (2.0 * a[p][q])
    t = math.copysign(1.0, slope) / (abs(slope) + math.sqrt(slope * slope + 1.0))
    c = 1.0 / math.sqrt(t * t + 1.0)
    s = t * c
    for rows in (a, vectors):
        one, other = rows[p], rows[q]
        rows[p] = [c * x - s * y for x, y in zip(one, other)]  # noqa: B905 - Python 3.9 knows no strict
        rows[q] = [s * x + c * y for x, y in zip(one, other)]  # noqa: B905 - Python 3.9 knows no strict
    for row in a:
        x, y = row[p], row[q]
        row[p], row[q] = c * x - s * y, s * x + c * y


# ---- votes -----------------------------------------------------------------------------------------------------------


class Count:
    """Ballots counted head to head: who beats all, else Schulze's strongest paths by winning votes."""

    def __init__(self, vote: Content) -> None:
        self.candidates = list(vote["candidates"])
        self.ballots = [self._ranks(one["ranking"]) for one in vote["closed"]["ballots"].values()]
        self.duels = {
            one: {other: self._prefer(one, other) for other in self.candidates if other != one}
            for one in self.candidates
        }
        self.first = self._schulze()
        self.borda = {
            one: sum((self._worth(ranks, one) for ranks in self.ballots), Fraction(0)) for one in self.candidates
        }

    def _ranks(self, ranking: Sequence[Sequence[str]]) -> dict[str, int]:
        ranks = dict.fromkeys(self.candidates, len(ranking))
        for place, tier in enumerate(ranking):
            ranks.update(dict.fromkeys(tier, place))
        return ranks

    def _prefer(self, one: str, other: str) -> int:
        return sum(1 for ranks in self.ballots if ranks[one] < ranks[other])

    def _worth(self, ranks: Mapping[str, int], one: str) -> Fraction:
        """Give one point for each candidate ranked below, and half for each beside."""
        below = sum(1 for other in self.candidates if ranks[other] > ranks[one])
        beside = sum(1 for other in self.candidates if other != one and ranks[other] == ranks[one])
        return Fraction(2 * below + beside, 2)

    def _schulze(self) -> list[str]:
        width = {
            (one, other): votes if votes > self.duels[other][one] else 0
            for one, row in self.duels.items()
            for other, votes in row.items()
        }
        for via in self.candidates:
            for one, other in list(width):
                if via not in {one, other}:
                    width[one, other] = max(width[one, other], min(width[one, via], width[via, other]))
        return [one for one in self.candidates if all(width[one, two] >= width[two, one] for two in self.duels[one])]

    def settled(self, vote: Content, *, scores: Mapping[str, Fraction], second: Count | None) -> dict[str, Any]:
        """Break a tie at the top by the vote's chain, as far as it goes without people."""
        level = list(self.first)
        for step in vote["chain"]:
            if len(level) == 1:
                break
            waiting = step == "chair" or (step == "second_ballot" and second is None)
            if waiting:
                return {"outcome": step, "winners": [], "level": level}
            if step == "joint" and vote["joint_allowed"] and NOBODY not in level:
                return {"outcome": "joint", "winners": level, "level": []}
            level = self._parted(step, level, scores=scores, second=second)
        if len(level) > 1:
            return {"outcome": "open", "winners": [], "level": level}
        if level == [NOBODY]:
            return {"outcome": "none reaches the standard", "winners": [], "level": []}
        return {"outcome": "won", "winners": level, "level": []}

    def _parted(
        self, step: str, level: list[str], *, scores: Mapping[str, Fraction], second: Count | None
    ) -> list[str]:
        if step == "second_ballot" and second is not None:
            return [one for one in level if one in second.first]
        if step == "borda":
            most = max(self.borda[one] for one in level)
            return [one for one in level if self.borda[one] == most]
        if step == "adjusted" and all(one in scores for one in level):
            line = max(scores[one] for one in level) - SAME
            return [one for one in level if scores[one] >= line]
        return level


# ---- the bundle ------------------------------------------------------------------------------------------------------


class Bundle:
    """The files of a bundle, by name."""

    def __init__(self, place: Path) -> None:
        self.files = from_folder(place) if place.is_dir() else from_zip(place)
        if "manifest.json" not in self.files:
            raise UnusableError(f"{place} holds no manifest.json: this is no bundle")
        try:
            self.manifest = read_json(self.files["manifest.json"])
            self.listed = dict(self.manifest["files"])
        except TROUBLE as error:
            raise UnusableError(f"manifest.json cannot be read ({error})") from error
        if self.manifest.get("format") != BUNDLE:
            raise UnusableError(f"this is of the format {self.manifest.get('format')!r}, not {BUNDLE}")
        self.bare = self.manifest.get("cut") == "public"

    def json(self, name: str) -> Any:
        """Read a JSON file."""
        return read_json(self.files[name])

    def table(self, name: str) -> list[dict[str, str]]:
        """Read a CSV file."""
        return read_table(self.files[name])

    def notes(self) -> list[str]:
        """Give the signed checkpoints in order."""
        return [self.files[name].decode("utf-8") for name in sorted(self.files) if name.startswith("checkpoints/")]

    def file_faults(self) -> Iterable[str]:
        """Say which files are not those that the manifest lists."""
        needed = {"log.jsonl", "public_key.txt", "rules.json", "checkpoints/001.txt"} | (set() if self.bare else TABLES)
        for name in sorted(needed | set(self.listed)):
            said = self.listed.get(name)
            if name not in self.files or said is None:
                yield f"{name} is missing" if name not in self.files else f"{name} is not listed in the manifest"
            elif sha256(self.files[name]) != said["sha256"]:
                values = said_values(name, self.files[name])
                if values is None or values != said["values_sha256"]:
                    yield f"{name} is not the file that the manifest lists: it was changed"


def from_folder(place: Path) -> dict[str, bytes]:
    """Read the files of an unpacked bundle."""
    names = ["manifest.json", *listed_names(place / "manifest.json")]
    return {name: (place / name).read_bytes() for name in names if inside(place, name) and (place / name).is_file()}


def listed_names(manifest: Path) -> list[str]:
    """Give the names that a manifest lists; none if it cannot be read."""
    try:
        return list(read_json(manifest.read_bytes())["files"])
    except (OSError, *TROUBLE):
        return []


def inside(place: Path, name: str) -> bool:
    """Whether a listed name stays inside the folder."""
    return place.resolve() in (place / name).resolve().parents


def from_zip(place: Path) -> dict[str, bytes]:
    """Read the files of a zip."""
    try:
        with zipfile.ZipFile(place) as zipped:
            entries = zipped.infolist()
            names = [one.filename for one in entries]
            if len(set(names)) != len(names):
                raise UnusableError(f"{place} holds two files of one name")
            if sum(one.file_size for one in entries) > MOST_BYTES:
                raise UnusableError(f"{place} is too large to be a bundle")
            return {name: zipped.read(name) for name in names if not name.endswith("/")}
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise UnusableError(f"{place} cannot be opened: {error}") from error


class Outside:
    """What the reader brings from outside: keys, checkpoints and receipts that were mailed."""

    def __init__(self, said: argparse.Namespace) -> None:
        self.keys = [key_line(one) for one in said.key]
        self.notes = [text_of(one) for one in said.checkpoint]
        self.receipts = [read_receipt(one) for one in said.receipt]


def text_of(name: str) -> str:
    """Read a text file; line ends of any machine are line ends."""
    try:
        return Path(name).read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableError(f"{name} cannot be read: {error}") from error


def key_line(said: str) -> str:
    """Take a key's line as it is, or from a file."""
    return said.strip() if re.fullmatch(r"\S+\+[0-9a-f]{8}\+\S+", said.strip()) else text_of(said).strip()


def read_receipt(name: str) -> dict[str, Any]:
    """Read a receipt."""
    try:
        said = json.loads(text_of(name), parse_float=whole_if_it_is, object_pairs_hook=no_twins)
    except ValueError as error:
        raise UnusableError(f"{name} is no receipt: {error}") from error
    if not isinstance(said, dict) or said.get("format") != RECEIPT:
        raise UnusableError(f"{name} is no receipt")
    return said


# ---- the checks ------------------------------------------------------------------------------------------------------


class Checks:
    """Makes every check of a bundle in turn."""

    def __init__(self, bundle: Bundle, report: Report, outside: Outside) -> None:
        self.bundle, self.report, self.outside = bundle, report, outside
        self.records: list[Record] = []
        self.season = Season()
        self.checkpoints: list[Checkpoint] = []
        self.origin, self.key_id, self.key = "", "", b""
        self.rules_at: list[tuple[int, str]] = []

    def run(self) -> None:
        """Make them all; stop only where the rest cannot be read at all."""
        check, bundle = self.report.check, self.bundle
        check("the files are those that the manifest lists", bundle.file_faults())
        check("the log is whole and in order", self._log())
        check("the public key", self._key())
        check("the checkpoints are signed with this key, and the log is what they sealed", self._checkpoints())
        check("every close of a round was sealed", self._closes())
        check("what was mailed agrees with this bundle", self._outside())
        check("the log can be replayed", self._replay())
        check("the rules are those that were fixed, and stood still after the close", self._rules())
        if bundle.bare:
            self.report.note("this cut shows no scores: totals, ranks, votes and decisions are not worked out again")
            return
        self._tables()
        self._results()
        check("votes are counted as their ballots say", self._votes())
        check("decisions follow from scores and votes, or say why and by whom not", self._decisions())
        check("what happened afterwards", self._afterwards())

    def _log(self) -> Iterable[str]:
        self.records = read_log(self.bundle.files["log.jsonl"])
        yield from log_faults(self.records, self.bundle.manifest["records"], bare=self.bundle.bare)

    def _key(self) -> Iterable[str]:
        line = self.bundle.files["public_key.txt"].decode("utf-8").strip()
        self.origin, self.key_id, self.key = key_of(line)
        if self.bundle.manifest["key_id"] != self.key_id or self.bundle.manifest["origin"] != self.origin:
            yield "the manifest names another key or origin"
        for mailed in self.outside.keys:
            if key_of(mailed)[1:] != (self.key_id, self.key):
                yield f"the bundle's key {self.key_id} is not the mailed key {key_of(mailed)[1]}"

    def _checkpoints(self) -> Iterable[str]:
        self.checkpoints = [Checkpoint(note) for note in self.bundle.notes()]
        found = roots([one.leaf for one in self.records], {one.size for one in self.checkpoints})
        self.rules_at = [
            (one.n, sha256(canonical(one.content["rules"]).encode()))
            for one in self.records
            if one.kind in {"rules_fixed", "rules_changed"} and one.content is not None
        ]
        size = 0
        for place, one in enumerate(self.checkpoints, 1):
            where = f"checkpoint {place} ({one.purpose}, {one.size} records)"
            for fault in [*one.faults(self.origin, self.key), *self._sealed(one, found)]:
                yield f"{where}: {fault}"
            if one.size < size:
                yield f"{where} is of a shorter log than the one before"
            size = one.size
        if size != len(self.records):
            yield f"the last checkpoint seals {size} records, the log has {len(self.records)}"
        if self.checkpoints and self.checkpoints[-1].purpose not in {"final", "addendum"}:
            yield f"the last checkpoint is {self.checkpoints[-1].purpose}, no final one: the log's end is missing"

    def _sealed(self, one: Checkpoint, found: Mapping[int, bytes]) -> Iterable[str]:
        if one.size > len(self.records):
            yield f"the log was cut: {len(self.records)} records are left"
        elif found[one.size] != one.root:
            yield "the log is not the one that was sealed: a record was changed, added, taken out or moved"
        rules = [digest for n, digest in self.rules_at if n < one.size]
        if rules and rules[-1] != one.rules:
            yield "it names other rules than the log had then"

    def _closes(self) -> Iterable[str]:
        for record in self.records:
            if record.kind == "round_closed" and record.content is not None:
                sealed = [one for one in self.checkpoints if one.size > record.n and one.purpose.startswith("close")]
                if not sealed:
                    yield f"no checkpoint seals the close of the round {record.content['round']} (record {record.n})"

    def _outside(self) -> Iterable[str]:
        for note in self.outside.notes:
            yield from (f"mailed checkpoint: {fault}" for fault in self._mailed(Checkpoint(note)))
        for receipt in self.outside.receipts:
            yield from (f"receipt of {receipt['judge']}: {fault}" for fault in self._received(receipt))

    def _mailed(self, note: Checkpoint) -> Iterable[str]:
        yield from note.faults(self.origin, self.key)
        yield from self._sealed(note, roots([one.leaf for one in self.records], {note.size}))

    def _received(self, receipt: Content) -> Iterable[str]:
        if key_of(receipt["public_key"])[2] != self.key:
            yield f"it has the key {key_of(receipt['public_key'])[1]}, this bundle has {self.key_id}"
        yield from receipt_faults(receipt)
        yield from self._mailed(Checkpoint(receipt["checkpoint"]))
        for said in receipt["records"]:
            mine = Record(said)
            if mine.n >= len(self.records) or self.records[mine.n].leaf != mine.leaf:
                yield f"record {mine.n} ({mine.kind}) is another one in this bundle"

    def _replay(self) -> Iterable[str]:
        try:
            self.season.replay(self.records)
        except TROUBLE as error:
            yield f"a record does not say what its kind must ({type(error).__name__}: {error})"

    def _rules(self) -> Iterable[str]:
        yield from self.season.faults["rules"]
        yield from differences(self.bundle.json("rules.json"), self.season.rules, "rules.json")

    def _votes(self) -> Iterable[str]:
        yield from self.season.faults["votes"]
        stated = [{key: one for key, one in vote.items() if key != "n"} for vote in self.season.votes.values()]
        yield from differences(self.bundle.json("votes.json"), stated, "votes.json")

    def _decisions(self) -> Iterable[str]:
        yield from self.season.faults["decisions"]
        said = self.bundle.json("decisions.json")["decisions"]
        yield from differences(said, self.season.decisions, "decisions.json")

    def _afterwards(self) -> Iterable[str]:
        yield from self.season.faults["addenda"]
        yield from differences(self.bundle.json("addenda.json"), self.season.addenda, "addenda.json")
        stands = self.bundle.json("decisions.json")["standing"]
        yield from differences(stands, self.season.standing, "decisions.json, what stands")

    # tables

    def _tables(self) -> None:
        check, season = self.report.check, self.season
        check("entries.csv agrees with the log", self._table("entries.csv", ("entry",), self._entries))
        pair = ("entry", "judge")
        check("assignments.csv agrees with the log", self._table("assignments.csv", pair, self._assignments))
        check("conflicts.csv agrees with the log", self._table("conflicts.csv", pair, self._conflicts))
        heads = ("entry", "judge", "criterion")
        check("scores.csv agrees with the log", self._table("scores.csv", heads, self._scores))
        check("nobody scored who was recused, not asked, or too late", season.faults["scores"])
        check("no score of a recused judge is counted", self._recused_counted())

    def _entries(self) -> dict[Pair, dict[str, Any]]:
        season = self.season
        return {
            (entry,): {"category": key, "withdrawn": yes_or_no(entry in season.withdrawn)}
            for entry, key in season.entries.items()
        }

    def _assignments(self) -> dict[Pair, dict[str, Any]]:
        return {pair: {"state": state} for pair, state in self.season.assigned.items()}

    def _conflicts(self) -> dict[Pair, dict[str, Any]]:
        return {pair: {} for pair in self.season.recused}

    def _scores(self) -> dict[Pair, dict[str, Any]]:
        season = self.season
        sheets = {pair: one for pair, one in season.sheets.items() if season.entries.get(pair[0]) not in season.closes}
        for close in season.closes.values():
            sheets.update(close.sheets)
        return {
            (*pair, key): {
                "state": sheet["state"],
                "points": "" if points is None else points,
                "counted": yes_or_no(season.counts(pair)),
            }
            for pair, sheet in sheets.items()
            for key, points in sheet["points"].items()
        }

    def _table(self, name: str, heads: Sequence[str], wanted: Callable[[], Mapping[Pair, Content]]) -> Iterable[str]:
        found, seen = wanted(), set()
        for row in self.bundle.table(name):
            key = tuple(row[head] for head in heads)
            where = " ".join(key)
            if key in seen or key not in found:
                yield f"{where}: {'listed twice' if key in seen else 'not in the log'}"
                continue
            seen.add(key)
            for column, value in found[key].items():
                if not alike(row[column], value):
                    yield f"{where}: the table says {column} {row[column]}, the log says {value}"
        for key in sorted(found.keys() - seen):
            yield f"{' '.join(key)}: in the log and not in the table"

    def _recused_counted(self) -> Iterable[str]:
        for row in self.bundle.table("scores.csv"):
            if row["counted"] == "yes" and (row["entry"], row["judge"]) in self.season.recused:
                yield f"{row['judge']} stands aside from {row['entry']}, and the score is counted"
        for key, said in self.bundle.json("results.json")["categories"].items():
            for one in said["totals"]:
                if (one["entry"], one["judge"]) in self.season.recused:
                    yield f"{key}: {one['judge']} stands aside from {one['entry']}, and the total is counted"

    # results

    def _results(self) -> None:
        check = self.report.check
        try:
            said = self.bundle.json("results.json")["categories"]
            found = {key: self.season.ranking(key) for key in self.season.scored_categories()}
        except TROUBLE as error:
            check("results can be worked out", [f"this cannot be read ({type(error).__name__}: {error})"])
            return
        if check("results.json is of the categories that were scored", key_faults(said, found)):
            both = [ResultCheck(key, said[key], found[key]) for key in found]
            for what, faults in RESULT_CHECKS:
                check(what, [fault for one in both for fault in faults(one)])


def key_faults(said: Content, found: Content) -> list[str]:
    """Say which keys are on one side only."""
    return [f"{key} is missing" for key in sorted(found.keys() - said.keys())] + [
        f"{key} is not in the log" for key in sorted(said.keys() - found.keys())
    ]


def yes_or_no(whether: bool) -> str:  # noqa: FBT001 - a word for it
    """Write a truth as the tables do."""
    return "yes" if whether else "no"


class ResultCheck:
    """Holds what results.json says of one category against what the log gives."""

    def __init__(self, key: str, said: Content, found: Ranking) -> None:
        self.key, self.said, self.found = key, said, found
        self.rows = {one["entry"]: one for one in said["entries"]}

    def entries(self) -> Iterable[str]:
        """Say which entries are missing, or counted otherwise."""
        for fault in key_faults(self.rows, self.found.counted):
            yield f"{self.key}: {fault}"
        if len(self.rows) != len(self.said["entries"]):
            yield f"{self.key}: an entry is listed twice"
        for entry, row in self._both():
            wanted = {"asked": self.found.asked, "counted": self.found.counted}
            for name, numbers in wanted.items():
                if not alike(row[name], numbers[entry]):
                    yield f"{self.key}, {entry}: {row[name]} scores {name}, the log has {numbers[entry]}"
            if row["needs_scores"] is not (entry in self.found.needy):
                yield f"{self.key}, {entry}: whether it needs scores is not as the rules say"

    def totals(self) -> Iterable[str]:
        """Say which sheet's total is not the weighted sum of its points."""
        said: dict[Pair, Fraction] = {(one["entry"], one["judge"]): number(one["total"]) for one in self.said["totals"]}
        for pair in sorted(said.keys() | self.found.totals.keys()):
            mine = self.found.totals.get(pair)
            if said.get(pair) != mine:
                stated = in_words(said.get(pair))
                yield f"{self.key}: {pair[0]} by {pair[1]} says {stated}, the points give {in_words(mine)}"

    def means(self) -> Iterable[str]:
        """Say which plain mean, or mean for ties, is not exact."""
        for entry, row in self._both():
            for name, values in (("raw", self.found.raw), ("tie_value", self.found.ties)):
                said, mine = None if row[name] is None else number(row[name]), values.get(entry)
                if said != mine:
                    yield f"{self.key}, {entry}: {name} is stated as {in_words(said)}, the scores give {in_words(mine)}"

    def basis(self) -> Iterable[str]:
        """Say whether adjusting was refused when it should be, and not otherwise."""
        refused = self.found.fit.refused
        if self._not_wanted():
            return
        if bool(self.said["refused"]) != bool(refused):
            yield f"{self.key}: " + (
                f"adjusting must be refused ({refused})" if refused else "adjusting is refused without need"
            )
        elif self.said["basis"] != self.found.basis:
            yield f"{self.key}: ranked by {self.said['basis']}, the rules say {self.found.basis}"
        elif not refused and sorted(self.said["pool"]) != self.found.pool:
            yield f"{self.key}: fitted with {', '.join(self.said['pool'])}, not {', '.join(self.found.pool)}"

    def adjusted(self) -> Iterable[str]:
        """Say which adjusted score or severity lies too far from ours."""
        if self._not_wanted():
            return
        for entry, row in self._both():
            yield from self._near(entry, row["adjusted"], self.found.adjusted.get(entry))
        if not self.found.fit.refused:
            for judge, said in self.said["severities"].items():
                mine = self.found.fit.severity.get(judge)
                yield from self._near(f"severity of {judge}", said, None if mine is None else Fraction(mine))

    def _not_wanted(self) -> bool:
        """Whether the rules rank by plain means, and nothing adjusted is shown beside them."""
        return self.found.by_rule == "raw" and bool(self.said["refused"]) and self.said["basis"] == "raw"

    def _near(self, what: str, said: object, mine: Fraction | None) -> Iterable[str]:
        stated = None if said is None else number(said)
        if (stated is None) != (mine is None):
            yield f"{self.key}, {what}: stated as {in_words(stated)}, worked out as {in_words(mine)}"
        elif stated is not None and mine is not None and abs(stated - mine) > NEAR:
            yield f"{self.key}, {what}: stated as {float(stated):.4f}, worked out as {float(mine):.4f}"

    def ranks(self) -> Iterable[str]:
        """Say which rank does not follow from the numbers beside it, or from ours where they clearly differ."""
        raw = self._ranked("raw")
        shown = self._ranked("adjusted")
        for entry, row in self._both():
            rank = (raw if self.found.basis == "raw" else shown).get(entry)
            wanted = {"raw_rank": raw.get(entry), "adjusted_rank": shown.get(entry), "rank": rank}
            for name, mine in wanted.items():
                if row[name] != mine:
                    yield f"{self.key}, {entry}: {name} is stated as {row[name]}, the scores give {mine}"
        order = {entry: row["rank"] for entry, row in self._both() if entry in self.found.values and row["rank"]}
        last, waiting = 0, []  # type: int, list[str]
        for other in sorted(order, key=lambda entry: -self.found.values[entry]):
            clear = [one for one in waiting if self.found.values[one] - self.found.values[other] > SAME + BORDER]
            last = max([last, *(order[one] for one in clear)])
            waiting = [other, *(one for one in waiting if one not in clear)]
            if order[other] <= last:
                yield f"{self.key}: {other} has the rank {order[other]}, and stands behind others by our scores"

    def ties(self) -> Iterable[str]:
        """Say where equal ranks are not shown as such."""
        ranks = [row["rank"] for row in self.rows.values() if row["rank"] is not None]
        for entry, row in self._both():
            if row["tied"] is not (ranks.count(row["rank"]) > 1):
                yield f"{self.key}, {entry}: whether it shares its rank is stated wrongly"

    def _ranked(self, name: str) -> dict[str, int]:
        values = {entry: number(row[name]) for entry, row in self._both() if row[name] is not None}
        return places({entry: value for entry, value in values.items() if entry not in self.found.needy})

    def _both(self) -> list[tuple[str, Any]]:
        return [(entry, row) for entry, row in self.rows.items() if entry in self.found.counted]


RESULT_CHECKS: list[tuple[str, Callable[[ResultCheck], Iterable[str]]]] = [
    ("readings asked for and counted, and who needs more scores", ResultCheck.entries),
    ("totals are the weighted sums of the points", ResultCheck.totals),
    ("plain means are exact", ResultCheck.means),
    ("scores are adjusted where the rules allow it, and only there", ResultCheck.basis),
    ("adjusted scores and severities, worked out again", ResultCheck.adjusted),
    ("ranks follow from the scores", ResultCheck.ranks),
    ("ties are shown as ties", ResultCheck.ties),
]


# ---- receipts --------------------------------------------------------------------------------------------------------


def receipt_faults(receipt: Content) -> Iterable[str]:
    """Say what is wrong with a receipt by itself."""
    origin, _, key = key_of(receipt["public_key"])
    note = Checkpoint(receipt["checkpoint"])
    yield from note.faults(origin, key)
    for said in receipt["records"]:
        record = Record(said)
        proof = [bytes.fromhex(one) for one in said["proof"]]
        if root_by(record.leaf, proof, (record.n, note.size)) != note.root:
            yield f"record {record.n} ({record.kind}) is not in the log that the checkpoint seals: one was changed"
        elif record.content is None or record.content.get("judge") != receipt["judge"]:
            yield f"record {record.n} is not about {receipt['judge']}"


def check_receipt(receipt: Content, report: Report, keys: Sequence[str]) -> None:
    """Check one receipt, and print what it says."""
    fine = report.check("the receipt's records are in the log that its checkpoint seals", receipt_faults(receipt))
    for mailed in keys:
        same = key_of(mailed) == key_of(receipt["public_key"])
        report.check("the key is the mailed one", [] if same else [f"the mailed one is {key_of(mailed)[1]}"])
    if fine:
        note = Checkpoint(receipt["checkpoint"])
        report.note(
            f"judge {receipt['judge']}; sealed {note.time} ({note.purpose}); key {key_of(receipt['public_key'])[1]}"
        )
        for said in receipt["records"]:
            content = {key: one for key, one in said["content"].items() if key != "judge"}
            report.note(f"record {said['n']}, {said['at']}, {said['kind']}: {canonical(content)}")


# ---- the command -----------------------------------------------------------------------------------------------------


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Check a bundle of sealed judging, or a judge's receipt.")
    parser.add_argument("what", nargs="*", help="a bundle (zip or folder; this folder by default), or: receipt FILE")
    parser.add_argument("--key", action="append", default=[], help="the mailed public key: a file, or the line itself")
    parser.add_argument("--checkpoint", action="append", default=[], help="a mailed checkpoint")
    parser.add_argument("--receipt", action="append", default=[], help="a judge's receipt")
    said = parser.parse_args(given)
    if len(said.what) > (2 if said.what[:1] == ["receipt"] else 1) or said.what == ["receipt"]:
        parser.error("give one bundle, or: receipt FILE")
    return said


def check_bundle(said: argparse.Namespace, report: Report) -> None:
    """Check a whole bundle."""
    place = Path(said.what[0]) if said.what else Path(__file__).resolve().parent
    bundle = Bundle(place)
    checks = Checks(bundle, report, Outside(said))
    try:
        checks.run()
    except TROUBLE as error:
        report.check("everything can be read", [f"this cannot ({type(error).__name__}: {error})"])
    season, cut = bundle.manifest.get("season"), bundle.manifest.get("cut")
    report.note(
        f"season {season}; cut {cut}; {len(checks.records)} records; digest {sha256(bundle.files['manifest.json'])}"
    )
    erased = [one.n for one in checks.records if one.content is None]
    if erased and not bundle.bare:
        report.note(f"{len(erased)} records were erased; their place, kind and time still hold, what they said is gone")
    if not (said.key or said.checkpoint or said.receipt):
        report.note(
            f"signed with the key {checks.key_id}: compare it with the one that was mailed. A whole bundle made anew "
            "with another key agrees with itself, and only a mailed key, checkpoint or receipt can tell"
        )


def main(given: Sequence[str]) -> int:
    """Check what the command line names; 0 if everything holds, 1 if something differs, 2 if nothing can be read."""
    said, report = arguments(given), Report()
    try:
        if said.what[:1] == ["receipt"]:
            check_receipt(read_receipt(said.what[1]), report, [key_line(one) for one in said.key])
        else:
            check_bundle(said, report)
    except UnusableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if report.failures:
        report.say("FAILED", f"{report.failures} of the checks above do not hold")
        return 1
    report.say("ok", "everything that was checked holds")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
