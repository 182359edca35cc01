"""Answers travel compressed, whole, and with their headers."""

import re
import time

import brotli
import pytest

from tests.factories.seasons import ProgrammeFactory

ANY = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def fetch(browser, path, **headers):
    with browser.client.get(path, headers=headers) as response:
        response.get_data()
        return response


def test_a_stylesheet_travels_compressed_and_whole_with_the_usual_headers(browser):
    plain = fetch(browser, "/static/css/portal.css")
    small = fetch(browser, "/static/css/portal.css", **ANY)
    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.data) == plain.data
    assert len(small.data) * 5 < len(plain.data)
    assert small.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]
    assert "Accept-Encoding" in small.headers["Vary"]


def test_an_old_browser_gets_gzip_and_one_that_reads_neither_gets_the_file_as_it_is(browser):
    old = fetch(browser, "/static/js/portal.js", **{"Accept-Encoding": "gzip"})
    assert old.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in fetch(browser, "/static/js/portal.js").headers


def test_a_stylesheet_that_has_not_changed_is_not_sent_again(browser):
    first = fetch(browser, "/static/css/portal.css", **ANY)
    again = fetch(browser, "/static/css/portal.css", **ANY, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/link/", "/no-such-page"])
def test_a_page_is_the_same_page_compressed(browser, path):
    small = fetch(browser, path, **ANY)
    if small.headers.get("Content-Encoding") is None:
        assert small.status_code >= 300  # errors go as they are
        return
    token = rb'name="csrf_token" value="[^"]*"'
    assert re.sub(token, b"", brotli.decompress(small.data)) == re.sub(token, b"", fetch(browser, path).data)


def test_the_token_of_a_page_is_signed_anew_so_that_its_length_tells_nothing(browser, session):
    """The ground on which pages may be compressed: see docs/decisions/0014."""
    ProgrammeFactory(is_home=True)
    session.commit()
    first = token_of(fetch(browser, "/nominate/return").text)
    time.sleep(1.1)
    later = token_of(fetch(browser, "/nominate/return").text)
    assert later.split(".")[0] == first.split(".")[0]
    assert later.split(".")[2] != first.split(".")[2]


def token_of(html):
    return re.search(r'name="csrf_token" value="([^"]*)"', html).group(1)
