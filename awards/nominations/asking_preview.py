"""The mail about something that staff are about to ask, as the nominator will read it."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, url_for

from awards.comms.wording import Wording, wording_of
from awards.core.times import moment_words
from awards.nominations.models import Nomination

THEIR_LINK = "(a link of their own)"


def mail_preview(nomination: Nomination, kind: str, *, answer_by: datetime) -> Wording:
    """Give subject and body of a mail of this kind; the link is made only when it goes.

    Needs season with programme loaded.
    """
    programme = nomination.season.programme
    told = {
        "name": programme.name,
        "organiser": programme.organiser,
        "contact_email": programme.contact_email,
        "base_url": url_for("seasons.home", _external=True).rstrip("/"),
    }
    return wording_of(
        current_app.jinja_env,
        kind,
        {
            "programme": told,
            "link": THEIR_LINK,
            "reference": nomination.ref,
            "answer_by": moment_words(answer_by, programme.zone),
        },
    )
