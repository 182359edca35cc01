"""Screening: the work queue, verdicts seconded and taken back, the judges' copy with its stamps, registers, flags.

New tables; columns that may stay empty or have a value at once; and one that may not: every nomination behind an entry
names the stamp of its copy. Entries that were admitted before get a stamp of the person who admitted them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_screening"
down_revision = "0013_supporters"
branch_labels = None
depends_on = None

STATES = ["draft", "submitted", "eligible", "ineligible", "withdrawn", "set_aside"]


def one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def reword(table_name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(op.f(constraint), type_="check")
        table.create_check_constraint(op.f(constraint), condition)


def upgrade() -> None:
    make_tables()
    reword("nomination", "ck_nomination_nominationstate", one_of("state", [*STATES, "merged"]))
    with op.batch_alter_table("season") as table:
        table.add_column(sa.Column("screening", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("season") as table:
        table.alter_column("screening", server_default=None)
    with op.batch_alter_table("rule_set") as table:
        table.add_column(sa.Column("made_by", sa.String(length=16), nullable=True))
    with op.batch_alter_table("ruling") as table:
        table.add_column(sa.Column("needs_second", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("seconded_by", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("seconded_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("taken_back_by", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("ruling") as table:
        table.alter_column("needs_second", server_default=None)
    put_stamps()


def put_stamps() -> None:
    """Give every admitted nomination a stamp of the person who admitted it, and let the database ask for one."""
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("stamp_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("content_warning", sa.Text(), nullable=True))
    with op.batch_alter_table("entry_nomination") as table:
        table.add_column(sa.Column("stamp_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("passage") as table:
        table.add_column(sa.Column("nomination_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_passage_nomination_id"), "nomination", ["nomination_id"], ["id"])
    op.execute(
        "INSERT INTO copy_stamp (nomination_id, digest, stamped_by, stamped_at)"
        " SELECT n.nomination_id, '', e.stamped_by, e.admitted_at"
        " FROM entry_nomination n JOIN entry e ON e.id = n.entry_id"
    )
    op.execute(
        "UPDATE entry_nomination SET stamp_id ="
        " (SELECT s.id FROM copy_stamp s WHERE s.nomination_id = entry_nomination.nomination_id)"
    )
    op.execute(
        "UPDATE entry SET stamp_id = (SELECT MIN(n.stamp_id) FROM entry_nomination n WHERE n.entry_id = entry.id)"
    )
    only_one = (
        "UPDATE passage SET nomination_id = (SELECT MIN(n.nomination_id) FROM entry_nomination n"
        " WHERE n.entry_id = passage.entry_id) WHERE (SELECT COUNT(*) FROM entry_nomination n"
        " WHERE n.entry_id = passage.entry_id) = 1"
    )
    op.execute(only_one)
    keep_copies()
    with op.batch_alter_table("entry_nomination") as table:
        table.alter_column("stamp_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(
            op.f("fk_entry_nomination_stamp_of_it"),
            "copy_stamp",
            ["stamp_id", "nomination_id"],
            ["id", "nomination_id"],
        )
    with op.batch_alter_table("entry") as table:
        table.create_foreign_key(op.f("fk_entry_stamp_id"), "copy_stamp", ["stamp_id"], ["id"])
        table.create_check_constraint(op.f("ck_entry_stamped_by_somebody"), "length(stamped_by) > 0")
        table.create_check_constraint(op.f("ck_entry_no_entry_without_a_stamp"), "by_organiser OR stamp_id IS NOT NULL")


def keep_copies() -> None:
    """Let what judges read be the working copy of what was admitted, so that nobody begins with the original again.

    What of several nominations cannot be told apart is left out of their copies: staff put it in again by hand.
    """
    connection = op.get_bind()
    column, table = sa.column, sa.table
    submission = table("submission", column("nomination_id"), column("number"), column("content", sa.JSON()))
    passage = table("passage", column("nomination_id"), column("question"), column("text"), column("position"))
    behind = table("entry_nomination", column("nomination_id"), column("entry_id"))
    entry = table("entry", column("id"), column("stamped_by"), column("admitted_at", sa.DateTime(timezone=True)))
    copied = table(
        "copy_passage", column("nomination_id"), column("key"), column("position"), column("question"), column("text"),
        column("included", sa.Boolean()), column("saved_by"), column("saved_at", sa.DateTime(timezone=True)),
        column("version"),
    )  # fmt: skip
    admitted = sa.select(behind.c.nomination_id, entry.c.stamped_by, entry.c.admitted_at)
    for one in connection.execute(admitted.join_from(behind, entry, entry.c.id == behind.c.entry_id)).all():
        sent = connection.execute(
            sa.select(submission.c.content)
            .where(submission.c.nomination_id == one.nomination_id)
            .order_by(submission.c.number.desc())
            .limit(1)
        ).scalar()
        read = dict(
            connection.execute(
                sa.select(passage.c.question, passage.c.text).where(passage.c.nomination_id == one.nomination_id)
            ).all()
        )
        for position, part in enumerate(sent or [], 1):
            words = read.get(part["question"])
            connection.execute(
                copied.insert().values(
                    nomination_id=one.nomination_id,
                    key=part["key"],
                    position=position,
                    question=part["question"],
                    text=part["answer"] if words is None else words,
                    included=words is not None,
                    saved_by=one.stamped_by,
                    saved_at=one.admitted_at,
                    version=1,
                )
            )


def make_tables() -> None:
    op.create_table(
        "feed_position",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_feed_position")),
    )
    op.create_table(
        "safeguarding_lead",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.String(length=16), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_safeguarding_lead_programme_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_safeguarding_lead_user_id")),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_safeguarding_lead")),
    )
    op.create_table(
        "duplicate_scan",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_duplicate_scan_season_id")),
        sa.PrimaryKeyConstraint("season_id", name=op.f("pk_duplicate_scan")),
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("raised_by", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome IS NULL OR closed_at IS NOT NULL", name=op.f("ck_flag_an_outcome_has_a_time")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_flag_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("ref", name=op.f("uq_flag_ref")),
    )
    op.create_index("ix_flag_season_id", "flag", ["season_id", "closed_at"], unique=False)
    op.create_index("ix_flag_subject", "flag", ["subject"], unique=False)
    op.create_table(
        "list_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=16), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_list_upload_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_upload")),
        sa.UniqueConstraint("ref", name=op.f("uq_list_upload_ref")),
    )
    op.create_index("ix_list_upload_season_id", "list_upload", ["season_id", "kind"], unique=False)
    op.create_table(
        "flag_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_note_flag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_note")),
    )
    op.create_index("ix_flag_note_flag_id", "flag_note", ["flag_id"], unique=False)
    op.create_table(
        "list_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("programme", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=True),
        sa.Column("stage", sa.String(length=32), nullable=True),
        sa.Column("cohort", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["upload_id"], ["list_upload.id"], name=op.f("fk_list_member_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_member")),
    )
    op.create_index("ix_list_member_upload_id", "list_member", ["upload_id"], unique=False)
    op.create_table(
        "copy_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("saved_by", sa.String(length=16), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_copy_passage_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_passage")),
        sa.UniqueConstraint("nomination_id", "key", name=op.f("uq_copy_passage_nomination_id_key")),
    )
    op.create_table(
        "copy_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content_warning", sa.Text(), nullable=True),
        sa.Column("stamped_by", sa.String(length=16), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(stamped_by) > 0", name=op.f("ck_copy_stamp_stamped_by_somebody")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_copy_stamp_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_stamp")),
        sa.UniqueConstraint("id", "nomination_id", name=op.f("uq_copy_stamp_id_nomination_id")),
    )
    op.create_index("ix_copy_stamp_nomination_id", "copy_stamp", ["nomination_id"], unique=False)
    op.create_table(
        "information_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_information_request_nomination_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_information_request_ref")),
    )
    op.create_index("ix_information_request_nomination_id", "information_request", ["nomination_id"], unique=False)
    op.create_table(
        "likely_duplicate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_likely_duplicate_each_pair_once")),
        sa.ForeignKeyConstraint(["first_id"], ["nomination.id"], name=op.f("fk_likely_duplicate_first_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_likely_duplicate_season_id")),
        sa.ForeignKeyConstraint(["second_id"], ["nomination.id"], name=op.f("fk_likely_duplicate_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likely_duplicate")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_likely_duplicate_first_id_second_id")),
    )
    op.create_index("ix_likely_duplicate_season_id", "likely_duplicate", ["season_id", "decided"], unique=False)
    op.create_index("ix_likely_duplicate_second_id", "likely_duplicate", ["second_id"], unique=False)
    op.create_table(
        "merge",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=32), nullable=False),
        sa.Column("merged_by", sa.String(length=16), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("nomination_id <> into_id", name=op.f("ck_merge_not_into_itself")),
        sa.ForeignKeyConstraint(["into_id"], ["nomination.id"], name=op.f("fk_merge_into_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_merge_nomination_id")),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_merge")),
    )
    op.create_index("ix_merge_into_id", "merge", ["into_id"], unique=False)
    op.create_table(
        "move_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("from_category_id", sa.Integer(), nullable=False),
        sa.Column("to_category_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(length=16), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("recorded_by", sa.String(length=16), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "agreed IS NULL OR answered_at IS NOT NULL", name=op.f("ck_move_offer_an_answer_has_a_time")
        ),
        sa.ForeignKeyConstraint(["from_category_id"], ["category.id"], name=op.f("fk_move_offer_from_category_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_move_offer_nomination_id")),
        sa.ForeignKeyConstraint(["to_category_id"], ["category.id"], name=op.f("fk_move_offer_to_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_offer")),
        sa.UniqueConstraint("ref", name=op.f("uq_move_offer_ref")),
    )
    op.create_index("ix_move_offer_nomination_id", "move_offer", ["nomination_id"], unique=False)
    op.create_table(
        "staff_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_staff_note_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_note")),
        sa.UniqueConstraint("ref", name=op.f("uq_staff_note_ref")),
    )
    op.create_index("ix_staff_note_nomination_id", "staff_note", ["nomination_id"], unique=False)
    op.create_table(
        "addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_addition_nomination_id")),
        sa.ForeignKeyConstraint(["request_id"], ["information_request.id"], name=op.f("fk_addition_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addition")),
        sa.UniqueConstraint("request_id", "question_key", name=op.f("uq_addition_request_id_question_key")),
    )
    op.create_index("ix_addition_nomination_id", "addition", ["nomination_id"], unique=False)
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("asked_of", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(32), nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decision IS NULL OR decided_at IS NOT NULL", name=op.f("ck_concern_a_decision_has_a_time")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_concern_nominee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("ref", name=op.f("uq_concern_ref")),
    )
    op.create_index("ix_concern_nominee_id", "concern", ["nominee_id"], unique=False)
    op.create_table(
        "membership_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("checked_by", sa.String(length=16), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["list_member.id"], name=op.f("fk_membership_check_member_id")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_membership_check_nominee_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["list_upload.id"], name=op.f("fk_membership_check_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_check")),
    )
    op.create_index("ix_membership_check_nominee_id", "membership_check", ["nominee_id", "id"], unique=False)
    op.create_table(
        "register_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=16), nullable=True),
        sa.Column("result", sa.String(32), nullable=False),
        sa.Column("name_found", sa.Text(), nullable=True),
        sa.Column("town_found", sa.Text(), nullable=True),
        sa.Column("registered_until", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_register_check_nominee_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["list_upload.id"], name=op.f("fk_register_check_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_check")),
    )
    op.create_index("ix_register_check_nominee_id", "register_check", ["nominee_id", "id"], unique=False)
    op.create_table(
        "screening_case",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parked_by", sa.String(length=16), nullable=True),
        sa.Column("parked_because", sa.Text(), nullable=True),
        sa.Column("parked_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_screening_case_nomination_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_screening_case_season_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict_record.id"], name=op.f("fk_screening_case_verdict_id")),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_screening_case")),
    )
    op.create_index("ix_screening_case_look_again_at", "screening_case", ["look_again_at"], unique=False)
    op.create_index("ix_screening_case_place", "screening_case", ["season_id", "place", "since"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("entry") as table:
        table.drop_constraint(op.f("ck_entry_no_entry_without_a_stamp"), type_="check")
        table.drop_constraint(op.f("ck_entry_stamped_by_somebody"), type_="check")
        table.drop_constraint(op.f("fk_entry_stamp_id"), type_="foreignkey")
        table.drop_column("content_warning")
        table.drop_column("stamp_id")
    with op.batch_alter_table("entry_nomination") as table:
        table.drop_constraint(op.f("fk_entry_nomination_stamp_of_it"), type_="foreignkey")
        table.drop_column("stamp_id")
    with op.batch_alter_table("passage") as table:
        table.drop_constraint(op.f("fk_passage_nomination_id"), type_="foreignkey")
        table.drop_column("nomination_id")
    with op.batch_alter_table("ruling") as table:
        for column in ("needs_second", "seconded_by", "seconded_at", "taken_back_by", "taken_back_at"):
            table.drop_column(column)
    with op.batch_alter_table("rule_set") as table:
        table.drop_column("made_by")
    with op.batch_alter_table("season") as table:
        table.drop_column("screening")
    op.execute("UPDATE nomination SET state = 'submitted' WHERE state = 'merged'")
    reword("nomination", "ck_nomination_nominationstate", one_of("state", STATES))
    op.drop_table("screening_case")
    op.drop_table("register_check")
    op.drop_table("membership_check")
    op.drop_table("concern")
    op.drop_table("addition")
    op.drop_table("staff_note")
    op.drop_table("move_offer")
    op.drop_table("merge")
    op.drop_table("likely_duplicate")
    op.drop_table("information_request")
    op.drop_table("copy_stamp")
    op.drop_table("copy_passage")
    op.drop_table("list_member")
    op.drop_table("flag_note")
    op.drop_table("list_upload")
    op.drop_table("flag")
    op.drop_table("duplicate_scan")
    op.drop_table("safeguarding_lead")
    op.drop_table("feed_position")
