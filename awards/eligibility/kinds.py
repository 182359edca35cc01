"""The register of every kind of rule, and how one is built from the parameters in a season's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

from awards.eligibility.kind import Kind
from awards.eligibility.kinds_nomination import (
    ConflictOfInterest,
    InsideWindow,
    Living,
    Nation,
    NominatorKnowsNominee,
    NomineeKnows,
    PreviousWinner,
    SelfNomination,
)
from awards.eligibility.kinds_people import (
    AdultConfirmation,
    AgeRange,
    LivedExperience,
    PeopleBetween,
    Registered,
)
from awards.eligibility.kinds_post import Post
from awards.eligibility.kinds_programme import ProgrammeStanding, StageReached
from awards.eligibility.kinds_team import MultiAgencyMember, SingleAgencyTeam, TeamActive, TeamSize
from awards.eligibility.reading import Fault

KINDS: Final[Mapping[str, type[Kind]]] = MappingProxyType(
    {
        "inside_window": InsideWindow,
        "nominator_knows_nominee": NominatorKnowsNominee,
        "self_nomination": SelfNomination,
        "nominee_knows": NomineeKnows,
        "conflict_of_interest": ConflictOfInterest,
        "previous_winner": PreviousWinner,
        "living": Living,
        "nation": Nation,
        "people_between": PeopleBetween,
        "registered": Registered,
        "post": Post,
        "age_range": AgeRange,
        "adult_confirmation": AdultConfirmation,
        "lived_experience": LivedExperience,
        "programme_standing": ProgrammeStanding,
        "stage_reached": StageReached,
        "team_size": TeamSize,
        "single_agency_team": SingleAgencyTeam,
        "multi_agency_member": MultiAgencyMember,
        "team_active": TeamActive,
    }
)
_NAMES: Final = {made: name for name, made in KINDS.items()}


def kind_name(kind: Kind) -> str:
    """Give the name under which a season's data asks for this kind."""
    return _NAMES[type(kind)]


def params_of(kind: Kind) -> dict[str, object]:
    """Give the parameters as plain data, ready for JSON; `build_kind` makes an equal kind of them."""
    return {name: _plain(value) for name, value in asdict(cast("Any", kind)).items()}


def build_kind(name: str, params: Mapping[str, object], *, path: str, faults: list[Fault]) -> Kind | None:
    """Make the kind of rule with these parameters; None, with every fault noted, when it cannot be made."""
    made = KINDS.get(name)
    if made is None:
        faults.append(Fault(f"{path}.kind", f"must be one of {', '.join(KINDS)}, not {name!r}"))
        return None
    before = len(faults)
    values = _values(made, params, path=f"{path}.params", faults=faults)
    if len(faults) > before:
        return None
    try:
        return made(**values)
    except ValueError as wrong:
        faults.append(Fault(f"{path}.params", str(wrong)))
        return None


def _values(made: type[Kind], params: Mapping[str, object], *, path: str, faults: list[Fault]) -> dict[str, Any]:
    hints = get_type_hints(made)
    known = {field.name: field for field in fields(cast("Any", made))}
    faults.extend(
        Fault(f"{path}.{key}", "is not a parameter of this kind: correct or remove it")
        for key in sorted(params.keys() - known.keys())
    )
    values: dict[str, Any] = {}
    for key, field in known.items():
        if key in params:
            try:
                values[key] = _converted(params[key], hints[key])
            except ValueError as wrong:
                faults.append(Fault(f"{path}.{key}", str(wrong)))
        elif field.default is MISSING:
            faults.append(Fault(f"{path}.{key}", "is missing: this kind needs it"))
    return values


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _converted(value: object, hint: Any) -> Any:
    """Give the value as the hinted type; a ValueError says what it must be."""
    if get_origin(hint) is UnionType:
        return None if value is None else _converted(value, get_args(hint)[0])
    if hint is date:
        return _day(value)
    wanted = f"must be of type {hint}, not {value!r}"
    if get_origin(hint) is tuple and isinstance(value, list | tuple):
        return tuple(_converted(member, get_args(hint)[0]) for member in value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        wanted = f"must be one of {', '.join(hint)}, not {value!r}"
        if isinstance(value, str) and value in list(hint):
            return hint(value)
    elif type(value) is hint:
        return value
    raise ValueError(wanted)


def _day(value: object) -> date:
    """Give a date as TOML has it, or as the ISO text that JSON keeps."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else date.fromisoformat("")
    except ValueError:
        raise ValueError(f"must be a date such as 2024-02-23, not {value!r}") from None
