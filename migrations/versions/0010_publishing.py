"""Announcements, winners, citations and the archive.

New tables only: the running version reads none of them, so it is safe to apply before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_publishing"
down_revision = "0009_results"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ceremony_on", sa.Date(), nullable=True),
        sa.Column("ceremony_place", sa.Text(), nullable=True),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_archive_year_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_year")),
        sa.UniqueConstraint("programme_id", "year", name=op.f("uq_archive_year_programme_id_year")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "state <> 'released' OR released_at IS NOT NULL", name=op.f("ck_announcement_released_has_a_time")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_announcement_season_id")),
        sa.CheckConstraint("kind IN ('finalists', 'winners')", name=op.f("ck_announcement_announcementkind")),
        sa.CheckConstraint(
            "state IN ('prepared', 'held', 'released', 'withdrawn')", name=op.f("ck_announcement_announcementstate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("ref", name=op.f("uq_announcement_ref")),
        sa.UniqueConstraint("season_id", "kind", name=op.f("uq_announcement_season_id_kind")),
    )
    op.create_table(
        "winner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category_key", sa.String(length=64), nullable=False),
        sa.Column("category_name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("corrected_name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("work_title", sa.Text(), nullable=True),
        sa.Column("partners", sa.Text(), nullable=True),
        sa.Column("nominated_by", sa.Text(), nullable=True),
        sa.Column("presented_by", sa.Text(), nullable=True),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("commended", sa.Boolean(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("posthumous", sa.Boolean(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erratum", sa.Text(), nullable=True),
        sa.Column("import_key", sa.String(length=160), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint("entry_id IS NOT NULL OR import_key IS NOT NULL", name=op.f("ck_winner_has_an_origin")),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"], name=op.f("fk_winner_announcement_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_winner_entry_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_winner_programme_id")),
        sa.CheckConstraint("kind IN ('person', 'group', 'team', 'organisation')", name=op.f("ck_winner_winnerkind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_winner")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_winner_entry_id")),
        sa.UniqueConstraint("programme_id", "import_key", name=op.f("uq_winner_programme_id_import_key")),
        sa.UniqueConstraint("ref", name=op.f("uq_winner_ref")),
    )
    op.create_index("ix_winner_programme_year", "winner", ["programme_id", "year"], unique=False)
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=False),
        sa.Column("voice", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["winner_id"], ["winner.id"], name=op.f("fk_citation_winner_id")),
        sa.CheckConstraint(
            "voice IN ('judges', 'nominator', 'presenter', 'organiser', 'press', 'winner')",
            name=op.f("ck_citation_voice"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    op.create_index(op.f("ix_citation_winner_id"), "citation", ["winner_id"], unique=False)


def downgrade() -> None:
    op.drop_table("citation")
    op.drop_table("winner")
    op.drop_table("announcement")
    op.drop_table("archive_year")
