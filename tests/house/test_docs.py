"""What the documents list is what there is: audit tags, settings, glossary."""

import re
from pathlib import Path

from awards.audit.tags import Tag

ROOT = Path(__file__).parents[2]


def listed_in(document: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \| \S", (ROOT / "docs" / document).read_text(), re.MULTILINE)


def test_every_audit_tag_is_documented():
    assert listed_in("audit.md") == sorted(tag.value for tag in Tag)


def test_audit_tags_read_as_noun_and_participle():
    assert [tag.value for tag in Tag if not re.fullmatch(r"[a-z_]+\.[a-z_]+", tag.value)] == []


def test_every_setting_is_documented():
    named = set(re.findall(r'"(AWARDS_\w+|PORT)"', (ROOT / "config.py").read_text()))
    assert named <= set(listed_in("settings.md"))


def test_no_file_names_a_machine_a_registry_or_a_neighbouring_folder():
    tracked = [
        path
        for folder in ("awards", "docs", "tests", "templates", "migrations", "requirements")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ".md", ".html", ".txt", ".toml", ".json"}
    ]
    homes = "|".join(f"/{name}/" for name in ("root", r"home/\w+", "work", "tmp"))
    neighbour = re.escape("../" + "shared")
    suspicious = re.compile(f"{neighbour}|{homes}|index-url[ =]https?:")
    tracked.remove(Path(__file__))
    found = [str(path.relative_to(ROOT)) for path in tracked if suspicious.search(path.read_text(errors="replace"))]
    assert found == []
