"""A software bill of materials (CycloneDX 1.6, JSON) of what runs in production, made from the lock with its hashes.

Run ``python -m bench.sbom > sbom.json``. The same lock gives the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "run.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill_of_materials(lock: str) -> dict[str, object]:
    """Give the bill for the text of a lock; every package with its version, address (purl) and SHA-256 hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    starts = [*PINNED.finditer(lock)]
    ends = [one.start() for one in starts[1:]] + [len(lock)]
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{plain(found[1])}@{found[2]}",
            "name": found[1],
            "version": found[2],
            "purl": f"pkg:pypi/{plain(found[1])}@{found[2]}",
            "hashes": [{"alg": "SHA-256", "content": one} for one in HASH.findall(lock[found.start() : end])],
        }
        for found, end in zip(starts, ends, strict=True)
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": project["name"], "name": project["name"],
                "version": project["version"],
            }
        },
        "components": components,
        "dependencies": [{"ref": project["name"], "dependsOn": [str(one["bom-ref"]) for one in components]}],
    }  # fmt: skip


def plain(name: str) -> str:
    """Give a package's name as package addresses have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    print(json.dumps(bill_of_materials(LOCK.read_text()), indent=2))
