"""Scanning: what must not be made public, found before it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from scripts import console, hooks, usage
from scripts import scan as scanner
from scripts.cli.options import Json, group

commands, command = group()


@command(help="检查文件里有没有个人信息、隐藏内容、批注和外部链接；可装成 git 钩子")
def scan(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[文件]…", help="文件或文件夹")] = None,
    staged: Annotated[bool, typer.Option("--staged", help="检查将要提交的内容（git 暂存区）")] = False,
    pushed: Annotated[
        str,
        typer.Option("--pushed", metavar="远端", help="检查将要推送的提交，钩子用", show_default=False),
    ] = "",
    install: Annotated[bool, typer.Option("--install-hooks", help="装上提交和推送以前的检查")] = False,
    remove: Annotated[bool, typer.Option("--remove-hooks", help="去掉装上的检查")] = False,
    json: Json = False,
) -> int:
    """Look for what should not be made public."""
    if sum((bool(paths), staged, bool(pushed), install, remove)) != 1:
        raise usage.WrongUsage("写明要检查的文件，或用 --staged、--install-hooks、--remove-hooks 之一。")
    if install or remove:
        done = hooks.install(Path()) if install else hooks.remove(Path())
        if json:
            console.show_json({"hooks": list(map(str, done))})
        for path in () if json else done:
            console.say(f"{'已装上' if install else '已去掉'}：{path}", "good")
        if not done and not json:
            console.say("没有装过，没有改动。")
        return 0
    with console.progress(quiet=True):
        if staged:
            found = scanner.scan_staged(Path())
        elif pushed:
            found = scanner.scan_pushed(Path(), pushed, sys.stdin)
        else:
            found = scanner.scan(paths or [])
    if json:
        console.show_json(found.as_json())
        return 1 if found.problems else 0
    return hooks.tell(found, "提交" if staged else "推送" if pushed else "")
