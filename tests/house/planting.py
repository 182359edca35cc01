"""A season in judging in which everything that judges must not learn carries a mark of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from sqlalchemy import select

from awards.audit import Tag, record
from awards.core.actor import Actor, Audience, Role
from awards.nominations.asked import Addition, InformationRequest
from awards.nominations.models import Nominee
from awards.registers.models import RegisterCheck, RegisterResult
from awards.safeguarding.models import ConcernDecision
from awards.screening.copying import Typed, save_copy, stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.merging import merge
from awards.screening.models import StaffNote
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    CategoryFactory,
    ConcernFactory,
    CriterionFactory,
    EntryFactory,
    FlagFactory,
    FlagNoteFactory,
    InterestFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    NoticeFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    QuestionFactory,
    RoundFactory,
    RuleSetFactory,
    ScoreFactory,
    ScoreSheetFactory,
    SeasonFactory,
    StaffFactory,
    SubmissionFactory,
    SupporterFactory,
    admitted,
)

STAFF = Actor(Audience.STAFF, "USR-STAFFER", frozenset({Role.STAFF}))
BEFORE = datetime(2024, 2, 26, 10, tzinfo=UTC)
JUDGING = datetime(2024, 3, 6, 12, tzinfo=UTC)
RELATIONSHIPS = [{"key": "colleague", "label": "A colleague"}, {"key": "manager", "label": "Their manager"}]
QUESTIONS = {"q1": "Question A?", "q2": "Question B?"}
BORN = date(1957, 9, 19)
BORN_WORDS = ("1957-09-19", "19 september 1957", "19/09/1957", "19.09.1957", "1957")
PEOPLE = (  # of nominators and nominees; what judges may see of a nominee is the name and the employer
    "zqnominatorname", "zqnominatormail", "zqnominatorphone", "zqnominatororg", "zqnominatorjob",
    "zqknownas", "zqnomineemail", "zqnomineerole", "sw987651", "zqadultname", "zqadultmail", *BORN_WORDS,
)  # fmt: skip
WORKINGS = (
    "zqoriginal", "zqexcluded", "zqunstamped", "zqaddition", "zqaskedmark", "zqnotemark", "zqreason", "zqmerged",
    "zqbecause",
    "zqregister", "zqtownmark", "zqflagmark", "zqconcern",
)  # fmt: skip
OF_OTHERS = ("zqothercomment", "zqotheroverall", "zqotherjudge", "zqinterest", "zqunassigned", "zqelsewhere")


def planted(session):
    """Build it; gives the people, every reference by what it is, and the marks that nobody may find."""
    found = _season()
    _panels(found)
    found.merged = _merged(session, found)
    found.others = _other_entries(session, found)
    _readings(found)
    _kept_from_judges(session, found)
    session.commit()
    found.secrets = [*PEOPLE, *WORKINGS, *OF_OTHERS]
    return found


def _season():
    season = SeasonFactory(
        vocabulary={"relationships": RELATIONSHIPS}, screening={"asks_concerns": True, "flag_hours": 24}
    )
    RoundFactory(season=season)
    RuleSetFactory(season_id=season.id)
    category = CategoryFactory(season=season, key="practice", name="Practice award")
    criteria = [CriterionFactory(category=category, position=number, weight=50).id for number in (1, 2)]
    for key, label in QUESTIONS.items():
        QuestionFactory(category=category, key=key, label=label)
    return SimpleNamespace(season=season, category=category, criteria=criteria, refs={"staff": [StaffFactory().ref]})


def _panels(found):
    panel = PanelFactory(season=found.season, categories=[found.category], members=[])
    found.elsewhere = CategoryFactory(season=found.season, name="Other prize")
    other = PanelFactory(season=found.season, name="Zqelsewhere panel", categories=[found.elsewhere], members=[])
    names = {"judge": "Avery Lane", "chair": "Blake Moor", "conflicted": "Casey Nye", "other": "Zqotherjudge Orr"}
    found.members = {
        who: PanelMemberFactory(
            panel=panel, user=JudgeFactory(name=name, email=f"{who}@judges.example", employer=None),
            is_chair=who == "chair", ready=True,
        )
        for who, name in names.items()
    }  # fmt: skip
    found.members["other"].user.email = "zqotherjudge@judges.example"
    found.users = {who: member.user.ref for who, member in found.members.items()}
    found.refs |= {"panel": [panel.ref], "other panel": [other.ref], "account": [found.users["other"]]}


def sent(found, *, says, relationship="colleague", nominee="Amara Okafor"):
    """Make a nomination that was sent and ruled eligible, whose nominee was told, marked all over."""
    nominator = NominatorFactory(
        name="Zqnominatorname Vale", email="zqnominatormail@people.example", phone="zqnominatorphone",
        organisation="Zqnominatororg", job="Zqnominatorjob",
    )  # fmt: skip
    nomination = NominationFactory(
        category=found.category, nominator=nominator, eligible=True, relationship_to_nominee=relationship
    )
    person = NomineeFactory(
        nomination=nomination, full_name=nominee, known_as="Zqknownas", email="zqnomineemail@people.example",
        role="Zqnomineerole", registration_number="SW987651", date_of_birth=BORN,
    )  # fmt: skip
    NoticeFactory(nominee=person, agreed=True)
    SupporterFactory(nominee=person, name="Zqadultname", email="zqadultmail@people.example", confirmed=True)
    content = []
    for key, label in QUESTIONS.items():
        words = f"zqoriginal of {says} and {key}"
        AnswerFactory(nomination=nomination, question_key=key, text=words)
        content.append({"key": key, "question": label, "answer": words})
    SubmissionFactory(nomination=nomination, content=content)
    return nomination


def _merged(session, found):
    """Two nominations of one nominee by people of one kind, one more that is joined later, as one entry."""
    by = {"actor": STAFF, "now": BEFORE}
    lead, second, joined = (sent(found, says=says, relationship=relationship) for says, relationship in (
        ("the first", "colleague"), ("the second", "colleague"), ("the third", "manager")))  # fmt: skip
    save_copy(session, second, [Typed("q1", "She came back."), Typed("q2", "zqexcluded", included=False)], **by)
    merge(session, second, into=lead, reason="zqmerged", **by)
    stamp_copy(session, second, **by)
    entry = admitted(session, lead, texts={"q1": "She listened.", "q2": "She stayed."}, **by)
    admitted(session, joined, texts={"q1": "She led.", "q2": "She held on."}, into=entry, **by)
    found.refs["nomination"] = [one.ref for one in (lead, second, joined)]
    found.nominations = [lead, second, joined]
    return entry


def _other_entries(session, found):
    """One that is read by the judge alone, one conflicted, one nobody here reads, one withdrawn, one elsewhere."""
    made = {
        which: EntryFactory(category=found.category, title=title)
        for which, title in (("own", "Bo Lind"), ("conflicted", "Zqconflicted Poe"), ("unassigned", "Cy Rook"))
    }
    made["withdrawn"] = EntryFactory(category=found.category, title="Zqelsewhere Quill", state=EntryState.WITHDRAWN)
    made["elsewhere"] = EntryFactory(category=found.elsewhere, title="Zqelsewhere Rowe")
    words = {"own": "He built it.", "conflicted": "zqconflicted words", "unassigned": "zqunassigned words"}
    for which, entry in made.items():
        PassageFactory(entry=entry, question="Question A?", text=words.get(which, "zqelsewhere words"), position=1)
    made["conflicted"].place = "Zqconflicted Council"
    found.refs |= {which: [entry.ref] for which, entry in made.items()} | {"merged": [found.merged.ref]}
    return made


def _readings(found):
    others = found.others
    for who, member in found.members.items():
        entries = [found.merged, others["conflicted"], others["withdrawn"]]
        for position, entry in enumerate([*entries, others["own"]] if who == "judge" else entries):
            reading = AssignmentFactory(member=member, entry=entry, position=position)
            if who == "other":
                sheet = ScoreSheetFactory(assignment=reading, complete=True, overall="zqotheroverall")
                for criterion in found.criteria:
                    ScoreFactory(sheet=sheet, criterion_id=criterion, comment="zqothercomment")
    InterestFactory(member=found.members["conflicted"], entry=others["conflicted"], note="zqinterest own")
    InterestFactory(member=found.members["other"], entry=others["own"], note="zqinterest")


def _kept_from_judges(session, found):
    """A later edit without a stamp, an addition, notes, checks, a flag and a concern."""
    lead, by = found.nominations[0], {"actor": STAFF, "now": BEFORE}
    save_copy(session, lead, [Typed("q1", "zqunstamped")], **by)
    asked = InformationRequest(
        ref="INF-ZQASKED", nomination_id=lead.id, questions=["q1"], note="zqaskedmark", answer_by=JUDGING,
        asked_by="USR-STAFFER", asked_at=BEFORE, answered_at=BEFORE,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(Addition(request_id=asked.id, nomination_id=lead.id, question_key="q1", position=1,
                         question="Question A?", text="zqaddition", saved_at=BEFORE, sent_at=BEFORE))  # fmt: skip
    note = {"written_by": "USR-STAFFER", "written_at": BEFORE}
    session.add(StaffNote(ref="NOT-2222222", nomination_id=lead.id, text="zqnotemark", **note))
    record(session, Tag.ENTRY_WITHDRAWN, found.merged.ref, actor=STAFF, at=BEFORE, reason="zqreason")
    nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == lead.id)).one()
    session.add(RegisterCheck(nominee_id=nominee.id, number="SW987651", result=RegisterResult.REGISTERED,
                              name_found="zqregister", town_found="zqtownmark", checked_on=date(2024, 2, 26),
                              checked_by="USR-STAFFER", recorded_at=BEFORE))  # fmt: skip
    flag = FlagFactory(season=found.season, subject=found.merged.ref)
    FlagNoteFactory(flag=flag, text="zqflagmark")
    concern = ConcernFactory(nominee=nominee, answer="zqconcern", answered_at=BEFORE, because="zqbecause",
                             decision=ConcernDecision.PAUSED, decided_at=BEFORE, decided_by="USR-STAFFER")  # fmt: skip
    found.refs |= {"flag": [flag.ref], "concern": [concern.ref], "nominee": [nominee.ref]}
