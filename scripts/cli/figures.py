"""Figures: where they come from, how they are cited, and what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scripts import cite as citing
from scripts import console, instance, lookup, trail, usage
from scripts import diff as differing
from scripts import quote_check as quoting
from scripts import recount as recounting
from scripts import trace as tracing
from scripts.cli.options import Instance, Json, group
from scripts.publish.citation import STYLES

commands, command = group()


@command(help="公众会看到哪些数字变化：与以前的提交、另一个实例或生成好的网站比较")
def diff(
    against: Annotated[
        str, typer.Option("--against", metavar="提交或文件夹", help="git 的提交、实例或网站的文件夹")
    ] = "HEAD",
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Compare figures."""
    with console.progress(quiet=json) as progress:
        progress("比较")
        changes, remarks = differing.diff(usage.instance_folder(folder), against)
    if json:
        console.show_json({"changes": [change.as_json() for change in changes], "remarks": remarks})
    else:
        if changes:
            console.table(differing.HEADERS, [differing.row(change) for change in changes])
        console.say(differing.summary(changes))
        for remark in remarks:
            console.tell(remark)
    return 1 if any(change.type == "unexplained" for change in changes) else 0


@command(help="一个数字从哪里来：算法、口径、每一格、文件的校验值、批准和各版；或一格用在哪些数字里")
def trace(
    figure: Annotated[str, typer.Argument(metavar="数字", help="类别/报告/时期[/r2]#数字，或网页上的完整网址")] = "",
    cell: Annotated[str, typer.Option("--cell", metavar="文件!格", help="这一格用在哪些数字里，如 预算.xlsx!E17")] = "",
    preview: Annotated[bool, typer.Option("--preview", help="包括还没有到公开时间的")] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Trace a figure to its cells or a cell to its figures."""
    if bool(figure) == bool(cell):
        raise usage.WrongUsage("写明一个数字，或用 --cell 写明一格；两者只写一个。")
    material = lookup.load(usage.instance_folder(folder), preview=preview)
    found = tracing.trace(material, figure) if figure else tracing.uses(material, cell)
    if json:
        console.show_json(found)
    else:
        for line in trail.figure(found) if figure else trail.cell(found):
            console.say(line)
    return 0


@command(help="重算票决：由公布的得票或匿名选票，照口径重算入选名单，与会议宣布的比较；不同的退出状态是 1")
def recount(
    release: Annotated[str, typer.Argument(metavar="发布", help="类别/报告/时期[/r2]，或完整网址")],
    ballots: Annotated[
        Path | None, typer.Option("--ballots", metavar="文件", help="匿名选票：CSV（ballot,projects）或 Pabulib 的 .pb")
    ] = None,
    pabulib: Annotated[
        Path | None, typer.Option("--pabulib", metavar="文件", help="把这次票决写成 .pb；给了选票的，连同选票")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="包括还没有到公开时间的")] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Count a vote again."""
    found = recounting.recount(usage.instance_folder(folder), release, ballots, pabulib, preview=preview)
    if json:
        console.show_json(found.as_json())
    else:
        for line in found.lines():
            console.say(line)
        console.say(found.verdict, "bad" if found.status else "good")
    return found.status


@command(help="一次发布或一个数字怎样引用")
def cite(
    address: Annotated[str, typer.Argument(metavar="数字或发布", help="类别/报告/时期[/r2][#数字]，或完整网址")],
    style: Annotated[str, typer.Option("--style", metavar="格式", help=f"引用格式：{'、'.join(STYLES)}")] = STYLES[0],
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Cite a release or figure."""
    text, remark = citing.cite(usage.instance_folder(folder), address, style)
    if json:
        console.show_json({"style": style, "citation": text, "remark": remark})
        return 0
    console.say(text)
    if remark:
        console.tell(remark)
    return 0


@command("quote-check", help="一句话里的数字与公开的是否一致：一致、已经不是现在的数、不一致")
def quote_check(
    text: Annotated[str, typer.Argument(metavar="句子", help="如“第三季度区教委执行进度78.4%”")],
    site: Annotated[
        Path | None, typer.Option("--site", metavar="文件夹", help="生成好的网站", show_default="实例的 output")
    ] = None,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Check a quotation."""
    found = quoting.quote_check(site or folder / "output", text)
    if json:
        console.show_json({"verdicts": quoting.as_json(found)})
    else:
        for line in quoting.lines(found):
            console.say(line)
    return 0 if all(one.verdict == "match" for one in found) else 1
