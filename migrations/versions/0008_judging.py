"""Score sheets and scores.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_judging"
down_revision = "0007_panels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("overall", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'handed_in' OR handed_in_at IS NOT NULL", name=op.f("ck_score_sheet_handed_in_has_a_time")
        ),
        sa.CheckConstraint(
            "state = 'started' OR completed_at IS NOT NULL", name=op.f("ck_score_sheet_complete_has_a_time")
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_score_sheet_assignment_id")),
        sa.CheckConstraint("state IN ('started', 'complete', 'handed_in')", name=op.f("ck_score_sheet_sheetstate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_score_sheet_assignment_id")),
    )
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("points IS NULL OR points BETWEEN 0 AND 100", name=op.f("ck_score_points_are_sane")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_score_criterion_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("sheet_id", "criterion_id", name=op.f("uq_score_sheet_id_criterion_id")),
    )


def downgrade() -> None:
    op.drop_table("score")
    op.drop_table("score_sheet")
