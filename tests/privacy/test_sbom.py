"""The bill of materials: every locked package once, with version and hashes; the lock has none without."""

import json
import re
import subprocess
import sys

from bench.sbom import LOCK, ROOT, bill_of_materials


def test_every_locked_package_is_in_the_bill_with_its_hashes():
    bill = bill_of_materials(LOCK.read_text())
    locked = re.findall(r"^([\w.-]+)==(\S+) \\$", LOCK.read_text(), re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == locked
    assert len(locked) > 20
    assert [one["name"] for one in bill["components"] if not one["hashes"]] == []
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(set(refs)) == len(refs)
    assert bill["dependencies"] == [{"ref": "awards-portal", "dependsOn": refs}]
    assert sum(len(one["hashes"]) for one in bill["components"]) == LOCK.read_text().count("--hash=sha256:")


def test_the_command_prints_one_json_object_and_the_same_each_time():
    runs = [
        subprocess.run([sys.executable, "-m", "bench.sbom"], cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert json.loads(runs[0])["bomFormat"] == "CycloneDX"


def test_nothing_in_the_locks_is_without_a_version_and_a_hash():
    for name in ("run.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        bare = [line for line in lines if line and line[0] not in " #" and not re.fullmatch(r"[\w.-]+==\S+ \\", line)]
        assert bare == []
