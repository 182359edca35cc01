"""Headers of every answer: a strict content security policy, no sniffing, no leaking, no stale personal pages."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

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
        public = g.get("audience", Audience.EVERYONE) is Audience.EVERYONE and response.status_code < 400  # noqa: PLR2004
        response.headers["Cache-Control"] = "no-cache" if public else "no-store"
    return response


def init_security(app: Flask) -> None:
    """Register the headers on the app."""
    app.after_request(secure_headers)
