"""Builds the fixture instance once: one page of each type, written by hand, one of them full of hostile text."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIXTURE = Path(__file__).parent / "fixture" / "content"


def build(output: Path, **environment: str) -> None:
    """Run Pelican on the fixture as `portal build` does; a warning fails."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        FIXTURE,
        "-o",
        output,
        "-s",
        ROOT / "pelicanconf.py",
        "--fatal",
        "warnings",
    ]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def builder() -> Callable[..., None]:
    """Return ``build(output, **environment)``."""
    return build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture instance, built; below `rd/`, because its address is https://disclosure.example/rd/."""
    output = tmp_path_factory.mktemp("site") / "rd"
    build(output, PYTHONUTF8="1")
    return output


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """Every page, as a path below the site's root."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html") if "pagefind" not in file.parts)
