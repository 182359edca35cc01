"""Pages that are kept as they are typed: drawing them, keeping what their script sends, saving them as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from awards.accounts.browser import stay
from awards.core.actor import Audience
from awards.core.permission import Permission, require
from awards.db import db
from awards.nominations import typed_pages
from awards.nominations.models import Nomination
from awards.nominations.policy import may_edit
from awards.nominations.tabs import Tab
from awards.nominations.typed_forms import Pair, fill, pairs, saved_fields, the_rest, typed_fields
from awards.nominations.typed_pages import KeptPage, PageContent
from awards.nominations.views.own import saved_words, show
from awards.web.clock import now
from awards.web.transactions import keep
from awards.web.typed import asked_for, typed_here

KEPT_AS_TYPED = "What you typed is saved, but this page is not finished: press the button below when it is."
FORGET = "forget"
"""The name of the button that drops what was typed and not saved as a whole."""
TOO_LONG = "Not saved: no box takes more than 10,000 characters."
ELSEWHERE = "Changed somewhere else: press Save and continue to see both."


def is_autosave() -> bool:
    """Whether the page's script sends this while somebody types; it reads a few words of JSON."""
    return bool(request.accept_mimetypes.best == "application/json")


def tab_here() -> Tab:
    """Give the open page that this request comes from."""
    return Tab.of(request.form.get("tab", ""), request.form.get("turn", ""), by_itself=is_autosave())


def stay_here() -> None:
    """Let whoever writes stay signed in: saving is activity."""
    stay(Audience.NOMINATORS, remind_browser=not is_autosave())


def told(nomination: Nomination, permission: Permission, *, version: str, too_long: bool) -> ResponseReturnValue:
    """Answer the script: whether what was typed is safe, the version that it may type over, and what to say."""
    if not permission:
        elsewhere = any(reason.code == typed_pages.CHANGED for reason in permission.reasons)
        reasons = " ".join(reason.text for reason in permission.reasons)
        said = ELSEWHERE if elsewhere else f"Not saved. {reasons} Press Save and continue to keep a copy."
        return jsonify(saved=False, version=version, said=said), 409
    said = TOO_LONG if too_long else saved_words(now(), nomination)
    return jsonify(saved=not too_long, version=version, said=said)


def write_page(
    nomination: Nomination,
    page: str,
    form: Any,
    *,
    save: Callable[[], None],
    go_on: Callable[[], str],
    permission: Permission | None = None,
    **drawn: Any,
) -> ResponseReturnValue:
    """Draw a page about this nomination, keep what is typed into it, or save it as a whole with `save` and go on.

    `page` names it among what is typed (person-2), `drawn` may say which `template` draws it, and `permission` whether
    it may be written, where that is not for the draft to say.
    """
    content = typed_pages.content_of(db.session, nomination, page, saved=saved_fields(form))
    if request.method != "POST":
        fill(form, content.typed)
        return _drawn(nomination, content, form, **drawn)
    if FORGET in request.form:
        return _forgotten(nomination, content, permission)
    kept = _kept(nomination, content, form, permission=permission)
    if is_autosave() or not kept.permission:
        return _answered(nomination, kept, form, back_url=drawn.get("back_url"))
    if form.validate_on_submit():
        save()
        typed_pages.saved_as_a_whole(db.session, nomination, kept.content, tab=tab_here(), now=now())
        return redirect(go_on(), 303)
    keep()
    return _drawn(nomination, kept.content, form, too_long=kept.too_long, **drawn)


def show_both(
    nomination: Nomination, permission: Permission, differing: list[Pair], **shown: Any
) -> ResponseReturnValue:
    """Show what is saved beside what was typed; whoever typed it chooses, and may change either."""
    stale = all(reason.code == typed_pages.CHANGED for reason in permission.reasons)
    drawn = {"rest": [], "not_asked": [], "reasons": permission.reasons, "can_save": stale} | shown
    drawn |= {} if stale else {"title": "What you just typed is not saved"}
    return show("typed_twice", nomination, status=409, pairs=differing, here_url=asked_for(), **drawn)


def _forgotten(nomination: Nomination, content: PageContent, permission: Permission | None) -> ResponseReturnValue:
    """Drop what was typed over what is saved; whoever asks has seen it."""
    require(may_edit(nomination) if permission is None else permission)
    typed_pages.saved_as_a_whole(db.session, nomination, content, tab=tab_here(), now=now())
    return redirect(asked_for(), 303)


def _kept(nomination: Nomination, content: PageContent, form: Any, *, permission: Permission | None) -> KeptPage:
    seen, typed = request.form.get("version", ""), typed_fields(form)
    stay_here()
    return typed_pages.keep_typed(
        db.session, nomination, content, typed=typed, seen=seen, tab=tab_here(), now=now(), permission=permission
    )


def _answered(nomination: Nomination, kept: KeptPage, form: Any, *, back_url: str | None) -> ResponseReturnValue:
    """Answer the script; or show whoever pressed the button why their page is not saved, with both texts."""
    if is_autosave():
        return told(nomination, kept.permission, version=kept.content.version, too_long=kept.too_long)
    typed = typed_fields(form)
    differing = pairs(form, kept.content.shown, typed)
    shown = {
        "title": "Two versions of one page",
        "rest": the_rest(typed, differing),
        "not_asked": [(name, value) for name, value in typed_here() if name not in form],
        "version": kept.content.version,
    }
    shown |= {"back_url": back_url} if back_url else {}
    return show_both(nomination, kept.permission, differing, **shown)


def _drawn(
    nomination: Nomination, content: PageContent, form: Any, *, too_long: bool = False, **drawn: Any
) -> ResponseReturnValue:
    shown: dict[str, Any] = {
        "template": content.page,
        "version": content.version,
        "is_typed_over": bool(content.typed),
    } | drawn
    state = TOO_LONG if too_long else KEPT_AS_TYPED if content.typed else ""
    return show(shown.pop("template"), nomination, form=form, saved_so_far=state, **shown)
