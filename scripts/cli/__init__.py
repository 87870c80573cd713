"""Command line: the words of ``portal``, each passed on to the module that does it; exit status out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import typer

from scripts.grammar import run

PARTS = {
    "preparing": ("template",),
    "scanning": ("scan",),
    "handing_in": ("import", "check", "approve", "due"),
    "site": ("build", "serve", "verify"),
    "deploy": ("deploy",),
    "federate": ("federate",),
    "figures": ("diff", "trace", "recount", "cite", "quote-check"),
    "founding": ("new", "begin"),
}
"""Module → its commands, in the order in which ``--help`` lists them."""


def application(parts: Iterable[str]) -> typer.Typer:
    """Return the application with the commands of some modules: who builds does not wait for what reads workbooks."""
    made = typer.Typer(
        name="portal",
        help="人大公开数据门户：导入、核对、批准、生成网站、核验和引用。",
        epilog="退出状态：0 完成，1 发现问题，2 用法不对。先读 data/README.md。",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]…",
    )
    for part in parts:
        made.add_typer(import_module(f"scripts.cli.{part}").commands)
    return made


def __getattr__(name: str) -> Any:
    """Return ``app``, the application with all commands."""
    if name == "app":
        return application(PARTS)
    raise AttributeError(name)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    named = [part for part, words in PARTS.items() if arguments and arguments[0] in words]
    return run(application(named or PARTS), list(arguments))
