"""Settings: everything that is wrong is said at once."""

import json

import pytest
from cryptography.fernet import Fernet

from config import BadSettings, Settings

GOOD = {
    "AWARDS_DATABASE_URL": "sqlite:///x.sqlite3",
    "AWARDS_SECRET_KEYS": "s" * 32,
    "AWARDS_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "AWARDS_BLIND_INDEX_KEY": "b" * 32,
    "AWARDS_SEAL_KEY": Fernet.generate_key().decode(),
    "AWARDS_BASE_URL": "https://awards.example/",
    "AWARDS_MAIL_FROM": "awards@portal.example",
    "AWARDS_SMTP_URL": "smtp://localhost",
}


def problems_of(**changes: str) -> list[str]:
    with pytest.raises(BadSettings) as bad:
        Settings.from_environment({name: value for name, value in (GOOD | changes).items() if value})
    return bad.value.problems


def test_good_settings_are_read():
    settings = Settings.from_environment(GOOD)
    assert (settings.base_url, settings.is_https, settings.trusted_proxies) == ("https://awards.example", True, 0)


def test_every_missing_setting_is_listed_at_once():
    with pytest.raises(BadSettings) as bad:
        Settings.from_environment({})
    assert [problem.split()[0].rstrip(":") for problem in bad.value.problems] == [
        "AWARDS_DATABASE_URL",
        "AWARDS_SECRET_KEYS",
        "AWARDS_ENCRYPTION_KEYS",
        "AWARDS_BLIND_INDEX_KEY",
        "AWARDS_SEAL_KEY",
        "AWARDS_BASE_URL",
        "AWARDS_MAIL_FROM",
        "AWARDS_SMTP_URL",
    ]


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("AWARDS_SECRET_KEYS", "short", "AWARDS_SECRET_KEYS must have at least 32 characters"),
        (
            "AWARDS_BASE_URL",
            "http://awards.example",
            "AWARDS_BASE_URL must begin with https:// (http:// only for localhost)",
        ),
        ("AWARDS_DATABASE_URL", "mysql://x", "AWARDS_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://"),
        ("AWARDS_SEAL_KEY", "c2hvcnQ=", "AWARDS_SEAL_KEY holds something that is not a key; see `awards new-key`"),
        ("AWARDS_SEAL_KEY", "ß" * 44, "AWARDS_SEAL_KEY holds something that is not a key; see `awards new-key`"),
        ("AWARDS_TRUSTED_PROXIES", "²", "AWARDS_TRUSTED_PROXIES must be a whole number"),
    ],
)
def test_a_setting_that_cannot_work_is_named(name, value, problem):
    assert problems_of(**{name: value}) == [problem]


def test_a_key_that_is_not_a_key_is_named():
    assert problems_of(AWARDS_ENCRYPTION_KEYS="nonsense") == [
        "AWARDS_ENCRYPTION_KEYS holds something that is not a key; see `awards new-key`"
    ]


def test_what_encrypts_does_not_seal():
    assert problems_of(AWARDS_SEAL_KEY=GOOD["AWARDS_ENCRYPTION_KEYS"]) == [
        "AWARDS_SEAL_KEY must be another key than those of AWARDS_ENCRYPTION_KEYS"
    ]


def test_a_demo_of_an_earlier_release_gets_the_secrets_it_has_not(tmp_path):
    given = {"AWARDS_DEMO": "1", "AWARDS_DEMO_FOLDER": str(tmp_path)}
    before = Settings.from_environment(given)
    kept = tmp_path / "demo-secrets.json"
    kept.write_text(json.dumps({name: one for name, one in json.loads(kept.read_text()).items() if "SEAL" not in name}))
    first, second = Settings.from_environment(given), Settings.from_environment(given)
    assert (first.secret_keys, first.seal_keys) == (before.secret_keys, second.seal_keys)
    assert first.seal_keys != before.seal_keys


def test_the_demo_makes_its_own_secrets_once(tmp_path):
    given = {"AWARDS_DEMO": "1", "AWARDS_DEMO_FOLDER": str(tmp_path)}
    first, second = Settings.from_environment(given), Settings.from_environment(given)
    assert first.secret_keys == second.secret_keys
    assert (
        Settings.from_environment(given | {"AWARDS_DEMO_FOLDER": str(tmp_path / "b")}).secret_keys != first.secret_keys
    )
