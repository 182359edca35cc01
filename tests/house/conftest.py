"""The season in which everything carries a mark, made once for all tests that only look at it."""

from dataclasses import dataclass

import pytest

from awards.core.actor import Audience
from awards.db import db
from tests.databases import SQLiteDatabases
from tests.house.access_table import pages
from tests.house.everything import world as make_world
from tests.house.harvesting import Harvest, crawl, said
from tests.house.secrets_table import found as marks_in


@pytest.fixture(scope="session")
def made_world(tmp_path_factory, compiled_templates):
    """Make it once; on SQLite only: what a role may see does not depend on the database."""
    folder = tmp_path_factory.mktemp("world")
    with SQLiteDatabases(folder).fresh() as url:
        made = make_world(folder / url.rpartition("/")[2], compiled_templates)
        yield made
        with made.app.app_context():
            db.engine.dispose()


@pytest.fixture
def world(made_world):
    """Give it as it was made."""
    made_world.put_back()
    return made_world


@dataclass
class Harvested:
    """What everybody was shown, together and each, and where which mark was met."""

    everybody: Harvest
    shown: dict[str, Harvest]
    marks: dict[str, set[tuple[str, str]]]
    """By the mark: roles and addresses."""


STARTS = {
    "everything": (Audience.STAFF,),
    "nominator": (Audience.NOMINATORS,),
    "other nominator": (Audience.NOMINATORS,),
    "nominee": (Audience.NOMINEES,),
    "supporter": (Audience.SUPPORTERS,),
    "judge": (Audience.JUDGES,),
    "chair": (Audience.JUDGES,),
    "conflicted judge": (Audience.JUDGES,),
    "anonymous": (Audience.EVERYONE,),
}


@pytest.fixture(scope="session")
def harvested(made_world):
    """Let everybody open all that they are led to, from every page behind their doors."""
    made_world.put_back()
    app, found = made_world.app, Harvested(Harvest(), {}, {})
    for role, audiences in STARTS.items():
        starts = [
            one.path
            for one in pages(made_world)
            if one.method == "GET" and app.blueprints[one.endpoint.partition(".")[0]].opens_to in audiences
        ]

        def look(path, answer, role=role):
            for mark in marks_in(said(answer)):
                found.marks.setdefault(mark, set()).add((role, path))

        found.shown[role] = crawl(app, made_world.browser(role), starts, look)
        found.everybody.add(found.shown[role])
    return found
