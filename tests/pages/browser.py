"""A browser without a screen: opens pages and sends forms as they are drawn, and checks every page it sees."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for

from awards.accounts.actions import sign_in
from awards.accounts.browser import TOKENS
from awards.core.actor import Audience
from awards.db import begin_to_write, db
from tests.pages.checks import check_page

Fields = dict[str, list[str]]


class Page:
    """One answer, with its words and its forms."""

    def __init__(self, browser: Browser, response: Any, url: str) -> None:
        self.browser, self.response, self.url = browser, response, url
        self.status: int = response.status_code
        self.html: str = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "html.parser")

    @property
    def bytes_but_for_the_token(self) -> str:
        """The page as sent, without the cross-site token, which differs from one answer to the next."""
        return re.sub(r'name="csrf_token" value="[^"]*"', "", self.html)

    @property
    def heading(self) -> str:
        return words(self.soup.h1)

    @property
    def text(self) -> str:
        return words(self.soup.main or self.soup)

    @property
    def errors(self) -> list[str]:
        return [words(item) for item in self.soup.select(".govuk-error-summary__list li")]

    @property
    def reasons(self) -> list[str]:
        return [words(item) for item in self.soup.select(".reasons li")]

    def links(self) -> dict[str, str]:
        return {words(link): str(link["href"]) for link in self.soup.select("a[href]")}

    def click(self, text: str) -> Page:
        """Follow the first link whose words contain the text."""
        for link in self.soup.select("a[href]"):
            if text in words(link):
                return self.browser.open(urljoin(self.url, str(link["href"])))
        raise AssertionError(f"no link {text!r} on {self.url}: {list(self.links())}")

    def submit(self, button: str | None = None, /, **fields: Any) -> Page:
        """Send the form that has this button (or the main form), with these fields changed.

        A list ticks several boxes, None unticks or leaves out. A field the form does not draw is an error.
        """
        form, pressed = self._form(button)
        data = drawn_fields(form)
        for name, value in fields.items():
            if not form.find(attrs={"name": name}):
                raise AssertionError(f"no field {name!r} in the form on {self.url}")
            data[name] = typed(value)
        if pressed is not None and pressed.get("name"):
            data[str(pressed["name"])] = [str(pressed.get("value", ""))]
        elsewhere = pressed.get("formaction") if pressed is not None else None
        action = urljoin(self.url, str(elsewhere or form.get("action") or ""))
        if str(form.get("method", "get")).lower() == "get":
            return self.browser.open(action, query=data)
        return self.browser.open(action, post=data)

    def _form(self, button: str | None) -> tuple[Tag, Tag | None]:
        forms = list((self.soup.main or self.soup).find_all("form"))
        for form in forms:
            for pressed in form.find_all("button"):
                if button is None or button in words(pressed):
                    return form, pressed
        raise AssertionError(f"no button {button!r} on {self.url}: {self.text[:400]}")


class Browser:
    """Keeps cookies, follows redirects and checks every page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.prefix = ""

    def get(self, endpoint: str, /, **values: Any) -> Page:
        """Open a page by its endpoint."""
        with self.app.test_request_context(base_url="http://localhost"):
            path = url_for(endpoint, **values)
        return self.open(self.prefix + path)

    def open(self, url: str, *, post: Fields | None = None, query: Fields | None = None) -> Page:
        """Open an address (or post to it), follow redirects, check the page.

        What the test has written is committed first, and what it reads afterwards is read anew.
        """
        self._settle()
        for _ in range(10):
            parts = urlsplit(urljoin("http://localhost/", url))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            send = self.client.get if post is None else self.client.post
            response = send(path, data=post, query_string=query)
            if response.status_code in {301, 302, 303, 307, 308}:
                url, post, query = urljoin(path, response.headers["Location"]), None, None
                continue
            page = Page(self, response, path)
            if response.mimetype == "text/html":
                check_page(page)
            return page
        raise AssertionError(f"too many redirects from {url}")

    def _settle(self) -> None:
        session = self.app.extensions.get("tests.session")
        if session is not None:
            session.commit()
            session.expire_all()

    def sign_in(self, audience: Audience, subject: str) -> Browser:
        """Sign this browser in as somebody, as a redeemed link would."""
        self._settle()
        with self.app.app_context():
            begin_to_write(db.session)
            token = sign_in(db.session, audience, subject, now=self.app.extensions["awards.clock"]())
            db.session.commit()
        with self.client.session_transaction() as kept:
            kept[TOKENS] = kept.get(TOKENS, {}) | {audience: token}
        return self

    def follow_mail(self, path: str) -> Page:
        """Open a mailed link and press its button."""
        return self.open(path).submit()


def typed(value: Any) -> list[str]:
    """Give what a browser sends for one field."""
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def words(tag: Any) -> str:
    """Give a tag's text with single spaces."""
    return " ".join(tag.get_text(" ").split()) if tag is not None else ""


def drawn_fields(form: Tag) -> dict[str, list[str]]:
    """Give what a browser would send if nobody touched the form."""
    data: dict[str, list[str]] = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name") or ""), str(control.get("type") or "")
        if not name or kind in {"submit", "button", "file"} or control.has_attr("disabled"):
            continue
        if kind in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        data.setdefault(name, []).append(drawn_value(control))
    return data


def drawn_value(control: Tag) -> str:
    """Give one control's value as drawn."""
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    if control.name == "select":
        chosen = control.find("option", selected=True) or control.find("option")
        return "" if chosen is None else str(chosen.get("value", chosen.get_text()))
    default = "on" if control.get("type") in {"radio", "checkbox"} else ""
    return str(control.get("value", default))
