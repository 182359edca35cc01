"""Bending a bundle: changing it, hashing and signing anew; and running verify.py where nothing is installed."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime

from awards.ledger.bundle import verifier
from awards.ledger.merkle import Tree
from awards.ledger.notes import opened, public_bytes, public_line, sign
from awards.ledger.records import digest_of, kept_record, read_record
from awards.ledger.tables import values_hash
from tests.ledger.seasons import ORIGIN, key_from


@dataclass
class Told:
    code: int
    lines: list

    @property
    def failed(self):
        return [line[8:] for line in self.lines if line.startswith("FAILED")]


def unpacked(bundle):
    with zipfile.ZipFile(io.BytesIO(bundle)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return out.getvalue()


def hashed_anew(files):
    """Let the manifest list what is there, as a careful cheat would."""
    manifest = json.loads(files["manifest.json"])
    for name in list(manifest["files"]):
        if name in files:
            digest = hashlib.sha256(files[name]).hexdigest()
            manifest["files"][name] = {"sha256": digest, "values_sha256": values_hash(name, files[name])}
        else:
            del manifest["files"][name]
    manifest["records"] = len(files["log.jsonl"].splitlines())
    return files | {"manifest.json": json.dumps(manifest).encode()}


def log_of(files):
    return [json.loads(line) for line in files["log.jsonl"].splitlines()]


def with_log(files, lines, *, leaves=True):
    """Write the log anew; with `leaves`, let every line state the leaf that it has."""
    if leaves:
        for line in lines:
            if "content" in line:
                line["leaf"] = digest_leaf(line)
    return files | {"log.jsonl": "".join(json.dumps(line) + "\n" for line in lines).encode()}


def digest_leaf(line):
    digest = digest_of(line["content"], bytes.fromhex(line["salt"]))
    shown = json.dumps({"at": line["at"], "digest": digest, "kind": line["kind"], "n": line["n"]}, sort_keys=True)
    return hashlib.sha256(b"\x00" + shown.replace(": ", ":").replace(", ", ",").encode()).hexdigest()


def signed_anew(files, key):
    """Let every checkpoint seal the log as it is now, signed with this key."""
    records = [read_record(line) for line in files["log.jsonl"].decode().splitlines()]
    tree, public = Tree(one.leaf for one in records), public_bytes(key)
    files = dict(files)
    notes = sorted(name for name in files if name.startswith("checkpoints/"))
    for name in notes:
        said = read_note(files[name].decode())
        size = len(records) if name == notes[-1] else min(said.size, len(records))
        changed = type(said)(origin=said.origin, size=size, root=tree.root(size), time=said.time,
                             purpose=said.purpose, rules=rules_at(records, size))  # fmt: skip
        files[name] = sign(changed, key).encode()
    files["public_key.txt"] = (public_line(ORIGIN, public) + "\n").encode()
    manifest = json.loads(files["manifest.json"])
    manifest["key_id"] = public_line(ORIGIN, public).split("+")[1]
    return files | {"manifest.json": json.dumps(manifest).encode()}


def rules_at(records, size):
    return [one.content["sha256"] for one in records[:size] if one.kind in {"rules_fixed", "rules_changed"}][-1]


def read_note(text):
    return opened(text, public_bytes(key_from("ours")))


def with_json(files, name, change):
    said = json.loads(files[name])
    change(said)
    return files | {name: json.dumps(said).encode()}


def with_rows(files, name, change):
    rows = list(csv.DictReader(io.StringIO(files[name].decode())))
    heads = list(rows[0])
    rows = change(rows) or rows
    out = io.StringIO()
    writer = csv.DictWriter(out, heads)
    writer.writeheader()
    writer.writerows(rows)
    return files | {name: out.getvalue().encode()}


def erased(files, kinds):
    """Erase the content and salt of every record of these kinds."""
    lines = []
    for text in files["log.jsonl"].decode().splitlines():
        record = read_record(text)
        lines.append((record.erased() if record.kind in kinds else record).line)
    return files | {"log.jsonl": "".join(f"{line}\n" for line in lines).encode()}


def again(line, **changes):
    """Give a line of the log with other values, and the digest and leaf that it then has."""
    made = line | changes
    record = kept_record(n=made["n"], kind=made["kind"], at=_moment(made["at"]), content=made["content"],
                         salt=made["salt"])  # fmt: skip
    return json.loads(record.line)


def _moment(text):
    return datetime.fromisoformat(text)


class Checker:
    """Runs verify.py alone in a folder, where the project and its libraries cannot be imported."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "verify.py").write_bytes(verifier())

    def run(self, *words):
        command = [sys.executable, "-I", "-S", "verify.py", *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return Told(done.returncode, done.stdout.splitlines())

    def check(self, bundle, *words):
        (self.folder / "bundle.zip").write_bytes(bundle if isinstance(bundle, bytes) else packed(bundle))
        return self.run("bundle.zip", *words)

    def keep(self, name, text):
        (self.folder / name).write_text(text)
        return name
