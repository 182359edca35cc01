"""Nominators, nominations, nominees and what was written.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_nominations"
down_revision = "0003_seasons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nominator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("job", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominator")),
        sa.UniqueConstraint("ref", name=op.f("uq_nominator_ref")),
    )
    op.create_index(op.f("ix_nominator_email_index"), "nominator", ["email_index"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("nominator_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("within_grace", sa.Boolean(), nullable=False),
        sa.Column("relationship_to_nominee", sa.String(length=32), nullable=True),
        sa.Column("nominator_is_nominee", sa.Boolean(), nullable=True),
        sa.Column("organiser_tie", sa.String(length=32), nullable=True),
        sa.Column("credit", sa.String(32), nullable=True),
        sa.Column("name_hidden_from_nominee", sa.Boolean(), nullable=False),
        sa.Column("benefits", sa.String(length=32), nullable=True),
        sa.Column("team_name", sa.Text(), nullable=True),
        sa.Column("team", sa.JSON(), nullable=True),
        sa.Column("work_title", sa.Text(), nullable=True),
        sa.Column("nominee_knows", sa.Boolean(), nullable=True),
        sa.Column("declared_true", sa.Boolean(), nullable=False),
        sa.Column("declared_no_child_named", sa.Boolean(), nullable=False),
        sa.Column("declared_privacy_read", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' OR state = 'withdrawn' OR submitted_at IS NOT NULL",
            name=op.f("ck_nomination_sent_has_a_time"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_nomination_category_id")),
        sa.ForeignKeyConstraint(["nominator_id"], ["nominator.id"], name=op.f("fk_nomination_nominator_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_nomination_season_id")),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'eligible', 'ineligible', 'withdrawn')",
            name=op.f("ck_nomination_nominationstate"),
        ),
        sa.CheckConstraint(
            "credit IN ('full_name', 'first_name', 'organisation', 'not_at_all')", name=op.f("ck_nomination_credit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("ref", name=op.f("uq_nomination_ref")),
    )
    op.create_index("ix_nomination_nominator_id", "nomination", ["nominator_id"], unique=False)
    op.create_index("ix_nomination_season_state", "nomination", ["season_id", "state"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_answer_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("nomination_id", "question_key", name=op.f("uq_answer_nomination_id_question_key")),
    )
    op.create_table(
        "nominee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_team", sa.Boolean(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("employer_type", sa.String(length=32), nullable=True),
        sa.Column("works_in", sa.String(length=32), nullable=True),
        sa.Column("in_post", sa.Boolean(), nullable=True),
        sa.Column("registration", sa.String(length=32), nullable=True),
        sa.Column("registration_number", sa.String(length=16), nullable=True),
        sa.Column("date_of_birth", sa.Text(), nullable=True),
        sa.Column("lived_experience", sa.Text(), nullable=True),
        sa.Column("nation", sa.String(length=32), nullable=True),
        sa.Column("programme", sa.String(length=32), nullable=True),
        sa.Column("programme_status", sa.String(length=32), nullable=True),
        sa.Column("programme_stage", sa.String(length=32), nullable=True),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_nominee_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee")),
        sa.UniqueConstraint("nomination_id", "position", name=op.f("uq_nominee_nomination_id_position")),
        sa.UniqueConstraint("ref", name=op.f("uq_nominee_ref")),
    )
    op.create_index(op.f("ix_nominee_email_index"), "nominee", ["email_index"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_submission_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("nomination_id", "number", name=op.f("uq_submission_nomination_id_number")),
    )


def downgrade() -> None:
    op.drop_table("submission")
    op.drop_table("nominee")
    op.drop_table("answer")
    op.drop_table("nomination")
    op.drop_table("nominator")
