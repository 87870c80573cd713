"""Founding: a portal of one's own, a new report."""

from __future__ import annotations

from typing import Annotated

import typer

from scripts import begin as beginning
from scripts import console, instance, usage
from scripts import new as founding
from scripts.cli.options import Instance, Json, group

commands, command = group()


@command(help="新建一种报告：带样例和测试的房间")
def new(
    name: Annotated[str, typer.Argument(metavar="类别/报告", help="如 evaluation_outcomes/school_appraisal")],
    title: Annotated[str, typer.Option("--title", metavar="名称", help="中文名称")] = "",
    json: Json = False,
) -> int:
    """Make a new room."""
    made = founding.new(name, title)
    if json:
        console.show_json(
            {
                "folder": str(made),
                "files": sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()),
            }
        )
        return 0
    console.say(f"已建立 {made}", "good")
    console.say(
        "  先改 schema.json（列、单位、口径）和 disclosure.toml，再改 sample/ 里手算的结果，然后改 figures.py。"
    )
    console.say(f"  运行它的测试：python -m pytest {made.relative_to(instance.ROOT)} tests/disclosures -k {made.name}")
    return 0


@command(help="清除演示数据，从自己的数据开始")
def begin(
    name: Annotated[str, typer.Option("--name", metavar="名称", help="站点名称")],
    organ: Annotated[str, typer.Option("--organ", metavar="机关", help="公开的机关")],
    url: Annotated[str, typer.Option("--url", metavar="网址", help="公开网址；还没有的不写")] = "",
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Take the demonstration data out."""
    done = beginning.begin(usage.instance_folder(folder), name=name, organ=organ, url=url)
    if json:
        console.show_json({"done": done})
        return 0
    for line in done:
        console.say(line)
    console.tell("下一步：填写 data/codelists，用 portal import 导入第一份数据。")
    return 0
