"""Judging: plans of readings, what judges say of their work, versions of sheets, practice, messages, locked rules.

New tables, columns that may stay empty or have a value at once, and two longer lists of words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_judging"
down_revision = "0014_screening"
branch_labels = None
depends_on = None

STATES = ["planned", "released", "recused", "removed"]
KINDS = ["same_employer", "line_management", "family_or_friend", "nominated_or_supported", "taught_or_tutored",
         "financial", "supported_me", "prefer_not_to_say", "organiser_tie", "other"]  # fmt: skip
MOMENT = sa.DateTime(timezone=True)


def one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def reword(table_name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(op.f(constraint), type_="check")
        table.create_check_constraint(op.f(constraint), condition)


def add(table_name: str, *columns: sa.Column) -> None:
    """Add columns; one that must have a value gets it in every row, and no default after that."""
    with op.batch_alter_table(table_name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(table_name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None)


def upgrade() -> None:
    make_tables()
    add("season", sa.Column("judging", sa.JSON(), nullable=False, server_default="{}"))
    add(
        "season_round",
        sa.Column("reopened_at", MOMENT, nullable=True),
        sa.Column("reminders", sa.JSON(), nullable=True),
    )
    add("sign_in", sa.Column("last_seen_at", MOMENT, nullable=True))
    add("panel", *(sa.Column(name, sa.Integer(), nullable=True) for name in ("readings", "load_least", "load_most")))
    with op.batch_alter_table("panel") as table:
        table.create_check_constraint(op.f("ck_panel_every_entry_is_read"), "readings >= 1")
        table.create_check_constraint(op.f("ck_panel_loads_in_order"), "load_least <= load_most")
    add(
        "panel_member",
        *(sa.Column(name, MOMENT, nullable=True) for name in ("work_told_at", "practised_at", "left_at")),
        sa.Column("lived_experience", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("expertise", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("load_most", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("away_from", "away_until")),
        *(sa.Column(name, sa.Text(), nullable=True)
          for name in ("past_employers", "line_management", "standing_interests")),
    )  # fmt: skip
    add(
        "assignment",
        sa.Column("released_at", MOMENT, nullable=True),
        sa.Column("abstained_at", MOMENT, nullable=True),
        sa.Column("abstained_because", sa.Text(), nullable=True),
        sa.Column("put_off_at", MOMENT, nullable=True),
        sa.Column("removed_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    assignment = sa.table("assignment", sa.column("state"), sa.column("removed_by_hand", sa.Boolean()))
    op.execute(assignment.update().where(assignment.c.state == "removed").values(removed_by_hand=True))
    reword("assignment", "ck_assignment_assignmentstate", one_of("state", [*STATES[:3], "abstained", STATES[3]]))
    with op.batch_alter_table("assignment") as table:
        table.create_check_constraint(
            op.f("ck_assignment_abstained_has_a_time"), "state <> 'abstained' OR abstained_at IS NOT NULL"
        )
    reword("interest", "ck_interest_interestkind", one_of("kind", [*KINDS[:-1], "is_nominee", KINDS[-1]]))
    add(
        "score_sheet",
        sa.Column("tab", sa.String(length=32), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False, server_default="0"),
    )


def make_tables() -> None:
    op.create_table(
        "reading_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        sa.Column("basis", sa.String(length=64), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("applied_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            one_of("cause", ["staff", "conflict", "abstained", "left"]), name=op.f("ck_reading_plan_plancause")
        ),
        sa.CheckConstraint(
            one_of("state", ["asked", "made", "applied", "replaced"]), name=op.f("ck_reading_plan_planstate")
        ),
        sa.CheckConstraint(
            "state = 'asked' OR state = 'replaced' OR result IS NOT NULL",
            name=op.f("ck_reading_plan_made_has_a_result"),
        ),
        sa.CheckConstraint(
            "state <> 'applied' OR applied_at IS NOT NULL", name=op.f("ck_reading_plan_applied_has_a_time")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_reading_plan_panel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_plan")),
        sa.UniqueConstraint("ref", name=op.f("uq_reading_plan_ref")),
    )
    op.create_index(op.f("ix_reading_plan_panel_id"), "reading_plan", ["panel_id"], unique=False)
    op.create_table(
        "judging_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.Column("adopted_by", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("version = 1 OR reason IS NOT NULL", name=op.f("ck_judging_rules_a_change_has_a_reason")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_judging_rules_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judging_rules")),
        sa.UniqueConstraint("season_id", "version", name=op.f("uq_judging_rules_season_id_version")),
    )
    op.create_table(
        "sheet_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("overall", sa.Text(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            one_of("state", ["started", "complete", "handed_in"]), name=op.f("ck_sheet_version_sheetstate")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_sheet_version_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_version")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_sheet_version_sheet_id_number")),
    )
    op.create_table(
        "practice_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("example", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("overall", sa.Text(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_practice_sheet_category_id")),
        sa.ForeignKeyConstraint(["member_id"], ["panel_member.id"], name=op.f("fk_practice_sheet_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_sheet")),
        sa.UniqueConstraint(
            "member_id", "category_id", "example", name=op.f("uq_practice_sheet_member_id_category_id_example")
        ),
    )
    op.create_table(
        "judge_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.JSON(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_judge_message_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge_message")),
        sa.UniqueConstraint("ref", name=op.f("uq_judge_message_ref")),
    )
    op.create_index(op.f("ix_judge_message_season_id"), "judge_message", ["season_id"], unique=False)
    op.create_table(
        "organiser_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=16), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_organiser_tie_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organiser_tie")),
    )
    op.create_index(op.f("ix_organiser_tie_entry_id"), "organiser_tie", ["entry_id"], unique=False)


def downgrade() -> None:
    for name in ("organiser_tie", "judge_message", "practice_sheet", "sheet_version", "judging_rules", "reading_plan"):
        op.drop_table(name)
    drop("score_sheet", "tab", "turn")
    op.execute("DELETE FROM interest WHERE kind = 'is_nominee'")
    reword("interest", "ck_interest_interestkind", one_of("kind", KINDS))
    with op.batch_alter_table("assignment") as table:
        table.drop_constraint(op.f("ck_assignment_abstained_has_a_time"), type_="check")
    op.execute("UPDATE assignment SET state = 'removed' WHERE state = 'abstained'")
    reword("assignment", "ck_assignment_assignmentstate", one_of("state", STATES))
    drop("assignment", "released_at", "abstained_at", "abstained_because", "put_off_at", "removed_by_hand")
    drop("panel_member", "work_told_at", "practised_at", "left_at", "lived_experience", "expertise", "load_most",
         "away_from", "away_until", "past_employers", "line_management", "standing_interests")  # fmt: skip
    with op.batch_alter_table("panel") as table:
        table.drop_constraint(op.f("ck_panel_every_entry_is_read"), type_="check")
        table.drop_constraint(op.f("ck_panel_loads_in_order"), type_="check")
    drop("panel", "readings", "load_least", "load_most")
    drop("sign_in", "last_seen_at")
    drop("season_round", "reopened_at", "reminders")
    drop("season", "judging")


def drop(table_name: str, *columns: str) -> None:
    with op.batch_alter_table(table_name) as table:
        for column in columns:
            table.drop_column(column)
