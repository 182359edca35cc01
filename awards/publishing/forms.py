"""The forms by which staff announce, describe and correct winners."""

from __future__ import annotations

from typing import Any

import wtforms
from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from awards.core.permission import Permission
from awards.publishing.editing import Correction, WinnerTexts
from awards.publishing.models import Voice, Winner, WinnerKind
from awards.publishing.rules import VOICE_WORDS
from awards.web.forms import Form, tidy_typed

SPARE_CITATIONS = 2
LONGEST_CITATION = 2_000
KINDS = [
    SelectChoice(WinnerKind.PERSON, "A person"),
    SelectChoice(WinnerKind.GROUP, "Several people"),
    SelectChoice(WinnerKind.TEAM, "A team"),
    SelectChoice(WinnerKind.ORGANISATION, "An organisation"),
]


class ReasonForm(Form):
    """Something done to an announcement that needs a reason."""

    reason = TextAreaField("Reason", [DataRequired("Say why: the reason is kept")])
    status = 200

    def agrees(self, permission: Permission) -> bool:
        """Check the form, and whether the act is allowed; where it is not, the reasons join the form's errors."""
        fine = self.validate()
        self.status = 200 if fine else 422
        if not permission:
            self.status = 409
            self.form_errors.extend(reason.text for reason in permission.reasons)
        return self.status == 200  # noqa: PLR2004 - all is well


class ReleaseForm(Form):
    """The confirmation of a release: what was looked at is what goes out."""

    version = HiddenField("Version")

    @property
    def seen_version(self) -> int:
        """The version that was looked at; one that never was where the field holds no number."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004 - fits an int of either database


class CitationFields(wtforms.Form):
    """One citation and whose words it is; an empty one is left out."""

    voice = SelectField("Whose words", choices=[SelectChoice(*pair) for pair in VOICE_WORDS.items()])
    text = TextAreaField(
        "The words",
        [Length(max=LONGEST_CITATION, message=f"A citation must be {LONGEST_CITATION:,} characters or less")],
        filters=[tidy_typed],
    )


class Several(FieldList):
    """A list of the same fields; the house's filter for text is on the enclosed fields, where it belongs."""

    def __init__(self, unbound_field: Any, *, filters: Any = (), **options: Any) -> None:  # noqa: ARG002 - WTForms passes it
        super().__init__(unbound_field, **options)


class Group(FormField):
    """Fields that belong together; the house's filter for text is on the enclosed fields, where it belongs."""

    def __init__(self, form_class: Any, *, filters: Any = (), **options: Any) -> None:  # noqa: ARG002 - WTForms passes it
        super().__init__(form_class, **options)


class WinnerForm(Form):
    """What is said of a winner beside the name."""

    version = HiddenField("Version")
    kind = SelectField("Who won", choices=KINDS)
    role = StringField("Role")
    organisation = StringField("Employer or organisation")
    area = StringField("Area")
    work_title = StringField("Title of the work")
    partners = StringField("Partner bodies")
    nominated_by = StringField("Nominated by")
    presented_by = StringField("Presented by")
    absent = BooleanField("Could not be at the ceremony")
    posthumous = BooleanField("The award is given in memory of the winner")
    citations = Several(Group(CitationFields))

    status = 200
    stale = False

    def hold_against(self, winner: Winner) -> bool:
        """Check the form against the winner as it stands; what was typed stays when somebody else was faster."""
        fine = self.validate()
        self.status = 200 if fine else 422
        if self.version.data != str(winner.version):
            self.version.data = str(winner.version)
            self.stale, self.status = True, 409
            self.form_errors.append(
                "Somebody else changed this winner while you were writing. What stands now is shown below the form; "
                "what you typed is kept. Send again to replace it."
            )
        return self.status == 200  # noqa: PLR2004 - all is well

    @property
    def texts(self) -> WinnerTexts:
        """What was written, empty boxes as nothing."""
        return WinnerTexts(
            kind=WinnerKind(self.kind.data),
            role=self.role.data or None,
            organisation=self.organisation.data or None,
            area=self.area.data or None,
            work_title=self.work_title.data or None,
            partners=self.partners.data or None,
            nominated_by=self.nominated_by.data or None,
            presented_by=self.presented_by.data or None,
            absent=bool(self.absent.data),
            posthumous=bool(self.posthumous.data),
        )

    @property
    def written_citations(self) -> list[tuple[Voice, str]]:
        """The citations that hold any words, in order."""
        return [(Voice(one["voice"]), one["text"]) for one in self.citations.data if one["text"]]


class CorrectionForm(Form):
    """A wrong name put right, and the line that says so."""

    name = StringField("The name as it should be", [DataRequired("Enter the name as it should be")])
    erratum = TextAreaField(
        "The line readers see", [DataRequired("Enter the line that tells readers of the correction")]
    )

    def correction(self, shown_now: str) -> Correction:
        """Give what was typed, with the name that is shown now."""
        return Correction(name=self.name.data or "", erratum=self.erratum.data or "", shown_now=shown_now)

    def validate_name(self, field: Any) -> None:
        """Keep a name to one line's length.

        Raises:
            ValidationError: it is longer than any name.
        """
        if len(field.data or "") > 200:  # noqa: PLR2004 - characters
            raise ValidationError("The name must be 200 characters or less")


def winner_form(winner: Winner) -> WinnerForm:
    """Make the form with what is said of the winner now, and room for more citations."""
    written: list[dict[str, str]] = [{"voice": one.voice, "text": one.text} for one in winner.citations]
    spare = [{"voice": str(Voice.JUDGES), "text": ""}] * SPARE_CITATIONS
    kept = ("kind", "role", "organisation", "area", "work_title", "partners", "nominated_by", "presented_by",
            "absent", "posthumous")  # fmt: skip
    return WinnerForm(
        data={name: getattr(winner, name) for name in kept}
        | {"version": str(winner.version), "citations": [*written, *spare]}
    )
