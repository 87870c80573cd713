"""Promises about the words of the project: each code, command, target and file they name exists; none is missing."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from typer.main import get_command

from scripts.cli import app
from scripts.instance import ROOT
from scripts.intake.change import TITLES
from scripts.intake.mappingfile import parse
from scripts.model.period import Period
from scripts.model.release import REVISION_TYPES, ReleaseId
from scripts.registry import disclosure

HANDBOOK = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORDS = {"README.md": README, "data/README.md": HANDBOOK, "CHANGELOG.md": (ROOT / "CHANGELOG.md").read_text("utf-8")}
CODE = re.compile(r"([a-z]+)\.([a-z]+(?:-[a-z0-9]+)*)")
FILES = {"css", "csv", "html", "js", "json", "jsonl", "jsonld", "md", "pdf", "py", "sig", "svg", "toml", "xlsx", "zip"}
"""What follows the dot in the name of a file, which otherwise looks like a code."""
PROBLEMS, CHANGES = HANDBOOK.split("\n## 导入时的改动\n")


def _literals(tree: ast.AST) -> set[str]:
    nodes = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in nodes if isinstance(text, str) and CODE.fullmatch(text)}


@functools.cache
def codes() -> frozenset[str]:
    """Return every problem and change code of the code: literals whose stage some ``Problem(…)`` names."""
    sources = [p for p in sorted((ROOT / "scripts").rglob("*.py")) if not p.name.startswith("test_")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args]
    raised = [c.args[0] for c in calls if getattr(c.func, "id", getattr(c.func, "attr", "")) in {"Problem", "problem"}]
    stages = {text.partition(".")[0] for argument in raised for text in _literals(argument)}
    found = set().union(*map(_literals, trees))
    return frozenset(
        text for text in found if text.partition(".")[0] in stages and text.rpartition(".")[2] not in FILES
    )


def explained(text: str) -> list[str]:
    """Return the codes that stand first in a row of a table."""
    rows = re.findall(r"^\| `([a-z]+\.[a-z0-9-]+)` \|", text, flags=re.MULTILINE)
    return [name for name in rows if name.rpartition(".")[2] not in FILES]


def test_every_problem_code_is_explained_to_staff_and_none_that_is_not_there() -> None:
    assert set(explained(HANDBOOK)) == codes()


def test_a_code_is_explained_once_as_a_problem_or_as_a_change() -> None:
    for part in (PROBLEMS, CHANGES):
        assert [code for code, count in Counter(explained(part)).items() if count > 1] == []


def test_every_change_an_import_makes_is_listed() -> None:
    assert set(explained(CHANGES)) == set(TITLES)


def test_every_explanation_has_a_meaning_and_a_cure() -> None:
    for line in PROBLEMS.splitlines():
        if line.startswith("| `") and line.split("`")[1] in codes():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 3, line
            assert all(cells), line


def test_every_command_stands_in_the_readme_and_none_that_is_not_there() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]  # a group; typer's type is wider
    assert set(re.findall(r"^\| `portal ([a-z-]+)", README, flags=re.MULTILINE)) == commands


@pytest.mark.parametrize("name", WORDS)
def test_commands_and_options_in_the_words_exist(name: str) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # as above
    for line in re.findall(r"`(portal [^`]+)`|^(portal .+(?:\\\n.+)*)", WORDS[name], flags=re.MULTILINE):
        said = "".join(line).replace("\\\n", " ").split()
        assert said[1] in commands, line
        command = commands[said[1]]
        if hasattr(command, "commands"):
            assert said[2] in command.commands, line
            command = command.commands[said[2]]
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {word for word in said if word.startswith("--")} <= options, line


@pytest.mark.parametrize("name", WORDS)
def test_targets_of_make_in_the_words_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z]+)", WORDS[name], flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize("name", WORDS)
def test_files_and_headings_that_the_words_link_to_exist(name: str) -> None:
    headings = re.findall(r"^#+ (.+)$", WORDS[name], flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)\s]+)\)", WORDS[name]):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif "://" not in target:
            assert (ROOT / Path(name).parent / target).exists(), target


def test_examples_of_addresses_and_revisions_are_ones_the_program_takes() -> None:
    for address in re.findall(r"--to ([a-z]\S+/\S+/\S+)", HANDBOOK + README):
        assert str(ReleaseId.parse(address)).startswith(address)
    for period in ("2025", "2025-S1", "2025-Q1", "2025-07"):
        assert f"`{period}`" in HANDBOOK
        assert str(Period.parse(period)) == period
    assert set(re.findall(r"^\| `(\w+)` \S+ \|", HANDBOOK, flags=re.MULTILINE)) == set(REVISION_TYPES)


def test_examples_in_toml_can_be_read_and_the_mapping_fits_its_report() -> None:
    examples = re.findall(r"^```toml\n(.*?)^```", HANDBOOK, flags=re.MULTILINE | re.DOTALL)
    assert all(map(tomllib.loads, examples))
    (mapping,) = (example for example in examples if "[fields]" in example)
    (to,) = re.findall(r"--to (\S+) --mapping", HANDBOOK)
    kind, report, _ = to.split("/")
    (parsed,) = parse(mapping, "明细表.toml", disclosure(kind, report).schemas)
    assert parsed.fields["amount_approved"].missing == {"尚未核定": "尚未核定"}


def test_pictures_of_the_handbook_are_small_and_told_in_words() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", HANDBOOK)
    assert [Path(target).stem for _, target in pictures] == [
        "handbook-template",
        "handbook-comments",
        "handbook-release",
    ]
    for words, target in pictures:
        assert len(words) > 10, target
        assert (ROOT / "data" / target).stat().st_size < 150_000, target
