"""Staff look into the outbox: what went, what waits, what could not be delivered."""

from __future__ import annotations

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from awards.comms import actions, queries
from awards.comms.models import MessageState
from awards.comms.reading import STATES, kind_words, preview, state_filters, state_of
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.pagination import page_asked_for, page_links

door = Door("comms_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/mail")


@door.route("/")
def outbox() -> ResponseReturnValue:
    """List this programme's messages, in one state or in all."""
    state = state_of(request.args.get("state"))
    found = queries.messages_of(db.session, g.programme.key, state=state, page=page_asked_for())
    filters = state_filters(queries.counts_of_messages(db.session, g.programme.key), chosen=state)
    return render_template(
        "comms/staff/outbox.html",
        messages=found.rows,
        filters=filters,
        links=page_links(found),
        kind_words=kind_words,
        states=STATES,
    )


@door.route("/message/<path:key>")
def message(key: str) -> ResponseReturnValue:
    """Show one message with a preview of its wording; no link is made for it."""
    found = queries.message_by_key(db.session, key, programme_key=g.programme.key)
    base_url = current_app.extensions["awards.settings"].base_url
    wording = preview(current_app.jinja_env, found, g.programme, base_url=base_url)
    return render_template(
        "comms/staff/message.html",
        message=found,
        wording=wording,
        kind=kind_words(found),
        state=STATES[found.state],
        may_send=found.state is MessageState.PARKED,
    )


@door.route("/send-again/<path:key>", methods=["POST"])
def send_again(key: str) -> ResponseReturnValue:
    """Queue a message that could not be delivered once more."""
    found = queries.message_by_key(db.session, key, programme_key=g.programme.key)
    actions.send_again(db.session, found, actor=current_user.actor, now=now())
    flash("The message is on its way again")
    return redirect(url_for(".message", key=key), 303)
