"""Handing in data: the commands between a workbook and an approved release."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from scripts import annotate as annotating
from scripts import approve as approving
from scripts import asking, console, draft, importing, instance, signature, usage
from scripts import check as checking
from scripts import due as agenda
from scripts import suggest as suggesting
from scripts.checklist import checklist as checking_list
from scripts.cli.options import Instance, Json, group
from scripts.intake import approval as approvals
from scripts.intake import codelist
from scripts.model.problem import Rejected

commands, command = group()


@command("import", help="导入工作簿（CSV、XLSX、XLS）为草稿，列出改动和拒收的每一格")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要导入的文件")],
    to: Annotated[str, typer.Option("--to", metavar="类别/报告/时期", help="导入成哪次发布")],
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="文件", help="映射文件（TOML）")] = None,
    sheet: Annotated[str, typer.Option("--sheet", metavar="名称", help="工作表")] = "",
    suggest: Annotated[bool, typer.Option("--suggest", help="不导入，按表头写一个映射文件供核对")] = False,
    annotate: Annotated[bool, typer.Option("--annotate", help="有问题时，另写一份带批注的工作簿")] = False,
    page: Annotated[
        Path | None, typer.Option("--report", metavar="文件", help="导入报告另写成网页（.html）", show_default=False)
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="逐格列出全部改动，不只举例")] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Import a staff file."""
    root = usage.instance_folder(folder)
    if suggest:
        return _suggest(root, file, to, mapping, sheet, json=json)
    id = usage.release_id(to)
    room = usage.room(id.series)
    if page is not None:
        importing.refuse_page(page)
    lists = codelist.read_all(root / "data" / "codelists")
    try:
        reports = importing.run(file, to, room.schemas, lists, root / "data", mapping, sheet)
    except Rejected as rejected:
        if page is not None:
            importing.write_page(page, importing.page_of_problems(file.name, rejected.problems))
            console.tell(f"问题清单写在：{page}")
        if annotate and (made := annotating.of_import(file, rejected.problems)):
            console.tell(f"带批注的工作簿：{made}；原来的文件没有动。")
        raise
    if page is not None:
        importing.write_page(page, importing.page_of_draft(root / "data", to))
    if json:
        console.say(importing.as_json(reports))
        return 0
    for report in reports:
        console.say(report.text(full=full))
    console.tell("下一步：portal check 核对，再用 portal approve 登记批准。逐格的改动见草稿里的 import.html。")
    return 0


def _suggest(root: Path, file: Path, to: str, mapping: Path | None, sheet: str, *, json: bool) -> int:
    """Write a mapping file for a staff file."""
    room = usage.room("/".join(to.split("/")[:2]))
    made, found = suggesting.write(root, room, file, mapping, sheet)
    if json:
        console.show_json({"file": str(made), "tables": [one.as_json() for one in found]})
        return 0
    for one in found:
        for line in one.lines():
            console.say(line)
    console.say(f"已写出映射文件：{made}", "good")
    console.tell("逐行核对，改好“待核对”和“没有找到”的各行，再用 portal import 加 --mapping 导入；下一期照样能用。")
    return 0


@command(help="列出草稿、已批准的发布、代码表、口径、日历和台账里的全部问题")
def check(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[路径]…", help="只看这些草稿或发布")] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="草稿有问题时，在当前文件夹另写一份带批注的原表")
    ] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Find every problem."""
    root = usage.instance_folder(folder)
    with console.progress(quiet=json) as progress:
        progress("核对")
        found = checking.check(root, paths or [])
    if annotate:
        for made in annotating.of_drafts(root, found.problems, Path()):
            console.tell(f"带批注的工作簿：{made}；原来的文件没有动。")
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
    organ: Annotated[
        str, typer.Option("--organ", metavar="机关", help="批准的机关；不写的会问", show_default=False)
    ] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="会议或文号", help="哪次会议、哪个文件；不写的会问", show_default=False)
    ] = "",
    date: Annotated[
        str, typer.Option("--date", metavar="日期", help="批准日期，2024-10-17；不写的会问", show_default=False)
    ] = "",
    issued: Annotated[
        str, typer.Option("--issued", metavar="时间", help="公开时间；不写是批准当日 9 时", show_default=False)
    ] = "",
    explain: Annotated[
        list[str] | None, typer.Option("--explain", metavar="代码=理由", help="批准人接受的问题和理由，可写几次")
    ] = None,
    key: Annotated[Path | None, typer.Option("--sign", metavar="私钥", help="用 SSH 私钥签名")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="看过核对结果，不再问")] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Approve a draft."""
    root = usage.instance_folder(folder)
    organ, document, date = asking.missing(organ, document, date, ask=None if json else console.ask)
    if key is not None and not key.is_file():
        raise usage.WrongUsage(f"没有这个私钥文件：{key}")
    day = usage.day(date, "--date")
    when = usage.moment(issued or date, "--issued", usage.OFFICE_HOURS)
    explained = usage.explained(explain or [])
    source = draft.folder_of(path, root)
    id = draft.release_of(source, approvals.read_ledger(root / "data" / "ledger.jsonl", "data/ledger.jsonl"))
    draft.refuse_folders(source, source.relative_to(root).as_posix() if source.is_relative_to(root) else str(source))
    if (made_before := approving.recover(root, source, id)) is not None:
        console.say(f"这份草稿已经登记为 {made_before}，上次没有清理完，现在清理了。", "good")
        return 0
    found = checking_list(root, source, id, date=day, issued=when, explained=explained, now=asking.now())
    for line in () if json else found.lines():
        console.say(line)
    if found.problems:
        raise Rejected(found.problems)
    if not yes and not json and console.is_terminal() and console.ask("登记批准吗？是的输入 y：").lower() != "y":
        console.say("没有登记，草稿没有动。")
        return 1
    made = approving.approve(
        root,
        source,
        id,
        organ=organ,
        document=document,
        date=day,
        issued=when,
        explained=explained,
        approved=found.approved,
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
