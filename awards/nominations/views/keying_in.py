"""The way back to the staff pages for staff who key in a nomination on the nominator's own pages."""

from __future__ import annotations

from flask import abort, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import leave
from awards.core.actor import Audience
from awards.nominations.doors import my_nominations as door
from awards.nominations.keying_in import KEYING_IN
from awards.nominations.views.own import own
from awards.web.forms import Form


@door.route("/<ref>/stop-keying-in", methods=["POST"])
def stop_keying_in(ref: str) -> ResponseReturnValue:
    """End this browser's sign-in as the nominator and go back to the staff pages; what was typed stays."""
    nomination = own(ref)
    if nomination.keyed_in_by is None or not Form().validate_on_submit():
        abort(404)
    session.pop(KEYING_IN, None)
    leave(Audience.NOMINATORS)
    flash(f"You are no longer keying in {ref}")
    return redirect(url_for("nominations_staff.draft", ref=ref), 303)
