"""The engine agrees with every agreed case of the reference data."""

from __future__ import annotations

import pytest

from awards.eligibility.cases import UnreadableCasesError, read_cases
from awards.eligibility.rules import assess
from tests.eligibility.invented import FRONTLINE, LONDON


def test_the_rules_agree_with_every_reference_case_by_verdict_and_by_rules(reference_data):
    path = reference_data / "eligibility_cases.json"
    try:
        cases = read_cases(path, zone=LONDON)
    except UnreadableCasesError as unreadable:
        pytest.fail("\n".join((str(unreadable), *unreadable.problems)))
    found = {case.id: assess(case.facts, FRONTLINE.rules_of(case.category), case.window) for case in cases}
    agreed = {case.id: (case.expected, case.rules) for case in cases}
    assert {key: (verdict.level, verdict.rules) for key, verdict in found.items()} == agreed
    assert len(cases) >= 50
