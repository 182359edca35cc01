"""Which programme a URL belongs to: the home programme at ``/``, others under ``/<programme>/``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from werkzeug.routing import Map

ENVIRON_KEY = "awards.programme"
_KEY: Final = re.compile(r"[a-z0-9-]{1,64}")
"""What a programme may be called; any other first part of an address is asked of no database."""


def first_segments(url_map: Map) -> frozenset[str]:
    """Give the first path segments that pages of the portal use, which no programme may be called."""
    return frozenset(rule.rule.strip("/").split("/")[0].split("<")[0] for rule in url_map.iter_rules()) - {""}


class ProgrammePrefix:
    """WSGI middleware that moves a leading programme key from the path to the script name.

    Every page is then written once, and ``url_for`` stays inside the programme by itself.
    """

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]], reserved: frozenset[str]) -> None:
        self._app = wsgi_app
        self._reserved = reserved

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer the request, inside the programme its path names."""
        segment, slash, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        if slash and _KEY.fullmatch(segment) and segment not in self._reserved:
            environ[ENVIRON_KEY] = segment
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{segment}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._app(environ, start_response)
