"""Staff look into the outbox: what went, what waits, what was not delivered; they stop messages and send them again."""

from __future__ import annotations

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from awards.comms import actions, queries
from awards.comms.forms import SendAgainForm
from awards.comms.models import Message
from awards.comms.policy import may_mark_returned, may_send_again, may_stop
from awards.comms.reading import STATES, kind_words, preview, state_filters, state_of, trouble_words
from awards.comms.relations import subject_of
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
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


@door.route("/about/<ref>")
def about(ref: str) -> ResponseReturnValue:
    """List every message about one nomination: about itself, the people put forward and the entry it is behind."""
    subject = subject_of(db.session, ref, programme_key=g.programme.key) or abort(404)
    found = queries.messages_about(db.session, subject.references, programme_key=g.programme.key, page=page_asked_for())
    return render_template(
        "comms/staff/about.html",
        ref=ref,
        subject=subject,
        messages=found.rows,
        links=page_links(found),
        kind_words=kind_words,
        states=STATES,
    )


@door.route("/message/<path:key>")
def message(key: str) -> ResponseReturnValue:
    """Show one message with a preview of its wording; no link is made for it."""
    found = _message(key)
    return _page(found, SendAgainForm(data={"email": found.recipient}))


@door.route("/send-again/<path:key>", methods=["POST"])
def send_again(key: str) -> ResponseReturnValue:
    """Queue a message that was not delivered once more, to a corrected address if one was typed."""
    found = _message(key)
    form = SendAgainForm()
    if not form.validate_on_submit():
        return _page(found, form)
    actions.send_again(db.session, found, to=form.email.data, actor=current_user.actor, now=now())
    flash("The message is on its way again")
    return redirect(url_for(".message", key=key), 303)


@door.route("/stop/<path:key>", methods=["POST"])
def stop(key: str) -> ResponseReturnValue:
    """Keep a message from going."""
    actions.stop_message(db.session, _message(key), actor=current_user.actor, now=now())
    flash("The message is stopped")
    return redirect(url_for(".message", key=key), 303)


@door.route("/returned/<path:key>", methods=["POST"])
def returned(key: str) -> ResponseReturnValue:
    """Note that a message came back undelivered."""
    actions.mark_returned(db.session, _message(key), actor=current_user.actor, now=now())
    flash("It is noted that the message came back")
    return redirect(url_for(".message", key=key), 303)


def _message(key: str) -> Message:
    return queries.message_by_key(db.session, key, programme_key=g.programme.key)


def _page(found: Message, form: SendAgainForm) -> ResponseReturnValue:
    base_url = current_app.extensions["awards.settings"].base_url
    errors = problems(form)
    content = render_template(
        "comms/staff/message.html",
        message=found,
        wording=preview(current_app.jinja_env, found, g.programme, base_url=base_url),
        kind=kind_words(found),
        state=STATES[found.state],
        trouble=trouble_words(found),
        has_log=subject_of(db.session, found.about, programme_key=g.programme.key) is not None,
        may=_may(found),
        form=form,
        errors=errors,
    )
    return content, 422 if errors else 200


def _may(found: Message) -> dict[str, bool]:
    """Say which buttons the page has."""
    return {
        "send": bool(may_send_again(found)),
        "stop": bool(may_stop(found, now=now())),
        "return": bool(may_mark_returned(found)),
    }
