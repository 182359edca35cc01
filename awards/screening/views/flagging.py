"""Staff flag a nomination or an entry in one press, and may say more; on the door of safeguarding."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.safeguarding.actions import raise_flag, say_more
from awards.safeguarding.forms import MoreForm, PressForm
from awards.safeguarding.pages import told_page
from awards.safeguarding.views.staff import door, this_season
from awards.screening.concerns import subject_in_season
from awards.web.clock import now
from awards.web.doors import READING_ROLES
from awards.web.forms import problems


@door.route("/flags", methods=["POST"], needs=READING_ROLES)
def flag() -> ResponseReturnValue:
    """Tell the lead about a nomination or an entry of this season; whoever reads may, and writes nothing else."""
    form = PressForm()
    if not form.validate_on_submit():
        abort(400)
    subject = subject_in_season(db.session, form.subject.data or "", season_id=this_season().id)
    raise_flag(db.session, this_season(), subject, actor=me(), now=now())
    return redirect(url_for(".raised", subject=subject), 303)


@door.route("/flags/about/<subject>")
def raised(subject: str) -> ResponseReturnValue:
    """Say who will look by when, and offer a box to say more."""
    subject = subject_in_season(db.session, subject, season_id=this_season().id)
    return _told(subject, MoreForm())


@door.route("/flags/about/<subject>", methods=["POST"], needs=READING_ROLES)
def say(subject: str) -> ResponseReturnValue:
    """Keep what is added; if the flag was closed meanwhile, it is raised once more."""
    subject, form = subject_in_season(db.session, subject, season_id=this_season().id), MoreForm()
    if not form.validate_on_submit():
        return _told(subject, form), 422
    told = raise_flag(db.session, this_season(), subject, actor=me(), now=now())
    say_more(db.session, told, form.text.data or "", actor=me(), now=now())
    flash("What you wrote is with the safeguarding lead")
    return redirect(url_for(".raised", subject=subject), 303)


def _told(subject: str, form: MoreForm) -> str:
    told = told_page(db.session, this_season(), subject, actor=me())
    kind = "entry" if subject.startswith("ENT-") else "nomination"
    back = url_for(f"screening_staff.{kind}", ref=subject)
    errors = problems(form)
    return render_template("safeguarding/staff/told.html", told=told, form=form, back_url=back, errors=errors)
