"""Adults whom young people name, notes of who does not want to be put forward, and links of a new purpose.

New tables, a column that may stay empty and longer lists of words: the running version writes none of them, so it is
safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_supporters"
down_revision = "0012_never_lost"
branch_labels = None
depends_on = None

PURPOSES = ["resume_nomination", "read_receipt", "nominee_notice", "judge_sign_in", "staff_sign_in"]
THINGS = ["name", "story", "place", "photograph", "category"]


def one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def reword(table_name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(op.f(constraint), type_="check")
        table.create_check_constraint(op.f(constraint), condition)


def upgrade() -> None:
    op.create_table(
        "supporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response", sa.String(length=32), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "response = 'none' OR responded_at IS NOT NULL", name=op.f("ck_supporter_an_answer_has_a_time")
        ),
        sa.CheckConstraint(
            one_of("response", ["none", "confirmed", "refused"]), name=op.f("ck_supporter_confirmation")
        ),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_supporter_nominee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sa.UniqueConstraint("ref", name=op.f("uq_supporter_ref")),
    )
    op.create_index("ix_supporter_nominee_id", "supporter", ["nominee_id"])
    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_key", sa.String(length=64), nullable=False),
        sa.Column("name_index", sa.String(length=64), nullable=False),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("nominee_ref", sa.String(length=16), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
    )
    op.create_index("ix_suppression_name_index", "suppression", ["programme_key", "name_index"])
    op.create_index("ix_suppression_email_index", "suppression", ["programme_key", "email_index"])
    with op.batch_alter_table("notice") as table:
        table.add_column(sa.Column("misdirected_at", sa.DateTime(timezone=True), nullable=True))
    reword("consent", "ck_consent_thing", one_of("thing", [*THINGS, "search"]))
    reword("link", "ck_link_purpose", one_of("purpose", [*PURPOSES, "adult_confirmation"]))
    reword("message", "ck_message_purpose", one_of("link_purpose", [*PURPOSES, "adult_confirmation"]))


def downgrade() -> None:
    op.execute("DELETE FROM consent WHERE thing = 'search'")
    op.execute("DELETE FROM message WHERE link_purpose = 'adult_confirmation'")
    op.execute("DELETE FROM link WHERE purpose = 'adult_confirmation'")
    reword("message", "ck_message_purpose", one_of("link_purpose", PURPOSES))
    reword("link", "ck_link_purpose", one_of("purpose", PURPOSES))
    reword("consent", "ck_consent_thing", one_of("thing", THINGS))
    with op.batch_alter_table("notice") as table:
        table.drop_column("misdirected_at")
    op.drop_index("ix_suppression_email_index", table_name="suppression")
    op.drop_index("ix_suppression_name_index", table_name="suppression")
    op.drop_table("suppression")
    op.drop_index("ix_supporter_nominee_id", table_name="supporter")
    op.drop_table("supporter")
