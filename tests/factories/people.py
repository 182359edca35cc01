"""Invented members of staff and judges."""

from __future__ import annotations

from factory import LazyAttribute, Sequence, SubFactory, post_generation

from awards.accounts.models import Grant, User
from awards.core.actor import Role
from tests.factories.base import RoomFactory, index_of, reference


class UserFactory(RoomFactory):
    class Meta:
        model = User

    ref = Sequence(reference("USR"))
    name = Sequence(lambda number: f"Robin Vale {number}")
    email = Sequence(lambda number: f"robin{number}@people.example")
    email_index = LazyAttribute(lambda user: index_of(user.email))
    employer = "Invented County Council"


class GrantFactory(RoomFactory):
    class Meta:
        model = Grant

    user = SubFactory(UserFactory)
    role = Role.STAFF
    programme_key = "harbour-awards"


class StaffFactory(UserFactory):
    """A user who may do what awards staff do, in the factories' programme; ``role=`` for another role."""

    @post_generation
    def role(self, create, extracted, **_kwargs):
        GrantFactory(user=self, role=extracted or Role.STAFF)


class JudgeFactory(UserFactory):
    """A user who may judge in the factories' programme."""

    @post_generation
    def judge(self, create, extracted, **_kwargs):
        GrantFactory(user=self, role=Role.JUDGE)
