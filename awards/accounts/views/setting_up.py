"""Setting an account up, step by step, in the browser in which the mailed link was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.authenticators import picture_of, secret_in_groups
from awards.accounts.doors import door
from awards.accounts.forms import CodeForm, NewPasswordForm
from awards.accounts.letting_in import let_staff_in
from awards.accounts.models import Authenticator, Means, StepKind, User
from awards.accounts.on_the_way import begin, held_step, hold_step
from awards.accounts.queries import user_by_ref
from awards.accounts.recovery_codes import make_recovery_codes
from awards.accounts.setting_up import authenticator_of, choose_password, finish_with_app
from awards.accounts.staff_way_in import Outcome, has_second_factor, is_staff_here, user_of
from awards.core.actor import Actor, Audience
from awards.db import db
from awards.web.clock import now
from awards.web.forms import problems

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def open_set_up(session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Lead somebody with a right link to the page that asks for a new password; it signs nobody in."""
    user = user_by_ref(session, subject)
    if user is None or not is_staff_here(user, g.programme.key):
        abort(410)
    begin(StepKind.SETTING_UP, user.id)
    return redirect(url_for("sign_in.set_up"), 303)


@door.route("/set-up", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    """Ask for a new password."""
    form, step = NewPasswordForm(), held_step(StepKind.SETTING_UP)
    if step is None:
        return _ran_out()
    user, key = user_of(db.session, step), g.programme.key
    if not form.is_fine_for(user, g.programme.name, g.programme.organiser):
        first = not has_second_factor(db.session, user.id)
        shown = {"form": form, "errors": problems(form), "person": user, "first": first}
        page = render_template("accounts/everyone/set_up.html", **shown)
        return page, 422 if form.errors else 200
    token = choose_password(db.session, step, form.password.typed, user=user, programme_key=key, now=now())
    if token is None:
        return redirect(url_for(".set_up_second"), 303)
    hold_step(StepKind.SECOND_FACTOR, token)
    return redirect(url_for(".second"), 303)


@door.route("/set-up/second", methods=["GET", "POST"])
def set_up_second() -> ResponseReturnValue:
    """Show the secret for an authenticator app and ask for its first code."""
    form, step = CodeForm(), held_step(StepKind.SETTING_UP)
    app = authenticator_of(db.session, step) if step else None
    if step is None or app is None:
        return _ran_out()
    user = user_of(db.session, step)
    if not form.validate_on_submit():
        return _second_page(form, app, user), 422 if form.errors else 200
    if not finish_with_app(db.session, step, form.code.data or "", user=user, now=now()):
        status = form.refuse(Outcome.WRONG)
        return _second_page(form, app, user), status
    return set_up_done(user, Means.PASSWORD)


def set_up_done(user: User, means: Means) -> ResponseReturnValue:
    """Let somebody in who has just set up their second factor, and show their recovery codes: this once."""
    actor = Actor(Audience.STAFF, user.ref)
    codes = make_recovery_codes(db.session, user, actor=actor, now=now())
    on = let_staff_in(user, means)
    return render_template("accounts/everyone/recovery_codes.html", codes=codes, on=on)


def _second_page(form: CodeForm, app: Authenticator, user: User) -> str:
    return render_template(
        "accounts/everyone/set_up_second.html",
        form=form,
        errors=problems(form),
        picture=picture_of(app, account=user.email, issuer=g.programme.name),
        secret=secret_in_groups(app),
    )


def _ran_out() -> ResponseReturnValue:
    flash("Setting up took too long, or is finished already. Sign in, or have a new link sent to you.")
    return redirect(url_for("sign_in.staff"), 303)
