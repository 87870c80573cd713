import os
import re
import shutil
import subprocess
import sys

import pytest

from scripts.instance import ROOT
from scripts.new import new
from scripts.usage import WrongUsage


@pytest.fixture
def copy(tmp_path):
    """The repository's code, without its material."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("scripts", "tests/disclosures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "tests" / "__init__.py", tmp_path / "tests" / "__init__.py")
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_the_tests_of_a_new_room_pass(copy):
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    room = "evaluation_outcomes/school_appraisal"

    def run(*words):
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)

    made = run("scripts", "new", room, "--title", "学校工作考评")
    assert made.returncode == 0, made.stdout + made.stderr
    folder = copy / "scripts" / "disclosures" / room
    assert not list(folder.rglob("*.tmpl"))
    done = run("pytest", "-q", str(folder), "tests/disclosures", "-k", "school_appraisal")
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 15
    style = run("ruff", "check", "--no-cache", str(folder))
    assert style.returncode == 0, style.stdout
    assert run("ruff", "format", "--no-cache", "--check", str(folder)).returncode == 0
    assert run("scripts", "new", room).returncode == 2


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("sports/games", "运动会"),
        ("evaluation_outcomes", "考评"),
        ("evaluation_outcomes/Village", "考评"),
        ("evaluation_outcomes/../x", "考评"),
        ("evaluation_outcomes/village", "village"),
        ("evaluation_outcomes/village", '考评"'),
    ],
)
def test_a_name_that_cannot_be_an_address_is_refused(tmp_path, name, title):
    (tmp_path / "evaluation_outcomes").mkdir()
    with pytest.raises(WrongUsage):
        new(name, title, tmp_path)
    assert list(tmp_path.rglob("*")) == [tmp_path / "evaluation_outcomes"]
