"""Staff ask a nominator for more, or offer to move what was sent to another award; and take either back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.permission import Permission
from awards.db import db
from awards.nominations import asking, offering
from awards.nominations.asked_queries import (
    AskedSummary,
    asked_summary,
    categories_to_offer,
    nomination_to_ask,
    nomination_to_move,
)
from awards.nominations.asking import WANTED, Wanted
from awards.nominations.asking_forms import AskForm, OfferForm, RecordedAnswerForm
from awards.nominations.asking_pages import asked_before
from awards.nominations.asking_policy import may_ask, may_offer, may_record_answer
from awards.nominations.asking_preview import mail_preview
from awards.nominations.models import Nomination
from awards.nominations.offering import OFFERED, OfferAnswer
from awards.nominations.offering_fit import Fit, fits
from awards.seasons.models import Season
from awards.seasons.queries import rule_set_in_force
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems

door = Door("asking_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/nominations")

PREVIEW = "preview"
"""The value of the button that only shows what the nominator would get."""


@door.route("/<ref>/ask", methods=["GET", "POST"])
def ask(ref: str) -> ResponseReturnValue:
    """Ask for more on chosen questions until a day; the mail can be read first."""
    nomination = nomination_to_ask(db.session, ref, season_id=_season().id, writing=_writing())
    asked = asked_summary(db.session, nomination)
    form = AskForm(nomination.category.questions, zone=g.programme.zone, now=now())
    permission = may_ask(me(), nomination, asked, now=now())
    if not (form.validate_on_submit() and permission) or _only_shows():
        return _show("ask", nomination, asked=asked, form=form, permission=permission, mail=WANTED)
    wanted = Wanted(questions=form.questions.data or (), note=form.note.data or "", answer_by=form.answer_by)
    asking.ask_for_more(db.session, nomination, wanted, actor=me(), now=now())
    flash("The nominator is asked. You can take it back here until they answer")
    return redirect(url_for(".ask", ref=ref), 303)


@door.route("/<ref>/ask/<request_ref>/take-back", methods=["POST"])
def take_back(ref: str, request_ref: str) -> ResponseReturnValue:
    """Take back what was asked."""
    nomination = nomination_to_ask(db.session, ref, season_id=_season().id, writing=True)
    found = asked_summary(db.session, nomination).request(request_ref)
    if Form().validate_on_submit():
        asking.take_back(db.session, nomination, found, actor=me(), now=now())
        flash("Taken back: nothing more is asked of the nominator")
    return redirect(url_for(".ask", ref=ref), 303)


@door.route("/<ref>/offer", methods=["GET", "POST"])
def offer(ref: str) -> ResponseReturnValue:
    """Offer a move to another award; each comes with what the rules would say there."""
    nomination = nomination_to_move(db.session, ref, season_id=_season().id, writing=_writing(), answers=False)
    asked = asked_summary(db.session, nomination)
    form = OfferForm(_fits(nomination), zone=g.programme.zone, now=now())
    permission = may_offer(me(), nomination, asked, now=now())
    if not (form.validate_on_submit() and permission) or _only_shows():
        return _show("offer", nomination, asked=asked, form=form, permission=permission, mail=OFFERED)
    said: dict[str, Any] = {"note": form.note.data or "", "answer_by": form.answer_by}
    offering.offer_move(db.session, nomination, form.chosen, **said, actor=me(), now=now())
    flash("The move is offered. You can take the offer back here until they answer")
    return redirect(url_for(".offer", ref=ref), 303)


@door.route("/<ref>/offer/<offer_ref>/take-back", methods=["POST"])
def take_offer_back(ref: str, offer_ref: str) -> ResponseReturnValue:
    """Take the offer of a move back."""
    nomination = nomination_to_ask(db.session, ref, season_id=_season().id, writing=True)
    found = asked_summary(db.session, nomination).offer(offer_ref)
    if Form().validate_on_submit():
        offering.take_back_offer(db.session, nomination, found, actor=me(), now=now())
        flash("The offer is taken back: the nomination stays where it is")
    return redirect(url_for(".offer", ref=ref), 303)


@door.route("/<ref>/offer/<offer_ref>/answer", methods=["GET", "POST"])
def record_answer(ref: str, offer_ref: str) -> ResponseReturnValue:
    """Write down what the nominator answered by phone, post, email or in person."""
    nomination = nomination_to_move(db.session, ref, season_id=_season().id, writing=_writing())
    asked = asked_summary(db.session, nomination)
    found = asked.offer(offer_ref)
    form = RecordedAnswerForm(name_wanted=offering.name_wanted(nomination, found))
    permission = may_record_answer(nomination, found, with_judges=asked.with_judges, actor=me())
    if not (form.validate_on_submit() and permission):
        return _show("offer_answer", nomination, asked=asked, form=form, permission=permission, offer=found)
    answer = OfferAnswer(agreed=form.agreed.data == "yes", channel=form.channel.data, named=form.name_typed)
    offering.answer_offer(db.session, nomination, found, answer=answer, actor=me(), now=now())
    flash("The nomination is moved" if answer.agreed else "Written down: the nomination stays where it is")
    return redirect(url_for("screening_staff.nomination", ref=ref), 303)


def _season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season


def _fits(nomination: Nomination) -> list[Fit]:
    rules = rule_set_in_force(db.session, nomination.season)
    return fits(nomination, categories_to_offer(db.session, nomination), rules)


def _writing() -> bool:
    return request.method == "POST"


def _only_shows() -> bool:
    return request.form.get("act") == PREVIEW


def _show(
    page: str,
    nomination: Nomination,
    *,
    asked: AskedSummary,
    form: Any,
    permission: Permission,
    mail: str = "",
    **shown: Any,
) -> ResponseReturnValue:
    """Draw a page, with the mail of this kind if that was asked; what stands against it is an error of a post alone."""
    reasons = [reason.text for reason in permission.reasons]
    errors = problems(form) + ([("", text) for text in reasons] if _writing() else [])
    before = asked_before(asked, zone=g.programme.zone, now=now())
    ready = _only_shows() and not errors
    shown["preview"] = mail_preview(nomination, mail, answer_by=form.answer_by) if ready else None
    content = render_template(
        f"nominations/staff/{page}.html",
        nomination=nomination, form=form, errors=errors, reasons=reasons, before=before, **shown,
    )  # fmt: skip
    return content, 422 if errors else 200
