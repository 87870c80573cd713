"""One office that has published once; each test works on a copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.office import Office, copied, first


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office after its first push."""
    return first(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(published: Office, tmp_path: Path) -> Office:
    """A copy of it."""
    return copied(published, tmp_path)
