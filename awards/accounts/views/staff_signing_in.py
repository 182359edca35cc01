"""Staff sign in: a password, then the code of an app or a recovery code; or a mail for those who forgot."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.doors import door
from awards.accounts.forms import CodeForm, PasswordForm, RecoveryCodeForm, SignInForm
from awards.accounts.letting_in import finish_by_mail, let_staff_in
from awards.accounts.models import Step, StepKind
from awards.accounts.on_the_way import asking, caller, held_step, hold_step
from awards.accounts.sign_in_mail import send_reset
from awards.accounts.staff_way_in import Outcome, Tried, try_code, try_password, try_recovery_code, user_of
from awards.db import db
from awards.web.clock import now
from awards.web.forms import problems
from awards.web.transactions import keep


@door.route("/staff", methods=["GET", "POST"])
def staff() -> ResponseReturnValue:
    """Ask for address and password; whatever is wrong, the answer and its work are the same."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page("staff", form)
    email, key = form.email.data or "", g.programme.key
    tried = try_password(db.session, email, form.password.typed, caller=caller(email), programme_key=key, now=now())
    keep()
    if tried.outcome is Outcome.RIGHT:
        hold_step(StepKind.SECOND_FACTOR, tried.token)
        return redirect(url_for(".second"), 303)
    return finish_by_mail(tried.user) if tried.user else _page("staff", form, form.refuse(tried.outcome))


@door.route("/staff/second", methods=["GET", "POST"])
def second() -> ResponseReturnValue:
    """Ask for the code of the authenticator app."""
    form, step = CodeForm(), held_step(StepKind.SECOND_FACTOR)
    if step is None:
        return _from_the_start()
    if not form.validate_on_submit():
        return _page("second", form)
    return _go_on(form, try_code(db.session, step, form.code.data or "", caller=_caller_of(step), now=now()))


@door.route("/staff/recovery", methods=["GET", "POST"])
def recovery() -> ResponseReturnValue:
    """Ask for a recovery code in place of the app's."""
    form, step = RecoveryCodeForm(), held_step(StepKind.SECOND_FACTOR)
    if step is None:
        return _from_the_start()
    if not form.validate_on_submit():
        return _page("recovery", form)
    typed, who = form.recovery_code.data or "", _caller_of(step)
    tried = try_recovery_code(db.session, step, typed, caller=who, programme_key=g.programme.key, now=now())
    return _go_on(form, tried)


@door.route("/staff/unfinished")
def unfinished() -> ResponseReturnValue:
    """Say that the account must be set up to its end, by a link that was mailed."""
    return render_template("accounts/everyone/unfinished.html")


@door.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for the address that a link to a new password goes to; the answer is the same whether it is known."""
    form = SignInForm()
    if form.validate_on_submit():
        send_reset(db.session, asking(form.email.data or ""), programme_key=g.programme.key, now=now())
        return redirect(url_for(".forgotten_sent"), 303)
    return _page("forgotten", form)


@door.route("/forgotten/sent")
def forgotten_sent() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("accounts/everyone/forgotten_sent.html")


def _page(name: str, form: Any, status: int = 200) -> ResponseReturnValue:
    page = render_template(f"accounts/everyone/{name}.html", form=form, errors=problems(form))
    return page, 422 if form.errors and status == 200 else status  # noqa: PLR2004 - HTTP: nothing was refused yet


def _go_on(form: CodeForm | RecoveryCodeForm, tried: Tried) -> ResponseReturnValue:
    """Let somebody in, or keep that they were refused and ask again; after too many wrong codes, from the start."""
    if tried.user is not None and tried.means is not None:
        return redirect(let_staff_in(tried.user, tried.means), 303)
    keep()
    status = form.refuse(tried.outcome)
    if held_step(StepKind.SECOND_FACTOR) is None:
        return _from_the_start()
    return _page("second" if isinstance(form, CodeForm) else "recovery", form, status)


def _from_the_start() -> ResponseReturnValue:
    flash("Sign in from the start: it took too long, or there were too many wrong codes.")
    return redirect(url_for(".staff"), 303)


def _caller_of(step: Step) -> Any:
    return caller(user_of(db.session, step).email)
