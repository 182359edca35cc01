import pytest

from tests.ledger.bending import Checker, unpacked
from tests.ledger.seasons import true_season


@pytest.fixture
def checker(tmp_path):
    return Checker(tmp_path)


@pytest.fixture(scope="session")
def season():
    return true_season()


@pytest.fixture(scope="session")
def true_bundle(season):
    return season.bundle()


@pytest.fixture
def files(true_bundle):
    return unpacked(true_bundle)
