"""The season and the drafts of the nominations' tests: the list of places is asked for on their pages."""

from __future__ import annotations

from tests.nominations.conftest import season, stored

__all__ = ["season", "stored"]
