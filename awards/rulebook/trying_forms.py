"""The form on which staff make up facts to try rules on: only what the rules of the category look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2

from awards.eligibility.facts import (
    NO_ROLE,
    Facts,
    Nominator,
    NomineeKind,
    Person,
    PreviousWin,
    ProgrammeState,
    ProgrammeStatus,
    Registration,
    Team,
    TeamStructure,
)
from awards.eligibility.kind import Kind
from awards.eligibility.kinds import kind_name
from awards.nominations.rules import DayFault, typed_day, whole_number
from awards.rulebook.trying_boxes import (
    BOXES,
    ELSEWHERE,
    NONE_OF_THEM,
    NOT_GIVEN,
    PERSON,
    TEAM,
    WHOLE,
)
from awards.seasons.documents import CategoryDocument, RuleBook
from awards.seasons.words import NomineeShape
from awards.web.forms import Form


class FactsForm(Form):
    """Made-up facts; it only asks, so it needs no token. `facts_form` adds the boxes."""

    class Meta(Form.Meta):
        """A form that only asks."""

        csrf = False

    whole: Sequence[str] = ()
    people: Sequence[Sequence[str]] = ()
    is_team = False

    category = HiddenField()
    people_count = HiddenField(name="people")
    proposal = HiddenField()

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The boxes as they are drawn: those of the nomination, then each person's."""
        whole = "The nomination and the team" if self.is_team else "The nomination"
        yield whole, [self._control(one) for one in self.whole]
        for number, boxes in enumerate(self.people, start=1):
            yield f"Person {number}", [self._control(one) for one in boxes]

    def _control(self, box: str) -> Any:
        if not box.endswith("born"):
            return self[box]
        day, month, year = (self[f"{box}_{part}"] for part in ("day", "month", "year"))
        label = SimpleNamespace(text=BOXES["born"][0])
        return SimpleNamespace(id=box, label=label, errors=[], day=day, month=month, year=year)

    def complain(self, box: str, words: str) -> None:
        """Put what is wrong beside the box that it is about."""
        self[box].errors = [*self[box].errors, words]


def facts_form(kinds: Iterable[Kind], category: CategoryDocument, book: RuleBook, *, people: int) -> type[FactsForm]:
    """Make the form for what these kinds of rule look at, with boxes for so many people."""
    names = [kind_name(kind) for kind in kinds]
    is_team = category.nominee is NomineeShape.TEAM
    whole = [*_needed(names, WHOLE), *(_needed(names, TEAM) if is_team else ())]
    each = [[f"person{number}_{box}" for box in _needed(names, PERSON)] for number in range(1, people + 1)]
    boxes: dict[str, Any] = {}
    for box in [*whole, *(box for some in each for box in some)]:
        boxes |= _boxes_for(box, book)
    return type("FactsFormOfOne", (FactsForm,), {"whole": whole, "people": each, "is_team": is_team, **boxes})


def facts_typed(form: FactsForm, category: CategoryDocument, book: RuleBook) -> Facts | None:
    """Give the facts as typed; None, with every complaint beside its box, when they cannot be used."""
    read = _Reader(form, book, category.key)
    people = tuple(read.person(number) for number in range(1, len(form.people) + 1))
    facts = Facts(
        category=category.key,
        submitted_at=read.sent(),
        nominator=read.nominator(),
        nominee_aware=read.answer("aware"),
        nominee_kind=_shape(form, people),
        benefits=read.text("benefits"),
        people=people,
        team=read.team() if form.is_team else None,
    )
    return None if form.errors else facts


def _shape(form: FactsForm, people: Sequence[Person]) -> NomineeKind:
    if form.is_team:
        return NomineeKind.TEAM
    return NomineeKind.GROUP if len(people) > 1 else NomineeKind.PERSON


def _needed(names: Iterable[str], boxes: Mapping[str, tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(box for name in names for box in boxes.get(name, ())))


def _boxes_for(box: str, book: RuleBook) -> dict[str, Any]:
    plain = box.partition("_")[2] if box.startswith("person") else box
    label, offer = BOXES[plain]
    if plain == "born":
        return {f"{box}_{part}": StringField(part.capitalize()) for part in ("day", "month", "year")}
    if offer is None:
        return {box: StringField(label)}
    choices = [(one.key, one.label) for one in book.vocabulary.get(offer, ())] if isinstance(offer, str) else offer
    more = [(NONE_OF_THEM, "None of these")] if plain == "programme" else []
    offered = [SelectChoice(str(value), words) for value, words in (NOT_GIVEN, *choices, *more)]
    return {box: SelectField(label, choices=offered, default="", validate_choice=False)}


def _offered(field: Any) -> set[str]:
    return {one.value for one in field.choices}


class _Reader:
    """Reads made-up facts; a box that the form does not have, or that is empty, is unknown."""

    def __init__(self, form: FactsForm, book: RuleBook, category_key: str) -> None:
        self._form, self._book, self._category = form, book, category_key

    def text(self, box: str) -> str | None:
        if box not in self._form:
            return None
        field = self._form[box]
        typed = field.data or None
        if typed and isinstance(field, SelectField) and typed not in _offered(field):
            self._form.complain(box, "Choose one of the answers offered")
            return None
        return typed

    def answer(self, box: str) -> bool | None:
        typed = self.text(box)
        return None if typed is None else typed == "yes"

    def count(self, box: str) -> int | None:
        typed = self.text(box)
        found = whole_number(typed) if typed else None
        if typed and found is None:
            self._form.complain(box, "Enter a whole number in figures, like 6")
        return found

    def sent(self) -> Any:
        window, moved = self._book.window, timedelta(seconds=1)
        return {"early": window.opens_at - moved, "late": window.closes_at + moved}.get(self.text("sent") or "")

    def nominator(self) -> Nominator:
        return Nominator(
            is_nominee=self.answer("is_nominee"),
            knows_nominee=self.answer("knows"),
            organiser_role=self._role("nominator_tie"),
            judges_categories=self._judges("nominator_judges"),
        )

    def team(self) -> Team:
        structure = self.text("team_structure")
        return Team(
            structure=TeamStructure(structure) if structure else None,
            lead_employer_type=self.text("team_employer"),
            nation=self.text("team_nation"),
            service=self.text("team_service"),
            members=self.count("team_members"),
            children_social_workers=self.count("team_children"),
            active=self.answer("team_active"),
        )

    def person(self, number: int) -> Person:
        mine = f"person{number}_"
        registration = self.text(f"{mine}registration")
        return Person(
            name=f"Person {number}",
            date_of_birth=self._born(f"{mine}born"),
            registration=Registration(registration) if registration else None,
            employer_type=self.text(f"{mine}employer"),
            employer_on_list=self.answer(f"{mine}listed"),
            delegated_functions=self.answer(f"{mine}delegated"),
            placed_with=self.text(f"{mine}placed"),
            in_post=self.answer(f"{mine}in_post"),
            works_in=self.text(f"{mine}works_in"),
            nation=self.text(f"{mine}nation"),
            lived_experience=self.answer(f"{mine}lived"),
            lived_experience_nation=self.text(f"{mine}lived_nation"),
            adult_confirmed_16_17=self.answer(f"{mine}confirmed"),
            programmes=self._programmes(mine),
            deceased=self.answer(f"{mine}deceased"),
            previous_wins=self._wins(f"{mine}won"),
            judges_categories=self._judges(f"{mine}judges"),
            organiser_role=self._role(f"{mine}tie"),
        )

    def _role(self, box: str) -> str | None:
        works = self.answer(box)
        return None if works is None else "staff" if works else NO_ROLE

    def _judges(self, box: str) -> tuple[str, ...] | None:
        typed = self.text(box)
        return None if typed is None else {"no": (), "here": (self._category,)}.get(typed, (ELSEWHERE,))

    def _wins(self, box: str) -> tuple[PreviousWin, ...] | None:
        won, year = self.answer(box), self._book.window.previous_year
        if won is None:
            return None
        return (PreviousWin(self._category, year),) if won and year else ()

    def _programmes(self, mine: str) -> tuple[ProgrammeStatus, ...] | None:
        programme, standing = self.text(f"{mine}programme"), self.text(f"{mine}standing")
        if programme is None:
            return None
        if programme == NONE_OF_THEM:
            return ()
        status = ProgrammeState(standing) if standing else ProgrammeState.UNKNOWN
        return (ProgrammeStatus(programme, status, self.text(f"{mine}stage")),)

    def _born(self, box: str) -> date | None:
        day, month, year = (self.text(f"{box}_{part}") or "" for part in ("day", "month", "year"))
        found = typed_day(day, month, year, today=date.max)
        if isinstance(found, DayFault):
            self._form.complain(f"{box}_{'day' if found.part == 'all' else found.part}", found.words)
            return None
        return found
