"""The door of nominators' own pages; the view modules hang their pages on it."""

from __future__ import annotations

from awards.core.actor import Audience
from awards.web.doors import Door

my_nominations = Door("my_nominations", __name__, opens_to=Audience.NOMINATORS, url_prefix="/nominations")
