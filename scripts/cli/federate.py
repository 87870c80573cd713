"""The province: one portal over the sites of several districts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scripts import console, instance, usage
from scripts import federate as federating
from scripts.cli.options import Json, group

commands, command = group()
EXAMPLE = """收录名单里各区县的公开网站，生成一个省级门户（只有这个命令会读别的网站）。

名单是一个 TOML 文件：

name = "某省人大监督公开"

organ = "某省人大常委会"

url = "https://rd.example.gov.cn/"

[[district]]

id = "dongcheng"

name = "东城区"

source = "../dongcheng/output"（文件夹或网址）

url = "https://rd.example.gov.cn/dongcheng/"（读者看到的网址；source 是网址时可以不写）"""


@command(help=EXAMPLE)
def federate(
    listed: Annotated[Path, typer.Argument(metavar="名单", help="TOML 文件")],
    output: Annotated[Path, typer.Option("--output", metavar="文件夹", help="门户放在哪里")],
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="有问题的区县先不收录，并在门户上写明；不写就什么也不生成")
    ] = False,
    json: Json = False,
) -> int:
    """Make a provincial portal."""
    target = output.absolute()
    usage.refuse_output(target, instance.ROOT)
    with console.progress(quiet=json) as progress:
        made = federating.federate(listed, target, leave_out=leave_out, tell=progress)
    if json:
        console.show_json(
            {
                "output": str(made.output),
                "districts": [one.entry.id for one in made.portal.districts],
                "omitted": [one.name for one in made.portal.omitted],
                "problems": [problem.as_json() for problem in made.problems],
            }
        )
        return 0
    if made.problems:
        console.problems(made.problems)
    figures = sum(one.figures for one in made.portal.districts)
    said = f"门户已生成：{len(made.portal.districts)} 个区县，{figures} 个数字"
    left = f"；没有收录 {len(made.portal.omitted)} 个" if made.portal.omitted else ""
    console.say(f"{said}{left}。用浏览器打开：{made.output / 'index.html'}", "good")
    return 0
