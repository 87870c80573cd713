"""Deploy: publishing on a server of one's own by ``git push``, or to an object store."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from scripts import console
from scripts import deploy as deploying
from scripts.cli.options import Json
from scripts.deployment import files, upload
from scripts.deployment.repository import updates

commands = typer.Typer(
    name="deploy",
    help="用 git push 发布：建立位置、查看、退回、更新、上传",
    no_args_is_help=True,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
command = partial(commands.command, options_metavar="[选项]")
Target = Annotated[Path, typer.Argument(metavar="位置", help="portal deploy init 建立的文件夹")]


@command(help="在服务器上建立位置：可以推送的仓库，检查、生成、切换都在推送时完成")
def init(
    target: Annotated[Path, typer.Argument(metavar="位置", help="空的或还没有的文件夹，如 /srv/gongkai")],
    branch: Annotated[str, typer.Option("--branch", metavar="分支", help="发布哪条分支")] = "main",
    url: Annotated[str, typer.Option("--url", metavar="网址", help="公开网址，代替 site.toml 里的")] = "",
    code: Annotated[
        str, typer.Option("--code", metavar="来源", help="程序用服务器上装好的（installed），还是推送来的（pushed）")
    ] = "installed",
    wheels: Annotated[
        Path | None, typer.Option("--wheels", metavar="文件夹", help="离线安装包，--code pushed 而服务器不能上网时用")
    ] = None,
    keep: Annotated[int, typer.Option("--keep", metavar="个数", min=2, max=1000, help="保存几个网站")] = 10,
    rewrite: Annotated[bool, typer.Option("--allow-rewrite", help="允许强制推送（去掉发布过的提交）")] = False,
) -> int:
    """Make a target."""
    deploying.environment()
    chosen = {"branch": branch, "url": url, "code": code, "keep": keep, "rewrite": rewrite}
    site = deploying.init(target, {**chosen, "wheels": str(wheels.absolute()) if wheels else ""})
    root = site.target.root
    console.say(f"已建立 {root}", "good")
    console.say("工作人员在自己的仓库里运行一次，以后 git push 公开 就是发布：")
    console.say(f"  git remote add 公开 用户名@服务器:{site.target.repository}")
    console.say(f"  git push 公开 {branch}")
    console.say(f"网站服务器的根目录：{site.target.current}")
    console.say(f"  nginx、Caddy 和定时更新的设置写在 {root / 'server'}，照各文件开头的说明复制。")
    console.say("到公开时间自动更新，定时任务（crontab -e）加一行：")
    console.say(f"  {files.cron(site.target)}")
    if code == "pushed":
        console.say("注意：--code pushed 时，能推送的人就能以这个用户的身份在服务器上运行程序。", "bad")
    return 0


@command(help="正在公开的是哪次提交、从什么时候起、保存了哪些、有没有正在进行的发布、磁盘余量")
def status(target: Target, json: Json = False) -> int:
    """Show a target."""
    found = deploying.status(deploying.opened(target))
    if json:
        console.show_json(found)
    else:
        for line in deploying.status_lines(found):
            console.say(line)
    return 0


@command(help="立即退回保存的网站；下一次推送恢复正常")
def rollback(
    target: Target,
    to: Annotated[str, typer.Option("--to", metavar="名称", help="退到哪一个，名称或提交的一部分；不写是前一个")] = "",
    withdrawn: Annotated[bool, typer.Option("--accept-withdrawn", help="即使后来撤回的数据又能看到")] = False,
) -> int:
    """Serve an earlier site."""
    name = deploying.rollback(deploying.opened(target), console.tell, to, withdrawn=withdrawn)
    console.say(f"已退回：{name}。仓库没有变；下一次推送恢复正常。", "good")
    return 0


@command(help="有内容到了公开时间就重新生成；没有就不动。供定时任务用")
def refresh(
    target: Target,
    again: Annotated[bool, typer.Option("--again", help="即使没有，也重新生成，如升级程序以后")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="没有事就不印")] = False,
) -> int:
    """Publish what fell due."""
    deploying.environment()
    site = deploying.opened(target)
    told: list[str] = []
    tell = told.append if quiet else console.tell
    done = ""
    with deploying.refusing(tell, [deploying.NOT_RENEWED]) as outcome:
        done = deploying.refresh(site, tell, again=again)
        outcome.append(True)
    if not outcome:
        for line in told:
            console.tell(line)
        return 1
    if done:
        console.say(f"已更新：{done}", "good")
    elif not quiet:
        console.say("没有到公开时间的内容，网站不变。")
    return 0


@command("upload", help="把生成好的网站上传到对象存储（用 rclone）：先传资源，再传网页，最后删除多余的")
def upload_(
    site: Annotated[Path, typer.Argument(metavar="网站", help="生成好的文件夹，如 output")],
    remote: Annotated[str, typer.Argument(metavar="目的地", help="rclone 的目的地，如 store:rd-example")],
    packed: Annotated[bool, typer.Option("--packed", help="压缩好的 .gz 和 .br 也上传（对象存储一般用不到）")] = False,
) -> int:
    """Upload a site."""
    upload.upload(site, remote, console.tell, packed=packed)
    console.say("已上传。", "good")
    return 0


@command("pre-receive", hidden=True)
def pre_receive(target: Path) -> int:
    """What git runs before it accepts a push."""
    deploying.environment()
    site = deploying.opened(target)
    return 0 if deploying.receive(site, updates(iter(sys.stdin)), _tell, os.getppid()) else 1


@command("post-receive", hidden=True)
def post_receive(target: Path) -> int:
    """What git runs after it accepted a push."""
    deploying.environment()
    return 0 if deploying.published(deploying.opened(target), updates(iter(sys.stdin)), _tell) else 1


def _tell(text: str) -> None:
    """Tell whoever pushed. One who has hung up is told nothing, and what was begun is finished all the same."""
    with contextlib.suppress(BrokenPipeError):
        console.tell(text)
