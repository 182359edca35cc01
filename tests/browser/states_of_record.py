"""States of the sealed record: of its staff pages, and of the public page about judging; each goes on from the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from awards.bundles.actions import sign_off
from awards.bundles.making import bundles_due
from awards.bundles.queries import length_of
from awards.core.actor import Actor, Audience, Role
from awards.panels.locking import lock_rules
from awards.panels.queries import judging_round
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.sealing.checkpoints import make_checkpoint
from awards.sealing.models import CheckpointPurpose
from awards.seasons.models import Season
from tests.browser.judging_round import in_app
from tests.browser.screening_morning import staff_browser
from tests.browser.site import Site, Visit
from tests.browser.state import State

ME = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF}))
THEN = datetime(2024, 5, 1, 12, tzinfo=UTC)

Step = Callable[[Site, Season], None]


def _locked(site: Site, season: Season) -> None:
    lock_rules(site.session, season, actor=ME, now=THEN)


def _sealed(site: Site, season: Season) -> None:
    close = CheckpointPurpose.CLOSE
    make_checkpoint(site.session, season, close, actor=ME, now=THEN, round_key="longlist")
    judging = judging_round(season)
    assert judging is not None
    judging.closed_at = judging.sealed_at = THEN


def _signed(site: Site, season: Season) -> None:
    seen = length_of(site.session, season.id).newest
    sign_off(site.session, season, seen=seen, actor=ME, now=THEN)
    site.settle()
    bundles_due(site.session, THEN)


def _released(site: Site, season: Season) -> None:
    site.session.add(
        Announcement(
            ref="ANN-2222222",
            season_id=season.id,
            kind=AnnouncementKind.WINNERS,
            state=AnnouncementState.RELEASED,
            released_at=THEN + timedelta(days=9),
        )
    )
    season.judging = {**season.judging, "public_scores": True}
    site.settle()
    bundles_due(site.session, THEN)


STEPS: tuple[Step, ...] = (_locked, _sealed, _signed, _released)


def after(steps: int, path: str, *, who: bool = True) -> Callable[[Site], Visit]:
    """Look at a page once the first so many steps are taken; as staff, unless said otherwise."""

    def make(site: Site) -> Visit:
        site.clock.set(THEN)
        for step in STEPS[:steps]:
            site.once(step, lambda step=step: in_app(site, lambda: _take(site, step)))
        return Visit(path, site.once("staff of the record", lambda: staff_browser(site)) if who else None)

    return make


def _take(site: Site, step: Step) -> bool:
    site.writing()
    step(site, site.season)
    site.settle()
    return True


RECORD, SIGN_OFF, PUBLIC = "/staff/record/", "/staff/record/sign-off", "/how-we-judge/"
STATES = [
    State("how we judge, not locked", "bundles.how_we_judge", "They may still change", after(0, PUBLIC, who=False)),
    State("record, none", "bundles_staff.record", "There is no record yet", after(0, RECORD)),
    State("record, not sealed", "bundles_staff.record", "is not closed and sealed", after(1, RECORD)),
    State("sign-off, refused", "bundles_staff.sign_off", "cannot be signed off now", after(1, SIGN_OFF)),
    State("record, ready", "bundles_staff.record", "Nothing is missing", after(2, RECORD)),
    State("sign-off", "bundles_staff.sign_off", "The whole record is sealed with your name", after(2, SIGN_OFF)),
    State("how we judge, sealed", "bundles.how_we_judge", "Close of judging", after(2, PUBLIC, who=False)),
    State("record, signed off", "bundles_staff.record", "For auditors", after(3, RECORD)),
    State("how we judge, released", "bundles.how_we_judge", "Download the record with its scores",
          after(4, PUBLIC, who=False)),
]  # fmt: skip
NO_PAGE = {"bundles.record": "a file", "bundles_staff.bundle": "a file"}
