"""What nominators do when staff ask: add to the named questions, or answer whether the nomination is moved."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.nominations import adding, offering
from awards.nominations.asked import MoveOffer
from awards.nominations.asked_queries import AskedSummary, asked_summary, with_questions
from awards.nominations.asking_forms import MoreForm, OfferAnswerForm
from awards.nominations.asking_policy import may_add, may_answer_offer
from awards.nominations.doors import my_nominations as door
from awards.nominations.models import Nomination
from awards.nominations.offering import OfferAnswer
from awards.nominations.offering_fit import carried
from awards.nominations.typed_pages import unfinished_pages
from awards.nominations.views.own import own_to_add_to, own_to_move, show
from awards.nominations.views.typing import write_page
from awards.web.clock import now
from awards.web.forms import Form


@door.route("/<ref>/more/<request_ref>", methods=["GET", "POST"])
def more(ref: str, request_ref: str) -> ResponseReturnValue:
    """Ask only what staff asked, beside what was sent before; nothing is sent yet."""
    nomination, asked = _to_add_to(ref)
    found, judges = asked.request(request_ref), asked.with_judges
    permission, form = may_add(nomination, found, with_judges=judges), MoreForm.of(nomination, found, asked)

    def save() -> None:
        adding.save_additions(db.session, nomination, found, texts=form.texts, with_judges=judges, now=now())

    def go_on() -> str:
        return url_for(".send_more", ref=ref, request_ref=found.ref)

    drawn: dict[str, Any] = {"asked": found, "is_late": found.answer_by <= now(), "back_url": _receipt(ref)}
    drawn |= {"template": "more", "reasons": permission.reasons, "permission": permission}
    return write_page(nomination, f"more-{found.ref}", form, save=save, go_on=go_on, **drawn)


@door.route("/<ref>/more/<request_ref>/check", methods=["GET", "POST"])
def send_more(ref: str, request_ref: str) -> ResponseReturnValue:
    """Show what was written once more, and send it; sending twice is sending once."""
    nomination, asked = _to_add_to(ref)
    found = asked.request(request_ref)
    unfinished = f"more-{found.ref}" in unfinished_pages(db.session, nomination)
    if Form().validate_on_submit() and not unfinished:
        adding.send_additions(db.session, nomination, found, asked=asked, actor=me(), now=now())
        flash("What you added is sent. Thank you")
        return redirect(_receipt(ref), 303)
    write = url_for(".more", ref=ref, request_ref=found.ref)
    if unfinished or not adding.may_send(nomination, found, asked=asked):
        return redirect(write, 303)
    return show("more_check", nomination, asked=found, back_url=write)


@door.route("/<ref>/offer/<offer_ref>", methods=["GET", "POST"])
def offer(ref: str, offer_ref: str) -> ResponseReturnValue:
    """Say what staff suggest and what would become of the answers, and ask whether the nominator agrees."""
    nomination = own_to_move(ref)
    asked = asked_summary(db.session, nomination)
    found = asked.offer(offer_ref)
    form = OfferAnswerForm(name_wanted=offering.name_wanted(nomination, found))
    permission = may_answer_offer(nomination, found, with_judges=asked.with_judges, now=now())
    if form.validate_on_submit() and permission:
        return _answered(nomination, found, form)
    with_questions(db.session, found.from_category, found.to_category)
    shown = {"offer": found, "reasons": permission.reasons, "back_url": _receipt(ref)}
    status = 409 if request.method == "POST" and not permission else 200
    fate = carried(nomination, found.to_category) if permission else None
    return show("offer", nomination, form=form, status=status, carried=fate, **shown)


def _to_add_to(ref: str) -> tuple[Nomination, AskedSummary]:
    nomination = own_to_add_to(ref)
    return nomination, asked_summary(db.session, nomination)


def _answered(nomination: Nomination, found: MoveOffer, form: OfferAnswerForm) -> ResponseReturnValue:
    """Take the answer, then go straight on to what the new award asks as well, or back to what was sent."""
    answer = OfferAnswer(agreed=form.agreed.data == "yes", named=form.name_typed)
    new = offering.answer_offer(db.session, nomination, found, answer=answer, actor=me(), now=now())
    if new is not None:
        flash(f"Moved to the {nomination.category.name}. It asks something more")
        return redirect(url_for(".more", ref=nomination.ref, request_ref=new.ref), 303)
    moved = f"Moved to the {nomination.category.name}"
    flash(moved if answer.agreed else "Thank you. Your nomination stays where it is")
    return redirect(_receipt(nomination.ref), 303)


def _receipt(ref: str) -> str:
    return url_for(".receipt", ref=ref)
