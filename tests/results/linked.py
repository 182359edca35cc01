"""Eight entries, four judges of whom one is strict and one lenient, and three readings each that link them all."""

from __future__ import annotations

from awards.judging.lifecycle import SheetState
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    PanelMemberFactory,
    ScoreFactory,
    ScoreSheetFactory,
)

QUALITY = (4, 4, 3, 3, 3, 2, 2, 1)
LEANING = (-1, 0, 0, 1)
"""Of each judge, in points on both criteria."""


class Linked:
    """What a scene's category becomes once it has been judged."""

    def __init__(self, scene) -> None:
        self.scene, self.category, self.programme = scene, scene.category, scene.programme
        self.category.season.judging = {}
        self.criteria = {scene.category.key: {"skill": scene.skill.id, "effect": scene.effect.id}}
        self.panel = scene.members[0].panel
        self.members = [*scene.members, PanelMemberFactory(panel=self.panel)]
        self.extra = PanelMemberFactory(panel=self.panel)
        self.judges = [member.user.ref for member in self.members]
        self.names = [member.user.name for member in self.members]
        self.marks, self.sheets = {}, {}
        self.entries = self.read(self.category, self.members)

    def another(self):
        """Give one more judge."""
        return PanelMemberFactory(panel=self.panel)

    def another_category(self):
        """Make a second category, read by the same judges; gives one of its entries."""
        other = CategoryFactory(season=self.category.season, key="other", slug="other", name="Other award")
        for key, weight in (("skill", 60), ("effect", 40)):
            self.criterion(other, key, weight)
        return self.read(other, self.members)[0]

    def criterion(self, category, key, weight):
        """Give a category one more criterion; "effect" is the one that decides ties."""
        made = CriterionFactory(category=category, key=key, name=key.title(), weight=weight, tie_break=key == "effect")
        self.criteria.setdefault(category.key, {})[key] = made.id

    def read(self, category, members):
        """Make the entries of a category, each read by all judges but one, in turn."""
        entries = [EntryFactory(category=category, title=f"{category.name} {at}") for at in range(len(QUALITY))]
        for at, (entry, quality) in enumerate(zip(entries, QUALITY, strict=True)):
            for place, member in enumerate(members):
                if len(members) > 2 and place == at % len(members):
                    continue
                skill = min(5, max(0, quality + LEANING[place]))
                self.sheet(entry, member, (skill, min(5, skill + (at + place) % 2)))
        return entries

    def sheet(self, entry, member, mark, **options):
        """Ask a judge to read an entry; without a mark nothing was saved."""
        assignment = AssignmentFactory(member=member, entry=entry, **options)
        if mark is None:
            return
        sheet = ScoreSheetFactory(assignment=assignment, complete=True)
        criteria = self.criteria[entry.category.key]
        made = [ScoreFactory(sheet=sheet, criterion_id=criteria[key], points=points)
                for key, points in zip(("skill", "effect"), mark, strict=False) if key in criteria]  # fmt: skip
        self.sheets[entry.ref, member.id] = (sheet, made)
        self.marks[entry.ref, member.id] = mark

    def score(self, entry, member, mark):
        """Change what a judge gave, as saving does: the sheet moves on by one version."""
        sheet, scores = self.sheets[entry.ref, member.id]
        for score, points in zip(scores, mark, strict=True):
            score.points = points
        sheet.state = SheetState.HANDED_IN if sheet.state is SheetState.COMPLETE else SheetState.COMPLETE
        sheet.handed_in_at = sheet.completed_at

    def interest(self, entry, member):
        """Have a judge stand aside."""
        self.scene.interest(entry, member)
