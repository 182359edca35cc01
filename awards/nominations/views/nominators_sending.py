"""Checking and sending a nomination, the receipt with every version that was sent, copies to keep, and withdrawing."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import Permission
from awards.db import db
from awards.nominations import actions, listing, queries, summaries
from awards.nominations.asked_queries import additions_of
from awards.nominations.checking import everything_sent, everything_to_check, may_send
from awards.nominations.doors import my_nominations as door
from awards.nominations.forms import SendForm
from awards.nominations.holding import signs_of_spam
from awards.nominations.kept import kept_of
from awards.nominations.models import Nomination
from awards.nominations.outcome import leave_unsaid, since_sent
from awards.nominations.policy import may_withdraw
from awards.nominations.views.own import own, own_in_full, own_sent, pages_of, show, was_sent
from awards.web.clock import now
from awards.web.forms import Form


@door.route("/<ref>/check", methods=["GET", "POST"])
def check(ref: str) -> ResponseReturnValue:
    """Show everything once more, and send it; sending twice is sending once."""
    nomination, form = own_in_full(ref), SendForm()
    if nomination.submitted_at:
        return redirect(url_for(".receipt", ref=nomination.ref), 303)
    permission = may_send(db.session, nomination, now=now())
    if not form.validate_on_submit():
        return _check_page(nomination, form, permission)
    if not permission:
        return _check_page(nomination, form, permission, status=409)
    address, trap = request.remote_addr, form.trapped
    signs = signs_of_spam(db.session, nomination, address=address, trap=trap, now=now())
    sent = actions.submit_nomination(db.session, nomination, actor=me(), now=now(), signs=signs)
    return redirect(url_for(".receipt", ref=sent.ref), 303)


@door.route("/<ref>/receipt")
def receipt(ref: str) -> ResponseReturnValue:
    """Show that the nomination arrived, what happens next, every version to keep, and what can still be done."""
    nomination = own_sent(ref)
    if not nomination.submissions:
        return redirect(url_for(".task_list", ref=nomination.ref), 303)
    shown = everything_sent(db.session, nomination, pages_of(""), actor=me(), now=now())
    return show("receipt", nomination, **shown)


@door.route("/<ref>/copy.txt")
def copy(ref: str) -> ResponseReturnValue:
    """Give everything that was sent, or of a draft everything that was typed, as a text file."""
    if was_sent(ref):
        sent = own_sent(ref)
        since, added = since_sent(db.session, sent), additions_of(db.session, sent)
        leave_unsaid(sent, since)
        return _as_file(sent, summaries.copy_text(sent, added, put_right=since.put_right))
    draft = own_in_full(ref)
    return _as_file(draft, summaries.draft_text(draft, kept_of(db.session, draft)))


@door.route("/<ref>/withdraw", methods=["GET", "POST"])
def withdraw(ref: str) -> ResponseReturnValue:
    """Ask whether to withdraw, then do it for good; after the deadline say whom to ask."""
    nomination = own(ref)
    permission = may_withdraw(nomination, actor=me(), now=now())
    if Form().validate_on_submit() and permission:
        actions.withdraw_nomination(db.session, nomination, actor=me(), now=now())
        flash("The nomination is withdrawn")
        return redirect(url_for(".index"), 303)
    back = url_for(".receipt" if nomination.submitted_at else ".task_list", ref=nomination.ref)
    status = 409 if request.method == "POST" and not permission else 200
    return show("withdraw", nomination, reasons=permission.reasons, back_url=back, status=status)


def _check_page(
    nomination: Nomination, form: SendForm, permission: Permission, *, status: int = 200
) -> ResponseReturnValue:
    address = pages_of(nomination.ref)
    rules = queries.rules_of(db.session, nomination)
    shown = everything_to_check(db.session, nomination, address, rules=rules, permission=permission)
    closing = listing.closing(nomination, now=now())
    back = url_for(".task_list", ref=nomination.ref)
    return show("check", nomination, form=form, closing=closing, back_url=back, status=status, **shown)


def _as_file(nomination: Nomination, text: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{nomination.ref}.txt"'}
    return Response(text, mimetype="text/plain", headers=headers)
