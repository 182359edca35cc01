"""Static files travel compressed; pages, which hold a secret beside typed text, do not."""

import brotli
import pytest

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
def test_pages_are_never_compressed(browser, path):
    assert "Content-Encoding" not in fetch(browser, path, **ANY).headers
