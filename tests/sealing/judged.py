"""A panel whose judges act through the real actions, so that the record fills as it does in earnest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from awards.core.actor import SYSTEM
from awards.judging.actions import Typed, complete_sheet
from awards.judging.rules import Mark
from awards.judging.saving import keep_typed
from awards.judging.scoring import scoring_to_write
from awards.panels import assigning
from awards.panels.queries import judging_round, panel_by_ref
from awards.sealing.acting import label_of
from awards.sealing.models import JudgingAct
from awards.seasons.queries import season_by_key
from tests.panels.situations import STAFF, as_judge, panel_of

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
CLOSED = datetime(2024, 3, 25, 17, 0, 2, tzinfo=UTC)
"""Just after the round's own close."""


class Judged:
    """Two judges and three entries, all released, unless said otherwise."""

    def __init__(self, session, *, judges=2, entries=3) -> None:
        self.session, self.now = session, NOW
        self.given = panel_of(judges=judges, entries=entries)
        self.programme, self.season_id = self.given.season.programme, self.given.season.id
        for entry in self.given.entries:
            entry.admitted_at = NOW - timedelta(days=9)
        session.flush()

    @property
    def season(self):
        """The season as a page loads it."""
        return season_by_key(self.session, self.programme, "2024")

    @property
    def judging(self):
        return judging_round(self.season)

    @property
    def panel(self):
        return panel_by_ref(self.session, self.given.panel.ref, season_id=self.season_id)

    def release(self, pairs=None):
        """Plan and release readings: (judge, entry) by number; every judge reads every entry unless said."""
        every = [(judge, entry) for judge in range(len(self.given.members)) for entry in range(len(self.given.entries))]
        for judge, entry in every if pairs is None else pairs:
            assigning.assign(self.session, self.panel, member=self.given.members[judge],
                             entry=self.given.entries[entry], actor=STAFF, now=self.now)  # fmt: skip
        assigning.release_assignments(self.session, self.panel, self.season, actor=STAFF, now=self.now)
        return self

    def scoring(self, judge, entry):
        ref, user = self.given.entries[entry].ref, self.given.users[judge].ref
        return scoring_to_write(self.session, ref, user_ref=user, season=self.season)

    def type(self, judge, entry, *points, comment=""):
        """Have a judge type points (None for none), and give what became of it."""
        scoring = self.scoring(judge, entry)
        ids = [criterion.id for criterion in scoring.criteria]
        marks = {key: Mark(one, comment) for key, one in zip(ids, points, strict=True)}
        actor = as_judge(self.given.users[judge])
        return keep_typed(
            self.session, scoring, typed=Typed(marks, ""), seen=scoring.version, actor=actor, now=self.now
        )

    def score(self, judge, entry, *points):
        """Have a judge type points and complete the sheet."""
        kept = self.type(judge, entry, *points, comment="Said why.")
        assert kept.permission
        if kept.scoring.sheet is not None and not kept.scoring.is_complete:
            complete_sheet(
                self.session, kept.scoring.sheet, assignment=kept.scoring.assignment, criteria=kept.scoring.criteria,
                scale=kept.scoring.scale, judging=self.judging, actor=as_judge(self.given.users[judge]), now=self.now,
            )  # fmt: skip
        return self

    def score_all(self):
        for judge in range(len(self.given.members)):
            for entry in range(len(self.given.entries)):
                self.score(judge, entry, 2 + (judge + entry) % 2, 3)
        return self

    def close(self):
        assigning.close_round(self.session, self.season, self.judging, actor=STAFF, now=self.now)
        return self

    def reopen(self, reason="A judge was ill, and the panel agreed to wait."):
        assigning.reopen_round(
            self.session, self.season, self.judging, closes_at=self.now + timedelta(days=2), reason=reason,
            actor=STAFF, now=self.now,
        )  # fmt: skip
        return self

    def label(self, thing):
        return label_of(self.session, self.season_id, thing.ref)

    def pair(self, judge, entry):
        return {"entry": self.label(self.given.entries[entry]), "judge": self.label(self.given.users[judge])}

    def points(self, *points):
        return dict(zip([one.key for one in self.given.criteria], points, strict=True))

    def acts(self, *kinds):
        """What the record says, in order, as (kind, content); only of these kinds, if any are named."""
        self.session.flush()
        rows = self.session.query(JudgingAct).filter_by(season_id=self.season_id).order_by(JudgingAct.id)
        return [(one.kind, one.content) for one in rows if not kinds or one.kind in kinds]

    def new_acts(self, act):
        """What one act adds to the record."""
        before = len(self.acts())
        act()
        return self.acts()[before:]


__all__ = ["CLOSED", "NOW", "STAFF", "SYSTEM", "Judged", "as_judge"]
