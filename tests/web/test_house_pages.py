"""Health, headers, errors and the cross-site token, as any client meets them."""

import pytest
from alembic import command

from awards.web.health import alembic_config
from awards.web.security import HEADERS
from tests.factories import ProgrammeFactory


def test_health_answers_in_booleans(app):
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "migrations": True})


def test_health_says_when_the_database_is_not_migrated(app, database_url):
    command.downgrade(alembic_config(database_url), "0009_results")
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"database": True, "migrations": False})


def test_every_answer_carries_the_security_headers(app):
    client = app.test_client()
    for path in ("/", "/nothing-here", "/healthz", "/static/css/portal.css", "/static/none.css"):
        with client.get(path) as answer:
            headers = answer.headers
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, path


def test_an_unknown_host_is_refused(app):
    assert app.test_client().get("/", base_url="http://evil.example").status_code == 400


def test_a_post_without_a_token_changes_nothing_and_shows_the_text_again(app):
    answer = app.test_client().post("/sign-in/", data={"email": "long text " * 20})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Please send that once more" in page
    assert ("long text " * 20).strip() in page


def test_markup_in_a_refused_post_is_shown_as_text(app):
    page = app.test_client().post("/sign-in/", data={"email": "<script>alert(1)</script>" * 9}).get_data(as_text=True)
    assert "<script>alert" not in page


def test_other_methods_are_refused(app):
    client = app.test_client()
    assert [
        client.put("/").status_code,
        client.delete("/").status_code,
        client.open("/", method="TRACE").status_code,
    ] == [405] * 3


@pytest.mark.parametrize(
    ("asked", "above"),
    [
        ("/sign-in/out/staff", "/sign-in/"),
        ("/lantern-honours/sign-in/out/staff", "/lantern-honours/sign-in/"),
        ("/staff/nominations/NOM-7K2QDXA/copy/stamp", "/staff/nominations/NOM-7K2QDXA/copy"),
    ],
)
def test_who_asks_for_an_address_that_only_takes_posts_is_led_to_the_page_above(app, session, asked, above):
    ProgrammeFactory(key="lantern-honours")
    session.commit()
    answer = app.test_client().get(asked)
    assert (answer.status_code, answer.location) == (303, above)


def test_a_body_that_is_too_large_is_refused(app):
    assert app.test_client().post("/sign-in/", data={"email": "x" * 3_000_000}).status_code == 413


def test_an_unforeseen_error_shows_a_number_and_no_detail(app, monkeypatch):
    app.config["RAISE_INCIDENTS"] = False

    def fail():
        raise RuntimeError("secret detail of the database")

    monkeypatch.setitem(app.view_functions, "web.health", fail)
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 500
    assert "secret detail" not in answer.get_data(as_text=True)


def test_an_error_whose_page_fails_as_well_still_answers(app, monkeypatch):
    app.config["RAISE_INCIDENTS"] = False

    def fail():
        raise RuntimeError("secret detail of the database")

    monkeypatch.setitem(app.view_functions, "web.health", fail)
    app.jinja_env.globals["static_url"] = None
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, "noted as" in answer.get_data(as_text=True)) == (500, True)
