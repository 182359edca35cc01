"""What is typed is kept page by page; new versions, corrections, later deadlines, and signs of spam.

New tables and columns that may stay empty: the running version reads none of them, so it is safe to apply before the
release. The state of a nomination gains a word, which the running version never writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012_never_lost"
down_revision = "0011_demo"
branch_labels = None
depends_on = None

STATES = "state IN ('draft', 'submitted', 'eligible', 'ineligible', 'withdrawn')"
MORE_STATES = "state IN ('draft', 'submitted', 'eligible', 'ineligible', 'withdrawn', 'set_aside')"


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_index", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_lately", "attempt", ["kind", "subject_index", "at"])
    op.create_table(
        "typed_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("fields", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_from", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_typed_page_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_page")),
        sa.UniqueConstraint("nomination_id", "page", name=op.f("uq_typed_page_nomination_id_page")),
    )
    op.create_table(
        "correction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "answered_at IS NULL OR made IS NOT NULL", name=op.f("ck_correction_request_an_answer_says_yes_or_no")
        ),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_correction_request_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_correction_request_ref")),
    )
    op.create_index("ix_correction_request_nomination_id", "correction_request", ["nomination_id"])
    with op.batch_alter_table("nominator") as table:
        table.add_column(sa.Column("under_18", sa.Boolean(), nullable=True))
    with op.batch_alter_table("nomination") as table:
        table.add_column(sa.Column("revises_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("extended_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("keyed_in_by", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("started_from", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("held_because", sa.JSON(), nullable=True))
        table.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(op.f("fk_nomination_revises_id"), "nomination", ["revises_id"], ["id"])
        table.create_unique_constraint(op.f("uq_nomination_revises_id"), ["revises_id"])
        table.drop_constraint(op.f("ck_nomination_nominationstate"), type_="check")
        table.create_check_constraint(op.f("ck_nomination_nominationstate"), MORE_STATES)
    with op.batch_alter_table("nominee") as table:
        table.add_column(sa.Column("employer_place", sa.String(length=64), nullable=True))
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("answer") as table:
        table.add_column(sa.Column("kept_from", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("saved_from", sa.String(length=64), nullable=True))
        table.drop_constraint(op.f("uq_answer_nomination_id_question_key"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_answer_nomination_id_question_key_kept_from"), ["nomination_id", "question_key", "kept_from"]
        )


def downgrade() -> None:
    op.execute("DELETE FROM answer WHERE kept_from <> ''")
    with op.batch_alter_table("answer") as table:
        table.drop_constraint(op.f("uq_answer_nomination_id_question_key_kept_from"), type_="unique")
        table.create_unique_constraint(op.f("uq_answer_nomination_id_question_key"), ["nomination_id", "question_key"])
        table.drop_column("saved_from")
        table.drop_column("kept_from")
    with op.batch_alter_table("message") as table:
        table.drop_column("stopped_at")
    with op.batch_alter_table("nominee") as table:
        table.drop_column("employer_place")
    with op.batch_alter_table("nomination") as table:
        table.drop_constraint(op.f("ck_nomination_nominationstate"), type_="check")
        table.create_check_constraint(op.f("ck_nomination_nominationstate"), STATES)
        table.drop_constraint(op.f("uq_nomination_revises_id"), type_="unique")
        table.drop_constraint(op.f("fk_nomination_revises_id"), type_="foreignkey")
        for name in ("released_at", "held_because", "started_from", "keyed_in_by", "extended_until", "revises_id"):
            table.drop_column(name)
    with op.batch_alter_table("nominator") as table:
        table.drop_column("under_18")
    op.drop_index("ix_correction_request_nomination_id", table_name="correction_request")
    op.drop_table("correction_request")
    op.drop_table("typed_page")
    op.drop_index("ix_attempt_lately", table_name="attempt")
    op.drop_table("attempt")
