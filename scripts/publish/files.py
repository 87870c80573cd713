"""Files: everything of a release that can be downloaded, and the list of it."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.model.chart import WIDTHS, Chart
from scripts.model.edition import Edition
from scripts.publish import csvw, data
from scripts.publish.cited import citation_pattern
from scripts.publish.page import folder_of, json_bytes, size_text
from scripts.publish.panel import FILE
from scripts.publish.panel import shared as panel_shared
from scripts.publish.part import part_key
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site
from scripts.publish.standing import standings

CARD = "card.png"
"""The picture that is shown beside a link to the release."""
DOWNLOADS = (
    ("data.csv", "数据 CSV", "给程序用：UTF-8，列名是英文字段名，就是批准的那个文件"),
    ("data.xlsx", "数据 XLSX", "给人看：中文列名，部门等代码已换成名称"),
    ("figures.json", "全部数字", "每个数字的精确值、单位、分母、算法和出处"),
    ("datapackage.json", "字段说明", "Data Package，含校验值"),
    ("approval.json", "批准记录", "谁在哪次会议批准了哪些字节"),
    ("revision.json", "修订说明", "为什么有这一版"),
    ("release.zip", "整包下载", "以上全部，附核对办法"),
)


def files(site: Site, edition: Edition, reuse: Reuse) -> tuple[dict[str, bytes | None], dict[str, int]]:
    """Return name → content of every file of a release but its page, and their sizes; ``None``: stands as it should."""
    made_of = part_key(site, "files", [edition])
    folder = folder_of(Path(), edition.address).as_posix()
    there = reuse.sizes(made_of)
    made: dict[str, bytes | None]
    if there is None:
        made = {**(fixed := _fixed(site, edition))}
        reuse.note(made_of, {f"{folder}/{name}": content for name, content in fixed.items()})
        sizes = {name: len(content) for name, content in fixed.items()}
    else:
        sizes = {path.rpartition("/")[2]: size for path, size in there.items()}
        made = dict.fromkeys(sizes)
    # Beside the archive: what it says changes when a later revision comes, and the archive may not.
    made[FILE] = panel_shared(site, edition, citation_pattern(site, edition), standings(site, edition))
    return made, sizes


def _fixed(site: Site, edition: Edition) -> dict[str, bytes]:
    """Return the files that are made of the release, the settings of the site and nothing else.

    Raises:
        FileExistsError: a room's extra file has the name of another, or an approved file would be changed.
    """
    approved = {
        path.name: path.read_bytes()
        for path in sorted(edition.folder.iterdir())
        # The original file may hold columns that were not approved for publication.
        if path.suffix in {".csv", ".json", ".sig"}
        and path.name != "import.json"
        and not path.name.startswith("source")
    }
    made = {
        **approved,
        "data.xlsx": data.data_xlsx(edition, site.settings),
        "figures.json": data.figures_json(edition, site.settings),
        "datapackage.json": data.descriptor(edition, site.settings),
        **csvw.files(edition, site.settings),
    }
    if taken := set(made) & set(edition.extras):
        raise FileExistsError(f"{edition.release.id}: {', '.join(sorted(taken))} is a file of every release")
    made |= edition.extras
    for name, chart in edition.charts.items():
        pictures = edition.pictures[name]
        for width in WIDTHS:
            made[f"{name}.{width}.svg"] = pictures[width].svg.encode()
        made[f"{name}.svg"] = pictures.get("press", pictures["wide"]).svg.encode()
        made[f"{name}.png"] = edition.images[name]
        made[f"{name}.vl.json"] = _spec(chart, site)
        # A chart and a table of the release may have one name; the approved file keeps it.
        made[f"{name}.chart.csv"] = data.grid_csv(chart.grid)
    for name in site.text(edition).tables:
        made[f"{name}.table.json"] = json_bytes(edition.grids[name].as_json())
    if lost := [name for name, content in approved.items() if made[name] != content]:
        raise FileExistsError(f"{edition.release.id}: {', '.join(lost)} is a file that was approved")
    made["release.zip"] = data.archive(made)
    if CARD in edition.images:
        made[CARD] = edition.images[CARD]
    return made


def _spec(chart: Chart, site: Site) -> bytes:
    spec = {"description": f"{chart.title}。{chart.description}", **chart.specs["wide"]}
    if site.settings["demonstration"]:
        spec["usermeta"] = {"notice": site.settings["notice"]}
    return (json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def listed(edition: Edition, sizes: dict[str, int]) -> list[dict[str, str]]:
    """Return the downloads as a page lists them."""
    listed = [
        {"title": title, "href": f"{edition.address}{name}", "size_text": size_text(sizes[name]), "note": note}
        for name, title, note in DOWNLOADS
        if name in sizes
    ]
    others = [
        {
            "title": f"{edition.schemas[name].title or name} CSV",
            "href": f"{edition.address}{name}.csv",
            "size_text": size_text(sizes[f"{name}.csv"]),
            "note": "另一张表，就是批准的那个文件",
        }
        for name in edition.schemas
        if name != "data"
    ]
    extras = [
        {"href": f"{edition.address}{name}", "size_text": size_text(len(content)), **edition.settings["extras"][name]}
        for name, content in edition.extras.items()
    ]
    return [*listed[:1], *others, *listed[1:-1], *extras, *listed[-1:]]
