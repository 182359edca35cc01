"""A season in which every kind of secret carries a mark of its own, and somebody of every role to look for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import event, select, update

from awards.accounts.models import Grant, Passkey, SignIn, User
from awards.app import create_app
from awards.audit import Tag, record
from awards.bundles.models import Bundle
from awards.comms.actions import queue_message
from awards.core.actor import Actor, Audience, Role
from awards.db import begin_to_write, db
from awards.eligibility.rules import rule_as_data
from awards.judging.practice_examples import all_examples
from awards.ledger.bundle import Cut
from awards.meetings.models import Meeting
from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.models import CorrectionRequest, Nomination, Nominee, TypedPage
from awards.privacy.models import Clearance
from awards.publishing.actions import prepare_announcement
from awards.publishing.models import AnnouncementKind
from awards.publishing.queries import desk_of
from awards.registers.models import ListKind, ListMember, ListUpload, RegisterCheck, RegisterResult
from awards.results.models import Addendum, Decision, DecisionKind, Feedback, FeedbackRequest, ReadingSearch
from awards.safeguarding.models import ConcernDecision
from awards.screening.duplicate_models import Merge
from awards.screening.models import CopyPassage, EntryNominee, Ruling, RulingDecision, VerdictRecord
from awards.sealing.models import Checkpoint
from awards.seasons.models import RuleSet
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.conftest import Mailbox, StandingClock, settings_for
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    CategoryFactory,
    CitationFactory,
    ConcernFactory,
    ConsentFactory,
    FlagFactory,
    FlagNoteFactory,
    GrantFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    NoticeFactory,
    PanelFactory,
    PanelMemberFactory,
    ProgrammeFactory,
    QuestionFactory,
    SeasonFactory,
    StaffFactory,
    SubmissionFactory,
    SupporterFactory,
    UserFactory,
    WinnerFactory,
)
from tests.factories.base import factories_use
from tests.factories.screening import LikelyDuplicateFactory
from tests.house.settling import Settling
from tests.house.twins import DECLARED, MADE, OVER, twins
from tests.pages.browser import Browser

STAFFER = "USR-STAFFER"
STAFF = Actor(Audience.STAFF, STAFFER, frozenset({Role.STAFF}))
BORN = date(2008, 9, 19)
"""Of the nominee: a young person, shown by the name they chose."""
LISTED = date(2024, 2, 26)
ELSEWHERE = "river-prize"
"""The other programme of the installation."""
RULES = ("PL2", "FE2")
"""One that asks the register, and one that asks the organiser's own list."""
ROLES = (
    "anonymous", "nominator", "other nominator", "nominee", "supporter", "judge", "conflicted judge", "chair",
    "judge elsewhere", "staff", "confidential staff", "administrator", "read-only", "staff elsewhere",
    "seen as judge",
)  # fmt: skip
"""Everybody whom the portal knows; "other" and "elsewhere" have as much as their fellows, but of something else."""


class World:
    """The season after its awards were decided and before they are announced; it can be put back as it was made."""

    def __init__(self, app, clock, database: Path) -> None:
        self.app, self.clock = app, clock
        self.people: dict[str, tuple[Audience, str] | None] = {"anonymous": None}
        self.refs: dict[str, str] = {}
        self._cookies: dict[str, dict[str, object]] = {}
        self._database, self._kept = database, database.with_suffix(".kept")

    def browser(self, role: str) -> Browser:
        """Give a new browser of somebody in this role, signed in when the database was kept."""
        browser = Browser(self.app)
        with browser.client.session_transaction() as kept:
            kept.update(self._cookies.get(role, {}))
        return browser

    def keep(self) -> None:
        """Sign everybody in and keep the database as it is now; `put_back` comes back to it."""
        for role, who in self.people.items():
            browser = Browser(self.app)
            if who:
                browser.sign_in(*who)
            if role == "seen as judge":
                browser.get("accounts_staff.see_as", ref=self.refs["member"]).submit(reason="They asked for help")
            with browser.client.session_transaction() as kept:
                self._cookies[role] = dict(kept)
        _copy(self._database, self._kept)

    def put_back(self) -> None:
        """Undo everything since the database was kept."""
        _copy(self._kept, self._database)

    @contextmanager
    def session(self):
        """Give a session of one's own; what is done in it is committed at its end."""
        with self.app.app_context():
            session = db.sessionmaker()
        begin_to_write(session)
        with closing(session), factories_use(session):
            yield session
            session.commit()


def _copy(one: Path, other: Path) -> None:
    with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(other)) as target:
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)


def world(database: Path, compiled_templates=None) -> World:
    """Build it in an empty, migrated SQLite database, which need not outlive a power cut."""
    clock = StandingClock()
    clock.set(OVER)
    app = create_app(settings_for(f"sqlite:///{database}"), clock=clock)
    app.config |= {"RAISE_INCIDENTS": False, "WTF_CSRF_ENABLED": False}
    app.jinja_env.bytecode_cache = compiled_templates
    with app.app_context():
        event.listen(db.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA synchronous=OFF"))
    made = World(app, clock, database)
    with made.session() as session:
        app.extensions["tests.session"] = session
        session.expire_on_commit = False
        given = twins(session)
        _mark_people(session, given)
        settling = _decided(app, session, clock, given)
        _kept_by_staff(session, made, given)
        _of_nominators(session, made, given)
        _before_the_night(session, made, given, settling, clock())
        _elsewhere(session)
        _everybody(session, made, given)
        del app.extensions["tests.session"]
    made.keep()
    return made


def _mark_people(session, given) -> None:
    """Mark what is known of the nominator, the nominee, the adult and the judges beside the names of `twins`."""
    nomination = session.scalars(select(Nomination).join(Nomination.nominees).where(Nominee.known_as == "Zqknownas"))
    given.nomination = nomination.one()
    rules = [rule_as_data(one) for one in read_season(FRONTLINE_2024).rules if one.id in RULES]
    session.execute(update(RuleSet).values(rules=rules))
    given.category.rule_ids = list(RULES)
    given.nominator = session.get_one(type(NominatorFactory.build(ref="X")), given.nomination.nominator_id)
    given.nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == given.nomination.id)).one()
    given.nominator.phone, given.nominator.job = "zqphonemark", "Zqjobmark"
    given.nominee.full_name, given.nominee.role = "Bo Zqrealmark", "Zqrolemark"
    given.nominee.email, given.nominee.date_of_birth = "zqcontact@people.example", BORN
    given.nominee.registration_number = "SW987651"
    SubmissionFactory(nomination=given.nomination, content=[{"key": "q1", "question": "What did they do?",
                                                             "answer": "zqoriginal"}])  # fmt: skip
    AnswerFactory(nomination=given.nomination, question_key="q1", text="zqoriginal")
    QuestionFactory(category=given.category, key="q1", label="What did they do?")
    session.add(EntryNominee(entry_id=given.entry.id, nominee_id=given.nominee.id))
    notice = NoticeFactory(nominee=given.nominee, agreed=True, name_form="other", public_name="Bo Zqchosen")
    ConsentFactory(notice=notice)
    given.adult = SupporterFactory(nominee=given.nominee, name="Jo Zqadultmark", email="zqadultmail@people.example",
                                   confirmed=True)  # fmt: skip
    reader = given.members["reader"]
    reader.user.name, reader.user.email = "Zqjudgemark Orr", "zqmailofjudge@judges.example"
    reader.past_employers, reader.standing_interests = "Zqpastemployer", "zqstanding"
    session.commit()


def _decided(app, session, clock, given) -> Settling:
    """Close, seal, meet about the winners, vote, decide and sign."""
    settling = Settling(app, session, clock, Mailbox(app, clock), given)
    settling.seal()
    finalists = [given.entry, *given.entries[:2]]
    for one in (given.entry, *given.entries):
        one.state = "finalist" if one in finalists else "not_shortlisted"
    session.commit()
    settling.meet("the winners")
    settling.count()
    settling.decide(winners=True)
    settling.confirm("winners")
    settling.sign()
    given.second.state = "not_shortlisted"
    session.add_all(
        Decision(category_id=given.second.category_id, kind=kind, reason="The panel agreed.", scored_order=[],
                 decided_order=[], commended=[], decided_by=STAFFER, decided_at=clock())
        for kind in DecisionKind
    )  # fmt: skip
    given.members["chair"].is_chair, given.more[0].is_chair = False, True  # so that a chair has no conflict
    session.commit()
    return settling


def _kept_by_staff(session, made, given) -> None:
    """Notes, rulings, checks, flags, concerns, lists, pairs and reasons."""
    nomination, nominee, by = given.nomination, given.nominee, {"by": STAFFER, "at": MADE}
    given.season.screening = {"asks_concerns": True, "flag_hours": 24}
    found = [{"rule": "G1", "outcome": "met", "reason": "zqfinding", "about": "", "facts": {}}]
    verdict = VerdictRecord(nomination_id=nomination.id, rule_set_version=1, level="eligible", findings=found,
                            computed_at=MADE)  # fmt: skip
    session.add(verdict)
    session.flush()
    upload = ListUpload(ref="LST-2222222", season_id=given.season.id, kind=ListKind.PROGRAMME, as_of=LISTED,
                        file_name="zqfilename.csv", digest="0" * 64, content=None, rows=1,
                        columns={"header": True, "fields": {"name": 0}, "words": {}},
                        uploaded_by=STAFFER, uploaded_at=MADE, applied_at=MADE)  # fmt: skip
    session.add(upload)
    session.flush()
    session.add_all([
        Ruling(nomination_id=nomination.id, verdict_id=verdict.id, decision=RulingDecision.ELIGIBLE,
               reason="zqruling", ruled_by=by["by"], ruled_at=by["at"]),
        CopyPassage(nomination_id=nomination.id, key="q1", position=1, question="What did they do?",
                    text="zqexcluded", included=False, saved_by=STAFFER, saved_at=MADE),
        RegisterCheck(nominee_id=nominee.id, number="SW987651", result=RegisterResult.REGISTERED,
                      name_found="Zqregister", town_found="Zqtownmark", checked_on=LISTED,
                      checked_by=STAFFER, recorded_at=MADE),
        ListMember(upload_id=upload.id, name="Zqmember"),
    ])  # fmt: skip
    record(session, Tag.ENTRY_WITHDRAWN, nomination.ref, actor=STAFF, at=MADE, reason="zqtrailmark")
    record(session, Tag.ENTRY_WITHDRAWN, given.entry.ref, actor=STAFF, at=MADE, reason="zqtrailmark")
    flag = FlagFactory(season=given.season, subject=given.entry.ref, raised_by=f"judges:{given.users['left']}")
    FlagNoteFactory(flag=flag, text="zqflagmark", written_by=f"judges:{given.users['left']}")
    concern = ConcernFactory(nominee=nominee, answer="zqconcern", answered_at=MADE, because="zqbecause",
                             decision=ConcernDecision.PAUSED, decided_at=MADE, decided_by=STAFFER)  # fmt: skip
    twin = NominationFactory(category=given.category, eligible=True)
    NomineeFactory(nomination=twin, full_name="Bo Zqrealmark")
    LikelyDuplicateFactory(nominations=(nomination, twin), why=("zqwhymark",))
    merged = NominationFactory(category=given.category, state="merged", submitted_at=MADE)
    session.add(
        Merge(nomination_id=merged.id, into_id=nomination.id, was="eligible", merged_by=STAFFER, merged_at=MADE)
    )
    first, second = sorted((nomination, twin), key=lambda one: one.id)
    made.refs |= {"flag": flag.ref, "concern": concern.ref, "upload": upload.ref, "first": first.ref,
                  "second": second.ref, "merged": merged.ref, "member": given.users["reader"],
                  "conflicted": given.users["midway"], "clearance": "CLR-2222222"}  # fmt: skip
    session.add(Clearance(ref="CLR-2222222", rule="drafts", season_id=given.season.id, due=1, announced_at=MADE,
                          acts_at=MADE + timedelta(days=3650)))  # fmt: skip


def _of_nominators(session, made, given) -> None:
    """What was asked, added and offered; a new version not sent yet; somebody else's draft; messages on their way."""
    nomination = given.nomination
    asked = InformationRequest(ref="INF-2222222", nomination_id=nomination.id, questions=["q1"], note="zqaskedmark",
                               answer_by=OVER + timedelta(days=90), asked_by=STAFFER, asked_at=MADE)  # fmt: skip
    session.add(asked)
    session.flush()
    session.add_all([
        Addition(request_id=asked.id, nomination_id=nomination.id, question_key="q1", position=1,
                 question="What did they do?", text="zqaddition", saved_at=MADE),
        MoveOffer(ref="OFF-2222222", nomination_id=nomination.id, from_category_id=given.category.id,
                  to_category_id=given.second.category_id, note="zqoffermark", answer_by=OVER + timedelta(days=90),
                  offered_by=STAFFER, offered_at=MADE),
        CorrectionRequest(ref="COR-2222222", nomination_id=nomination.id, text="zqcorrection", asked_at=MADE),
    ])  # fmt: skip
    newer = NominationFactory(category=given.category, nominator=given.nominator, revises_id=nomination.id)
    AnswerFactory(nomination=newer, question_key="q1", text="zqnewversion")
    given.drafter = NominatorFactory(name="Zqdrafter Poe", email="zqdraftermail@people.example")
    draft = NominationFactory(category=given.category, nominator=given.drafter)
    AnswerFactory(nomination=draft, question_key="q1", text="zqunsent")
    NomineeFactory(nomination=draft, full_name="Zqdraftnominee Poe")
    session.add(TypedPage(nomination_id=draft.id, page="about_you", fields='{"name": ["zqhalftyped"]}', saved_at=MADE))
    queue_message(session, "nominations/receipt", to="zqnominatormail@people.example", about=nomination.ref,
                  programme_key=given.season.programme.key, key="zqkey", now=MADE, reference=nomination.ref,
                  closes="never", version=1)  # fmt: skip
    made.refs |= {"nomination": nomination.ref, "nominee": given.nominee.ref, "asked": asked.ref,
                  "offer": "OFF-2222222", "correction": "COR-2222222", "draft": draft.ref,
                  "adult": given.adult.ref, "newer": newer.ref, "nominator": given.nominator.ref}  # fmt: skip


def _before_the_night(session, made, given, settling, now) -> None:
    """Announcements drawn up, citations written, feedback ready or not, what came after."""
    season = settling.season
    for kind in AnnouncementKind:
        prepare_announcement(session, desk_of(session, season), kind, actor=STAFF, now=now)
    (winner,) = desk_of(session, season).winners.values()
    winner.work_title, winner.presented_by, winner.area = "Zqworkmark", "Zqpresenter", "Zqareamark"
    CitationFactory(winner=winner, text="zqcitation")
    past = WinnerFactory(programme=season.programme, display_name="Imogen Hale")
    written = {"written_by": STAFFER, "written_at": now}
    addendum = Addendum(ref="ADD-2222222", season_id=season.id, category_id=given.category.id,
                        entry_id=given.entries[1].id, happening="withdrew", outcome="pulled", reason="zqaddendum",
                        taking_part="Zqaddendumpeople", state="waiting", proposed_by=STAFFER,
                        proposed_at=now)  # fmt: skip
    search = ReadingSearch(ref="RDS-2222222", category_id=given.category.id, kind="winners", budget=2,
                           state="asked", asked_at=now, asked_by=STAFFER)  # fmt: skip
    session.add_all([
        Feedback(entry_id=given.entries[3].id, state="ready", text="zqfeedback", ready_at=now, **written),
        Feedback(entry_id=given.entries[4].id, state="draft", text="zqunfinished", **written),
        FeedbackRequest(nomination_id=given.nomination.id, entry_id=given.entry.id, asked_at=now),
        addendum, search,
    ])  # fmt: skip
    session.flush()
    checkpoint = session.scalars(select(Checkpoint).order_by(Checkpoint.number)).first()
    session.add(Bundle(checkpoint_id=checkpoint.id, cut=Cut.AUDITOR, made_at=now, digest="0" * 64, size=8,
                       data=b"zqbundle"))  # fmt: skip
    meeting = session.scalars(select(Meeting.ref)).one()
    made.refs |= {"winner": winner.ref, "loser": given.entries[4].ref, "past winner": past.ref,
                  "addendum": addendum.ref, "search": search.ref, "meeting": meeting, "entry": given.entry.ref,
                  "panel": given.panels[0].ref, "plan": "PLN-2222222", "note": "NOT-2222222",
                  "example": all_examples()[0].key}  # fmt: skip
    made.marks = SimpleNamespace(winner=winner.ref.lower())


def _elsewhere(session) -> None:
    """Another programme of the installation, with a season, a panel and an entry of its own."""
    there = ProgrammeFactory(key=ELSEWHERE, name="The River Prize", is_home=False)
    season = SeasonFactory(programme=there)
    category = CategoryFactory(season=season, key="river", name="River award")
    panel = PanelFactory(season=season, categories=[category], members=[])
    judge = UserFactory(ref="USR-RVRJDGE", name="Lee Ford")
    GrantFactory(user=judge, role=Role.JUDGE, programme_key=ELSEWHERE)
    PanelMemberFactory(panel=panel, user=judge, ready=True)


def _everybody(session, made, given) -> None:
    """Somebody in every role; one of them is signed in on a device that has a mark."""
    river = UserFactory(name="Ash Reed")
    GrantFactory(user=river, role=Role.ADMINISTRATOR, programme_key=ELSEWHERE)
    GrantFactory(user=river, role=Role.CONFIDENTIAL_STAFF, programme_key=ELSEWHERE)
    second = JudgeFactory(name="Ray Hale", employer=None)
    member = PanelMemberFactory(panel=given.panels[1], user=second, practised_at=MADE, ready=True)
    AssignmentFactory(member=member, entry=given.second, made_at=MADE)
    staff = {role.value.replace("_", " "): StaffFactory(role=role) for role in Role if role is not Role.JUDGE}
    both = StaffFactory(role=Role.ADMINISTRATOR)
    GrantFactory(user=both, role=Role.CONFIDENTIAL_STAFF)
    everywhere = Grant.user_id.in_([both.id, staff["administrator"].id])
    session.execute(update(Grant).where(everywhere).values(programme_key=""))  # the trail is of all programmes
    made.people |= {
        "nominator": (Audience.NOMINATORS, given.nominator.ref),
        "other nominator": (Audience.NOMINATORS, given.drafter.ref),
        "nominee": (Audience.NOMINEES, given.nominee.ref),
        "supporter": (Audience.SUPPORTERS, given.adult.ref),
        "judge": (Audience.JUDGES, given.users["reader"]),
        "conflicted judge": (Audience.JUDGES, given.users["midway"]),
        "chair": (Audience.JUDGES, session.get_one(User, given.more[0].user_id).ref),
        "judge elsewhere": (Audience.JUDGES, second.ref),
        "staff": (Audience.STAFF, staff["staff"].ref),
        "confidential staff": (Audience.STAFF, staff["confidential staff"].ref),
        "administrator": (Audience.STAFF, staff["administrator"].ref),
        "read-only": (Audience.STAFF, staff["read only"].ref),
        "staff elsewhere": (Audience.STAFF, river.ref),
        "seen as judge": (Audience.STAFF, staff["administrator"].ref),
        "everything": (Audience.STAFF, both.ref),
    }
    made.refs |= {"staff": staff["staff"].ref, "passkey": "PKY-2222222"}
    session.add(Passkey(ref="PKY-2222222", user_id=staff["staff"].id, name="Zqpasskey", credential_id="zqcredential",
                        public_key="zqpublickey", sign_count=0, added_at=MADE))  # fmt: skip
    session.add(SignIn(token_hash="0" * 64, audience=Audience.STAFF, subject=both.ref, started_at=OVER,
                       expires_at=OVER + timedelta(days=1), device="Zqdevice"))  # fmt: skip
    session.execute(update(User).where(User.ref == both.ref).values(name="Ellis Hart"))
    assert DECLARED < OVER
