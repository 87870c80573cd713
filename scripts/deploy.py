"""``portal deploy``: a folder on a server whose repository publishes what is pushed to it, or refuses it whole."""

from __future__ import annotations

import datetime
import errno
import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scripts import usage
from scripts.deployment import files
from scripts.deployment.making import NO_ROOM, Maker, StepFailed, interpreter
from scripts.deployment.repository import Repository, Update
from scripts.deployment.target import Pending, Settings, Target, Tell
from scripts.instance import ROOT
from scripts.model.problem import Place, Problem, Rejected, report, shorten
from scripts.usage import WrongUsage

UNCHANGED = "没有发布：网站和仓库都没有变，你本机的提交还在。"
NOT_RENEWED = "没有更新，网站没有变。"
CURE = "照上面的提示改好，git commit 以后再 git push；说明见 data/README.md“当 git push 被拒绝时怎么办”。"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CODES = ("installed", "pushed")


@dataclass(frozen=True)
class Site:
    """A target and its repository, opened together."""

    target: Target
    repository: Repository

    @property
    def reference(self) -> str:
        """The branch that is published."""
        return f"refs/heads/{self.target.settings.branch}"

    def tip(self) -> str:
        """Return the commit that was accepted last; empty before the first."""
        return self.repository.commit(self.reference)


def opened(folder: Path) -> Site:
    """Return the target in ``folder``.

    Raises:
        WrongUsage: there is none.
    """
    target = Target(folder.resolve())
    if not target.is_made:
        raise WrongUsage(f"{folder} 不是发布的位置：先运行 portal deploy init {folder}。")
    return Site(target, Repository(target.repository))


def init(folder: Path, settings: dict[str, Any]) -> Site:
    """Make a target, or change the settings of one; its repository and sites stay.

    Args:
        settings: those of ``Settings`` that were chosen.

    Raises:
        WrongUsage: the folder holds something else, a setting cannot be used, or git is missing.
    """
    target = Target(folder.resolve())
    if target.root.exists() and not target.is_made and any(target.root.iterdir()):
        raise WrongUsage(f"{folder} 里已有别的文件。另选一个空的文件夹。")
    if settings.get("code", CODES[0]) not in CODES:
        raise WrongUsage(f"--code 只能是 {' 或 '.join(CODES)}。")
    if not shutil.which("git"):
        raise WrongUsage("没有 git：先安装 git。")
    branch = str(settings["branch"])
    if subprocess.run(["git", "check-ref-format", f"refs/heads/{branch}"], check=False).returncode != 0:
        raise WrongUsage(f"“{branch}”不能作分支的名称。")
    for part in (target.releases, target.work):
        part.mkdir(parents=True, exist_ok=True)
    repository = Repository(target.repository)
    if not target.repository.exists():
        words = ["git", "init", "--quiet", "--bare", f"--initial-branch={branch}", str(target.repository)]
        subprocess.run(words, check=True)
    repository.git("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    hooks = str(target.repository / "hooks")
    for name, value in (
        ("receive.fsckObjects", "true"),
        ("receive.maxInputSize", "2g"),
        ("core.hooksPath", hooks),
        ("core.logAllRefUpdates", "true"),
    ):
        repository.git("config", name, value)
    target.write_settings(Settings(program=str(ROOT), python=str(interpreter()), **settings))
    files.write(target, getpass.getuser())
    return Site(target, repository)


def receive(place: Site, updates: Sequence[Update], tell: Tell, process: int) -> bool:
    """Check and build what is pushed before git accepts it; return whether git may.

    Until git has accepted it, the served site stays; ``published`` or, after a kill, ``settle`` swaps it.
    """
    target, repository = place.target, place.repository
    update = next((one for one in updates if one.reference == place.reference), None)
    if update is None:
        tell(f"收到。只发布 {target.settings.branch} 分支，这次推送的只保存，网站不变。")
        return True
    with refusing(tell) as outcome:
        if update.removes:
            fix = f"不要删除 {target.settings.branch}；要撤下内容，出一版撤回（见 data/README.md“更正和修订”）"
            raise Rejected([Problem("deploy.branch-deleted", Place(""), "这条分支正在发布，不能删除", fix)])
        with target.locked(place.tip, tell):
            before = place.tip()
            if before != update.before:
                fix = "git pull 以后再 git push"
                raise Rejected([Problem("deploy.overtaken", Place(""), "在你推送的同时，别人先推送了", fix)])
            if before and not target.settings.rewrite and not repository.follows(update.new, before):
                fix = "git pull 以后再 git push，不要用 --force；已经公开的提交不能去掉"
                raise Rejected([Problem("deploy.rewritten-history", Place(""), "这次推送去掉了已经发布的提交", fix)])
            release, due = Maker(target, repository, tell).make(update.new, before)
            target.write_state(replace(target.state, pending=Pending(release, update.new, process, due)))
        outcome.append(True)
    return bool(outcome)


def published(place: Site, updates: Sequence[Update], tell: Tell) -> bool:
    """Serve what git has just accepted; return whether it is served."""
    update = next((one for one in updates if one.reference == place.reference), None)
    if update is None:
        return True
    with place.target.locked(place.tip, tell):
        served = place.target.served
    if not served.endswith(update.new[:12]):
        tell("已收下，但网站没有切换。请维护的人运行：portal deploy refresh " + str(place.target.root))
        return False
    tell(f"已发布：{update.new[:12]}{' → ' + place.target.settings.url if place.target.settings.url else ''}")
    return True


def refresh(place: Site, tell: Tell, *, again: bool = False) -> str:
    """Publish the accepted commit anew when something under embargo fell due; return what was done, or nothing."""
    target, repository = place.target, place.repository
    with target.locked(place.tip, tell):
        tip, state = place.tip(), target.state
        now = datetime.datetime.now(tz=datetime.UTC)
        fell_due = [moment for moment in state.due if datetime.datetime.fromisoformat(moment) <= now]
        if not tip:
            return ""
        if state.held:
            tell(f"现在是退回的 {state.live}，不自动更新；下一次推送恢复正常。")
            return ""
        if not again and not fell_due and state.live.endswith(tip[:12]):
            return ""
        release, due = Maker(target, repository, tell).make(tip)
        target.serve(release, held=False, due=due)
        target.settle(tip, tell)
    return release


def rollback(place: Site, tell: Tell, to: str = "", *, withdrawn: bool = False) -> str:
    """Serve a kept site at once and until the next push; return its name.

    Args:
        to: its name or a part of it; default the one before that which is served.
        withdrawn: although data withdrawn since would be seen again.

    Raises:
        WrongUsage: there is no such site, or not just one.
        Rejected: ``deploy.rollback-withdrawn``.
    """
    target = place.target
    with target.locked(place.tip, tell):
        names, served = target.names(), target.served
        if to:
            found = [name for name in names if to in name]
            if len(found) != 1:
                raise WrongUsage(
                    f"“{to}”{'不止一个' if found else '没有找到'}。有：{'、'.join(names) or '还没有发布过'}。"
                )
        else:
            found = [name for name in names if name < served][-1:]
            if not found:
                raise WrongUsage("没有更早的网站可以退回。")
        old, new = target.releases / found[0], target.releases / served
        again = returning(old, new) if served else []
        if again and not withdrawn:
            fix = "退到撤回以后的网站；确要退回的，加 --accept-withdrawn"
            expected = "后来已经撤回，退回以后公众又能看到"
            raise Rejected([Problem("deploy.rollback-withdrawn", Place(name), expected, fix) for name in again])
        target.serve(found[0], held=True, due=())
    return found[0]


def returning(old: Path, new: Path) -> list[str]:
    """Return the releases whose data ``old`` shows and ``new`` has withdrawn."""
    shown = {path.parent.relative_to(old).as_posix() for path in old.glob("*/*/*/r*/data.csv")}
    return sorted(name for name in shown if (new / name).is_dir() and not (new / name / "data.csv").is_file())


def status(place: Site) -> dict[str, Any]:
    """Return what is served, since when, what is kept, and what is going on."""
    target, repository = place.target, place.repository
    served, state, tip = target.served, target.state, place.tip()

    def described(name: str) -> dict[str, str]:
        commit = repository.commit(name.rpartition("-")[2])
        return {"release": name, "commit": commit, "subject": shorten(repository.subject(commit)) if commit else ""}

    since = datetime.datetime.fromtimestamp(target.current.lstat().st_mtime, usage.BEIJING) if served else None
    room = shutil.disk_usage(target.root)
    return {
        "served": described(served) if served else None,
        "since": since.isoformat(timespec="seconds") if since else "",
        "branch": target.settings.branch,
        "accepted": tip,
        "held": state.held,
        "due": list(state.due),
        "kept": [described(name) for name in reversed(target.names())],
        "busy": target.busy,
        "agrees": state.pending is None and state.live == served and (state.held or served.endswith(tip[:12])),
        "free": room.free,
        "total": room.total,
    }


def status_lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield what ``status`` found, in Chinese."""
    served = found["served"]
    if served is None:
        yield "还没有发布过。"
    else:
        yield f"正在公开：{served['commit'][:12]} {served['subject']}"
        yield f"  {served['release']}，自 {found['since'].replace('T', ' ')} 起"
    if found["held"]:
        yield f"  这是退回的网站；{found['branch']} 分支在 {found['accepted'][:12]}，下一次推送恢复正常。"
    elif served and not found["agrees"]:
        yield "  与仓库不一致：上一次发布在最后一步被打断，下一次推送或 portal deploy refresh 会补上。"
    for moment in found["due"][:1]:
        when = datetime.datetime.fromisoformat(moment).astimezone(usage.BEIJING)
        yield f"下一个公开时间：{when.isoformat(sep=' ', timespec='minutes')}（共 {len(found['due'])} 个）"
    yield "正在发布：有一次推送正在进行。" if found["busy"] else "没有正在进行的发布。"
    yield f"磁盘：余 {found['free'] / 2**30:.1f} GB，共 {found['total'] / 2**30:.1f} GB"
    yield f"保存的网站 {len(found['kept'])} 个："
    for one in found["kept"]:
        mark = "→" if served and one["release"] == served["release"] else " "
        yield f" {mark} {one['release']}  {one['subject']}"


@contextmanager
def refusing(tell: Tell, end: Sequence[str] = (UNCHANGED, CURE)) -> Iterator[list[bool]]:
    """Tell why nothing was published; the body adds to the list when all went well."""
    outcome: list[bool] = []
    try:
        yield outcome
    except Rejected as rejected:
        tell(report(rejected.problems))
    except StepFailed:
        pass
    except OSError as error:
        if error.errno in FULL:
            tell(str(Problem("deploy.no-room", Place(""), "服务器的磁盘满了", NO_ROOM)))
        else:
            tell(f"服务器读写文件出错：{error.filename or ''}（{error.strerror or error}）。请告诉维护的人。")
    if not outcome:
        for line in end:
            tell(line)


def environment() -> None:
    """Prepare the process that a hook starts: what it writes must be readable for the web server."""
    os.umask(0o022)
