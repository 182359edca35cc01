"""Your own passkeys: adding one and taking one away."""

from __future__ import annotations

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from awards.accounts.browser import me
from awards.accounts.devices import device_words
from awards.accounts.models import StepKind
from awards.accounts.own import own_user
from awards.accounts.passkey_browser import new_challenge, site
from awards.accounts.passkey_checks import options_to_add, options_to_sign
from awards.accounts.passkey_forms import NewPasskeyForm
from awards.accounts.passkeys import (
    add_passkey,
    owner_of,
    passkey_of,
    passkeys_of,
    permission_to_remove,
    remove_passkey,
)
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import READING_ROLES, Door
from awards.web.forms import problems

door = Door("passkeys_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/account/passkeys")


@door.route("/", methods=["GET", "POST"], needs=READING_ROLES, proof=True, own=True)
def passkeys() -> ResponseReturnValue:
    """Show somebody their passkeys, and add the one that their device has just made."""
    mine, device = own_user(db.session, me().reference), device_words(request.user_agent.string)
    form = NewPasskeyForm(data={"name": device})
    key = form.made(user_id=mine.id)
    if key:
        name = form.name.data or device
        add_passkey(db.session, mine, key, name=name, programme_key=g.programme.key, actor=me(), now=now())
        flash(f"The passkey “{name}” is added: you can sign in with it")
        return redirect(url_for(".passkeys"), 303)
    kept, removal = passkeys_of(db.session, mine.id), permission_to_remove(db.session, mine)
    shown = {"form": form, "errors": problems(form), "kept": kept, "removal": removal}
    return render_template("accounts/staff/passkeys.html", **shown), 422 if form.errors else 200


@door.route("/options", methods=["POST"], needs=READING_ROLES, proof=True, own=True)
def options() -> ResponseReturnValue:
    """Say, as JSON, what the device is to make."""
    mine = own_user(db.session, me().reference)
    challenge = new_challenge(StepKind.PASSKEY_ADDING, user_id=mine.id)
    known = [one.credential_id for one in passkeys_of(db.session, mine.id)]
    return jsonify(options_to_add(site(), owner_of(db.session, mine), challenge=challenge, but=known))


@door.route("/proof/options", methods=["POST"], needs=READING_ROLES, own=True)
def proof_options() -> ResponseReturnValue:
    """Say, as JSON, what a device is to sign to show who sits there: with a passkey of their own."""
    mine = own_user(db.session, me().reference)
    challenge = new_challenge(StepKind.PASSKEY_PROOF, user_id=mine.id)
    only = [one.credential_id for one in passkeys_of(db.session, mine.id)]
    return jsonify(options_to_sign(site(), challenge=challenge, only=only))


@door.route("/<ref>/remove", methods=["GET", "POST"], needs=READING_ROLES, proof=True, own=True)
def remove(ref: str) -> ResponseReturnValue:
    """Ask whether one of somebody's passkeys is to go, and take it away."""
    mine = own_user(db.session, me().reference)
    passkey = passkey_of(db.session, mine.id, ref)
    if request.method == "POST":
        here, key = current_user.token_hash, g.programme.key
        remove_passkey(db.session, mine, passkey, token_hash=here, programme_key=key, actor=me(), now=now())
        flash(f"The passkey “{passkey.name}” is removed. You are signed out everywhere else.")
        return redirect(url_for(".passkeys"), 303)
    removal = permission_to_remove(db.session, mine)
    return render_template("accounts/staff/passkey_remove.html", passkey=passkey, removal=removal)
