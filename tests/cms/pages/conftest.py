import pytest


@pytest.fixture
def handbook(home, tmp_path):
    """A directory to import, next to a new site."""
    return tmp_path / "handbook"
