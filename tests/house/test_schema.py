"""The schema: every field has a class, migrations reach the models and go down and up, the trail is insert-only."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.db import DATA_CLASSES, Base
from awards.web.health import alembic_config


def test_every_field_says_what_class_of_data_it_holds(app):
    unclassed = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info.get("data_class") not in DATA_CLASSES
    ]
    assert unclassed == []


def test_every_check_and_foreign_key_has_a_name(app):
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def test_migrations_reach_the_models_and_go_down_and_up(app, database_url):
    config = alembic_config(database_url)
    command.check(config)
    command.downgrade(config, "base")
    command.upgrade(config, "head")
    command.check(config)


def test_migration_names_fit_in_the_version_table():
    versions = (alembic_config().get_main_option("script_location") or "") + "/versions"
    assert [file.stem for file in Path(versions).glob("*.py") if len(file.stem) > 32] == []


@pytest.mark.parametrize("harm", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_trail(app, session, clock, database_url, harm):
    record(session, Tag.ACCESS_DENIED, "USR-TESTING", actor=SYSTEM, at=clock())
    session.commit()
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError, match="insert-only"), engine.begin() as connection:
        connection.execute(text(harm))
    engine.dispose()
