"""What messages are about: rooms above say which references belong together, and keep the addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.core.actor import Actor

_RELATIONS = "awards.mail_relations"
_ADDRESS_BOOK = "awards.mail_address_book"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a reference belongs to: the staff page about it, and every reference that mail about it may carry."""

    url: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """An address that was wrong and the one that staff gave instead; `about` is what the message was about."""

    about: str
    was: str
    now: str


Relations = Callable[[Session, str, str], Subject | None]
"""Gives what a reference belongs to in the programme with this key; None for one that is not known."""

AddressBook = Callable[[Session, Correction, Actor, datetime], None]
"""Puts a wrong address right where it is kept."""


def register_relations(app: Flask, relations: Relations) -> None:
    """Let the room that knows what belongs together say so; the mail pages ask it."""
    app.extensions[_RELATIONS] = relations


def register_address_book(app: Flask, address_book: AddressBook) -> None:
    """Let a room put right an address that staff corrected; every room that registers is asked."""
    app.extensions.setdefault(_ADDRESS_BOOK, []).append(address_book)


def subject_of(session: Session, ref: str, *, programme_key: str) -> Subject | None:
    """Give what a reference belongs to, or None."""
    relations: Relations | None = current_app.extensions.get(_RELATIONS)
    return relations(session, ref, programme_key) if relations else None


def correct_address(session: Session, correction: Correction, *, actor: Actor, now: datetime) -> None:
    """Have the address put right wherever it is kept."""
    books: list[AddressBook] = current_app.extensions.get(_ADDRESS_BOOK, [])
    for put_right in books:
        put_right(session, correction, actor, now)
