"""The trail, links, jobs and the outbox.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_house"
down_revision = None
branch_labels = None
depends_on = None

INSERT_ONLY = {
    "sqlite": [
        """CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'the audit trail is insert-only'); END""",
        """CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'the audit trail is insert-only'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION audit_entry_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'the audit trail is insert-only'; END $$""",
        """CREATE TRIGGER audit_entry_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
           FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_insert_only()""",
    ],
}
"""The database itself refuses to change or remove an entry."""


def upgrade() -> None:
    op.create_table(
        "audit_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_reason")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=32), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("name", name=op.f("uq_job_name")),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('resume_nomination', 'read_receipt', 'nominee_notice', 'judge_sign_in', 'staff_sign_in')",
            name=op.f("ck_link_purpose"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    op.create_index(op.f("ix_link_subject"), "link", ["subject"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("programme_key", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("link_purpose", sa.String(32), nullable=True),
        sa.Column("link_subject", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name=op.f("ck_message_sent_has_a_time")),
        sa.CheckConstraint(
            "link_purpose IN ('resume_nomination', 'read_receipt', 'nominee_notice', 'judge_sign_in', 'staff_sign_in')",
            name=op.f("ck_message_purpose"),
        ),
        sa.CheckConstraint("state IN ('queued', 'sent', 'parked', 'cancelled')", name=op.f("ck_message_messagestate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    op.create_index(op.f("ix_message_about"), "message", ["about"], unique=False)
    op.create_index("ix_message_state_not_before", "message", ["state", "not_before"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reason_hash", sa.String(length=64), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["reason_id"], ["audit_reason.id"], name=op.f("fk_audit_entry_reason_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_subject_id", "audit_entry", ["subject", "id"], unique=False)
    for statement in INSERT_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit_entry")
    op.drop_table("message")
    op.drop_table("link")
    op.drop_table("job")
    op.drop_table("audit_reason")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_is_insert_only")
