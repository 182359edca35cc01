"""What staff, the chair and members do at a meeting, through its pages."""

from __future__ import annotations

from awards.screening.models import Entry
from tests.pages.browser import words


def opened(who, what, door="meetings_staff"):
    """Open a meeting about "the shortlist" or "the winners"."""
    return who.get(f"{door}.meetings").submit(f"Meet about {what}")


def noted(meeting, scene, *names):
    """Note that these members are there; all of them, if nobody is named."""
    return meeting.submit("Note who is there", present=[scene.users[one] for one in names or scene.users])


def put_to_the_vote(meeting, **fields):
    """Open a vote of those who are ticked beforehand."""
    return meeting.click("Put it to the vote").submit("Open the vote", **fields)


def cast(people, who, vote, places):
    """Cast a member's ballot: places by reference."""
    page = getattr(people, who).open(vote.url.replace("/staff/", "/judge/"))
    names = {one.title: one.ref for one in page.browser.app.extensions["tests.session"].query(Entry)}
    fields = {}
    for label in page.soup.select("form label[for^=place_]"):
        ref = names.get(words(label), "none")
        fields[label["for"]] = str(places[ref]) if ref in places else ""
    button = next(one for one in ("Cast my ballot", "Change my ballot") if one in page.text)
    return page.submit(button, **fields)


def counted(people, vote, ballots):
    """Let members vote (places by reference, by the member), then count."""
    for name, places in ballots.items():
        cast(people, name, vote, places)
    return people.staff.open(vote.url).submit("Count the vote")


def end(staff, meeting, **fields):
    """End the meeting; gives the minutes."""
    return staff.open(meeting.url).submit("End the meeting", **fields)
