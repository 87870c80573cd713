"""Command line: the words of ``portal``, each passed on to the module that does it; exit status out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from scripts import approve as approving
from scripts import begin as beginning
from scripts import build as building
from scripts import check as checking
from scripts import cite as citing
from scripts import console, draft, importing, instance, lookup, registry, signature, trail, usage
from scripts import diff as differing
from scripts import due as agenda
from scripts import new as founding
from scripts import quote_check as quoting
from scripts import recount as recounting
from scripts import serve as serving
from scripts import trace as tracing
from scripts import verify as verifying
from scripts.grammar import run
from scripts.intake import approval as approvals
from scripts.intake import codelist
from scripts.publish.citation import STYLES

app = typer.Typer(
    name="portal",
    help="人大公开数据门户：导入、核对、批准、生成网站、核验和引用。",
    epilog="退出状态：0 完成，1 发现问题，2 用法不对。先读 data/README.md。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
Instance = Annotated[
    Path,
    typer.Option("--instance", metavar="文件夹", help="实例：放有 data 的文件夹", show_default="本仓库"),
]
Json = Annotated[bool, typer.Option("--json", help="输出给程序读的 JSON")]
command = partial(app.command, options_metavar="[选项]")


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    return run(app, list(arguments))


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


@command(help="生成整个网站；出错时原来的网站不动")
def build(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="文件夹", help="网站放在哪里", show_default="实例的 output")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="时间", help="以这个时间为准，如 2024-11-01")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="包括还没有到公开时间的，每页标明")] = False,
    url: Annotated[str | None, typer.Option("--url", metavar="网址", help="公开网址，代替 site.toml 里的")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="按正式发布生成（publishconf.py）")] = False,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Build the site."""
    root = usage.instance_folder(folder)
    target = (output or root / "output").absolute()
    usage.refuse_output(target, root)
    with console.progress(quiet=json) as progress:
        phases = building.Phases(tell=progress)
        building.build(root, target, at=usage.at(at), preview=preview, url=url, for_publication=publish, phases=phases)
    index = target / "index.html"
    if json:
        seconds = {name: round(taken, 3) for name, taken in phases.seconds.items()}
        console.show_json({"output": str(target), "index": str(index), "seconds": seconds})
        return 0
    console.say(f"网站已生成，共 {sum(phases.seconds.values()):.1f} 秒。用浏览器打开：{index}", "good")
    console.say(f"The site is built. Open: {index}")
    if preview:
        console.say("这是预览：含有还没有到公开时间的内容，不要对外。", "bad")
    return 0


@command(help="在本机预览网站，改动后自动重新生成和刷新")
def serve(
    port: Annotated[int, typer.Option("--port", metavar="端口", min=0, max=65535, help="0 是任一空闲端口")] = 8000,
    preview: Annotated[bool, typer.Option("--preview", help="包括还没有到公开时间的")] = False,
    folder: Instance = instance.ROOT,
) -> int:
    """Serve the site here."""
    root = usage.instance_folder(folder)
    serving.serve(root, port, preview=preview, tell=console.say, complain=console.complain)
    return 0


@command(help="离线核验：生成好的网站，或下载的 release.zip，是不是批准的那些字节")
def verify(
    path: Annotated[Path, typer.Argument(metavar="文件夹或压缩包", help="网站的文件夹，或 release.zip")],
    recompute: Annotated[bool, typer.Option("--recompute", help="再从公布的数据逐个重算数字")] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--instance", metavar="文件夹", help="信任的实例：核对它的台账和签名人，重算用它的代码表和口径"),
    ] = None,
    json: Json = False,
) -> int:
    """Verify what was published."""
    trusted = usage.instance_folder(folder) if folder is not None else None
    with console.progress(quiet=json) as progress:
        progress("核验")
        found = verifying.verify(path, trusted or instance.ROOT, trusted=trusted, figures=recompute)
    if json:
        console.show_json(found.as_json())
    elif found.problems:
        console.problems(found.problems)
    else:
        console.say(f"核验通过：{found.words()}。", "good")
        if found.remark:
            console.tell(found.remark)
    return 1 if found.problems else 0


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
