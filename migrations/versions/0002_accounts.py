"""People who sign in, their grants and sign-ins.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_accounts"
down_revision = "0001_house"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "audience IN ('everyone', 'nominators', 'nominees', 'supporters', 'judges', 'staff')",
            name=op.f("ck_sign_in_audience"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_subject"), "sign_in", ["subject"], unique=False)
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_index", sa.String(length=64), nullable=False),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email_index", name=op.f("uq_user_account_email_index")),
        sa.UniqueConstraint("ref", name=op.f("uq_user_account_ref")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("programme_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_role_grant_user_id")),
        sa.CheckConstraint(
            "role IN ('administrator', 'staff', 'confidential_staff', 'read_only', 'judge')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("user_id", "role", "programme_key", name=op.f("uq_role_grant_user_id_role_programme_key")),
    )


def downgrade() -> None:
    op.drop_table("role_grant")
    op.drop_table("user_account")
    op.drop_table("sign_in")
