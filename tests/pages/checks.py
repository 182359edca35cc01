"""What must hold on every page, checked each time a test opens one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from tests.pages.browser import Page


def check_page(page: Page) -> None:
    """Raise an assertion that names the page and what is wrong with it."""
    soup, where = page.soup, f"on {page.url}"
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} h1 {where}"
    assert soup.title, f"no title {where}"
    assert soup.title.get_text(strip=True), f"no title {where}"
    twice = [name for name, count in Counter(tag["id"] for tag in soup.select("[id]")).items() if count > 1]
    assert not twice, f"ids used twice {where}: {twice}"
    check_controls(page, where)
    check_no_inline_code(page, where)
    check_links(page, where)


def check_controls(page: Page, where: str) -> None:
    """Every control has a label or a name; every description that is pointed to exists."""
    soup = page.soup
    labelled = {str(label.get("for")) for label in soup.find_all("label")}
    for control in soup.find_all(["input", "textarea", "select"]):
        if control.get("type") in {"hidden", "submit"}:
            continue
        named = control.get("id") in labelled or control.get("aria-label") or control.get("aria-labelledby")
        assert named, f"control {control.get('name')} has no label {where}"
        for target in str(control.get("aria-describedby") or "").split():
            assert soup.find(id=target), f"aria-describedby {target} points nowhere {where}"
    for form in soup.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrf_token"}), f"a form without a token {where}"


def check_no_inline_code(page: Page, where: str) -> None:
    """The content security policy would block these."""
    for tag in page.soup.find_all(True):
        handlers = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        assert not handlers, f"inline {handlers} {where}"
        assert not (tag.name == "script" and not tag.get("src")), f"inline script {where}"
        assert tag.name != "style", f"inline style {where}"


def check_links(page: Page, where: str) -> None:
    """Every internal link leads to a page that exists; every fragment to an id."""
    adapter = page.browser.app.url_map.bind("localhost")
    for link in page.soup.select("a[href]"):
        href = str(link["href"])
        if href.startswith("#"):
            assert page.soup.find(id=href[1:]), f"fragment {href} points nowhere {where}"
        parts = urlsplit(urljoin("http://localhost" + page.url, href))
        if parts.scheme != "http" or parts.netloc != "localhost":
            continue
        path = parts.path.removeprefix(page.browser.prefix) or "/"
        try:
            adapter.match(path)
        except HTTPException as error:
            if getattr(error, "code", None) == 404:
                raise AssertionError(f"broken link {href} {where}") from error
