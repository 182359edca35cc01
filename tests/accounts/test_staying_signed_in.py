"""Sign-ins that go on while somebody saves, and that may be renewed once they have expired by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from awards.accounts.actions import LIVES, prolong_sign_in, renew_sign_in, sign_in, sign_out
from awards.accounts.models import SignIn
from awards.core.actor import Actor, Audience
from awards.links.actions import hash_of
from tests.factories import NominatorFactory

MONTH = timedelta(days=30)


@pytest.fixture
def nominator(session):
    return NominatorFactory().ref


def begun(session, subject, clock, audience=Audience.NOMINATORS) -> str:
    return sign_in(session, audience, subject, now=clock())


def row(session, token) -> SignIn:
    session.expire_all()
    return session.scalars(select(SignIn).where(SignIn.token_hash == hash_of(token))).one()


def test_saving_lets_a_sign_in_live_on_for_as_long_again(session, clock, nominator):
    token = begun(session, nominator, clock)
    clock.forward(days=13)
    prolong_sign_in(session, token, Audience.NOMINATORS, now=clock())
    assert row(session, token).expires_at == clock() + LIVES[Audience.NOMINATORS]


def test_saving_every_few_seconds_writes_it_once_an_hour(session, clock, nominator):
    token = begun(session, nominator, clock)
    before = row(session, token).expires_at
    clock.forward(minutes=59)
    prolong_sign_in(session, token, Audience.NOMINATORS, now=clock())
    assert row(session, token).expires_at == before


@pytest.mark.parametrize("how", ["expired", "ended", "of another audience"])
def test_only_a_living_sign_in_is_prolonged(session, clock, nominator, how):
    token = begun(session, nominator, clock)
    before = row(session, token).expires_at
    clock.forward(days=14 if how == "expired" else 7)
    if how == "ended":
        sign_out(session, token, Actor(Audience.NOMINATORS, nominator), now=clock())
    audience = Audience.NOMINEES if how == "of another audience" else Audience.NOMINATORS
    prolong_sign_in(session, token, audience, now=clock())
    assert row(session, token).expires_at == before


def test_a_sign_in_that_expired_is_renewed_once_with_another_token(session, clock, nominator, audit_trail):
    token = begun(session, nominator, clock)
    clock.forward(days=14)
    fresh = renew_sign_in(session, token, Audience.NOMINATORS, now=clock())
    assert fresh not in {None, token}
    assert (row(session, token).ended_at, row(session, fresh).subject) == (clock(), nominator)
    assert renew_sign_in(session, token, Audience.NOMINATORS, now=clock()) is None
    assert audit_trail(nominator) == ["sign_in.started", "sign_in.started"]


@pytest.mark.parametrize(
    ("late", "renewed"), [(timedelta(0), True), (MONTH - timedelta(seconds=1), True), (MONTH, False)]
)
def test_it_may_be_renewed_for_thirty_days(session, clock, nominator, late, renewed):
    token = begun(session, nominator, clock)
    clock.set(clock() + LIVES[Audience.NOMINATORS] + late)
    assert (renew_sign_in(session, token, Audience.NOMINATORS, now=clock()) is not None) is renewed


def test_one_that_is_alive_or_was_ended_is_never_renewed(session, clock, nominator):
    token = begun(session, nominator, clock)
    assert renew_sign_in(session, token, Audience.NOMINATORS, now=clock()) is None
    sign_out(session, token, Actor(Audience.NOMINATORS, nominator), now=clock())
    clock.forward(days=15)
    assert renew_sign_in(session, token, Audience.NOMINATORS, now=clock()) is None
    assert session.scalar(select(func.count(SignIn.id))) == 1


@pytest.mark.parametrize("audience", [Audience.STAFF, Audience.JUDGES, Audience.NOMINEES, Audience.SUPPORTERS])
def test_nobody_but_nominators_is_renewed(session, clock, nominator, audience):
    token = begun(session, nominator, clock, audience)
    clock.set(clock() + LIVES[audience] + timedelta(minutes=1))
    assert renew_sign_in(session, token, audience, now=clock()) is None


def test_a_token_of_another_audience_renews_nothing(session, clock, nominator):
    token = begun(session, nominator, clock, Audience.NOMINEES)
    clock.forward(hours=3)
    assert renew_sign_in(session, token, Audience.NOMINATORS, now=clock()) is None
