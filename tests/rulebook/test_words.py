"""Every parameter of every kind of rule has words, a box of its own, and comes back from its box unchanged."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from awards.eligibility.kinds import KINDS, build_kind, kind_name, params_of
from awards.rulebook.parameters import parameters_of
from awards.rulebook.words import PARAMETERS, WORDS, objection_words, parameter_rows
from tests.seasons.documents import FRONTLINE, LANTERN

RULES = [(document, rule) for document in (FRONTLINE, LANTERN) for rule in document.rules]
IDS = [f"{document.season.key}-{rule.id}" for document, rule in RULES]


def test_the_words_are_those_of_all_parameters_and_no_more():
    assert set(PARAMETERS) == {one.name for kind in KINDS.values() for one in fields(kind)}


def test_every_choice_that_the_portal_itself_knows_has_words():
    enums = {hint for kind in KINDS.values() for hint in get_type_hints(kind).values() if hasattr(hint, "__members__")}
    assert {member for enum in enums for member in enum} <= set(WORDS)


@pytest.mark.parametrize(("document", "rule"), RULES, ids=IDS)
def test_no_key_is_shown_to_staff(document, rule):
    rows = parameter_rows(rule.kind, params_of(rule.kind), document.rule_book.labels)
    assert [one["value"] for one in rows if "_" in one["value"]] == []
    assert [one["key"] for one in rows] == [PARAMETERS[name] for name in params_of(rule.kind)]
    assert all("_" not in objection_words(code) for code in rule.kind.SAYS)


@pytest.mark.parametrize(("document", "rule"), RULES, ids=IDS)
def test_a_form_sent_as_it_was_drawn_gives_the_same_rule_back(document, rule):
    parameters = parameters_of(rule.kind, document.rule_book)
    boxes = {name: box for one in parameters for name, box in one.unbound.items()}
    drawn = type("Drawn", (Form,), boxes)()
    sent = MultiDict(
        [(field.name, one) for field in drawn for one in (field.data if isinstance(field.data, list) else [field.data])]
    )
    form = type("Sent", (Form,), boxes)(sent)
    params = {one.name: one.read(form) for one in parameters}
    assert build_kind(kind_name(rule.kind), params, path="rule", faults=[]) == rule.kind
