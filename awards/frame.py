"""What the frame of every page shows: programme, navigation, who is signed in, the foot, and the demo's banner."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import current_app, g, request, url_for
from flask_login import current_user

from awards.accounts.browser import ACCOUNTS, looking_now
from awards.accounts.people_words import ROLE_WORDS
from awards.core.actor import Audience, Role
from awards.core.times import moment_words
from awards.demo.clock import phase_now
from awards.safeguarding.policy import may_look
from awards.web.clock import now
from config import Settings


def page_context() -> dict[str, Any]:
    """Give every page what its layout shows."""
    programme, season = g.get("programme"), g.get("season")
    shown = programme and SimpleNamespace(
        name=programme.name,
        organiser=programme.organiser,
        strapline=programme.strapline,
        contact_email=programme.contact_email,
        url=url_for("seasons.home"),
    )
    return {
        "programme": shown,
        "season": season and SimpleNamespace(name=season.name, year=season.year),
        "theme_url": url_for("web.theme") if programme else None,
        "demo": demo_banner(),
        "seeing": seeing_banner(),
        "navigation": navigation(),
        "signed_in": who_is_signed_in(),
        "footer_links": footer_links() if programme else [],
    }


def demo_banner() -> SimpleNamespace | None:
    """Give what the demo's banner says; None in earnest."""
    settings: Settings = current_app.extensions["awards.settings"]
    if not (settings.demo and g.get("season")):
        return None
    return SimpleNamespace(
        clock_text=moment_words(now(), g.programme.zone),
        phase_name=phase_now(g.season, now()).name,
        url=url_for("demo.index"),
    )


def seeing_banner() -> SimpleNamespace | None:
    """Give what is said on every page while an administrator looks with somebody's eyes."""
    whose = looking_now()
    return whose and SimpleNamespace(name=whose.name, until=whose.until, url=url_for("seeing_as.stop"))


def footer_links() -> list[SimpleNamespace]:
    """Give the links at the foot of every page, in the same place everywhere."""
    return [
        SimpleNamespace(text=text, url=url_for(endpoint))
        for text, endpoint in (
            ("If you are worried about a child", "seasons.worried"),
            ("How we judge", "bundles.how_we_judge"),
            ("Privacy", "privacy.notice"),
            ("Accessibility", "seasons.accessibility"),
            ("Judges and staff: sign in", "sign_in.ask"),
        )
    ]


def navigation() -> list[SimpleNamespace]:
    """Give the links of the main navigation for this door's audience."""
    audience = g.get("audience", Audience.EVERYONE)
    links = NAVIGATION.get(audience, ())
    links += FOR_NAMED_STAFF if _is_named_staff(audience) else ()
    links += FOR_ADMINISTRATORS if _is_administrator(audience) else ()
    here = request.path
    return [
        SimpleNamespace(text=text, url=url_for(endpoint), current=here == url_for(endpoint))
        for text, endpoint in links
        if endpoint in current_app.view_functions
    ]


def _is_named_staff(audience: Audience) -> bool:
    """Whether these pages are shown to one of those who read flags and concerns."""
    return audience is Audience.STAFF and current_user.is_authenticated and bool(may_look(current_user.actor))


def _is_administrator(audience: Audience) -> bool:
    signed_in = audience is Audience.STAFF and current_user.is_authenticated
    return signed_in and Role.ADMINISTRATOR in current_user.actor.roles


FOR_ADMINISTRATORS = (
    ("People", "accounts_staff.index"),
    ("Trail", "trail_staff.index"),
    ("Personal data", "persons_staff.index"),
)
"""What only administrators find, after that."""
FOR_NAMED_STAFF = (("Flags", "safeguarding_staff.flags"), ("Concerns", "concerns_staff.concerns"))
"""What only confidential staff and administrators find, after what all staff have."""

NAVIGATION: dict[Audience, tuple[tuple[str, str], ...]] = {
    Audience.EVERYONE: (
        ("Awards", "seasons.home"),
        ("Nominate", "nominations.start"),
        ("Finalists", "publishing.finalists"),
        ("Winners", "publishing.winners"),
    ),
    Audience.NOMINATORS: (("Awards", "seasons.home"), ("My nominations", "my_nominations.index")),
    Audience.NOMINEES: (("Awards", "seasons.home"),),
    Audience.JUDGES: (
        ("My entries", "judging.queue"),
        ("My scores", "judging.scores"),
        ("My conflicts", "panels_judge.declared"),
        ("My receipt", "bundles_judge.receipt"),
    ),
    Audience.STAFF: (
        ("Season", "screening_staff.season"),
        ("Nominations", "queue_staff.queue"),
        ("Registers", "registers_staff.registers"),
        ("Entries", "screening_staff.entries"),
        ("Rules", "rules_staff.index"),
        ("Panels", "panels_staff.panels"),
        ("Results", "results_staff.categories"),
        ("Meetings", "meetings_staff.meetings"),
        ("Record", "bundles_staff.record"),
        ("Announce", "publishing_staff.announcements"),
        ("Mail", "comms_staff.outbox"),
        ("Retention", "retention_staff.index"),
    ),
}


def who_is_signed_in() -> SimpleNamespace | None:
    """Give what the header shows behind a door: a name and a role, where there are accounts, and the way out."""
    audience = g.get("audience", Audience.EVERYONE)
    if audience is Audience.EVERYONE or not current_user.is_authenticated:
        return None
    roles = current_user.actor.roles
    words = ", ".join(text for role, text in ROLE_WORDS.items() if role in roles)
    return SimpleNamespace(
        name=current_user.name,
        role_text=words,
        account_url=_account_url(audience),
        sign_out_url=url_for("sign_in.out", audience=audience),
        sign_out_text="Sign out" if audience in ACCOUNTS else "Finish and sign out of this device",
    )


def _account_url(audience: Audience) -> str | None:
    """Give where one's own account is; None for people without one, and for who looks with somebody's eyes."""
    own = {Audience.STAFF: "own_staff.account", Audience.JUDGES: "own_judge.account"}.get(audience)
    return url_for(own) if own and not current_user.actor.seen_by else None
