"""Hooks: git asks ``portal scan`` before every commit and push; what was hooked before still runs first."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from scripts import console
from scripts.intake.whole import write_whole
from scripts.scan import Scanned, repository, scan_pushed, scan_staged
from scripts.usage import WrongUsage

ROOT = Path(__file__).resolve().parent.parent
"""The program: found by its place, because reading an instance takes longer than looking at a commit."""
MARK = "# portal-scan"
BEFORE = ".before-scan"
"""What the hook that was there is called while ours is; it runs first."""
_PRE_COMMIT = """#!/bin/sh
{mark}: 提交以前检查有没有个人信息和隐藏内容；用 portal scan --remove-hooks 去掉。
before="$(dirname -- "$0")/pre-commit{before}"
if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
{guard}
{command} --staged
"""
_PRE_PUSH = """#!/bin/sh
{mark}: 推送以前检查有没有个人信息和隐藏内容；用 portal scan --remove-hooks 去掉。
before="$(dirname -- "$0")/pre-push{before}"
refs=$(cat)
if [ -x "$before" ]; then printf '%s\\n' "$refs" | "$before" "$@" || exit $?; fi
{guard}
printf '%s\\n' "$refs" | {command} --pushed "$1"
"""
_GUARD = """if [ ! -x {python} ]; then
  echo "检查个人信息的程序不在了。在 Gongkai 的文件夹里运行 make html，再运行 portal scan --install-hooks。" >&2
  exit 1
fi"""
HOOKS = {"pre-commit": _PRE_COMMIT, "pre-push": _PRE_PUSH}


def install(folder: Path) -> list[Path]:
    """Install both hooks in the repository at ``folder`` and return their paths; doing it again changes nothing.

    Raises:
        WrongUsage: there is no repository, or its hooks are shared with other repositories.
    """
    place = _place(folder)
    made = []
    for name, text in HOOKS.items():
        path, before = place / name, place / f"{name}{BEFORE}"
        if path.exists() and not _is_ours(path):
            if before.exists():
                raise WrongUsage(f"{path} 和 {before} 都不是本程序装的。先把两个合成一个 {name}，移走另一个，再装。")
            path.rename(before)
        write_whole(path, _filled(text).encode("utf-8"))
        path.chmod(0o755)
        made.append(path)
    return made


def remove(folder: Path) -> list[Path]:
    """Remove our hooks, put back those that were there before, and return the paths removed.

    Raises:
        WrongUsage: there is no repository.
    """
    place = _place(folder)
    gone = []
    for name in HOOKS:
        path, before = place / name, place / f"{name}{BEFORE}"
        if path.exists() and _is_ours(path):
            path.unlink()
            gone.append(path)
            if before.exists():
                before.rename(path)
    return gone


def tell(found: Scanned, word: str = "") -> int:
    """Print what was found and return the exit status; ``word`` is what does not happen when there are problems."""
    if found.remarks:
        console.say("请看一眼（不阻止提交）：")
        console.say(found.told())
    if found.problems:
        console.problems(found.problems)
        if word:
            console.complain(f"没有{word}：先改好上面的问题。")
        return 1
    console.say(f"没有发现不该公开的内容（{found.files} 个文件）。", "good")
    return 0


def main(arguments: list[str]) -> int:
    """Run as git runs it: ``--staged``, or ``--pushed REMOTE`` with the refs on standard input."""
    try:
        if arguments[:1] == ["--pushed"]:
            return tell(scan_pushed(Path(), arguments[1], sys.stdin), "推送")
        return tell(scan_staged(Path()), "提交")
    except WrongUsage as wrong:
        console.complain(str(wrong))
        return 2


def _place(folder: Path) -> Path:
    """Return the folder of hooks that git uses here, as ``core.hooksPath`` may say."""
    top = repository(folder)

    def ask(*words: str) -> Path:
        out = subprocess.run(["git", "rev-parse", *words], cwd=top, capture_output=True, check=True, text=True)
        return (top / out.stdout.rstrip("\n")).resolve()

    place, own = ask("--git-path", "hooks"), ask("--git-common-dir")
    if not place.is_relative_to(own) and not place.is_relative_to(top.resolve()):
        raise WrongUsage(
            f"git 的 core.hooksPath 指向 {place}，别的仓库也用它，没有改动。"
            '在那里的 pre-commit 里加一行 portal scan --staged，pre-push 里加一行 portal scan --pushed "$1"；'
            "或者只给这个仓库设：git config core.hooksPath .git/hooks，再装。"
        )
    place.mkdir(parents=True, exist_ok=True)
    return place


def _is_ours(path: Path) -> bool:
    return MARK in path.read_text("utf-8", errors="replace")


def _filled(text: str) -> str:
    python = shlex.quote(sys.executable)
    command = f"PYTHONUTF8=1 PYTHONPATH={shlex.quote(str(ROOT))} {python} -P -m scripts.hooks"
    guard = _GUARD.format(python=python)
    return text.format(mark=MARK, before=BEFORE, guard=guard, command=command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
