"""Our macros draw what govuk-frontend's own fixtures draw, less what only its scripts need."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wtforms import Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2

from .conftest import Outline

FIXTURES = json.loads((Path(__file__).parent / "govuk_frontend_fixtures.json").read_text())["components"]
OURS_ALONE = {"data-module", "aria-invalid", "tabindex"}
TONES = {"govuk-tag--neutral", "govuk-summary-list__row--no-actions"}

Drawn = Callable[..., Outline]


def cases(component: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fixture", FIXTURES[component].values(), ids=list(FIXTURES[component]))


def essentials(outline: Outline) -> list[Any]:
    return [
        (
            element.tag,
            element.depth,
            sorted(element.classes - TONES),
            sorted(
                (name, value or "")
                for name, value in element.attributes.items()
                if name not in OURS_ALONE | {"class"} and not (name == "value" and not value)
            ),
            element.text,
        )
        for element in outline.elements
    ]


def control(kind: Any, options: dict[str, Any], label: str, **more: Any) -> Any:
    """A bound control with the fixture's name, id and error."""
    identity = options.get("id") or options.get("idPrefix") or options["name"]
    form_class = type("FixtureForm", (Form,), {"control": kind(label, id=identity, name=options["name"], **more)})
    bound = form_class().control
    bound.errors = [options["errorMessage"]["text"]] if "errorMessage" in options else []
    return bound


def hint(options: dict[str, Any]) -> str | None:
    return options["hint"]["text"] if "hint" in options else None


@cases("input")
def test_a_text_box_matches(draw: Drawn, fixture: dict[str, Any]) -> None:
    options = fixture["options"]
    ours = draw(
        "field",
        control=control(StringField, options, options["label"]["text"]),
        hint=hint(options),
        prefix=options["prefix"]["text"] if "prefix" in options else None,
        width=options["classes"].removeprefix("govuk-input--width-") if "classes" in options else None,
        page_heading=options["label"].get("isPageHeading", False),
    )
    assert essentials(ours) == essentials(Outline(fixture["html"]))


@cases("textarea")
def test_a_textarea_matches(draw: Drawn, fixture: dict[str, Any]) -> None:
    options = fixture["options"]
    ours = draw(
        "field",
        control=control(TextAreaField, options, options["label"]["text"], default=options.get("value")),
        hint=hint(options),
    )
    assert essentials(ours) == essentials(Outline(fixture["html"]))


def choices(options: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(item["value"], item["text"]) for item in options["items"]]


@cases("radios")
def test_radios_match(draw: Drawn, fixture: dict[str, Any]) -> None:
    options = fixture["options"]
    chosen = [item["value"] for item in options["items"] if item.get("checked")]
    radio = control(
        RadioField,
        options,
        options["fieldset"]["legend"]["text"],
        choices=choices(options),
        default=chosen[0] if chosen else None,
    )
    inline = "inline" in options.get("classes", "")
    ours = draw("radios", control=radio, hint=hint(options), inline=inline, legend_size=None)
    assert essentials(ours) == essentials(Outline(fixture["html"]))


@cases("checkboxes")
def test_checkboxes_match(draw: Drawn, fixture: dict[str, Any]) -> None:
    options = fixture["options"]
    box = control(SelectMultipleField, options, options["fieldset"]["legend"]["text"], choices=choices(options))
    ours = draw("checkboxes", control=box, hint=hint(options), legend_size=None)
    assert essentials(ours) == essentials(Outline(fixture["html"]))


@cases("error-summary")
def test_the_error_summary_matches(draw: Drawn, fixture: dict[str, Any]) -> None:
    found = [(error.get("href", "").removeprefix("#"), error["text"]) for error in fixture["options"]["errorList"]]
    assert essentials(draw("error_summary", errors=found)) == essentials(Outline(fixture["html"]))


@cases("button")
def test_buttons_match(draw: Drawn, fixture: dict[str, Any]) -> None:
    options = fixture["options"]
    ours = draw(
        "button",
        text=options["text"],
        name=options.get("name"),
        value=options.get("value"),
        kind=options.get("classes", "--primary").rpartition("--")[2],
    )
    assert essentials(ours) == essentials(Outline(fixture["html"]))


def test_the_summary_list_matches(draw: Drawn) -> None:
    fixture = FIXTURES["summary-list"]["default"]
    first_two = [{"key": row["key"]["text"], "value": row["value"]["text"]} for row in fixture["options"]["rows"][:2]]
    theirs = essentials(Outline(fixture["html"]))[: 1 + 2 * 3]
    assert essentials(draw("summary_list", rows=first_two)) == theirs


@cases("tag")
def test_the_tag_matches(draw: Drawn, fixture: dict[str, Any]) -> None:
    assert essentials(draw("tag", text=fixture["options"]["text"])) == essentials(Outline(fixture["html"]))
