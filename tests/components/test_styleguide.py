"""The style guide shows every component in every state, and is itself a page like any other."""

import re
from typing import Any

import jinja2
from werkzeug.datastructures import MultiDict

from awards.demo.styleguide import Everything

from .conftest import TEMPLATES, Outline


def style_guide(environment: jinja2.Environment) -> str:
    wrong = Everything(MultiDict({"wrong-happened-day": "3"}), prefix="wrong")
    wrong.validate()
    return environment.get_template("styleguide.html").render(form=Everything(), wrong=wrong)


def test_the_style_guide_is_a_sound_page(busy: jinja2.Environment) -> None:
    outline = Outline(style_guide(busy))
    ids = [element["id"] for element in outline.elements if element["id"]]
    assert (len(outline.all("h1")), len(ids)) == (1, len(set(ids)))


def test_every_control_has_a_label_and_every_description_exists(busy: jinja2.Environment) -> None:
    outline = Outline(style_guide(busy))
    ids = {element["id"] for element in outline.elements}
    labelled = {label["for"] for label in outline.all("label")}
    controls = [
        e
        for e in outline.elements
        if e.tag in {"input", "select", "textarea"} and e["type"] not in {"hidden", "submit"}
    ]
    pointed_at = {i for e in outline.elements for i in (e["aria-describedby"] or "").split()}
    pointed_at |= {e["aria-labelledby"] for e in outline.elements if e["aria-labelledby"]}
    assert ([c["id"] for c in controls if c["id"] not in labelled], pointed_at - ids) == ([], set())


def test_the_error_summary_links_lead_somewhere(busy: jinja2.Environment) -> None:
    html = style_guide(busy)
    summary: Any = re.search(r'govuk-error-summary__list">(.*?)</ul>', html, re.DOTALL)
    targets = re.findall(r'href="#([^"]+)"', summary.group(1))
    assert [target for target in targets if f'id="{target}"' not in html] == []


def test_the_style_guide_leaves_no_component_out(busy: jinja2.Environment) -> None:
    source = (TEMPLATES / "styleguide.html").read_text()
    parts_of_others = {"emblem", "error_message", "hint", "legend", "monogram"}
    macros = {path.stem for path in (TEMPLATES / "components").glob("*.html")} - parts_of_others
    assert sorted(name for name in macros if f"{name}(" not in source) == []
