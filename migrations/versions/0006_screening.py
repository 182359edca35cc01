"""Verdicts, rulings, entries and the judges' copy.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_screening"
down_revision = "0005_nominees"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("by_organiser", sa.Boolean(), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stamped_by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_entry_category_id")),
        sa.CheckConstraint(
            "state IN ('in_judging', 'finalist', 'not_shortlisted', 'winner', 'commended', 'withdrawn')",
            name=op.f("ck_entry_entrystate"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("ref", name=op.f("uq_entry_ref")),
    )
    op.create_index("ix_entry_category_id", "entry", ["category_id", "state"], unique=False)
    op.create_table(
        "entry_nomination",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_nomination_entry_id")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_entry_nomination_nomination_id")),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_entry_nomination")),
    )
    op.create_index(op.f("ix_entry_nomination_entry_id"), "entry_nomination", ["entry_id"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("voice", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_passage_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("entry_id", "position", name=op.f("uq_passage_entry_id_position")),
    )
    op.create_table(
        "verdict_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("rule_set_version", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_verdict_record_nomination_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_record")),
    )
    op.create_index("ix_verdict_record_nomination_id", "verdict_record", ["nomination_id", "id"], unique=False)
    op.create_table(
        "entry_nominee",
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_nominee_entry_id")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_entry_nominee_nominee_id")),
        sa.PrimaryKeyConstraint("nominee_id", name=op.f("pk_entry_nominee")),
    )
    op.create_index(op.f("ix_entry_nominee_entry_id"), "entry_nominee", ["entry_id"], unique=False)
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.String(length=16), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_ruling_a_ruling_has_a_reason")),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name=op.f("fk_ruling_nomination_id")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict_record.id"], name=op.f("fk_ruling_verdict_id")),
        sa.CheckConstraint("decision IN ('eligible', 'ineligible')", name=op.f("ck_ruling_rulingdecision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    op.create_index("ix_ruling_nomination_id", "ruling", ["nomination_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("ruling")
    op.drop_table("entry_nominee")
    op.drop_table("verdict_record")
    op.drop_table("passage")
    op.drop_table("entry_nomination")
    op.drop_table("entry")
