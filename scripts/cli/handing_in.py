"""Handing in data: the commands between a workbook and an approved release."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from scripts import approve as approving
from scripts import check as checking
from scripts import console, draft, importing, instance, registry, signature, usage
from scripts import due as agenda
from scripts.cli.options import Instance, Json, group
from scripts.intake import approval as approvals
from scripts.intake import codelist

commands, command = group()


@command("import", help="导入工作簿（CSV、XLSX、XLS）为草稿，列出改动和拒收的每一格")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要导入的文件")],
    to: Annotated[str, typer.Option("--to", metavar="类别/报告/时期", help="导入成哪次发布")],
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="文件", help="映射文件（TOML）")] = None,
    sheet: Annotated[str, typer.Option("--sheet", metavar="名称", help="工作表")] = "",
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Import a staff file."""
    root = usage.instance_folder(folder)
    id = usage.release_id(to)
    try:
        room = registry.disclosure(id.kind, id.report)
    except registry.NoRoom:
        raise usage.WrongUsage(
            f"没有这种报告：{id.series}。有：{'、'.join(map(str, registry.disclosures()))}。"
        ) from None
    lists = codelist.read_all(root / "data" / "codelists")
    reports = importing.run(file, to, room.schemas, lists, root / "data", mapping, sheet)
    if json:
        console.say(importing.as_json(reports))
        return 0
    for report in reports:
        console.say(str(report))
    console.tell("下一步：portal check 核对，再用 portal approve 登记批准。")
    return 0


@command(help="列出草稿、已批准的发布、代码表、口径、日历和台账里的全部问题")
def check(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[路径]…", help="只看这些草稿或发布")] = None,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Find every problem."""
    with console.progress(quiet=json) as progress:
        progress("核对")
        found = checking.check(usage.instance_folder(folder), paths or [])
    if json:
        counts = {"releases": found.releases, "drafts": found.drafts, "rows": found.rows}
        console.show_json({"problems": [problem.as_json() for problem in found.problems], **counts})
    elif found.problems:
        console.problems(found.problems)
    else:
        drafts = f"，{found.drafts} 份草稿" if found.drafts else ""
        console.say(f"没有发现问题（{found.releases} 次发布{drafts}，{found.rows} 行）。", "good")
    return 1 if found.problems else 0


@command(help="登记批准：把批准与草稿的字节绑定，移入 data/approved，记入台账")
def approve(
    path: Annotated[Path, typer.Argument(metavar="草稿", help="草稿文件夹，如 data/drafts/类别/报告/时期")],
    organ: Annotated[str, typer.Option("--organ", metavar="机关", help="批准的机关")],
    document: Annotated[str, typer.Option("--document", metavar="会议或文号", help="哪次会议、哪个文件")],
    date: Annotated[str, typer.Option("--date", metavar="日期", help="批准日期，2024-10-17")],
    issued: Annotated[
        str, typer.Option("--issued", metavar="时间", help="公开时间；不写是批准当日 9 时", show_default=False)
    ] = "",
    explain: Annotated[
        list[str] | None, typer.Option("--explain", metavar="代码=理由", help="批准人接受的问题和理由，可写几次")
    ] = None,
    key: Annotated[Path | None, typer.Option("--sign", metavar="私钥", help="用 SSH 私钥签名")] = None,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Approve a draft."""
    root = usage.instance_folder(folder)
    if not organ.strip() or not document.strip():
        raise usage.WrongUsage("--organ 和 --document 不能是空的：写明哪个机关、在哪次会议或哪个文件批准。")
    if key is not None and not key.is_file():
        raise usage.WrongUsage(f"没有这个私钥文件：{key}")
    day = usage.day(date, "--date")
    when = usage.moment(issued or date, "--issued", usage.OFFICE_HOURS)
    explained = usage.explained(explain or [])
    source = draft.folder_of(path, root)
    id = draft.release_of(source, approvals.read_ledger(root / "data" / "ledger.jsonl", "data/ledger.jsonl"))
    draft.refuse_folders(source, source.relative_to(root).as_posix() if source.is_relative_to(root) else str(source))
    made = approving.approve(
        root,
        source,
        id,
        organ=organ,
        document=document,
        date=day,
        issued=when,
        explained=explained,
        sign=partial(signature.sign, key=key, name=str(key)) if key is not None else None,
    )
    sha256 = approvals.sha256((made / approvals.APPROVAL).read_bytes())
    if json:
        console.show_json({"release": str(id), "folder": str(made), "approval": sha256, "issued": when.isoformat()})
    else:
        console.say(f"已登记批准：{id}", "good")
        console.say(f"  {organ} {document}，{day}；公开时间 {when.isoformat(sep=' ', timespec='minutes')}")
        console.say(f"  批准记录的校验值：{sha256}")
        console.tell("下一步：portal diff 看公众会看到什么变化，portal build 生成网站，然后提交 data/。")
    return 0


@command(help="公开日历：哪些到期、哪些迟了、哪些已公开")
def due(
    at: Annotated[str | None, typer.Option("--at", metavar="时间", help="算到这一天；不写是最近一次公开的那天")] = None,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Show the disclosure calendar."""
    day, items = agenda.due(usage.instance_folder(folder), usage.at(at))
    if json:
        console.show_json({"at": day.isoformat(), "due": items})
        return 0
    if items:
        rows = [[item["due"], item["word"], item["title"], item["published_text"], item["basis"]] for item in items]
        console.table(["应公开", "情况", "报告", "首次公开", "依据"], rows)
    late = sum(item["status"] == "late" for item in items)
    console.say(f"截至 {day}：日历上 {len(items)} 项，{late} 项到期没有公开。", "bad" if late else "")
    return 0
