"""Shape and wording of what administrators ask about one person, and of how somebody is erased."""

from __future__ import annotations

from typing import Final

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import InputRequired, Length

from awards.privacy.erasure import Ground, Preview, Wish
from awards.privacy.people_policy import LONGEST_REASON
from awards.web.forms import Form

GROUNDS: Final = {
    Ground.OBJECTED: "They object, and nothing weighs more",
    Ground.CONSENT_WITHDRAWN: "They take back what they agreed to",
    Ground.NO_LONGER_NEEDED: "It is no longer needed",
    Ground.CHILD: "It is of a child, who now asks or for whom somebody asks",
    Ground.UNLAWFUL: "It should never have been collected or used so",
    Ground.BY_MISTAKE: "It is here by mistake",
}
KEEP, LET_GO = "keep", "let_go"
NOW_ONLY: Final = 200
"""Characters that a name, an address or a number may have."""


class SeekForm(Form):
    """Whom to look for."""

    words = StringField(
        "Name, email address, telephone number or reference",
        [
            InputRequired("Enter a name, an email address, a telephone number or a reference"),
            Length(max=NOW_ONLY, message=f"Enter {NOW_ONLY} characters or less"),
        ],
    )


class ErasureForm(Form):
    """Why somebody is erased, and what stays all the same."""

    ground = RadioField(
        "Why are they erased?", [InputRequired("Choose why they are erased")],
        choices=[SelectChoice(one.value, text) for one, text in GROUNDS.items()],
    )  # fmt: skip
    reason = TextAreaField(
        "What happened",
        [
            InputRequired("Say what happened, without naming anybody"),
            Length(max=LONGEST_REASON, message=f"What happened must be {LONGEST_REASON:,} characters or less"),
        ],
    )
    flags = RadioField(
        "What safeguarding flags about them say",
        choices=[
            SelectChoice(KEEP, "Keep it: somebody may be at risk, or it must be kept by law"),
            SelectChoice(LET_GO, "Erase it with everything else"),
        ],
    )  # fmt: skip
    suppress = BooleanField("Keep a note that they do not want to be put forward again")
    seen_public = BooleanField("I have looked at their public page: it will say “Name withheld” from now on")
    sure = BooleanField("I know that this cannot be undone")

    def asks(self, preview: Preview) -> None:
        """Ask only what there is to decide about these people."""
        if not preview.flag_notes:
            del self.flags
        if not preview.public:
            del self.seen_public
        if not preview.reach.nominees:
            del self.suppress

    def validate(self, extra_validators: object = None) -> bool:
        """Check that everything there is to decide was decided."""
        fine = super().validate(extra_validators)
        for name, words in (
            ("flags", "Choose what happens to the safeguarding flags"),
            ("seen_public", "Look at their public page first, and say that you have"),
            ("sure", "Say that you know that this cannot be undone"),
        ):
            field = self._fields.get(name)
            if field is not None and not field.data:
                field.errors = [words]
                fine = False
        return fine

    @property
    def wish(self) -> Wish:
        """What was asked for; the form has been checked."""
        flags, suppress = self._fields.get("flags"), self._fields.get("suppress")
        return Wish(
            ground=Ground(self.ground.data),
            reason=self.reason.data or "",
            suppress=bool(suppress and suppress.data),
            hold_flags=bool(flags and flags.data == KEEP),
        )
