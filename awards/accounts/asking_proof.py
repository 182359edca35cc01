"""Asking staff to show anew who they are: before a page, and before what was just sent, which is never lost."""

from __future__ import annotations

from typing import Final

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from awards.accounts.browser import SignedIn
from awards.accounts.limits import count, is_too_many
from awards.accounts.models import Means, StepKind
from awards.accounts.proof_forms import NEITHER, PASSKEY_WRONG, TOO_MANY, WRONG, ProofForm
from awards.accounts.proving import counted_proof, is_proved, means_shown, note_proved, note_refused, own_standing
from awards.core.actor import Actor
from awards.db import db
from awards.web.clock import now
from awards.web.forms import problems
from awards.web.transactions import SAFE, keep, observe
from awards.web.typed import asked_for, typed_here

PROVE_NEXT: Final = "after_proof"
"""Where the browser keeps which page was asked for; it was never the browser's to say."""
PASSKEY_OPTIONS: Final = "passkeys_staff.proof_options"
"""The page that says what a passkey is to sign here."""


def ask_for_proof(person: SignedIn) -> ResponseReturnValue | None:
    """Let staff on (None) who showed lately who they are, or show it with what they send; ask the others.

    What was sent travels with the question, and goes on as soon as the answer is right.
    """
    if is_proved(person.proved_at, now=now()):
        return None
    if request.method in SAFE:
        session[PROVE_NEXT] = asked_for()
        return redirect(url_for("own_staff.prove"), 303)
    form = ProofForm()
    if is_proof_sent() and shows_who_it_is(form, person):
        return None
    page = render_template(
        "accounts/staff/prove.html",
        form=form,
        errors=problems(form) if is_proof_sent() else [],
        typed=typed_here(),
        action=asked_for(),
        can=own_standing(db.session, person.actor.reference),
        passkey_options=passkey_options(),
    )
    return page, 422 if is_proof_sent() else 403


def is_proof_sent() -> bool:
    """Say whether this request carries an answer to the question."""
    return "proof_password" in request.form or "proof_passkey" in request.form


def shows_who_it_is(form: ProofForm, person: SignedIn) -> bool:
    """Check the answer of this request and note it, right or wrong; what is wrong stands in the form."""
    if not form.validate_on_submit():
        return False
    actor, at = person.actor, now()
    means, wrong = _means(form, actor)
    if means is None:
        form.refuse(wrong)
        return False
    note_proved(db.session, person.token_hash, means=means, actor=actor, now=at)
    keep()  # who it is stays shown, whatever becomes of what was sent
    return True


def passkey_options() -> str | None:
    """Give the address that says what a passkey is to sign; None where there is none."""
    return url_for(PASSKEY_OPTIONS) if PASSKEY_OPTIONS in current_app.view_functions else None


def means_of(actor: Actor, *, password: str, code: str = "") -> tuple[Means | None, str]:
    """Give by what it is shown who somebody is, or else what to say. What is wrong counts, whatever the answer."""
    at = now()
    if is_too_many(db.session, counted_proof(actor.reference), now=at):
        return None, TOO_MANY
    means = means_shown(db.session, actor.reference, password=password, code=code, now=at)
    if means is None:
        observe(lambda database: _note_wrong(database, actor))
    return means, WRONG


def _means(form: ProofForm, actor: Actor) -> tuple[Means | None, str]:
    password, code = form.proof_password.typed, form.proof_code.data or ""
    if "proof_passkey" in request.form:
        return (Means.PASSKEY, "") if _signed(actor) else (None, PASSKEY_WRONG)
    if not (password or code):
        return None, NEITHER
    return means_of(actor, password=password, code=code)


def _signed(actor: Actor) -> bool:
    from awards.accounts.passkey_browser import signer_here  # noqa: PLC0415

    signer = signer_here(StepKind.PASSKEY_PROOF)
    return signer is not None and signer.ref == actor.reference


def _note_wrong(database: Session, actor: Actor) -> None:
    at = now()
    count(database, counted_proof(actor.reference), now=at)
    note_refused(database, actor.reference, actor=actor, now=at)
