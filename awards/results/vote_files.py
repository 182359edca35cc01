"""Elections in a JSON file: candidates, ballots and the tie chain, with every problem named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from awards.maths.votes import DEFAULT_CHAIN, Ballot, Step, ballot_problems
from awards.maths.votes.settling import SCORES_LEVEL
from awards.results.given_files import UnusableFile, is_name, is_number, json_of, shown

MOST_CANDIDATES: Final = 100
MOST_BALLOTS: Final = 2_000
MOST_TIMES: Final = 1_000_000
KEYS: Final = frozenset({
    "name", "candidates", "ballots", "none", "tie_chain", "adjusted", "level_within", "joint_allowed", "second",
    "chair",
})  # fmt: skip
"""What an election may hold."""
PASSED_OVER: Final = frozenset({"source", "note", "expected"})
"""What it may hold beside, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One vote to count. `second` are the ballots of a second ballot, `chair` who the chair voted for."""

    name: str
    candidates: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    none: str | None
    tie_chain: tuple[Step, ...]
    adjusted: Mapping[str, float] | None
    level_within: Fraction
    joint_allowed: bool
    second: tuple[Ballot, ...]
    chair: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFile:
    """What a file asks for: one election by itself, or several; `strange` are keys that mean nothing."""

    elections: tuple[Election, ...]
    is_single: bool
    strange: tuple[str, ...]


def elections_of(text: str) -> ElectionFile:
    """Read one election, or an object that holds a list of them under “elections”.

    Raises:
        UnusableFile: with every problem, each by its election and ballot.
    """
    data = json_of(text)
    if not isinstance(data, dict):
        raise UnusableFile([f"the file must hold a JSON object, not {shown(data)}"])
    is_single = "elections" not in data
    given = [data] if is_single else data["elections"]
    if not isinstance(given, list) or not given:
        raise UnusableFile(["“elections” must be a list of one election or more"])
    problems = [words for number, one in enumerate(given, 1) for words in _problems(number, one)]
    if problems:
        raise UnusableFile(problems)
    aside = set() if is_single else set(data) - PASSED_OVER - {"elections"}
    strange = aside.union(*(set(one) - KEYS - PASSED_OVER for one in given))
    elections = tuple(_election(number, one) for number, one in enumerate(given, 1))
    return ElectionFile(elections=elections, is_single=is_single, strange=tuple(sorted(strange)))


def _problems(number: int, one: object) -> Iterator[str]:
    if not isinstance(one, dict):
        yield f"election {number}: must be an object, not {shown(one)}"
        return
    named = is_name(one.get("name"))
    where = f"election {number}" + (f" (“{one['name']}”)" if named else "")
    if "name" in one and not named:
        yield f"{where}: “name” must be a name, not {shown(one['name'])}"
    candidates = _candidates(one.get("candidates"))
    if candidates is None:
        yield f"{where}: “candidates” must be a list of names, each once, from 1 to {MOST_CANDIDATES} of them"
        return
    for key in ("ballots", "second"):
        if key == "ballots" or key in one:
            yield from (f"{where}: {words}" for words in _ballots_problems(key, one.get(key), candidates))
    yield from (f"{where}: {words}" for words in _rest_problems(one, candidates))


def _candidates(given: object) -> list[str] | None:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_CANDIDATES or not all(map(is_name, given)):
        return None
    return given if len(set(given)) == len(given) else None


def _ballots_problems(key: str, given: object, candidates: list[str]) -> Iterator[str]:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_BALLOTS:
        yield f"“{key}” must be a list of ballots, from 1 to {MOST_BALLOTS} of them"
        return
    for number, one in enumerate(given, 1):
        yield from (f"“{key}”, ballot {number}: {words}" for words in _ballot_problems(one, candidates))


def _ballot_problems(one: object, candidates: list[str]) -> Iterator[str]:
    if not isinstance(one, dict):
        yield f"must be an object with a “ranking”, not {shown(one)}"
        return
    times, tiers = one.get("count", 1), one.get("ranking")
    counted = isinstance(times, int) and not isinstance(times, bool) and 1 <= times <= MOST_TIMES
    if not counted:
        yield f"“count” must be a whole number from 1 to {MOST_TIMES}, not {shown(times)}"
    if not isinstance(tiers, list) or not all(isinstance(tier, list) and all(map(is_name, tier)) for tier in tiers):
        yield "“ranking” must be a list of tiers, best first, each a list of names"
    else:
        yield from ballot_problems(candidates, Ballot(_tiers(tiers)))


def _rest_problems(one: Mapping[str, object], candidates: list[str]) -> Iterator[str]:
    for key in ("none", "chair"):
        if one.get(key) is not None and one[key] not in candidates:
            yield f"“{key}” must be one of the candidates, not {shown(one[key])}"
    chain, steps = one.get("tie_chain", []), [step.value for step in Step]
    if not isinstance(chain, list) or not all(key in steps and chain.count(key) == 1 for key in chain):
        yield f"“tie_chain” must be a list of steps, each once, out of: {', '.join(steps)}"
    if not isinstance(one.get("joint_allowed", False), bool):
        yield "“joint_allowed” must be true or false"
    within = one.get("level_within", 0)
    if not is_number(within) or within < 0:  # type: ignore[operator]
        yield f"“level_within” must be a number from 0 up, not {shown(within)}"
    yield from _adjusted_problems(one.get("adjusted"), candidates)


def _adjusted_problems(given: object, candidates: list[str]) -> Iterator[str]:
    if given is None:
        return
    if not isinstance(given, dict):
        yield f"“adjusted” must be an object of candidates and their scores, not {shown(given)}"
        return
    for name, value in given.items():
        if name not in candidates:
            yield f"“adjusted” names {shown(name)}, who is not a candidate"
        if not is_number(value):
            yield f"“adjusted” must give a number for {shown(name)}, not {shown(value)}"


def _election(number: int, given: Mapping[str, Any]) -> Election:
    """Take over what `_problems` found nothing wrong with."""
    return Election(
        name=given.get("name", f"election {number}"),
        candidates=tuple(given["candidates"]),
        ballots=_ballots(given["ballots"]),
        none=given.get("none"),
        tie_chain=tuple(Step(key) for key in given.get("tie_chain", DEFAULT_CHAIN)),
        adjusted=given.get("adjusted"),
        level_within=Fraction(str(given["level_within"])) if "level_within" in given else SCORES_LEVEL,
        joint_allowed=given.get("joint_allowed", False),
        second=_ballots(given.get("second", [])),
        chair=given.get("chair"),
    )


def _ballots(given: list[dict[str, Any]]) -> tuple[Ballot, ...]:
    return tuple(Ballot(_tiers(one["ranking"]), one.get("count", 1)) for one in given)


def _tiers(given: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tier) for tier in given)
