"""Programmes, seasons, categories, questions, criteria and rule sets.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_seasons"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("strapline", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("theme", sa.JSON(), nullable=False),
        sa.Column("is_home", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("key", name=op.f("uq_programme_key")),
    )
    op.create_table(
        "past_win",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category_key", sa.String(length=64), nullable=False),
        sa.Column("name_index", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_past_win_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_win")),
        sa.UniqueConstraint(
            "programme_id",
            "name_index",
            "year",
            "category_key",
            name=op.f("uq_past_win_programme_id_name_index_year_category_key"),
        ),
    )
    op.create_table(
        "season",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ceremony_on", sa.Date(), nullable=True),
        sa.Column("ceremony_place", sa.Text(), nullable=True),
        sa.Column("shortlist_min", sa.Integer(), nullable=False),
        sa.Column("shortlist_max", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(32), nullable=False),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("readings_per_entry", sa.Integer(), nullable=False),
        sa.Column("grace_seconds", sa.Integer(), nullable=False),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("vocabulary", sa.JSON(), nullable=False),
        sa.Column("previous_year", sa.Integer(), nullable=True),
        sa.Column("to_confirm", sa.JSON(), nullable=False),
        sa.Column("document_hash", sa.String(length=64), nullable=False),
        sa.Column("locked_hashes", sa.JSON(), nullable=False),
        sa.Column("rules_locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rules_hash", sa.String(length=64), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "release = 'person' OR embargo_until IS NOT NULL", name=op.f("ck_season_the_clock_needs_a_time")
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_season_closes_after_it_opens")),
        sa.CheckConstraint("readings_per_entry >= 1", name=op.f("ck_season_every_entry_is_read")),
        sa.CheckConstraint("shortlist_min <= shortlist_max", name=op.f("ck_season_shortlist_sizes_in_order")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_season_programme_id")),
        sa.CheckConstraint("release IN ('person', 'clock')", name=op.f("ck_season_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_season_programme_id_key")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("award_for", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("nominated", sa.Boolean(), nullable=False),
        sa.Column("nominee_kind", sa.String(32), nullable=False),
        sa.Column("people_min", sa.Integer(), nullable=True),
        sa.Column("people_max", sa.Integer(), nullable=True),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("reveals", sa.Text(), nullable=True),
        sa.Column("rule_ids", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "people_max IS NULL OR people_min IS NULL OR people_min <= people_max",
            name=op.f("ck_category_people_limits_in_order"),
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_category_season_id")),
        sa.CheckConstraint("nominee_kind IN ('person', 'people', 'team')", name=op.f("ck_category_nomineeshape")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("season_id", "key", name=op.f("uq_category_season_id_key")),
        sa.UniqueConstraint("season_id", "slug", name=op.f("uq_category_season_id_slug")),
    )
    op.create_table(
        "rule_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_rule_set_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set")),
        sa.UniqueConstraint("season_id", "version", name=op.f("uq_rule_set_season_id_version")),
    )
    op.create_table(
        "season_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_season_round_closes_after_it_opens")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_season_round_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_round")),
        sa.UniqueConstraint("season_id", "key", name=op.f("uq_season_round_season_id_key")),
    )
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("anchors", sa.JSON(), nullable=False),
        sa.Column("common", sa.Boolean(), nullable=False),
        sa.Column("tie_break", sa.Boolean(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_criterion_weight_is_a_share")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_criterion_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("category_id", "key", name=op.f("uq_criterion_category_id_key")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=True),
        sa.Column("word_limit", sa.Integer(), nullable=False),
        sa.Column("optional", sa.Boolean(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.CheckConstraint("word_limit BETWEEN 1 AND 5000", name=op.f("ck_question_word_limit_is_sane")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_question_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("category_id", "key", name=op.f("uq_question_category_id_key")),
    )


def downgrade() -> None:
    op.drop_table("question")
    op.drop_table("criterion")
    op.drop_table("season_round")
    op.drop_table("rule_set")
    op.drop_table("category")
    op.drop_table("season")
    op.drop_table("past_win")
    op.drop_table("programme")
