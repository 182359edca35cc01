"""The mark of what a preview showed, so that what is applied is what was looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple

from awards.registers.contents import Finding, Somebody
from awards.registers.models import ListUpload


def mark_of_findings(upload: ListUpload, findings: Iterable[Finding]) -> str:
    """Give a short mark of how a list is read, of what it would record of whom, and of what that would change."""
    told = [[one.line.nominee.ref, one.line.nominee.full_name, one.line.number, one.line.said, *astuple(one.found),
             one.proves] for one in findings]  # fmt: skip
    return _mark(upload, told)


def mark_of_people(upload: ListUpload, people: Iterable[Somebody]) -> str:
    """Give a short mark of how a list is read, and of everybody it would keep."""
    return _mark(upload, [astuple(one) for one in people])


def _mark(upload: ListUpload, told: object) -> str:
    text = json.dumps([upload.ref, upload.columns, told], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
