"""Options: what the commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

Instance = Annotated[
    Path,
    typer.Option("--instance", metavar="文件夹", help="实例：放有 data 的文件夹", show_default="本仓库"),
]
Json = Annotated[bool, typer.Option("--json", help="输出给程序读的 JSON")]


def group() -> tuple[typer.Typer, Callable[..., Any]]:
    """Return a group of commands and the decorator that adds one to it."""
    made = typer.Typer()
    return made, partial(made.command, options_metavar="[选项]")
