"""Headers of every answer: a strict content security policy, no sniffing, no leaking, no stale personal pages."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from awards.core.actor import Audience

POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self'; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "object-src 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


SAME_FOR_ALL = {"static", "web.theme"}
"""What is the same whoever asks: it neither carries a cookie nor varies by one, so that browsers really keep it."""


class SessionsOfPages(SecureCookieSessionInterface):
    """Flask's sessions, for pages only: a style sheet that varies by cookie would be fetched anew with each of them."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie at need, with pages only."""
        if request.endpoint not in SAME_FOR_ALL:
            super().save_session(app, session, response)


def secure_headers(response: Response) -> Response:
    """Put the headers on an answer, whatever it is."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.endpoint == "static":
        if request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif "Cache-Control" not in response.headers:
        public = g.get("audience", Audience.EVERYONE) is Audience.EVERYONE and response.status_code < 400  # noqa: PLR2004 - HTTP: below 400 is an answer
        response.headers["Cache-Control"] = "no-cache" if public else "no-store"
    return response


def init_security(app: Flask) -> None:
    """Register the headers and the sessions on the app."""
    app.session_interface = SessionsOfPages()
    app.after_request(secure_headers)
