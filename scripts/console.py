"""Console: what commands print, in Chinese; people get text, programs get JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from scripts.model.problem import Problem, report

WIDE = 160
"""Columns of a table that goes to a file or another program."""

_LEVELS = {"bad": "red", "good": "green", "dim": "dim", "": ""}


def _console(*, error: bool = False) -> Console:
    """Return a console on the streams of this moment, so that redirection is followed; markup is never read."""
    console = Console(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = WIDE
    return console


def visible(text: str) -> str:
    """Return a text in which what a terminal would obey, hide or reverse stands as JSON writes it."""
    return "".join(c if c.isprintable() or c in "\n\t\u3000" else json.dumps(c)[1:-1] for c in text)


def say(text: str = "", level: str = "") -> None:
    """Print a result; ``level`` is ``bad``, ``good`` or ``dim``."""
    _console().print(Text(visible(text), style=_LEVELS[level]))


def tell(text: str) -> None:
    """Print progress or a remark: to standard error, so that a result stays clean."""
    _console(error=True).print(Text(visible(text), style="dim"))


def complain(text: str) -> None:
    """Print why a command cannot do what it was asked."""
    _console(error=True).print(Text(visible(text), style="red"))


def is_terminal() -> bool:
    """Whether a person sits before the command and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask a person and return the answer without blanks around it."""
    tell(question)
    return input().strip()


def show_json(value: Any) -> None:
    """Print one JSON value."""
    sys.stdout.write(visible(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def problems(found: Sequence[Problem], *, as_json: bool = False) -> None:
    """Print the report of problems as a result."""
    if as_json:
        show_json({"problems": [problem.as_json() for problem in found]})
    else:
        _console().print(Text(visible(report(found))))


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print rows under headers."""
    drawn = Table(*headers, title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(visible(cell)) for cell in row))
    _console().print(drawn, soft_wrap=False)


class Progress:
    """Tells what a long command is doing and how many seconds each part took."""

    def __init__(self, status: Status | None, *, quiet: bool) -> None:
        self._status, self._quiet = status, quiet
        self._name, self._start = "", 0.0

    def __call__(self, name: str) -> None:
        """Begin a part; the part before is over."""
        self.end()
        self._name, self._start = name, time.perf_counter()
        if self._status is not None:
            self._status.update(Text(f"{name}…"))

    def end(self) -> None:
        """Say how long the last part took."""
        if self._name and not self._quiet:
            tell(f"{self._name}：{time.perf_counter() - self._start:.1f} 秒")
        self._name = ""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Show progress on standard error while the body runs; nothing when ``quiet``."""
    console = _console(error=True)
    if quiet or not console.is_terminal:
        shown = Progress(None, quiet=quiet)
        yield shown
        shown.end()
        return
    with console.status("") as status:
        shown = Progress(status, quiet=False)
        yield shown
        shown.end()
