"""Results that can be defended: the sealed record, panel meetings, fits, further readings, feedback, what came after.

New tables, and columns that may stay empty or have a value at once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016_results"
down_revision = "0015_judging"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
DECISION_STATES = ["waiting", "holding", "refused"]
DEPARTURES = ["new_fact", "eligibility", "conflict", "balance", "judgement"]
INSERT_ONLY = ("judging_act", "sealed_leaf")
REFUSED = "the record of judging is insert-only"


def one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    make_tables()
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("open_until", MOMENT, nullable=True))
    with op.batch_alter_table("season_round") as table:
        table.add_column(sa.Column("sealed_at", MOMENT, nullable=True))
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("state", sa.String(length=32), nullable=False, server_default="holding"))
        table.add_column(sa.Column("departure", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("votes", sa.JSON(), nullable=True))
        table.add_column(sa.Column("confirmed_by", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("confirmed_at", MOMENT, nullable=True))
    with op.batch_alter_table("decision") as table:
        table.alter_column("state", server_default=None)
        table.create_check_constraint(op.f("ck_decision_decisionstate"), one_of("state", DECISION_STATES))
        table.create_check_constraint(op.f("ck_decision_departurekind"), one_of("departure", DEPARTURES))
        table.create_check_constraint(
            op.f("ck_decision_a_departure_has_a_second_person"),
            "state <> 'holding' OR departure IS NULL OR confirmed_by IS NOT NULL",
        )
    for name in INSERT_ONLY:
        keep(name)


def keep(name: str) -> None:
    """Have the database itself refuse to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for verb, word in (("UPDATE", "keeps"), ("DELETE", "stays")):
            op.execute(
                f"CREATE TRIGGER {name}_{word} BEFORE {verb} ON {name} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {name}_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_is_insert_only()"
    )


def downgrade() -> None:
    for name in ("bundle", "feedback_request", "feedback", "discussion", "ballot", "vote", "attendance", "meeting",
                 "addendum", "sealed_leaf", "reading_search", "fit", "season_log", "judging_act", "checkpoint"):  # fmt: skip
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        for name in INSERT_ONLY:
            op.execute(f"DROP FUNCTION {name}_is_insert_only()")
    op.execute("DELETE FROM decision WHERE state <> 'holding'")  # never took effect, and would without its state
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f("ck_decision_a_departure_has_a_second_person"), type_="check")
        table.drop_constraint(op.f("ck_decision_departurekind"), type_="check")
        table.drop_constraint(op.f("ck_decision_decisionstate"), type_="check")
        for column in ("state", "departure", "votes", "confirmed_by", "confirmed_at"):
            table.drop_column(column)
    with op.batch_alter_table("season_round") as table:
        table.drop_column("sealed_at")
    with op.batch_alter_table("assignment") as table:
        table.drop_column("open_until")


def make_tables() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("rules_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            one_of("purpose", ["close", "sign_off", "addendum"]), name=op.f("ck_checkpoint_checkpointpurpose")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_checkpoint_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
        sa.UniqueConstraint("ref", name=op.f("uq_checkpoint_ref")),
        sa.UniqueConstraint("season_id", "number", name=op.f("uq_checkpoint_season_id_number")),
    )
    op.create_table(
        "judging_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_judging_act_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judging_act")),
    )
    op.create_index("ix_judging_act_season_id", "judging_act", ["season_id", "id"], unique=False)

    op.create_table(
        "season_log",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("label_key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_log_season_id")),
        sa.PrimaryKeyConstraint("season_id", name=op.f("pk_season_log")),
    )
    op.create_table(
        "fit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("inputs_sha256", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_fit_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fit")),
        sa.UniqueConstraint("category_id", "inputs_sha256", name=op.f("uq_fit_category_id_inputs_sha256")),
    )
    op.create_table(
        "reading_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        sa.Column("inputs_sha256", sa.String(length=64), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("accepted_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "state <> 'accepted' OR accepted_at IS NOT NULL", name=op.f("ck_reading_search_accepted_has_a_time")
        ),
        sa.CheckConstraint("budget > 0", name=op.f("ck_reading_search_asks_for_some")),
        sa.CheckConstraint(one_of("kind", ["shortlist", "winners"]), name=op.f("ck_reading_search_decisionkind")),
        sa.CheckConstraint(
            one_of("state", ["asked", "made", "accepted", "ended", "replaced"]),
            name=op.f("ck_reading_search_searchstate"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_reading_search_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_search")),
        sa.UniqueConstraint("ref", name=op.f("uq_reading_search_ref")),
    )
    op.create_index(op.f("ix_reading_search_category_id"), "reading_search", ["category_id"], unique=False)

    op.create_table(
        "sealed_leaf",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("leaf_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["judging_act.id"], name=op.f("fk_sealed_leaf_act_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_sealed_leaf_season_id")),
        sa.PrimaryKeyConstraint("season_id", "position", name=op.f("pk_sealed_leaf")),
        sa.UniqueConstraint("act_id", name=op.f("uq_sealed_leaf_act_id")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(length=16), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.JSON(), nullable=True),
        sa.Column("minutes_sha256", sa.String(length=64), nullable=True),
        sa.Column("written_at", MOMENT, nullable=True),
        sa.Column("written_by", sa.String(length=16), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("signed_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name=op.f("ck_meeting_signed_has_a_time")),
        sa.CheckConstraint(one_of("purpose", ["shortlist", "winners"]), name=op.f("ck_meeting_decisionkind")),
        sa.CheckConstraint(
            one_of("state", ["open", "ended", "signed", "called_off"]), name=op.f("ck_meeting_meetingstate")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_meeting_category_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_meeting_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_ref")),
    )
    op.create_index("ix_meeting_category_id", "meeting", ["category_id", "purpose"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["panel_member.id"], name=op.f("fk_attendance_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_attendance_meeting_id_member_id")),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("voters", sa.JSON(), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(length=16), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(length=16), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("casting", sa.JSON(), nullable=True),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name=op.f("ck_vote_closed_has_a_time")),
        sa.CheckConstraint(one_of("state", ["open", "closed", "called_off"]), name=op.f("ck_vote_votestate")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_vote_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_vote_meeting_id_number")),
    )
    op.create_table(
        "addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("happening", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("next_entry_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taking_part", sa.Text(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("proposed_by", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("confirmed_by", sa.String(length=16), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state <> 'holding' OR confirmed_by IS NOT NULL", name=op.f("ck_addendum_an_addendum_has_a_second_person")
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_addendum_an_addendum_has_a_reason")),
        sa.CheckConstraint(
            one_of("happening", ["withdrew", "died", "suspended", "conflicted", "other"]),
            name=op.f("ck_addendum_happening"),
        ),
        sa.CheckConstraint(
            one_of("outcome", ["pulled", "next_chosen", "vacant", "posthumous"]), name=op.f("ck_addendum_outcome")
        ),
        sa.CheckConstraint(one_of("state", ["waiting", "holding", "refused"]), name=op.f("ck_addendum_decisionstate")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_addendum_category_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_addendum_entry_id")),
        sa.ForeignKeyConstraint(["next_entry_id"], ["entry.id"], name=op.f("fk_addendum_next_entry_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_addendum_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
        sa.UniqueConstraint("ref", name=op.f("uq_addendum_ref")),
    )
    op.create_index(op.f("ix_addendum_category_id"), "addendum", ["category_id"], unique=False)
    op.create_index(op.f("ix_addendum_entry_id"), "addendum", ["entry_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("ranking", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.Column("keyed_in_by", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["panel_member.id"], name=op.f("fk_ballot_member_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("vote_id", "member_id", name=op.f("uq_ballot_vote_id_member_id")),
    )
    op.create_table(
        "discussion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("for_feedback", sa.Boolean(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_discussion_entry_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_discussion_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
        sa.UniqueConstraint("meeting_id", "entry_id", name=op.f("uq_discussion_meeting_id_entry_id")),
    )
    op.create_index(op.f("ix_discussion_entry_id"), "discussion", ["entry_id"], unique=False)

    op.create_table(
        "bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("cut", sa.String(length=32), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(one_of("cut", ["auditor", "public", "public_with_scores"]), name=op.f("ck_bundle_cut")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_bundle_checkpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("checkpoint_id", "cut", name=op.f("uq_bundle_checkpoint_id_cut")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("ready_at", MOMENT, nullable=True),
        sa.CheckConstraint(one_of("state", ["draft", "ready"]), name=op.f("ck_feedback_feedbackstate")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_feedback_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_feedback_entry_id")),
    )
    op.create_table(
        "feedback_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_feedback_request_entry_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_feedback_request_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_request")),
        sa.UniqueConstraint("nomination_id", name=op.f("uq_feedback_request_nomination_id")),
    )
    op.create_index(op.f("ix_feedback_request_entry_id"), "feedback_request", ["entry_id"], unique=False)
