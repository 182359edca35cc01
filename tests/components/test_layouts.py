"""Every layout, error page and letter renders with what the application promises, and with next to nothing."""

import hashlib
import re
from types import SimpleNamespace

import jinja2
import pytest

from .conftest import TEMPLATES, Outline

LAYOUTS = ["public", "account", "judge", "staff"]
ERRORS = ["400", "403", "404", "409", "410", "413", "429", "500", "503"]
PAGE = '{% extends "layouts/LAYOUT.html" %}{% block title %}Start{% endblock %}'


def page(environment: jinja2.Environment, layout: str, **context: object) -> Outline:
    return Outline(environment.from_string(PAGE.replace("LAYOUT", layout)).render(**context))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_has_one_main_and_a_way_to_skip_to_it(busy: jinja2.Environment, layout: str) -> None:
    outline = page(busy, layout)
    assert (outline.one("main")["id"], outline.one("main")["tabindex"]) == ("main", "-1")
    assert outline.all("a")[0].attributes == {"href": "#main", "class": "govuk-skip-link"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ids_are_unique_and_nothing_is_inline_or_from_elsewhere(busy: jinja2.Environment, layout: str) -> None:
    outline = page(busy, layout)
    ids = [element["id"] for element in outline.elements if element["id"]]
    assert len(ids) == len(set(ids))
    assert [e.tag for e in outline.elements if "style" in e.attributes or (e.tag == "script" and e.text)] == []
    assert [e["src"] or e["href"] for e in outline.elements if "//" in (e["src"] or e["href"] or "")] == []


def test_the_title_ends_with_the_programme(busy: jinja2.Environment) -> None:
    assert page(busy, "public").one("title").text == "Start - The Harbour Awards"


def test_the_title_of_a_failed_form_begins_with_error(busy: jinja2.Environment) -> None:
    assert page(busy, "public", errors=[("name", "Enter a name")]).one("title").text == (
        "Error: Start - The Harbour Awards"
    )


def test_the_theme_follows_our_own_styles(busy: jinja2.Environment) -> None:
    sheets = [link["href"] for link in page(busy, "public").all("link") if link["rel"] == "stylesheet"]
    assert sheets == ["/static/css/portal.css", "/theme.css"]


def test_signing_out_is_a_post_with_a_token(busy: jinja2.Environment) -> None:
    outline = page(busy, "staff")
    assert (outline.one("form")["method"], outline.one("form")["action"]) == ("post", "/sign-out")
    assert outline.one("input").attributes == {"type": "hidden", "name": "csrf_token", "value": "a-token"}


def test_the_page_one_is_on_is_marked_in_the_navigation(busy: jinja2.Environment) -> None:
    assert [a["href"] for a in page(busy, "staff").all("a") if a["aria-current"] == "page"] == ["/season"]


def test_flashed_messages_say_whether_it_worked(busy: jinja2.Environment) -> None:
    titles = [h.text for h in page(busy, "public").all("h2")]
    assert titles == ["Done", "Important"]


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_page_stands_on_its_own(environment: jinja2.Environment, code: str) -> None:
    outline = Outline(environment.get_template(f"errors/{code}.html").render())
    assert (len(outline.all("h1")), bool(outline.one("title").text)) == (1, True)


def test_a_refusal_lists_every_reason(busy: jinja2.Environment) -> None:
    reasons = [SimpleNamespace(text="Nominations have closed."), SimpleNamespace(text="It was withdrawn.")]
    html = busy.get_template("errors/409.html").render(reasons=reasons)
    assert re.findall(r"<li>(.*?)</li>", html.split("<main")[1].split("</main")[0]) == [r.text for r in reasons]


def test_a_failure_gives_the_number_to_quote(busy: jinja2.Environment) -> None:
    outline = Outline(busy.get_template("errors/500.html").render(incident="X7K2M"))
    assert [strong.text for strong in outline.all("strong") if "reference" in strong.classes] == ["X7K2M"]


def test_every_letter_says_who_writes(busy: jinja2.Environment) -> None:
    letter = busy.get_template("emails/as_html.html").render(subject="News", body="First line.\n\nSecond line.\n")
    paragraphs = ("<p>First line.</p>" in letter, "<p>Second line.</p>" in letter)
    assert ("The Harbour Awards" in letter, "awards@example.org" in letter, *paragraphs) == (True,) * 4


def test_every_macro_is_shown_or_used_by_another(environment: jinja2.Environment) -> None:
    macros = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    texts = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}
    used = {
        name
        for name in macros
        if any(f'"components/{name}.html" import' in text for path, text in texts.items() if path.stem != name)
    }
    assert macros == used


def test_every_macro_says_when_to_use_it() -> None:
    silent = [p.name for p in (TEMPLATES / "components").glob("*.html") if not p.read_text().startswith("{# ")]
    assert silent == []


def test_each_font_is_asked_for_by_its_fingerprint() -> None:
    """The preload in the layout and the address in the styles must be one address, or the font is fetched twice."""
    static = TEMPLATES.parent / "static"
    asked = dict(re.findall(r"fonts/([a-z0-9-]+\.woff2)\?v=(\w+)", (static / "css" / "portal.css").read_text()))
    files = (static / "fonts").glob("*.woff2")
    assert asked == {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files}
