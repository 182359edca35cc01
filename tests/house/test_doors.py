"""Every page declares whom it is for, and nobody else gets in."""

import pytest

from awards.core.actor import Audience
from awards.web.doors import Door
from tests.factories import SeasonFactory

OUTSIDE = {"static"}


def pages(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OUTSIDE]


def test_every_blueprint_is_a_door(app):
    assert [name for name, blueprint in app.blueprints.items() if not isinstance(blueprint, Door)] == []


def test_every_page_is_behind_a_door(app):
    assert [rule.endpoint for rule in pages(app) if rule.endpoint.rpartition(".")[0] not in app.blueprints] == []


def test_every_need_names_a_page_that_exists(app):
    missing = [
        f"{name}.{endpoint}"
        for name, door in app.blueprints.items()
        for endpoint in door.needs
        if f"{name}.{endpoint}" not in app.view_functions
    ]
    assert missing == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_signed_out_passes_a_door_that_is_not_for_everyone(app, browser, session, method):
    SeasonFactory()
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    passed = []
    for rule in pages(app):
        door = app.blueprints[rule.endpoint.rpartition(".")[0]]
        if door.opens_to is Audience.EVERYONE or method not in rule.methods:
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "1").replace(f"<int:{argument}>", "1")
        answer = client.open(path, method=method)
        if answer.status_code not in {303, 401, 403, 404}:
            passed.append((rule.rule, answer.status_code))
    assert passed == []
