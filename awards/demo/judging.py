"""The demo's panels and scores: eighteen judges, a few conflicts, scores in progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience, Role
from awards.demo.casting import Cast
from awards.judging.actions import Typed, complete_sheet, save_sheet
from awards.judging.queries import criteria_of
from awards.judging.rules import Mark, Scale, scale_of
from awards.panels.actions import Declared, Person, accept_terms, create_panel, declare_interests, invite_judge
from awards.panels.models import InterestKind, Panel, PanelMember
from awards.panels.plan_jobs import make_due
from awards.panels.plans import apply_plan, ask_plan, newest_plan, offers
from awards.panels.queries import entries_of_panel, judging_round, open_assignments, panel_by_ref
from awards.panels.words import PlanCause
from awards.seasons.models import Criterion, Season
from awards.seasons.queries import categories_of

PANELS = (
    ("Practice panel", ("practice",), 4),
    ("Leadership and fellowship panel", ("leadership", "fellowship"), 4),
    ("Team panel", ("team",), 3),
    ("Innovation and participant panel", ("innovation", "participant"), 4),
    ("Spotlight panel", ("young_people",), 3),
)


def set_up_panels(session: Session, season: Season, *, cast: Cast, actor: Actor, now: datetime) -> list[Panel]:
    """Invite the judges, let them declare, and release what they are to read."""
    categories = {category.key: category for category in categories_of(session, season)}
    names = iter(cast.texts["judges"])
    panels = []
    for name, keys, size in PANELS:
        chosen = [categories[key] for key in keys]
        panel = create_panel(session, season, name=name, categories=chosen, actor=actor, now=now)
        for seat in range(size):
            invented = cast.named(next(names), domain="judges.example")
            person = Person(invented.name, invented.email, invented.employer, is_chair=seat == 0)
            invite_judge(session, panel, person, programme_key=season.programme.key, actor=actor, now=now)
        session.commit()
        panels.append(_declare_and_plan(session, season, panel.ref, cast=cast, actor=actor, now=now))
    return panels


def _declare_and_plan(session: Session, season: Season, ref: str, *, cast: Cast, actor: Actor, now: datetime) -> Panel:
    panel = panel_by_ref(session, ref, season_id=season.id)
    for number, member in enumerate(panel.members):
        judge = _judge(member)
        accept_terms(session, member, actor=judge, now=now)
        entries = entries_of_panel(session, panel.id)
        known = [cast.chance.choice(entries)] if number == 1 else []
        said = {entry: Declared(InterestKind.SAME_EMPLOYER, "We share an office.") for entry in known}
        declare_interests(session, member, said, actor=judge, now=now)
    ask_plan(session, panel, cause=PlanCause.STAFF, actor=actor, now=now)
    session.commit()
    make_due(session, now)  # the demo is loaded without a worker
    plan, panel = newest_plan(session, panel.id), panel_by_ref(session, ref, season_id=season.id)
    if plan is None or not offers(plan):
        raise LookupError(f"there is no plan for {panel.name}")
    apply_plan(session, plan, panel=panel, season=season, release=True, actor=actor, now=now)
    session.commit()
    return panel


def score_some(session: Session, season: Season, panels: list[Panel], *, cast: Cast) -> Iterator[str]:
    """Let every judge score part of their entries, in their own order; the caller commits after each judge."""
    scale, judging = scale_of(season.scale), judging_round(season)
    criteria = criteria_of(session, [category.id for category in categories_of(session, season)])
    if judging is None:
        return
    for panel in panels:
        for member in panel_by_ref(session, panel.ref, season_id=season.id).members:
            mine = open_assignments(session, member.user.ref, season_id=season.id)
            severity = cast.chance.choice([-1, 0, 0, 1])
            for place, assignment in enumerate(mine[: round(len(mine) * cast.chance.uniform(0.4, 0.9))]):
                now = judging.opens_at + timedelta(hours=2 + 3 * place)
                wanted = criteria[assignment.entry.category_id]
                typed = _typed(wanted, scale, cast, severity=severity)
                sheet = save_sheet(
                    session,
                    assignment,
                    sheet=None,
                    typed=typed,
                    version=0,
                    judging=judging,
                    actor=_judge(member),
                    now=now,
                )
                if sheet is not None:
                    complete_sheet(
                        session, sheet, assignment=assignment, criteria=wanted, scale=scale, judging=judging,
                        actor=_judge(member), now=now,
                    )  # fmt: skip
            yield member.user.name


def _typed(criteria: Sequence[Criterion], scale: Scale, cast: Cast, *, severity: int) -> Typed:
    marks: dict[int, Mark] = {}
    merit = cast.chance.gauss(3.2, 0.7)
    for criterion in criteria:
        points = min(max(round(cast.chance.gauss(merit + severity * 0.5, 0.6)), scale.lowest), scale.highest)
        comment = cast.comment(points, lowest=scale.lowest, highest=scale.highest)
        marks[criterion.id] = Mark(points, comment)
    return Typed(marks, "Thank you; this was a pleasure to read.")


def _judge(member: PanelMember) -> Actor:
    return Actor(Audience.JUDGES, member.user.ref, frozenset({Role.JUDGE}))
