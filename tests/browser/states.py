"""States of pages: every one of nominators, nominees and adults beside them, and those that staff screen with."""

from __future__ import annotations

from tests.browser.state import State
from tests.browser.states_of_arriving import STATES as OF_ARRIVING
from tests.browser.states_of_asking import STATES as OF_ASKING
from tests.browser.states_of_changing import STATES as OF_CHANGING
from tests.browser.states_of_feedback import STATES as OF_FEEDBACK
from tests.browser.states_of_nominees import STATES as OF_NOMINEES
from tests.browser.states_of_screening import STATES as OF_SCREENING
from tests.browser.states_of_sending import STATES as OF_SENDING
from tests.browser.states_of_supporters import STATES as OF_SUPPORTERS
from tests.browser.states_of_writing import STATES as OF_WRITING

OF_NOMINATING = [*OF_ARRIVING, *OF_WRITING, *OF_CHANGING, *OF_SENDING, *OF_ASKING]
STATES: list[State] = [*OF_NOMINATING, *OF_NOMINEES, *OF_FEEDBACK, *OF_SUPPORTERS, *OF_SCREENING]

NO_PAGE = {
    "links.arrive": "takes the secret out of the address and goes on",
    "my_nominations.copy": "a text file",
    "my_nominations.remove_person": "a post that goes back to the list of people",
    "my_nominations.take_out": "a post that goes back to what is kept",
    "my_nominations.new_version": "a post that goes on to the task list of the new version",
    "my_nominations.stop_keying_in": "a post that goes back to the staff pages",
    "nominees.withdraw": "a post that goes back to the nominee's page",
    "links.renew": "a post that goes on to what follows",
}
"""What answers no page of its own, and why."""

DOORS = {"nominations", "my_nominations", "nominee_link", "nominees", "supporters", "links"}
