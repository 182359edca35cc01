"""Factories of every model; they hold no surprises and use the session of the test."""

from tests.factories.judging import (
    AssignmentFactory,
    InterestFactory,
    PanelFactory,
    PanelMemberFactory,
    ScoreFactory,
    ScoreSheetFactory,
)
from tests.factories.nominations import (
    AnswerFactory,
    ConsentFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    NoticeFactory,
    SubmissionFactory,
    SupporterFactory,
)
from tests.factories.people import GrantFactory, JudgeFactory, StaffFactory, UserFactory
from tests.factories.publishing import AnnouncementFactory, CitationFactory, WinnerFactory
from tests.factories.safeguarding import ConcernFactory, FlagFactory, FlagNoteFactory, SafeguardingLeadFactory
from tests.factories.screening import CopyStampFactory, EntryFactory, EntryNominationFactory, PassageFactory, admitted
from tests.factories.seasons import (
    CategoryFactory,
    CriterionFactory,
    ProgrammeFactory,
    QuestionFactory,
    RoundFactory,
    RuleSetFactory,
    SeasonFactory,
)

__all__ = [
    "AnnouncementFactory",
    "AnswerFactory",
    "AssignmentFactory",
    "CategoryFactory",
    "CitationFactory",
    "ConcernFactory",
    "ConsentFactory",
    "CopyStampFactory",
    "CriterionFactory",
    "EntryFactory",
    "EntryNominationFactory",
    "FlagFactory",
    "FlagNoteFactory",
    "GrantFactory",
    "InterestFactory",
    "JudgeFactory",
    "NominationFactory",
    "NominatorFactory",
    "NomineeFactory",
    "NoticeFactory",
    "PanelFactory",
    "PanelMemberFactory",
    "PassageFactory",
    "ProgrammeFactory",
    "QuestionFactory",
    "RoundFactory",
    "RuleSetFactory",
    "SafeguardingLeadFactory",
    "ScoreFactory",
    "ScoreSheetFactory",
    "SeasonFactory",
    "StaffFactory",
    "SubmissionFactory",
    "SupporterFactory",
    "UserFactory",
    "WinnerFactory",
    "admitted",
]  # fmt: skip
