"""The demo's look at the register: one list searched, pasted and recorded, with the few surprises a real one has."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.registers.actions import PastedList, apply_register_list, keep_list, map_columns, map_words
from awards.registers.columns import guessed, meaning_of, words_in
from awards.registers.contents import Contents
from awards.registers.queries import ABOUT_REGISTERS, RegisterLine, categories_about, register_lines
from awards.registers.words import ListKind
from awards.seasons.models import Season

NOT_SEARCHED = 8
"""How many numbers are left for the visitor to look up."""


def look_up_the_register(session: Session, season: Season, *, actor: Actor) -> int:
    """Paste what the register says of nearly everybody, and record it; gives for how many."""
    now = season.closes_at + timedelta(days=1)
    lines = register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS))
    searched = [line for line in lines if line.number][:-NOT_SEARCHED]
    table = "\n".join(["Number,Name,Status,Registered until,Town", *_answers(searched)])
    contents = Contents(table, "\n".join(line.number or "" for line in searched))
    sheet = contents.sheet
    pasted = PastedList(
        kind=ListKind.REGISTER, contents=contents, as_of=now.date(), rows=len(sheet.rows), file_name="register.csv"
    )
    upload = keep_list(session, season, pasted, actor=actor, now=now)
    columns = guessed(ListKind.REGISTER, sheet)
    map_columns(session, upload, columns, actor=actor)
    meanings = {
        name: {
            key: meaning_of(ListKind.REGISTER, name, word=word, vocabulary=season.vocabulary) or ""
            for key, word in words.items()
        }
        for name, words in words_in(ListKind.REGISTER, columns, sheet).items()
    }
    map_words(session, upload, meanings, actor=actor)
    return apply_register_list(session, season, upload.ref, actor=actor, now=now)


def _answers(searched: list[RegisterLine]) -> list[str]:
    """Give a line for each number but one: one has lapsed, and one belongs to somebody of another name."""
    found = []
    for place, line in enumerate(searched):
        if place == len(searched) // 2:
            continue
        name = "Winifred Ashdown" if place == len(searched) // 3 else line.nominee.full_name
        status = "Lapsed" if place == len(searched) // 4 else "Registered"
        until = "30 November 2023" if status == "Lapsed" else "30 November 2024"
        found.append(f'{line.number},"{name}",{status},{until},Invented Town')
    return found
