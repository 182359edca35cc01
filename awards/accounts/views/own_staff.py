"""Your account, for staff: where you are signed in, and with what you sign in."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from awards.accounts import own
from awards.accounts.asking_proof import PROVE_NEXT, is_proof_sent, passkey_options, shows_who_it_is
from awards.accounts.authenticators import begin_authenticator, picture_of, secret_in_groups
from awards.accounts.browser import hold, leave_everywhere, me, token_hashes_here
from awards.accounts.own_forms import ChangePasswordForm, NewAppForm
from awards.accounts.proof_forms import ProofForm
from awards.accounts.proving import own_standing
from awards.accounts.recovery_codes import make_recovery_codes
from awards.accounts.sign_ins import end_one, sign_in_of
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import READING_ROLES, Door
from awards.web.forms import problems

door = Door("own_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/account")

BOTH = ["GET", "POST"]


@door.route("/", needs=READING_ROLES, own=True)
def account() -> ResponseReturnValue:
    """Show one's own account."""
    page = own.staff_page(db.session, me().reference, token_hashes=token_hashes_here(), now=now())
    return render_template("accounts/staff/account.html", page=page)


@door.route("/sign-ins/<int:number>/end", methods=["POST"], needs=READING_ROLES, own=True)
def end_sign_in(number: int) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    end_one(db.session, sign_in_of(db.session, me().reference, number, now=now()), actor=me(), now=now())
    flash("Ended. That browser is signed out.")
    return redirect(url_for(".account"), 303)


@door.route("/sign-ins/end", methods=["POST"], needs=READING_ROLES, own=True)
def end_all() -> ResponseReturnValue:
    """Sign out everywhere, here as well."""
    leave_everywhere(me())
    flash("You are signed out everywhere")
    return redirect(url_for("seasons.home"), 303)


@door.route("/password", methods=BOTH, needs=READING_ROLES, own=True)
def password() -> ResponseReturnValue:
    """Change one's own password; every other sign-in ends."""
    form, mine = ChangePasswordForm(), own.own_user(db.session, me().reference)
    if form.is_fine_for(mine, g.programme.name, g.programme.organiser) and form.shows_the_old_one(me()):
        token = own.change_password(db.session, mine, form.password.typed, token_hash=current_user.token_hash,
                                    programme_key=g.programme.key, actor=me(), now=now())  # fmt: skip
        hold(Audience.STAFF, token)
        flash("Your password is changed. You are signed out everywhere else.")
        return redirect(url_for(".account"), 303)
    drawn = render_template("accounts/staff/password.html", form=form, errors=problems(form))
    return drawn, 422 if form.errors else 200


@door.route("/authenticator", methods=BOTH, needs=READING_ROLES, proof=True, own=True)
def authenticator() -> ResponseReturnValue:
    """Say how an authenticator app is replaced; pressing the button shows what the new one reads."""
    form = NewAppForm(formdata=None)
    if not form.is_submitted():
        return render_template("accounts/staff/authenticator.html", form=form)
    return _app_page(form)


@door.route("/authenticator/confirm", methods=["POST"], needs=READING_ROLES, proof=True, own=True)
def confirm_authenticator() -> ResponseReturnValue:
    """Take the new app into use once it shows the right code."""
    form, mine = NewAppForm(), own.own_user(db.session, me().reference)
    if not form.validate_on_submit():
        return _app_page(form), 422
    token = own.change_authenticator(db.session, mine, form.code.data or "", token_hash=current_user.token_hash,
                                     programme_key=g.programme.key, actor=me(), now=now())  # fmt: skip
    if token is None:
        form.refuse()
        return _app_page(form), 422
    hold(Audience.STAFF, token)
    flash("The new app is in use. You are signed out everywhere else.")
    return redirect(url_for(".account"), 303)


@door.route("/recovery-codes", methods=BOTH, needs=READING_ROLES, proof=True, own=True)
def recovery_codes() -> ResponseReturnValue:
    """Make recovery codes anew and show them, this once."""
    form, mine = ProofForm(formdata=None), own.own_user(db.session, me().reference)
    codes = make_recovery_codes(db.session, mine, actor=me(), now=now()) if form.is_submitted() else []
    return render_template("accounts/staff/recovery_codes.html", codes=codes)


@door.route("/prove", methods=BOTH, needs=READING_ROLES, own=True)
def prove() -> ResponseReturnValue:
    """Show anew who one is, then go on to the page that was asked for."""
    form = ProofForm()
    if is_proof_sent() and shows_who_it_is(form, current_user):
        return redirect(session.pop(PROVE_NEXT, url_for(".account")), 303)
    drawn = render_template(
        "accounts/staff/prove.html", form=form, errors=problems(form), typed=[], action=url_for(".prove"),
        can=own_standing(db.session, me().reference), passkey_options=passkey_options(),
    )  # fmt: skip
    return drawn, 422 if is_proof_sent() else 200


def _app_page(form: NewAppForm) -> str:
    mine = own.own_user(db.session, me().reference)
    kept = begin_authenticator(db.session, mine.id, now=now())
    picture = picture_of(kept, account=mine.email, issuer=g.programme.name)
    return render_template("accounts/staff/new_app.html", form=form, errors=problems(form), picture=picture,
                           secret=secret_in_groups(kept))  # fmt: skip
