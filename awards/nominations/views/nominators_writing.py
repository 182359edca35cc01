"""The pages on which nominators write: about the people or the team, and one page a question."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from awards.core.permission import Permission, Reason
from awards.db import db
from awards.nominations import drafting, moving, queries, tasks
from awards.nominations.doors import my_nominations as door
from awards.nominations.drafting import SavedAnswer
from awards.nominations.forms import AnswerForm
from awards.nominations.models import Nomination
from awards.nominations.nominee_forms import PersonForm, TeamForm
from awards.nominations.policy import may_add_person
from awards.nominations.typed_forms import answer_pair
from awards.nominations.views.own import after, own, own_in_full, pages_of, saved_words, show, today
from awards.nominations.views.typing import is_autosave, show_both, stay_here, tab_here, told, write_page
from awards.seasons.words import NomineeShape
from awards.web.clock import now
from awards.web.forms import LONGEST, Form
from awards.web.transactions import keep

MOVED = Permission((Reason("moved", "This nomination was moved to another award."),))
"""Why a page that was open meanwhile is not saved by itself."""


@door.route("/<ref>/nominee")
def nominee(ref: str) -> ResponseReturnValue:
    """List the people put forward, to add, change or remove; a team has a page of its own."""
    nomination, address = own(ref), pages_of(ref)
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        return redirect(address("team"), 303)
    people = nomination.nominees
    if nomination.category.people_max == 1 and len(people) <= 1:
        return redirect(address("person", number=1), 303)
    add_url = address("person", number=len(people) + 1) if may_add_person(nomination) else None
    next_url = after(ref) if all(one.full_name for one in people) else None
    lines = tasks.people_lines(nomination, address)
    return show("nominee", nomination, people=lines, add_url=add_url, next_url=next_url)


@door.route("/<ref>/people/<int:number>", methods=["GET", "POST"])
def person(ref: str, number: int) -> ResponseReturnValue:
    """Ask about one person put forward."""
    nomination = _of_people(ref, number)
    rules = queries.rules_of(db.session, nomination)
    form = PersonForm.of(nomination, rules, number=number, today=today(nomination))
    alone = nomination.category.people_max == 1
    back = after(ref) if alone else pages_of(ref)("nominee")

    def save() -> None:
        drafting.save_person(db.session, nomination, number, details=form.details())

    drawn: dict[str, Any] = {"template": "person", "number": number, "alone": alone, "back_url": back}
    return write_page(nomination, f"person-{number}", form, save=save, go_on=lambda: back, **drawn)


@door.route("/<ref>/people/<int:number>/remove", methods=["POST"])
def remove_person(ref: str, number: int) -> ResponseReturnValue:
    """Take one person out of the draft, unless the list has changed and the number is somebody else's now."""
    nomination = _of_people(ref, number)
    meant = [one.ref for one in nomination.nominees[number - 1 : number]] == [request.args.get("who")]
    if Form().validate_on_submit() and meant:
        drafting.remove_person(db.session, nomination, number)
    flash("Removed" if meant else "The list had changed meanwhile, so nobody was removed")
    return redirect(pages_of(ref)("nominee"), 303)


@door.route("/<ref>/team", methods=["GET", "POST"])
def team(ref: str) -> ResponseReturnValue:
    """Ask about the team put forward."""
    nomination = own(ref)
    if nomination.category.nominee_kind is not NomineeShape.TEAM:
        abort(404)
    form = TeamForm.of(nomination, queries.rules_of(db.session, nomination), today=today(nomination))

    def save() -> None:
        name, facts, contact = form.team_name.data or "", form.team_facts(), form.contact()
        drafting.save_team(db.session, nomination, name=name, facts=facts, contact=contact)

    return write_page(nomination, "team", form, save=save, go_on=lambda: after(ref))


@door.route("/<ref>/answers/<key>", methods=["GET", "POST"])
def answer(ref: str, key: str) -> ResponseReturnValue:
    """Ask one question. What is typed is kept first, whatever its length, and only then judged."""
    nomination = own(ref)
    question = queries.question_of(db.session, nomination, key)
    form = AnswerForm(question)
    if question.category_id != nomination.category_id:
        return _asked_no_more(nomination, form)
    if form.is_submitted():
        saved = _keep_answer(nomination, form)
        return _told(nomination, form, saved) if is_autosave() else _after_answer(nomination, form, saved)
    stored = queries.answer_to(db.session, nomination, key)
    form.text.data, version = (stored.text, stored.version) if stored else ("", 0)
    state = saved_words(stored.saved_at, nomination) if stored else ""
    drawn: dict[str, Any] = {"question": question, "version": form.version_after(version), "saved_so_far": state}
    return show("answer", nomination, form=form, **drawn)


def _asked_no_more(nomination: Nomination, form: AnswerForm) -> ResponseReturnValue:
    """Keep what comes from a page that was open while the nomination moved to an award that asks something else."""
    if not form.is_submitted():
        abort(404)
    draft = own_in_full(nomination.ref)
    permission = moving.may_keep_for_another(draft, text=form.typed)
    if is_autosave():
        return told(draft, MOVED, version=form.version_after(0), too_long=False)
    if not permission:
        both = [answer_pair(form, "")]
        return show_both(draft, permission, both, title="Not saved", version=form.version_after(0))
    moving.keep_for_another(db.session, draft, form.question, text=form.typed, now=now())
    flash("The award that you moved to does not ask this question. What you typed is kept here")
    return redirect(pages_of(draft.ref)("kept"), 303)


def _keep_answer(nomination: Nomination, form: AnswerForm) -> SavedAnswer:
    stay_here()
    text, version = form.typed, form.typed_over
    return drafting.save_answer(db.session, nomination, form.key, text=text, version=version, tab=tab_here(), now=now())


def _told(nomination: Nomination, form: AnswerForm, saved: SavedAnswer) -> ResponseReturnValue:
    too_long = len(form.typed) > LONGEST
    return told(nomination, saved.permission, version=form.version_after(saved.version), too_long=too_long)


def _after_answer(nomination: Nomination, form: AnswerForm, saved: SavedAnswer) -> ResponseReturnValue:
    """Show both texts when another tab was quicker; else keep the text, then say what is wrong with it, if anything."""
    if not saved.permission:
        both = [answer_pair(form, saved.stored)]
        shown = {"title": "Two versions of one answer", "version": form.version_after(saved.version)}
        return show_both(nomination, saved.permission, both, **shown)
    keep()
    if form.validate():
        return redirect(after(nomination.ref), 303)
    kept = saved.stored == form.typed and form.typed
    state = "What you typed is saved. Only what is marked above stands in the way of sending it." if kept else ""
    drawn: dict[str, Any] = {
        "question": form.question,
        "version": form.version_after(saved.version),
        "saved_so_far": state,
    }
    return show("answer", nomination, form=form, **drawn)


def _of_people(ref: str, number: int) -> Nomination:
    """Give the nomination if its award is for people and this number is one of them or the next."""
    nomination = own(ref)
    is_team = nomination.category.nominee_kind is NomineeShape.TEAM
    if is_team or not 1 <= number <= len(nomination.nominees) + 1:
        abort(404)
    return nomination
