"""Every tag has one sentence and one group, and docs/audit.md lists the same."""

import re
from collections import Counter
from pathlib import Path

import pytest

from awards.audit import Tag
from awards.trail.words import GROUPS, SENTENCES, sentence, tags_of

AUDIT = Path(__file__).parents[2] / "docs" / "audit.md"


def test_every_tag_has_one_sentence():
    assert sorted(SENTENCES) == sorted(tag.value for tag in Tag)


def test_every_tag_is_in_one_group():
    found = Counter(tag for group in GROUPS for tag in tags_of(group))
    assert {tag.value: found[tag.value] for tag in Tag if found[tag.value] != 1} == {}


def test_every_thing_of_a_group_has_tags():
    things = [thing for _words, things in GROUPS.values() for thing in things.split()]
    assert [thing for thing in things if not any(tag.startswith(f"{thing}.") for tag in Tag)] == []


def test_the_document_lists_the_sentences_that_the_pages_show():
    rows = re.findall(r"^\| `([a-z_.]+)` \| [^|]+ \| ([^|]+) \|$", AUDIT.read_text(), re.MULTILINE)
    assert dict(rows) == SENTENCES


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("entry.admitted", "admitted ENT-1 for judging"),
        ("sign_in.started", "signed in"),
        ("thing.changed", "thing, changed: ENT-1"),
    ],
)
def test_a_sentence_names_what_it_is_about(tag, said):
    assert sentence(tag, "ENT-1") == said


@pytest.mark.parametrize("what", ["", "nonsense", "entry", "entry.", "__class__"])
def test_what_is_no_group_and_no_tag_means_nothing(what):
    assert tags_of(what) == []
