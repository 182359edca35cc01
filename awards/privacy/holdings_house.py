"""The data map of accounts, mail, the trail and the house itself; and the whole map."""

from __future__ import annotations

from typing import Final

from awards.privacy.holdings import ADMINISTRATORS, MACHINES, SEASON, TEAM, Holding, Whom, Why, of_nobody
from awards.privacy.holdings_judging import JUDGING, PUBLISHING, RESULTS
from awards.privacy.holdings_nominating import NOMINATING, SCREENING
from awards.privacy.rules import Rule

ACCOUNTS, STAFF = (Whom.JUDGES, Whom.STAFF), (Whom.STAFF,)
EVERYBODY_HERE: Final = (Whom.NOMINATORS, Whom.NOMINEES, Whom.SUPPORTERS, Whom.JUDGES, Whom.STAFF)
OPEN: Final = "as long as the account is open, and a year after"
RECORD: Final = "for good: references, never names"

HOUSE: Final = (
    Holding("user_account", "name, address, employer", ACCOUNTS, Why.RUN, OPEN, TEAM),
    Holding("role_grant", "what you may do here", ACCOUNTS, Why.SECURE, OPEN, ADMINISTRATORS),
    Holding("password", "a hash of your password, never the password", STAFF, Why.SECURE, OPEN, MACHINES),
    Holding("authenticator", "the secret of your authenticator app, encrypted", STAFF, Why.SECURE, OPEN, MACHINES),
    Holding("recovery_code", "hashes of your recovery codes", STAFF, Why.SECURE, OPEN, MACHINES),
    Holding("passkey", "public keys of your passkeys, and what you call them", STAFF, Why.SECURE, OPEN, "only you"),
    Holding(
        "sign_in", "when you signed in, and with what kind of browser", EVERYBODY_HERE, Why.SECURE, Rule.PASSING,
        "you, administrators",
    ),
    Holding("sign_in_step", "a sign-in that was begun", STAFF, Why.SECURE, Rule.PASSING, MACHINES),
    Holding(
        "attempt", "a mark, made of a network or mail address, to hold off spam and guessing", (Whom.VISITORS,),
        Why.SECURE, "two days", MACHINES,
    ),
    Holding("link", "hashes of the links we mailed you", EVERYBODY_HERE, Why.SECURE, Rule.PASSING, MACHINES),
    Holding("message", "which mail went to which address, and when", EVERYBODY_HERE, Why.RUN, Rule.MESSAGES, TEAM),
    Holding("audit_entry", "who did what, and when", EVERYBODY_HERE, Why.ANSWER, RECORD, ADMINISTRATORS),
    Holding("audit_reason", "why staff did something", EVERYBODY_HERE, Why.ANSWER, Rule.REASONS, ADMINISTRATORS),
    Holding("clearance", "what went because its time was over", (Whom.NOBODY,), Why.RIGHTS, RECORD, TEAM),
    Holding("erasure", "that somebody was erased", (Whom.NOBODY,), Why.RIGHTS, RECORD, ADMINISTRATORS),
    *of_nobody("trail_log", "trail_leaf", "trail_head", kept=RECORD, seen_by=ADMINISTRATORS),
    *of_nobody("programme", "season", "season_round", "category", "question", "criterion", "rule_set", kept=SEASON),
    *of_nobody("job", "demo_state", kept="as long as the portal runs", seen_by=MACHINES),
)  # fmt: skip

HOLDINGS: Final[tuple[Holding, ...]] = (*NOMINATING, *SCREENING, *JUDGING, *RESULTS, *PUBLISHING, *HOUSE)
"""Every table, once."""
