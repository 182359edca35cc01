"""Which rooms there are: their doors, guards, links and commands."""

from __future__ import annotations

import click
from flask import Flask, abort, g, request

import awards.accounts.views.everyone as sign_in_pages
import awards.accounts.views.looking as looking_pages
import awards.accounts.views.own_judge as judges_account_pages
import awards.accounts.views.own_staff as staff_account_pages
import awards.accounts.views.passkeys
import awards.accounts.views.passkeys_staff as passkey_pages
import awards.accounts.views.people_staff as people_pages
import awards.accounts.views.setting_up as set_up_pages
import awards.accounts.views.staff_signing_in
import awards.bundles.cli as record_commands
import awards.bundles.views.everyone as judging_explained_pages
import awards.bundles.views.judge as receipt_pages
import awards.bundles.views.staff as record_pages
import awards.comms.views.staff as mail_pages
import awards.demo.cli as demo_commands
import awards.demo.views.everyone as demo_pages
import awards.judging.views.chair as chair_pages
import awards.judging.views.judge as judging_pages
import awards.judging.views.judge_history
import awards.judging.views.judge_practice as practice_pages
import awards.judging.views.judge_print
import awards.judging.views.judge_scores
import awards.judging.views.staff as judging_staff_pages
import awards.judging.views.staff_history
import awards.judging.views.writing_staff as judging_mail_pages
import awards.links.views.everyone as link_pages
import awards.meetings.models
import awards.meetings.views.judge
import awards.meetings.views.leading
import awards.meetings.views.staff
import awards.meetings.views.votes
import awards.nominations.asked
import awards.nominations.views.asking_staff as asking_pages
import awards.nominations.views.everyone as nomination_pages
import awards.nominations.views.holding_staff as held_pages
import awards.nominations.views.keying_in
import awards.nominations.views.nominators
import awards.nominations.views.nominators_adding
import awards.nominations.views.nominators_changing
import awards.nominations.views.nominators_sending
import awards.nominations.views.nominators_writing
import awards.nominations.views.staff as draft_pages
import awards.nominees.views.adults
import awards.nominees.views.everyone
import awards.nominees.views.nominees
import awards.nominees.views.supporters as supporter_pages
import awards.panels.cli as panel_commands
import awards.panels.views.judge as judge_panel_pages
import awards.panels.views.members_staff as member_pages
import awards.panels.views.plans_staff
import awards.panels.views.rules_staff as judging_rules_pages
import awards.panels.views.staff as panel_pages
import awards.privacy.views.everyone as privacy_pages
import awards.privacy.views.persons_staff as persons_pages
import awards.privacy.views.retention_staff as retention_pages
import awards.publishing.cli as winner_commands
import awards.publishing.views.addenda_staff
import awards.publishing.views.everyone as publishing_pages
import awards.publishing.views.feedback_nominators
import awards.publishing.views.feedback_nominees
import awards.publishing.views.staff as publishing_staff_pages
import awards.registers.views.staff as register_pages
import awards.results.cli as result_commands
import awards.results.views.addenda_staff
import awards.results.views.decisions_staff
import awards.results.views.everyone as how_we_judge_pages
import awards.results.views.feedback_staff
import awards.results.views.judge as results_judge_pages
import awards.results.views.pictures_staff
import awards.results.views.readings_staff
import awards.results.views.staff as results_pages
import awards.rulebook.views.staff as rule_pages
import awards.safeguarding.views.staff as safeguarding_pages
import awards.screening.cli as screening_commands
import awards.screening.duplicate_models
import awards.screening.duplicates_cli as duplicate_commands
import awards.screening.views.answers
import awards.screening.views.concerns as concern_pages
import awards.screening.views.copy as copy_pages
import awards.screening.views.duplicates as duplicate_pages
import awards.screening.views.flagging
import awards.screening.views.nominees  # noqa: F401 - as others above, known for what it holds
import awards.screening.views.queue as queue_pages
import awards.screening.views.staff as screening_pages
import awards.screening.views.waiting as waiting_pages
import awards.seasons.cli as season_commands
import awards.seasons.views.everyone as season_pages
import awards.trail.cli as trail_commands
import awards.trail.views.staff as trail_pages
import awards.web.views.everyone as house_pages
from awards.accounts.doors import door as sign_in_door
from awards.accounts.guards import AUDIENCES
from awards.accounts.renewing import limited
from awards.bundles.released import register_released
from awards.comms.relations import register_address_book, register_relations
from awards.core.actor import Audience
from awards.db import db
from awards.demo.clock import demo_clock
from awards.frame import page_context
from awards.judging.needs import needs_of_judging
from awards.judging.notices import register_notices
from awards.links.opening import set_opener
from awards.links.purposes import Purpose
from awards.links.renewal import set_renewer
from awards.meetings.feedback_words import words_for_feedback
from awards.meetings.listing import needs_of_meetings, notices_of_meetings
from awards.meetings.views.at_table import judge_door as judges_meetings
from awards.meetings.views.at_table import staff_door as staff_meetings
from awards.nominations.addresses import put_right_address as put_right_nominators_address
from awards.nominations.asked_queries import register_with_judges
from awards.nominations.doors import my_nominations
from awards.nominations.further import register_further as register_nominators_further
from awards.nominations.guards import guard_nominators, open_nomination
from awards.nominations.renewing import renew_nomination
from awards.nominations.versions import register_leading
from awards.nominees.correcting import put_right_address as put_right_nominees_address
from awards.nominees.doors import about_me, before_the_check
from awards.nominees.further import register_further as register_nominees_further
from awards.nominees.guards import guard_nominees, open_notice
from awards.nominees.returning import renew_confirmation, renew_notice
from awards.nominees.supporter_guards import guard_supporters, open_confirmation
from awards.panels.needs import needs_of_panels, readings_in_words
from awards.privacy.commands import COMMANDS as PRIVACY_COMMANDS
from awards.publishing.feedback_giving import offered_to_nominators, offered_to_nominee
from awards.publishing.released import winners_released
from awards.results.feedback_queries import register_feedback_words
from awards.results.further_readings_page import notices_of_readings
from awards.screening.correspondence import mail_subject
from awards.screening.forward import is_merged_into, stands_behind_an_entry
from awards.screening.held import needs_of_held
from awards.screening.needs import register_need, register_readings
from awards.screening.putting_right import put_right_adults_address
from awards.seasons.models import Programme
from awards.seasons.queries import home_programme, programme_by_key, season_for_visitors
from awards.trail.denials import note_denied
from awards.web.clock import now, set_clock
from awards.web.doors import set_guard
from awards.web.programmes import ENVIRON_KEY
from config import Settings

DOORS = [
    house_pages.door,
    link_pages.door,
    sign_in_door,
    passkey_pages.door,
    people_pages.door,
    staff_account_pages.door,
    judges_account_pages.door,
    looking_pages.door,
    season_pages.door,
    nomination_pages.door,
    my_nominations,
    held_pages.door,
    draft_pages.door,
    asking_pages.door,
    waiting_pages.door,
    before_the_check,
    about_me,
    supporter_pages.door,
    register_pages.door,
    screening_pages.door,
    queue_pages.door,
    copy_pages.door,
    rule_pages.door,
    safeguarding_pages.door,
    concern_pages.door,
    duplicate_pages.door,
    mail_pages.door,
    panel_pages.door,
    judging_rules_pages.door,
    judge_panel_pages.door,
    member_pages.door,
    judging_pages.door,
    practice_pages.door,
    judging_staff_pages.door,
    judging_mail_pages.door,
    chair_pages.door,
    receipt_pages.door,
    record_pages.door,
    judging_explained_pages.door,
    results_pages.door,
    results_judge_pages.door,
    how_we_judge_pages.door,
    staff_meetings,
    judges_meetings,
    publishing_pages.door,
    publishing_staff_pages.door,
    privacy_pages.door,
    retention_pages.door,
    persons_pages.door,
    trail_pages.door,
]
GUARDS = AUDIENCES | {
    Audience.NOMINATORS: guard_nominators,
    Audience.NOMINEES: guard_nominees,
    Audience.SUPPORTERS: guard_supporters,
}
OPENERS = {
    Purpose.STAFF_SETUP: set_up_pages.open_set_up,
    Purpose.PASSWORD_RESET: set_up_pages.open_set_up,
    Purpose.JUDGE_SIGN_IN: sign_in_pages.open_for_judge,
    Purpose.RESUME_NOMINATION: open_nomination,
    Purpose.READ_RECEIPT: open_nomination,
    Purpose.NOMINEE_NOTICE: open_notice,
    Purpose.ADULT_CONFIRMATION: open_confirmation,
}
DEMO_OPENERS = {Purpose.DEMO_ENTRY: demo_pages.open_for_staff}
RENEWERS = {
    Purpose.RESUME_NOMINATION: renew_nomination,
    Purpose.READ_RECEIPT: renew_nomination,
    Purpose.NOMINEE_NOTICE: renew_notice,
    Purpose.ADULT_CONFIRMATION: renew_confirmation,
}
COMMANDS = (
    season_commands.season,
    season_commands.eligibility,
    screening_commands.screening,
    duplicate_commands.duplicates,
    panel_commands.panels,
    result_commands.results,
    record_commands.record,
    trail_commands.audit,
    winner_commands.winners,
    demo_commands.demo,
    *PRIVACY_COMMANDS,
)
OUTSIDE_PROGRAMMES = {"static", "web.health"}


def init_rooms(app: Flask) -> None:
    """Open every door, set every guard and say what every link opens."""
    settings: Settings = app.extensions["awards.settings"]
    for door in DOORS + ([demo_pages.door] if settings.demo else []):
        app.register_blueprint(door)
    if settings.demo:
        set_clock(app, demo_clock)
    for audience, guard in GUARDS.items():
        set_guard(app, audience, guard)
    for purpose, opener in (OPENERS | (DEMO_OPENERS if settings.demo else {})).items():
        set_opener(app, purpose, opener)
    for purpose, renewer in RENEWERS.items():
        set_renewer(app, purpose, limited(renewer))
    register_need(app, needs_of_held)
    register_need(app, needs_of_panels)
    register_need(app, needs_of_judging)
    register_need(app, needs_of_meetings)
    register_notices(app, notices_of_readings)
    register_notices(app, notices_of_meetings)
    register_readings(app, readings_in_words)
    register_released(app, winners_released)
    register_with_judges(app, stands_behind_an_entry)
    register_leading(app, is_merged_into)
    register_feedback_words(app, words_for_feedback)
    register_nominators_further(app, offered_to_nominators)
    register_nominees_further(app, offered_to_nominee)
    register_relations(app, mail_subject)
    for put_right in (put_right_nominators_address, put_right_nominees_address, put_right_adults_address):
        register_address_book(app, put_right)
    app.before_request(find_programme)
    app.after_request(note_denied)
    app.context_processor(page_context)


def find_programme() -> None:
    """Load the programme that the address names, and its season; an unknown one is not found."""
    g.programme, g.season = None, None
    if request.endpoint in OUTSIDE_PROGRAMMES:
        return
    key = request.environ.get(ENVIRON_KEY)
    g.programme = programme_by_key(db.session, key) if key else home_programme(db.session)
    if g.programme is None:
        if key:
            abort(404)
        return
    g.season = season_for_visitors(db.session, g.programme, now=now())


def programme_url(app: Flask, programme: Programme) -> str:
    """Give the address of a programme, from the settings and never from a request."""
    settings: Settings = app.extensions["awards.settings"]
    return settings.base_url + ("" if programme.is_home else f"/{programme.key}")


def add_commands(cli: click.Group) -> None:
    """Add every room's commands."""
    for command in COMMANDS:
        cli.add_command(command)
