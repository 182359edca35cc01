"""The doors of nominees: what stands before the check of the name, and their own pages behind it."""

from __future__ import annotations

from awards.core.actor import Audience
from awards.web.doors import Door

before_the_check = Door("nominee_link", __name__, opens_to=Audience.EVERYONE, url_prefix="/about-me")
about_me = Door("nominees", __name__, opens_to=Audience.NOMINEES, url_prefix="/about-me")
