"""What every request passes: where it comes from, how large it is, and what its parameters hold."""

from __future__ import annotations

import pytest
from flask import request
from sqlalchemy import func, select
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from wtforms import EmailField, IntegerField, SelectMultipleField, StringField

from awards.accounts.models import Attempt
from awards.app import create_app
from awards.core.actor import Audience
from awards.web.forms import Form, problems
from awards.web.incoming import MOST_FIELDS
from bench.hostile.attacks import multipart
from tests.conftest import settings_for
from tests.factories import NominatorFactory, SeasonFactory
from tests.hostile.sending import CSRF

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def asked(app, session):
    """Give a client with a page open that has a form, and what a browser would send from it."""
    SeasonFactory()
    session.commit()
    client = app.test_client()
    token = CSRF.search(client.get("/nominate/return").data).group(1).decode()
    return client, {"csrf_token": token, "email": "amara@nominators.example"}


def noted(session):
    session.rollback()
    return session.scalar(select(func.count(Attempt.id)))


# Where it comes from


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_what_another_site_sends_is_refused_and_stores_nothing_though_its_token_is_good(asked, session, headers):
    client, sent = asked
    answer = client.post("/nominate/return", data=sent, headers=headers)
    assert (answer.status_code, "That came from another site" in answer.text) == (403, True)
    assert sent["email"] in answer.text
    assert noted(session) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none", "Origin": "null"},
    ],
)
def test_what_our_own_page_sends_is_taken(asked, session, headers):
    client, sent = asked
    assert client.post("/nominate/return", data=sent, headers=headers).status_code == 303
    assert noted(session) > 0


@pytest.mark.parametrize("token", ["", "zqx", "IjEyMzQ1Njc4OTAi.ZbX0xA.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_token_that_is_missing_or_made_up_stores_nothing_and_the_text_stays(asked, session, token):
    client, sent = asked
    answer = client.post("/nominate/return", data=sent | {"csrf_token": token})
    assert (answer.status_code, noted(session)) == (400, 0)
    assert sent["email"] in answer.text


def test_the_token_of_another_browser_stores_nothing(app, asked, session):
    _, sent = asked
    other = app.test_client()
    other.get("/nominate/return")
    assert (other.post("/nominate/return", data=sent).status_code, noted(session)) == (400, 0)


def test_signing_out_needs_a_token_as_well(browser, session):
    SeasonFactory()
    browser.sign_in(Audience.NOMINATORS, NominatorFactory().ref)
    assert browser.client.post("/sign-in/out/nominators").status_code == 400
    assert browser.open("/nominations/").status == 200


def test_every_way_of_sending_but_a_get_is_refused_from_elsewhere(app):
    client = app.test_client()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.open("/", method=method, headers={"Sec-Fetch-Site": "cross-site"}).status_code in {403, 405}


# How large it is


def test_a_body_of_ten_megabytes_is_refused_in_words(asked):
    client, sent = asked
    answer = client.post("/nominate/return", data=sent | {"email": "x" * 10 * 1024 * 1024})
    assert (answer.status_code, "What you sent was too large" in answer.text) == (413, True)


@pytest.mark.parametrize("number", [MOST_FIELDS + 1, 20_000])
def test_too_many_fields_are_refused_in_words(asked, number):
    client, sent = asked
    body = "&".join([f"{name}={value}" for name, value in sent.items()] + [f"f{one}=1" for one in range(number)])
    answer = client.post("/nominate/return", data=body, content_type=FORM)
    assert (answer.status_code, "What you sent was too large" in answer.text) == (413, True)


def test_as_many_fields_as_any_form_of_ours_could_have_are_taken(asked):
    client, sent = asked
    body = "&".join([f"{name}={value}" for name, value in sent.items()] + [f"f{one}=1" for one in range(400)])
    assert client.post("/nominate/return", data=body, content_type=FORM).status_code == 303


def test_too_many_parts_are_refused(asked):
    client, sent = asked
    body = multipart([*sent.items(), *((f"f{one}", "1") for one in range(5_000))], "", "", shape=0)
    answer = client.post("/nominate/return", data=body, content_type="multipart/form-data; boundary=zqxzqx")
    assert answer.status_code == 413


def test_json_that_is_nested_too_deep_is_refused_like_any_that_is_damaged(app):
    deep = b"[" * 50_000 + b"]" * 50_000
    with (
        app.test_request_context("/", method="POST", data=deep, content_type="application/json"),
        pytest.raises(BadRequest),
    ):
        request.get_json()
    assert app.test_client().post("/sign-in/", data=deep, content_type="application/json").status_code == 400


# What it holds


@pytest.mark.parametrize(
    ("query", "given"),
    [("q=a%00b", "ab"), ("q=a%1bb", "ab"), ("q=%e2%80%aea", "a"), ("q=a%e2%80%a8b", "a\nb"), ("q=%ff", "%FF"),
     ("q=%ed%a0%80", "%ED%A0%80"), ("q=%ef%bf%bf1", "1"), ("q=e%cc%81", "\u00e9")],
)  # fmt: skip
def test_parameters_of_an_address_are_under_the_rule_for_typed_text(app, query, given):
    with app.test_request_context(f"/?{query}"):
        assert request.args["q"] == given


@pytest.mark.parametrize(
    "path",
    ["/a%00b/", "/awards/x%00", "/nominations/NOM-%00", "/static/%00", "/" + "x" * 5000, "/link/" + "x" * 5000,
     "/%2e%2e/%2e%2e/etc/passwd", "/static/../../config.py", "/Ünder/", "/%ff%fe/", "/.git/config"],
)  # fmt: skip
def test_an_address_with_anything_odd_in_it_leads_nowhere(app, session, path):
    SeasonFactory()
    session.commit()
    answer = app.test_client().get(path)
    assert answer.status_code in {404, 308}
    assert answer.headers.get("Location", "http://localhost/").startswith("http://localhost/")
    assert len(answer.headers.get("Set-Cookie", "")) < 4096


class OneOfEach(Form):
    name = StringField("Name")
    email = EmailField("Email")
    many = SelectMultipleField("Many", choices=["a", "b"])
    number = IntegerField("Number")


def form_of(app, *pairs):
    app.config["WTF_CSRF_ENABLED"] = False
    body = "&".join(f"{name}={value}" for name, value in pairs)
    with app.test_request_context("/", method="POST", data=body, content_type=FORM):
        form = OneOfEach()
        form.validate()
        return {field for field, _ in problems(form)}, [words for _, words in problems(form)], form


def test_a_field_sent_twice_with_different_values_is_an_error(app):
    wrong, words, _ = form_of(app, ("name", "a"), ("name", "b"), ("number", "1"))
    assert (wrong, words) == ({"name"}, ["Name was sent twice with different values. Enter it once"])


def test_a_field_sent_twice_with_one_value_and_a_list_of_several_are_none(app):
    wrong, _, form = form_of(app, ("name", "a"), ("name", "a"), ("many", "a"), ("many", "b"), ("number", "1"))
    assert (wrong, form.many.data) == (set(), ["a", "b"])


def test_array_style_names_are_no_fields_of_ours(app):
    _, _, form = form_of(app, ("name[]", "a"), ("name[0][x]", "b"), ("number", "1"))
    assert form.name.data in {None, ""}


def test_a_field_that_no_form_has_sets_nothing(app):
    _, _, form = form_of(app, ("name", "a"), ("number", "1"), ("role", "administrator"), ("id", "7"), ("data", "x"))
    assert (form.name.data, form.number.data, set(form.data) - {"csrf_token"}) == (
        "a", 1, {"name", "email", "many", "number"},
    )  # fmt: skip
    assert not hasattr(form, "role")


def test_a_part_without_a_name_is_refused(asked):
    client, _ = asked
    body = b'--z\r\nContent-Disposition: form-data; nam="email"\r\n\r\n1\r\n--z--\r\n'
    answer = client.post("/nominate/return", data=body, content_type="multipart/form-data; boundary=z")
    assert answer.status_code == 400


def test_a_field_that_is_too_long_says_the_limit(app):
    _, words, _ = form_of(app, ("name", "x" * 10_001), ("number", "1"))
    assert words == ["Name must be 10,000 characters or less"]


def test_an_address_that_holds_the_start_of_an_encoded_word_is_refused(app):
    _, words, _ = form_of(
        app, ("email", "=?utf-8?q?a=0abcc=3ax=40y?=@evil.example".replace("=", "%3D")), ("number", "1")
    )
    assert words == ["Enter an email address in the correct format, like name@example.com"]


# Who is believed


def test_headers_of_proxies_are_believed_only_where_proxies_are_configured(app, session):
    with app.test_request_context("/", headers={"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil.example"}):
        assert (request.remote_addr, request.host) == (None, "localhost")
    assert not isinstance(app.wsgi_app, ProxyFix)


@pytest.mark.parametrize(
    ("said", "address"),
    [("6.6.6.6, 192.0.2.7", "192.0.2.7"), ("192.0.2.7", "192.0.2.7"), ("6.6.6.6,7.7.7.7, 192.0.2.7", "192.0.2.7")],
)
def test_of_a_chain_of_addresses_only_what_our_own_proxy_wrote_counts(database_url, said, address):
    app = create_app(settings_for(database_url, trusted_proxies=1))
    seen = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": said, "Forwarded": "for=6.6.6.6;host=evil.example"})
    assert seen == [address]


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"]
)
def test_no_page_names_a_host_that_a_header_named(app, session, name):
    SeasonFactory()
    session.commit()
    value = "host=evil.example" if name == "Forwarded" else "evil.example"
    answer = app.test_client().get("/nominate/return", headers={name: value})
    assert (answer.status_code, "evil.example" in answer.text) == (200, False)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "[::1"])
def test_an_unknown_host_is_refused_with_every_header(app, host):
    answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
