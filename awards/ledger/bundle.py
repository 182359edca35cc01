"""The bundle: a zip from which an outsider recomputes every result of a season, the same bytes from the same season."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from typing import Any

from awards.ledger.canonical import as_plain, instant
from awards.ledger.notes import key_id, public_line
from awards.ledger.records import Record
from awards.ledger.replay import replay
from awards.ledger.results import Figures, results_of
from awards.ledger.tables import (
    as_json,
    assignments_csv,
    conflicts_csv,
    decisions_of,
    entries_csv,
    scores_csv,
    values_hash,
    votes_of,
)

FORMAT = "awards-bundle-1"
SHOWN_TO_ALL = frozenset({"rules_fixed", "rules_changed", "round_closed", "round_reopened"})
"""The kinds of record that a public cut without scores shows whole."""
_SOME_TIME = (1980, 1, 1, 0, 0, 0)


class Cut(StrEnum):
    """For whom a bundle is. Both are pseudonymous and without comments."""

    AUDITOR = "auditor"
    PUBLIC = "public"
    """Rules, checkpoints and bare hashes: no scores, no labels, no decisions."""
    PUBLIC_WITH_SCORES = "public_with_scores"
    """What auditors get, where the organiser chose to publish it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleContents:
    """What a bundle is made of. Everything but `figures`, `versions` and `seeds` is worked out from the records."""

    origin: str
    """As in the checkpoints."""
    season: str
    """Programme and season by their keys: "frontline/2024"."""
    records: Sequence[Record]
    """The whole log in order, from 0."""
    checkpoints: Sequence[str]
    """The signed notes in order: one for each close, and the final one of the whole log."""
    public_key: bytes
    """32 bytes."""
    made_at: datetime
    figures: Mapping[str, Figures] = field(default_factory=dict)
    """By category key."""
    versions: Mapping[str, str] = field(default_factory=dict)
    seeds: Mapping[str, int | str] = field(default_factory=dict)
    cut: Cut = Cut.AUDITOR
    auditors_digest: str | None = None
    """For a public cut: the digest of the auditors' bundle."""


def write_bundle(contents: BundleContents) -> bytes:
    """Write the bundle as a zip; the same contents give the same bytes.

    Raises:
        ValueError: the records are not whole and in order.
    """
    if [one.n for one in contents.records] != list(range(len(contents.records))):
        raise ValueError("A bundle needs the whole log, in order.")
    parts = _parts(contents)
    return _zip({"manifest.json": as_json(_manifest(contents, parts)), **parts})


def bundle_digest(bundle: bytes) -> str:
    """Give the bundle's digest: the SHA-256 (hex) of its manifest, which holds the hashes of all other files."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as zipped:
        return hashlib.sha256(zipped.read("manifest.json")).hexdigest()


def verifier() -> bytes:
    """Give the stand-alone checker, `verify.py`."""
    return files("awards.ledger").joinpath("verify.py").read_bytes()


def _parts(contents: BundleContents) -> dict[str, bytes]:
    bare = contents.cut is Cut.PUBLIC
    lines = [(one.bare if bare and one.kind not in SHOWN_TO_ALL else one).line for one in contents.records]
    shared = {
        "log.jsonl": "".join(f"{line}\n" for line in lines).encode(),
        **{f"checkpoints/{number:03}.txt": note.encode() for number, note in enumerate(contents.checkpoints, 1)},
        "public_key.txt": (public_line(contents.origin, contents.public_key) + "\n").encode(),
        "rules.json": as_json(as_plain(replay(contents.records).rules)),
        "verify.py": verifier(),
        "README.txt": files("awards.ledger").joinpath("README.txt").read_bytes(),
    }
    return shared if bare else {**shared, **_tables(contents)}


def _tables(contents: BundleContents) -> dict[str, bytes]:
    standing = replay(contents.records)
    return {
        "entries.csv": entries_csv(standing),
        "assignments.csv": assignments_csv(standing),
        "conflicts.csv": conflicts_csv(standing),
        "scores.csv": scores_csv(standing),
        "votes.json": as_json(votes_of(standing)),
        "results.json": as_json(results_of(standing, contents.figures)),
        "decisions.json": as_json(decisions_of(standing)),
        "addenda.json": as_json(standing.addenda),
    }


def _manifest(contents: BundleContents, parts: Mapping[str, bytes]) -> dict[str, Any]:
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "values_sha256": values_hash(name, data)}
        for name, data in parts.items()
    }
    return {
        "format": FORMAT,
        "cut": contents.cut.value,
        "origin": contents.origin,
        "season": contents.season,
        "made_at": instant(contents.made_at),
        "records": len(contents.records),
        "key_id": key_id(contents.origin, contents.public_key).hex(),
        "versions": dict(contents.versions),
        "seeds": dict(contents.seeds),
        "auditors_digest": contents.auditors_digest,
        "files": listed,
    }


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _SOME_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            zipped.writestr(entry, parts[name], compresslevel=9)
    return out.getvalue()


def readable_manifest(bundle: bytes) -> dict[str, Any]:
    """Give what the manifest of a bundle says."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as zipped:
        return dict(json.loads(zipped.read("manifest.json")))
