"""Doors: blueprints that open to one audience, with guards that ``app.py`` registers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, g, request
from flask.sansio.scaffold import T_route
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience, Role

Guard = Callable[["Door", frozenset[Role]], ResponseReturnValue | None]
"""Gives None to let the person in, or the answer that turns them away."""


_EXTENSION = "awards.guards"

STAFF_ROLES = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})
READING_ROLES = STAFF_ROLES | {Role.READ_ONLY}


class Door(Blueprint):
    """A blueprint whose every page is for one audience.

    On a staff door, every page may be read by all staff roles and written by those that may write, unless the
    route says ``needs=frozenset({...})``. A route that says ``proof=True`` is for what matters most: the page and what
    it sends ask staff to show anew who they are, unless they did lately. One that says ``own=True`` shows what is one
    person's alone (their marks, their ballot, their account): nobody sees it with their eyes.
    """

    def __init__(self, name: str, import_name: str, *, opens_to: Audience, **options: Any) -> None:
        super().__init__(name, import_name, **options)
        self.opens_to = opens_to
        self.needs: dict[str, frozenset[Role]] = {}
        self.proofs: set[str] = set()
        self.own: set[str] = set()
        self.before_request(self._guard)

    def route(
        self,
        rule: str,
        *,
        needs: frozenset[Role] | None = None,
        proof: bool = False,
        own: bool = False,
        **options: Any,
    ) -> Callable[[T_route], T_route]:
        """Add a page; ``needs`` narrows which roles may use it, ``proof`` and ``own`` are as the class says."""
        plain = super().route(rule, **options)

        def add(view: T_route) -> T_route:
            endpoint = options.get("endpoint") or view.__name__
            if needs is not None:
                self.needs[endpoint] = needs
            self.proofs |= {endpoint} if proof else set()
            self.own |= {endpoint} if own else set()
            return plain(view)

        return add

    def roles_for(self, endpoint: str, *, writing: bool) -> frozenset[Role]:
        """Say which staff roles may use an endpoint of this door (its short name)."""
        return self.needs.get(endpoint, STAFF_ROLES if writing else READING_ROLES)

    def wants_proof(self, endpoint: str) -> bool:
        """Say whether an endpoint of this door (its short name) asks staff to show anew who they are."""
        return endpoint in self.proofs

    def is_own(self, endpoint: str) -> bool:
        """Say whether an endpoint of this door (its short name) shows what is one person's alone."""
        return endpoint in self.own

    def _guard(self) -> ResponseReturnValue | None:
        if self.opens_to is Audience.EVERYONE:
            return None
        g.audience = self.opens_to
        endpoint = (request.endpoint or "").rpartition(".")[2]
        writing = request.method not in {"GET", "HEAD", "OPTIONS"}
        guard: Guard = current_app.extensions[_EXTENSION][self.opens_to]
        return guard(self, self.roles_for(endpoint, writing=writing))


def set_guard(app: Any, audience: Audience, guard: Guard) -> None:
    """Say who checks people at the doors of this audience."""
    app.extensions.setdefault(_EXTENSION, {})[audience] = guard
