"""The application: the only module that knows every room."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask
from flask.cli import ScriptInfo
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from awards import wiring
from awards.accounts.browser import make_login_manager
from awards.core.times import Clock, system_clock
from awards.db import Keyring, db, prepare_engine
from awards.operating import COMMANDS
from awards.sealing.keys import prepare_seal, seal_from
from awards.web.addresses import init_addresses
from awards.web.clock import set_clock
from awards.web.compression import init_compression
from awards.web.errors import init_errors
from awards.web.incoming import LARGEST_BODY, MOST_FIELDS, init_incoming
from awards.web.jinja import init_jinja
from awards.web.logs import init_logs
from awards.web.programmes import ProgrammePrefix, first_segments
from awards.web.security import init_security
from awards.web.transactions import init_transactions
from config import BadSettings, Settings

ROOT = Path(__file__).parents[1]


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Make the portal for these settings; tests and the demo pass a clock of their own."""
    init_logs()
    app = Flask("awards", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.from_mapping(flask_settings(settings))
    app.extensions["awards.settings"] = settings
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine, Keyring(settings.encryption_keys, *settings.blind_index_keys))
        prepare_seal(db.engine, seal_from(settings.seal_keys, settings.base_url))
    init_addresses(app)
    set_clock(app, clock)
    init_jinja(app)
    init_security(app)
    init_compression(app)
    init_incoming(app)
    init_transactions(app)
    init_errors(app)
    wiring.init_rooms(app)
    CSRFProtect(app)
    make_login_manager().init_app(app)
    app.wsgi_app = ProgrammePrefix(app.wsgi_app, first_segments(app.url_map))  # type: ignore[method-assign]  # Flask's own way
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # the same
    return app


def flask_settings(settings: Settings) -> dict[str, object]:
    """Translate our settings into those of Flask and its extensions."""
    return {
        "SECRET_KEY": settings.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "SQLALCHEMY_ENGINES": {
            "default": {"url": settings.database_url, "hide_parameters": True}
        },  # values are people's
        "TRUSTED_HOSTS": [urlsplit(settings.base_url).hostname],
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "SESSION_COOKIE_NAME": "__Host-awards" if settings.is_https else "awards",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=45),  # outlives any sign-in, so that what was typed can be sent
        "SESSION_REFRESH_EACH_REQUEST": False,  # an answer in the background must not undo another tab's sign-in
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the browser's session; sign-ins expire by themselves
        "WTF_CSRF_SSL_STRICT": False,  # we send Referrer-Policy: no-referrer, so there is no referrer to compare
    }


def app_from_environment() -> Flask:
    """Make the app for the commands; bad settings stop it with every problem listed.

    Raises:
        click.ClickException: listing every problem of the settings.
    """
    try:
        return create_app(Settings.from_environment())
    except BadSettings as bad:
        raise click.ClickException(str(bad)) from bad


@click.group()
@click.pass_context
def cli(context: click.Context) -> None:
    """Run and look after the awards portal."""
    context.obj = ScriptInfo(create_app=app_from_environment)


wiring.add_commands(cli)
for operator_command in COMMANDS:
    cli.add_command(operator_command)
