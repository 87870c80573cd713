"""The ready pipelines say what the services read, and call only what is here: the targets of one's own machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from scripts.cli import app
from scripts.instance import ROOT

PIPELINES = {name: ROOT / name for name in (".github/workflows/pages.yml", ".gitlab-ci.yml", ".workflow/pages.yml")}


def read(path: Path) -> dict[Any, Any]:
    """Return a pipeline; YAML 1.1 reads GitHub's key ``on`` as true."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def commands(value: Any, key: str = "") -> list[str]:
    """Return every line that a pipeline gives to a shell."""
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in commands(inner, str(name))]
    if isinstance(value, list):
        return [line for inner in value for line in commands(inner, key)]
    return str(value).splitlines() if key in {"run", "script", "commands"} else []


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_calls_targets_commands_and_options_that_exist(name: str) -> None:
    lines = commands(read(PIPELINES[name]))
    assert any(line.startswith("make publish") for line in lines)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in lines:
        program, *words = line.split()
        if program == "make":
            assert re.search(rf"^{words[0]}:", makefile, flags=re.MULTILINE), line
            for variable in (word.partition("=")[0] for word in words[1:]):
                assert re.search(rf"^{variable} \?=", makefile, flags=re.MULTILINE), line
        elif program == ".venv/bin/portal":
            group = get_command(app).commands  # type: ignore[attr-defined]  # a group; typer's type is wider
            assert words[1] in group[words[0]].commands, line
        else:
            assert program == "mv", line


@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_uses_the_python_that_the_lock_is_for(name: str) -> None:
    assert "3.11" in PIPELINES[name].read_text(encoding="utf-8")


def test_the_steps_of_a_publication_are_the_same_everywhere() -> None:
    recipe = re.search(r"^publish:.*\n((?:\t.+\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None
    made = re.findall(r"-m scripts (\w+)", recipe[1])
    pushed = (ROOT / "scripts" / "deployment" / "making.py").read_text(encoding="utf-8")
    assert made == re.findall(r'self\._portal\(program, "(\w+)"', pushed) == ["check", "build", "verify"]


def test_github_publishes_one_at_a_time_with_no_more_rights_than_it_needs() -> None:
    found = read(PIPELINES[".github/workflows/pages.yml"])
    assert found["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert found["concurrency"]["cancel-in-progress"] is False
    assert found[True]["push"]["branches"] == ["main"]
    assert found["jobs"]["deploy"]["needs"] == "build"
    for job in found["jobs"].values():
        for step in job["steps"]:
            assert "uses" in step or "run" in step
            # An expression within a command would be run by the shell whatever it holds.
            assert "${{" not in step.get("run", "")
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_gitlab_publishes_the_default_branch_from_the_folder_it_takes() -> None:
    job = read(PIPELINES[".gitlab-ci.yml"])["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    assert job["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_gitee_publishes_main_in_steps_with_all_their_keys() -> None:
    found = read(PIPELINES[".workflow/pages.yml"])
    assert found["version"] == "1.0"
    assert found["triggers"]["push"]["branches"] == {"precise": ["main"]}
    for stage in found["stages"]:
        assert {"name", "displayName", "strategy", "trigger", "executor", "steps"} <= set(stage)
        for step in stage["steps"]:
            assert {"step", "name", "displayName", "commands", "caches", "notify", "strategy"} <= set(step)
