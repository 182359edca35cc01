"""What may be done to an announcement with a reason, and the words for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from awards.publishing.actions import hold_announcement, unhold_announcement, withdraw_announcement


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what does it, and what the page says."""

    action: Callable[..., None]
    heading: str
    explanation: str
    button: str
    done: str


ACTS = {
    "hold": Act(
        hold_announcement,
        "Hold this announcement",
        "While it is on hold nobody can release it, and neither can the clock.",
        "Hold it",
        "On hold: it cannot be released until you let it go.",
    ),
    "unhold": Act(
        unhold_announcement,
        "Let this announcement go",
        "It can be released again afterwards. This does not release it.",
        "Let it go",
        "No longer on hold. It is not public yet.",
    ),
    "withdraw": Act(
        withdraw_announcement,
        "Take this announcement off the site",
        "Everything it made public disappears at once from every page and feed. You can prepare and release it again.",
        "Take it off the site",
        "Taken off the site.",
    ),
}
"""By the verb of the lifecycle."""
