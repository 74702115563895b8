import pytest

from tests.cms.core.processes import Processes


@pytest.fixture
def processes(committed, tmp_path):
    """Other processes on this test's database; they end with the test."""
    found = Processes(tmp_path)
    yield found
    found.stop()
