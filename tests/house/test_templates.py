"""Every template compiles, every macro is used, every mail begins with a subject that holds no user's text."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
ALL = sorted(
    str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".css"}
)
MAILS = [name for name in ALL if name.startswith("emails/") and name.endswith(".txt")]
CARE_WORDS = re.compile(r"care|social work|safeguard|child|young|lived experience|nominee|foster", re.IGNORECASE)


def test_every_template_compiles(app):
    for name in ALL:
        app.jinja_env.get_template(name)


def test_every_macro_is_used():
    pages = {name: (TEMPLATES / name).read_text() for name in ALL}
    unused = []
    for name in ALL:
        for macro in re.findall(r"{% macro (\w+)\(", pages[name]):
            users = [other for other, text in pages.items() if other != name and re.search(rf"\b{macro}\(", text)]
            if not users and f"{macro}(" not in pages[name].replace(f"macro {macro}(", ""):
                unused.append(macro)
    assert unused == []


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_begins_with_a_neutral_subject(name):
    first = (TEMPLATES / name).read_text().split("\n", 1)[0]
    assert first.startswith("Subject: ")
    placeholders = set(re.findall(r"{{\s*([\w.]+)", first))
    assert placeholders <= {"programme.name", "season_name"}
    assert not CARE_WORDS.search(first)


@pytest.mark.parametrize("name", ALL)
def test_no_template_holds_inline_code_or_foreign_addresses(name):
    text = (TEMPLATES / name).read_text()
    assert not re.search(r"""<script(?![^>]*src=)|<style|\sstyle=|\son\w+=""", text)
    assert re.findall(r"""(?:src|href)=["'](https?://[^"']+)""", text) == []
