"""Starting: every word finds its command, and who builds waits for nothing that only other commands need."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from typer.main import get_command

from scripts import cli

HEAVY = {"altair", "jinja2", "lxml", "markdown", "numpy", "openpyxl", "pandas", "pypinyin", "vl_convert", "xlsxwriter"}


@pytest.mark.parametrize("part", cli.PARTS)
def test_a_module_has_the_commands_by_which_it_is_found(part: str) -> None:
    assert tuple(get_command(cli.application([part])).commands) == cli.PARTS[part]


def test_the_application_has_the_commands_of_every_module() -> None:
    words = tuple(word for part in cli.PARTS.values() for word in part)
    assert tuple(get_command(cli.app).commands) == words
    assert len(set(words)) == len(words)
    assert all(import_module(f"scripts.cli.{part}") for part in cli.PARTS)


@pytest.mark.parametrize("word", ["build", "check"])
def test_a_command_that_has_little_to_do_waits_for_no_large_library(word: str) -> None:
    told = "sys.stderr.write(' '.join(sys.modules))"
    ask = f"import sys; from scripts.cli import main; main(['{word}', '--help']); {told}"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "scripts.instance" in loaded
    assert not loaded & (HEAVY if word == "build" else {"pandas", "altair", "pypinyin"})
