"""Letting a member of staff in once they showed who they are, and leading those on who cannot be let in yet."""

from __future__ import annotations

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from awards.accounts.browser import enter
from awards.accounts.devices import device_words
from awards.accounts.models import Means, SignIn, User
from awards.accounts.on_the_way import drop_steps, know_this_browser, way_on
from awards.accounts.passwords import void_links
from awards.accounts.steps import end_steps_of
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Audience
from awards.db import db
from awards.links.purposes import Purpose
from awards.web.clock import now


def let_staff_in(user: User, means: Means) -> str:
    """Sign a member of staff in in this browser and give the page they asked for.

    Links that would set their password are void from now on. If they have signed in before, but never in this
    browser, they are told by mail.
    """
    known, before = know_this_browser(user.email), _has_signed_in(user)
    void_links(db.session, user.ref, now=now())
    end_steps_of(db.session, user.id, now=now())
    drop_steps()
    enter(Audience.STAFF, user.ref, means=means)
    if before and not known:
        _tell(user)
    return way_on(Audience.STAFF)


def finish_by_mail(user: User) -> ResponseReturnValue:
    """Mail a link to somebody whose password is right but who has no second factor: a password alone lets nobody in."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    queue_message(
        db.session,
        "accounts/staff_setup",
        to=user.email,
        about=user.ref,
        programme_key=g.programme.key,
        key=f"unfinished:{user.ref}:{hour.isoformat()}",
        now=now(),
        link=LinkOrder(Purpose.STAFF_SETUP, user.ref),
    )
    return redirect(url_for("sign_in.unfinished"), 303)


def _has_signed_in(user: User) -> bool:
    """Say whether somebody has signed in as staff before, with means that are known. One statement."""
    earlier = (SignIn.subject == user.ref, SignIn.audience == Audience.STAFF, SignIn.means.is_not(None))
    return db.session.scalar(select(SignIn.id).where(*earlier, SignIn.seen_by.is_(None)).limit(1)) is not None


def _tell(user: User) -> None:
    queue_message(
        db.session,
        "accounts/new_browser",
        to=user.email,
        about=user.ref,
        programme_key=g.programme.key,
        key=f"new_browser:{user.ref}:{now().isoformat()}",
        now=now(),
        device=device_words(request.user_agent.string),
    )
