"""Pages that only the demonstration has: enter as anybody, move the clock, read the mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter
from awards.core.actor import Audience
from awards.db import db
from awards.demo.clock import move_clock, phase_now, phases_of
from awards.demo.queries import delivered_mail, mail_named, personas
from awards.demo.sealing import follow_the_clock
from awards.demo.styleguide import Everything
from awards.web.clock import now
from awards.web.doors import Door

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

door = Door("demo", __name__, opens_to=Audience.EVERYONE, url_prefix="/demo")

LANDING = {
    Audience.STAFF: "screening_staff.season",
    Audience.JUDGES: "panels_judge.welcome",
    Audience.NOMINATORS: "my_nominations.index",
    Audience.NOMINEES: "nominees.about_me",
}


@door.route("/")
def index() -> ResponseReturnValue:
    """Show how to enter and how to move the clock."""
    return render_template(
        "demo/index.html",
        personas=personas(db.session, g.season) if g.season else [],
        phases=phases_of(g.season) if g.season else [],
        this_phase=phase_now(g.season, now()).key if g.season else "",
    )


@door.route("/enter", methods=["POST"])
def enter_as() -> ResponseReturnValue:
    """Sign this browser in as one of the demo's people."""
    known = {(str(one.audience), one.reference): one for one in personas(db.session, g.season)}
    one = known.get((request.form.get("audience", ""), request.form.get("reference", "")))
    if one is None:
        abort(404)
    enter(one.audience, one.reference)
    return redirect(url_for(LANDING[one.audience]), 303)


@door.route("/clock", methods=["POST"])
def clock() -> ResponseReturnValue:
    """Move the clock of every process to a phase of the season."""
    chosen = {phase.key: phase for phase in phases_of(g.season)}.get(request.form.get("phase", ""))
    if chosen is None:
        abort(404)
    move_clock(db.session, chosen.moment)
    follow_the_clock(db.session, g.season, now=chosen.moment)
    flash(f"The clock has moved to: {chosen.name}")
    return redirect(url_for(".index"), 303)


@door.route("/mail")
def inbox() -> ResponseReturnValue:
    """Show what the worker has delivered."""
    return render_template("demo/inbox.html", mails=delivered_mail(_folder()))


@door.route("/mail/<name>")
def mail(name: str) -> ResponseReturnValue:
    """Show one mail with links that can be clicked."""
    found = mail_named(_folder(), name) or abort(404)
    body = found.get_body(("plain",))
    return render_template("demo/mail.html", mail=found, body=body.get_content() if body else "")


@door.route("/styleguide")
def styleguide() -> ResponseReturnValue:
    """Show every component in every state."""
    wrong = Everything(prefix="wrong", formdata=None)
    wrong.validate()
    return render_template("styleguide.html", form=Everything(formdata=None), wrong=wrong)


def open_for_staff(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign one of the demo's staff in from a link that the demo printed; there is no such opener elsewhere."""
    enter(Audience.STAFF, subject)
    return redirect(url_for(LANDING[Audience.STAFF]), 303)


def _folder() -> Path:
    folder: Path = current_app.extensions["awards.settings"].mail_folder
    return folder
