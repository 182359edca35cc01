"""Safety and privacy: passwords, second factors, passkeys, codes, the sealed trail, retention, erasure.

New tables, columns that may stay empty, and two longer lists of purposes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_safety"
down_revision = "0016_results"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PURPOSES = [
    "resume_nomination",
    "read_receipt",
    "nominee_notice",
    "adult_confirmation",
    "judge_sign_in",
]
NEW_PURPOSES = ["staff_setup", "password_reset", "demo_entry"]
OLD_PURPOSES = ["staff_sign_in"]
MEANS = ["link", "code", "password", "recovery_code", "passkey", "seen_as"]
STEPS = ["second_factor", "passkey_sign_in", "passkey_adding", "passkey_proof", "setting_up"]
ERASED = ["nominee", "nominator", "supporter", "user", "winner", "list_line"]
CLEARANCE_COLUMNS = (
    ("message", "cleared_at"), ("nominee", "age_confirmed"), ("nomination", "cleared_at"), ("season", "retention"),
)  # fmt: skip
INSERT_ONLY = ("trail_leaf", "trail_head")
REFUSED = "the sealed trail is insert-only"


def one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def reword(table_name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(op.f(constraint), type_="check")
        table.create_check_constraint(op.f(constraint), condition)


def upgrade() -> None:
    make_credentials()
    make_trail()
    make_privacy()
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("means", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("device", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("proved_at", MOMENT, nullable=True))
        table.add_column(sa.Column("seen_by", sa.String(length=16), nullable=True))
        table.create_check_constraint(op.f("ck_sign_in_means"), one_of("means", MEANS))
    with op.batch_alter_table("link") as table:
        table.add_column(sa.Column("asked_by_hash", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("code_index", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("code_expires_at", MOMENT, nullable=True))
        table.create_index(op.f("ix_link_asked_by_hash"), ["asked_by_hash"])
    with op.batch_alter_table("season") as table:
        table.add_column(sa.Column("retention", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("season") as table:
        table.alter_column("retention", server_default=None)
    with op.batch_alter_table("nomination") as table:
        table.add_column(sa.Column("cleared_at", MOMENT, nullable=True))
    with op.batch_alter_table("nominee") as table:
        table.add_column(sa.Column("age_confirmed", sa.String(length=16), nullable=True))
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("cleared_at", MOMENT, nullable=True))
    op.execute("DELETE FROM message WHERE link_purpose = 'staff_sign_in'")  # no mailed link signs staff in
    op.execute("DELETE FROM link WHERE purpose = 'staff_sign_in'")
    reword("link", "ck_link_purpose", one_of("purpose", PURPOSES + NEW_PURPOSES))
    reword("message", "ck_message_purpose", one_of("link_purpose", PURPOSES + NEW_PURPOSES))
    for name in INSERT_ONLY:
        keep(name)


def downgrade() -> None:
    for name in ("ix_audit_entry_actor_id", "ix_audit_entry_tag_id", "ix_audit_entry_at"):
        op.drop_index(name, "audit_entry")
    for name in ("erasure", "clearance", "trail_head", "trail_leaf", "trail_log", "sign_in_step", "passkey",
                 "recovery_code", "authenticator", "password"):  # fmt: skip
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        for name in INSERT_ONLY:
            op.execute(f"DROP FUNCTION {name}_is_insert_only()")
    op.execute("DELETE FROM message WHERE link_purpose IN ('staff_setup', 'password_reset', 'demo_entry')")
    op.execute("DELETE FROM link WHERE purpose IN ('staff_setup', 'password_reset', 'demo_entry')")
    reword("message", "ck_message_purpose", one_of("link_purpose", PURPOSES + OLD_PURPOSES))
    reword("link", "ck_link_purpose", one_of("purpose", PURPOSES + OLD_PURPOSES))
    with op.batch_alter_table("link") as table:
        table.drop_index(op.f("ix_link_asked_by_hash"))
        for column in ("asked_by_hash", "code_index", "code_expires_at"):
            table.drop_column(column)
    for name, column in CLEARANCE_COLUMNS:
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    op.execute("DELETE FROM sign_in WHERE seen_by IS NOT NULL")
    with op.batch_alter_table("sign_in") as table:
        table.drop_constraint(op.f("ck_sign_in_means"), type_="check")
        for column in ("means", "device", "proved_at", "seen_by"):
            table.drop_column(column)


def make_credentials() -> None:
    op.create_table(
        "password",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_password_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_password")),
    )
    op.create_table(
        "authenticator",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("next_secret", sa.Text(), nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_authenticator_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_authenticator")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_passkey_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_passkey_ref")),
    )
    op.create_index(op.f("ix_passkey_user_id"), "passkey", ["user_id"])
    op.create_table(
        "sign_in_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("challenge", sa.String(length=128), nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(one_of("kind", STEPS), name=op.f("ck_sign_in_step_stepkind")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_step_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_step")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_step_token_hash")),
    )


def make_trail() -> None:
    op.create_table(
        "trail_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_log")),
    )
    op.create_table(
        "trail_leaf",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("leaf_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_trail_leaf_entry_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_trail_leaf")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_trail_leaf_entry_id")),
    )
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
        sa.UniqueConstraint("size", name=op.f("uq_trail_head_size")),
    )
    op.create_index("ix_audit_entry_actor_id", "audit_entry", ["actor", "id"])
    op.create_index("ix_audit_entry_tag_id", "audit_entry", ["tag", "id"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])


def make_privacy() -> None:
    op.create_table(
        "clearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.String(length=48), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("announced_at", MOMENT, nullable=False),
        sa.Column("acts_at", MOMENT, nullable=False),
        sa.Column("held_at", MOMENT, nullable=True),
        sa.Column("held_by", sa.String(length=16), nullable=True),
        sa.Column("held_why", sa.Text(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.CheckConstraint("held_at IS NULL OR held_by IS NOT NULL", name=op.f("ck_clearance_held_by_somebody")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_clearance_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
        sa.UniqueConstraint("ref", name=op.f("uq_clearance_ref")),
    )
    op.create_index("ix_clearance_open", "clearance", ["done_at", "acts_at"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("flags_held", sa.Boolean(), nullable=False),
        sa.CheckConstraint(one_of("kind", ERASED), name=op.f("ck_erasure_erasedkind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("ref", name=op.f("uq_erasure_ref")),
    )
    op.create_index(op.f("ix_erasure_subject"), "erasure", ["subject"])


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
