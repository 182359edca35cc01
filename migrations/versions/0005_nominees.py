"""Notices, display choices and consents.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_nominees"
down_revision = "0004_nominations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_sent_because", sa.Text(), nullable=True),
        sa.Column("response", sa.String(32), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("name_form", sa.String(32), nullable=False),
        sa.Column("public_name", sa.Text(), nullable=True),
        sa.Column("show_place", sa.Boolean(), nullable=False),
        sa.Column("unsafe_to_locate", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "response = 'none' OR responded_at IS NOT NULL", name=op.f("ck_notice_an_answer_has_a_time")
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_notice_nominee_id")),
        sa.CheckConstraint("response IN ('none', 'agreed', 'declined')", name=op.f("ck_notice_response")),
        sa.CheckConstraint(
            "name_form IN ('full_name', 'first_name', 'initials', 'other', 'withheld')", name=op.f("ck_notice_nameform")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("nominee_id", name=op.f("uq_notice_nominee_id")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("thing", sa.String(32), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at >= given_at", name=op.f("ck_consent_withdrawn_after_given")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_consent_notice_id")),
        sa.CheckConstraint("stage IN ('finalist', 'winner')", name=op.f("ck_consent_stage")),
        sa.CheckConstraint(
            "thing IN ('name', 'story', 'place', 'photograph', 'category')", name=op.f("ck_consent_thing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_notice_id", "consent", ["notice_id"], unique=False)


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_table("notice")
