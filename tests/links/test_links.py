"""Links: hashed, expiring, single-purpose, not used up by a mail scanner's look."""

import pytest
from sqlalchemy import select

from awards.links.actions import mint_link, redeem_link, revoke_links
from awards.links.models import Link
from awards.links.purposes import TERMS, Purpose


def test_only_the_hash_of_a_link_is_kept(session, clock):
    token = mint_link(session, Purpose.STAFF_SIGN_IN, "USR-AAAAAAA", now=clock())
    kept = session.scalars(select(Link)).one()
    assert token not in {kept.token_hash, kept.subject}
    assert len(kept.token_hash) == 64


def test_a_single_use_link_works_once(session, clock):
    token = mint_link(session, Purpose.STAFF_SIGN_IN, "USR-AAAAAAA", now=clock())
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
