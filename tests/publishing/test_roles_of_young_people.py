"""What somebody does may name a school: of young people, and where a category reveals something, it needs the place."""

from __future__ import annotations

from datetime import date

import pytest

from awards.nominees.models import Thing
from awards.publishing.models import AnnouncementKind
from awards.screening.lifecycle import EntryState
from tests.publishing.conftest import EVERYTHING

WITHOUT_PLACE = tuple(thing for thing in EVERYTHING if thing is not Thing.PLACE)
PAGES = ("/winners/2024", "/winners/2024.json", "/winners.atom")


@pytest.mark.parametrize(
    ("category", "born", "agreed", "shown"),
    [
        ("practice", None, WITHOUT_PLACE, True),
        ("practice", date(2008, 9, 19), WITHOUT_PLACE, False),
        ("practice", date(2008, 9, 19), EVERYTHING, True),
        ("young", None, WITHOUT_PLACE, False),
        ("young", None, EVERYTHING, True),
    ],
    ids=["grown up", "child", "child with the place", "revealing", "revealing with the place"],
)
def test_a_role_is_said_where_it_cannot_give_a_young_person_away(scene, app, category, born, agreed, shown):
    asked = {"role": "Zqpupil at Hill School", "agreed": agreed, "date_of_birth": born}
    scene.entry("Ada Wren", category=getattr(scene, category), **asked)
    scene.release()
    pages = [app.test_client().get(path).text for path in PAGES]
    assert all("Ada Wren" in page for page in pages)
    assert any("Zqpupil" in page for page in pages) is shown


def test_so_it_is_among_the_finalists(scene, app):
    born = date(2008, 9, 19)
    scene.entry("Ada Wren", state=EntryState.FINALIST, role="Zqpupil", agreed=WITHOUT_PLACE, date_of_birth=born)
    scene.entry("Ben Moss", state=EntryState.FINALIST, role="Zqteacher", agreed=WITHOUT_PLACE)
    scene.release(AnnouncementKind.FINALISTS)
    page = app.test_client().get("/finalists").text
    assert ("Ada Wren" in page, "Zqpupil" in page, "Zqteacher" in page) == (True, False, True)
