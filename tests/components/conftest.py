"""Macros and layouts are tested on their own: a plain Jinja environment, WTForms, and no application."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest

from awards.core.words import word_count
from awards.web.typed import typed_values

TEMPLATES = Path(__file__).parents[2] / "templates"
VOID = {"input", "br", "img", "meta", "link", "hr", "circle", "path"}


class Element:
    """One element as people and screen readers meet it: tag, attributes, own text, depth."""

    def __init__(self, tag: str, attributes: dict[str, str | None], depth: int) -> None:
        self.tag, self.attributes, self.depth, self.text = tag, attributes, depth, ""

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())


class Outline(HTMLParser):
    """Every element of a piece of HTML in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice on {tag}: {names}"
        element = Element(tag, dict(attrs), len(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open and self._open[-1].tag == tag, f"</{tag}> closes {[e.tag for e in self._open]}"
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self._open[-1].text = f"{self._open[-1].text} {' '.join(data.split())}".strip()

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def one(self, tag: str) -> Element:
        (element,) = self.all(tag)
        return element

    def by_id(self, wanted: str) -> Element:
        (element,) = [element for element in self.elements if element["id"] == wanted]
        return element


def plain_environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["word_count"] = word_count
    environment.globals.update(
        csrf_token=lambda: "a-token",
        get_flashed_messages=lambda **_: [],
        static_url=lambda path: f"/static/{path}",
        programme=None,
        season=None,
        theme_url=None,
        demo=None,
        navigation=[],
        signed_in=None,
        typed_here=list,
        typed_values=typed_values,
    )
    return environment


@pytest.fixture
def environment() -> jinja2.Environment:
    return plain_environment()


@pytest.fixture
def draw(environment: jinja2.Environment) -> Callable[..., Outline]:
    """Calls the macro of that name and reads what it drew."""

    def drawn(name: str, /, **arguments: Any) -> Outline:
        macro = getattr(environment.get_template(f"components/{name}.html").module, name)
        return Outline(str(macro(**arguments)))

    return drawn


@pytest.fixture
def busy(environment: jinja2.Environment) -> jinja2.Environment:
    """A page with everything on it: programme, season, demonstration, navigation, somebody signed in."""
    environment.globals.update(
        programme=SimpleNamespace(
            name="The Harbour Awards",
            organiser="Harbour Trust",
            strapline="For those who hold others up",
            contact_email="awards@example.org",
            url="/",
        ),
        season=SimpleNamespace(name="2024", year=2024),
        theme_url="/theme.css",
        demo=SimpleNamespace(clock_text="Tuesday 5 March 2024", phase_name="judging", url="/demo"),
        navigation=[SimpleNamespace(text="Season", url="/season", current=True)],
        signed_in=SimpleNamespace(name="Sam Reid", role_text="Awards staff", sign_out_url="/sign-out"),
        get_flashed_messages=lambda **_: [("message", "Saved"), ("error", "Not sent")],
        footer_links=[SimpleNamespace(text="Privacy", url="/privacy")],
    )
    return environment
