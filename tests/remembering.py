"""What tests compile once, although every test has an app of its own: addresses, and SQL.

Both were most of the time of a test. What is compiled of an address depends on its text and its defaults
alone. SQL is compiled by an engine, and a database of the same address gets the same engine, without any connection to
what was there before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy
from sqlalchemy import Engine
from werkzeug.routing import Rule

_compile: Callable[[Rule], None] = Rule.compile
_make_engine: Callable[..., Engine] = sqlalchemy.engine_from_config
_COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
_addresses: dict[tuple[object, ...], dict[str, Any]] = {}
_engines: dict[str, Engine] = {}


def _compile_address(rule: Rule) -> None:
    key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults))
    if key not in _addresses:
        _compile(rule)
        _addresses[key] = {name: getattr(rule, name) for name in _COMPILED}
    else:
        vars(rule).update(_addresses[key])


def _engine(configuration: dict[str, Any], prefix: str = "sqlalchemy.") -> Engine:
    key = repr(sorted((name, repr(value)) for name, value in configuration.items()))
    if key not in _engines:
        _engines[key] = _make_engine(configuration, prefix=prefix)
    return _engines[key]


def remember_what_is_compiled() -> None:
    """Have every app of this process share compiled addresses, and engines of databases of one address."""
    Rule.compile = _compile_address  # type: ignore[method-assign]
    sqlalchemy.engine_from_config = _engine  # type: ignore[assignment]


def forget_connections() -> None:
    """Close every connection that waits to be used again: the database behind it is about to be another."""
    for engine in _engines.values():
        engine.dispose()
