"""Signing in with a passkey: what the device is to sign, and the answer it gives."""

from __future__ import annotations

from flask import abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.devices import device_words
from awards.accounts.doors import door
from awards.accounts.letting_in import let_staff_in
from awards.accounts.limits import count, is_too_many
from awards.accounts.models import Means, StepKind
from awards.accounts.on_the_way import held_step
from awards.accounts.passkey_browser import asked_here, new_challenge, signer_here, site
from awards.accounts.passkey_checks import options_to_add, options_to_sign
from awards.accounts.passkey_forms import NOT_ADDED, NewPasskeyForm
from awards.accounts.passkeys import finish_with_passkey, for_whom_to_set_up, owner_of
from awards.accounts.staff_way_in import is_staff_here
from awards.accounts.views.setting_up import set_up_done
from awards.db import db
from awards.web.clock import now


@door.route("/passkey/options", methods=["POST"])
def passkey_options() -> ResponseReturnValue:
    """Say, as JSON, what a device is to sign: with any passkey that it has for this site."""
    if is_too_many(db.session, asked_here(), now=now()):
        abort(429)
    count(db.session, asked_here(), now=now())
    return jsonify(options_to_sign(site(), challenge=new_challenge(StepKind.PASSKEY_SIGN_IN)))


@door.route("/passkey", methods=["POST"])
def passkey() -> ResponseReturnValue:
    """Sign a member of staff in; whatever is wrong with the answer, the page is the same."""
    user = signer_here(StepKind.PASSKEY_SIGN_IN)
    if user is None or not is_staff_here(user, g.programme.key):
        return render_template("accounts/everyone/passkey_refused.html"), 422
    return redirect(let_staff_in(user, Means.PASSKEY), 303)


@door.route("/set-up/passkey/options", methods=["POST"])
def set_up_passkey_options() -> ResponseReturnValue:
    """Say, as JSON, what the device is to make of somebody who sets their account up."""
    user = for_whom_to_set_up(db.session, held_step(StepKind.SETTING_UP))
    if user is None:
        abort(403)
    challenge = new_challenge(StepKind.PASSKEY_ADDING, user_id=user.id)
    return jsonify(options_to_add(site(), owner_of(db.session, user), challenge=challenge, but=[]))


@door.route("/set-up/passkey", methods=["POST"])
def set_up_passkey() -> ResponseReturnValue:
    """Finish setting an account up with a passkey in place of an app, or of password and app."""
    form, step = NewPasskeyForm(), held_step(StepKind.SETTING_UP)
    user = for_whom_to_set_up(db.session, step)
    key = form.made(user_id=user.id) if user else None
    if user is None or step is None or key is None:
        flash(NOT_ADDED, "banner")
        return redirect(url_for(".set_up"), 303)
    device = device_words(request.user_agent.string)
    finish_with_passkey(db.session, step, user, key=key, name=device, programme_key=g.programme.key, now=now())
    return set_up_done(user, Means.PASSKEY)
