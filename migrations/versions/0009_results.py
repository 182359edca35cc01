"""Decisions about shortlists and winners.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_results"
down_revision = "0008_judging"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scored_order", sa.JSON(), nullable=False),
        sa.Column("decided_order", sa.JSON(), nullable=False),
        sa.Column("commended", sa.JSON(), nullable=False),
        sa.Column("taking_part", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=16), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_decision_a_decision_has_a_reason")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_decision_category_id")),
        sa.CheckConstraint("kind IN ('shortlist', 'winners')", name=op.f("ck_decision_decisionkind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_category_id", "decision", ["category_id", "kind", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("decision")
