"""Links: hashed, expiring, single-purpose, not used up by a mail scanner's look."""

import pytest
from sqlalchemy import select

from awards.links.actions import hash_of, mint_link, redeem_link, revoke_links
from awards.links.models import Link
from awards.links.purposes import TERMS, Purpose
from awards.links.queries import renewable_link


def test_only_the_hash_of_a_link_is_kept(session, clock):
    token = mint_link(session, Purpose.STAFF_SETUP, "USR-AAAAAAA", now=clock())
    kept = session.scalars(select(Link)).one()
    assert token not in {kept.token_hash, kept.subject}
    assert len(kept.token_hash) == 64


def test_a_single_use_link_works_once(session, clock):
    token = mint_link(session, Purpose.STAFF_SETUP, "USR-AAAAAAA", now=clock())
    assert redeem_link(session, token, now=clock()).subject == "USR-AAAAAAA"
    assert redeem_link(session, token, now=clock()) is None


def test_a_draft_link_works_again(session, clock):
    token = mint_link(session, Purpose.RESUME_NOMINATION, "NOM-AAAAAAA", now=clock())
    redeem_link(session, token, now=clock())
    assert redeem_link(session, token, now=clock()).subject == "NOM-AAAAAAA"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_expires(session, clock, purpose):
    token = mint_link(session, purpose, "XXX-AAAAAAA", now=clock())
    assert redeem_link(session, token, now=clock() + TERMS[purpose].lives) is None


def test_a_revoked_link_is_void(session, clock):
    token = mint_link(session, Purpose.RESUME_NOMINATION, "NOM-AAAAAAA", now=clock())
    other = mint_link(session, Purpose.RESUME_NOMINATION, "NOM-BBBBBBB", now=clock())
    revoke_links(session, Purpose.RESUME_NOMINATION, "NOM-AAAAAAA", now=clock())
    assert redeem_link(session, token, now=clock()) is None
    assert redeem_link(session, other, now=clock()) is not None


def test_an_unknown_link_opens_nothing(session, clock):
    assert redeem_link(session, "made-up", now=clock()) is None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_may_be_sent_anew_only_when_nothing_but_its_age_is_wrong(session, clock, purpose):
    renewable = not TERMS[purpose].single_use
    old, revoked = (mint_link(session, purpose, f"XXX-AAAAAA{end}", now=clock()) for end in "AB")
    revoke_links(session, purpose, "XXX-AAAAAAB", now=clock())
    later = clock() + TERMS[purpose].lives

    def found(token, now):
        return renewable_link(session, hash_of(token), now=now) is not None

    assert [found(old, clock()), found(old, later), found(revoked, later), found("made-up", later)] == [
        False, renewable, False, False,
    ]  # fmt: skip
