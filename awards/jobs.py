"""What the worker does: every room's jobs, in their order, and the post office that delivers the mail."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from awards.accounts.throttling import forget_old_attempts
from awards.bundles.closing import close_due
from awards.bundles.found import find_due
from awards.bundles.making import bundles_due
from awards.comms.delivery import Post, deliver_due
from awards.comms.transport import Transport, transport_for
from awards.judging.reminding import remind_judges_due
from awards.nominations.asking_reminders import remind_of_what_was_asked
from awards.nominations.reminding import remind_due
from awards.panels.plan_jobs import make_due as make_plans_due
from awards.privacy.files import tidy_up_due
from awards.privacy.jobs import let_go_due
from awards.publishing.jobs import release_due
from awards.results.fit_jobs import fit_due
from awards.results.search_jobs import search_due
from awards.screening.duplicates import find_duplicates_due
from awards.screening.merging import let_go_withdrawn
from awards.screening.rerunning import look_again_due
from awards.sealing.sealing_jobs import seal_due
from awards.seasons.queries import programme_by_key
from awards.trail.sealing import seal_trail_due
from awards.wiring import programme_url
from awards.work.rounds import Work
from config import Settings


def jobs(app: Flask) -> dict[str, Work]:
    """Give what the worker does, by name."""
    post, settings = post_office(app), app.extensions["awards.settings"]
    return {
        "release by the clock": release_due,
        "make plans": make_plans_due,
        "fit scores": fit_due,
        "find further readings": search_due,
        "look at nominations again": look_again_due,
        "remind nominators": remind_due,  # before the mail, so that a reminder that came too late never goes
        "let go of withdrawn nominations": let_go_withdrawn,
        "find duplicates": find_duplicates_due,
        "remind of what was asked": remind_of_what_was_asked,
        "forget attempts": forget_old_attempts,
        "remind judges": remind_judges_due,  # before the mail as well, for the same reason
        "begin records": find_due,
        "seal acts": seal_due,
        "seal rounds": close_due,  # before the mail: its checkpoints go at once
        "make bundles": bundles_due,
        "empty the journal": tidy_up_due,
        "let go of what is due": lambda session, moment: let_go_due(session, moment, mail_folder=settings.mail_folder),
        "seal the trail": seal_trail_due,
        "deliver mail": lambda session, moment: deliver_due(session, post, now=moment),
    }


def post_office(app: Flask, *, transport: Transport | None = None) -> Post:
    """Give what mail delivery needs; tests pass a transport of their own."""
    settings: Settings = app.extensions["awards.settings"]

    def programme(session: Session, key: str) -> dict[str, object]:
        found = programme_by_key(session, key)
        if found is None:
            raise LookupError(f"no programme {key}")
        return {
            "name": found.name,
            "organiser": found.organiser,
            "contact_email": found.contact_email,
            "zone": found.zone,
            "base_url": programme_url(app, found),
        }

    return Post(
        transport=transport_for(settings.smtp_url, settings.mail_folder) if transport is None else transport,
        jinja=app.jinja_env,
        sender=settings.mail_from,
        programme=programme,
    )
