"""The site: building, previewing and verifying it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scripts import build as building
from scripts import console, instance, usage
from scripts.cli.options import Instance, Json, group

commands, command = group()


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
        console.show_json(
            {"output": str(target), "index": str(index), "seconds": seconds, "unchanged": phases.unchanged}
        )
        return 0
    if phases.unchanged:
        console.say("没有改动：数据、口径、代码和样式都与上次生成时相同，网站的每个文件也没有变。", "good")
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
    # Who builds does not wait for what serves and verifies.
    from scripts import serve as serving

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
    from scripts import verify as verifying

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
