"""Release pages: one for each revision, and the current one again at the period's address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from scripts.model.chart import WIDTHS, Chart
from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.period import chinese_date
from scripts.model.release import REVISION_TYPES
from scripts.publish import csvw, data, identity
from scripts.publish.citation import STYLES, Cited, cite
from scripts.publish.page import Page, json_bytes, size_text
from scripts.publish.panel import FILE, panel
from scripts.publish.panel import shared as panel_shared
from scripts.publish.site import Site, common, days_text, issued, issued_date, issued_text, status
from scripts.publish.standing import HOLDS, marked, predecessor, revisions, standings

_PLACEHOLDER = re.compile(r'\]\(([\w-]+(?:\.wide\.svg|\.table\.json) ")')
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


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of every release with all their files."""
    for edition in site.editions:
        body, shared = _body(site, edition), _data(site, edition)
        files = _files(site, edition, shared)
        shared["downloads"] = _downloads(edition, files)
        yield Page(edition.address, "release", edition.title, shared, body, files)
        if edition.current:
            now = {**shared, "search": {**shared["search"], "index": False}, "current_page": True}
            yield Page(edition.current_address, "release", edition.title, now, _at_period(body, edition), {})
        yield from _embeds(site, edition, shared)


def _body(site: Site, edition: Edition) -> str:
    text = site.text(edition)
    return f"{text.sentence}\n\n{text.body}"


def _at_period(body: str, edition: Edition) -> str:
    """Point the placeholders to the files in the revision's folder, so that the words read without the plugin too."""
    return _PLACEHOLDER.sub(rf"](r{edition.release.id.revision}/\1", body)


def _data(site: Site, edition: Edition) -> dict[str, Any]:
    release, text = edition.release, site.text(edition)
    kind = site.kinds[release.id.kind]
    state = status(edition)
    placed = set[str]().union(*(edition.grids[name].figures() for name in text.tables))
    panels = [figure for id, figure in edition.figures.items() if id not in placed]
    panels.sort(key=lambda figure: figure.id not in text.cited)
    standing, same = standings(site, edition), revisions(site, edition)
    tables = {name: edition.grids[name].as_json() for name in text.tables}
    # What is below the first picture is fetched when a reader comes near it.
    charts = {name: {**chart(edition, name, tables), "lazy": position > 0} for position, name in enumerate(text.charts)}
    tables = {name: marked(grid, standing) for name, grid in tables.items()}
    page = common(
        site,
        title=edition.title,
        address=edition.address,
        description=text.plain,
        crumbs=[
            (kind["title"], f"/{release.id.kind}/"),
            (edition.settings["title"], f"/{release.id.series}/"),
            (release.period.title, edition.current_address),
        ],
        kind=release.id.kind,
        kind_title=kind["title"],
        as_of=release.as_of.isoformat(),
        as_of_text=chinese_date(release.as_of),
        issued=issued(edition),
        issued_text=issued_text(edition),
        search=_search(site, edition),
    )
    canonical = edition.current_address if edition.current else edition.address
    return page | {
        "canonical": canonical,
        "period_title": release.period.title,
        "revision": release.id.revision,
        "revision_title": f"第 {release.id.revision} 版",
        "status": state,
        "approval": _approval(edition),
        "methods": [
            {"title": m.title, "version": m.version, "href": f"/methods/{m.name}/", "text": m.text, "basis": m.basis}
            for m in release.methods.values()
        ],
        "banner": _banner(site, edition),
        "facts": _facts(edition),
        "charts": charts,
        "tables": tables,
        "figures": [panel(site, edition, figure, same, standing.get(figure.id, HOLDS)) for figure in panels],
        "changes": _changes(site, edition),
        "identities": identity.report(edition),
        "footnotes": [{"text": note} for note in edition.settings.get("footnotes", ())],
        "citation": citations(site, edition),
        "verification": _verification(edition),
        "previous": _neighbour(site, edition, -1),
        "next": _neighbour(site, edition, 1),
        "revisions": _revisions(site, edition),
        "files_base": edition.address,
        "panel": f"{edition.address}{FILE}",
        "card": f"{edition.address}{CARD}" if CARD in edition.images else "",
        "citation_pattern": citation_pattern(site, edition),
    }


def _search(site: Site, edition: Edition) -> dict[str, Any]:
    release = edition.release
    departments = [m.title for m in edition.mentions if m.type in {"department", "township"}]
    words = edition.settings.get("status", {})
    levels = {f.status for f in edition.figures.values() if f.status.startswith(("warn", "late", "bad"))}
    return {
        "index": edition.current and not site.preview,
        "kind": site.kinds[release.id.kind]["title"],
        "year": [str(release.period.year)],
        "department": list(dict.fromkeys(departments)),
        "status": [status(edition)["word"], *sorted(words[level] for level in levels if level in words)],
        "date": issued_date(edition),
        "period": release.period.title,
    }


def _approval(edition: Edition) -> dict[str, str]:
    approval = edition.release.approval
    if approval is None:
        return {"organ": "（尚未批准）", "document": "", "date_text": "", "days_text": "", "sha256": ""}
    return {
        "organ": approval.organ,
        "document": approval.document,
        "date_text": chinese_date(approval.date),
        "days_text": days_text(edition),
        "sha256": approval.files.get("data.csv", ""),
    }


def _facts(edition: Edition) -> list[dict[str, str]]:
    release = edition.release
    facts = [{"label": "数据截至", "text": chinese_date(release.as_of)}]
    if release.approval:
        facts += [
            {"label": "公开时间", "text": f"{issued_text(edition)}（{days_text(edition)}）"},
            {"label": "批准", "text": release.approval.document},
        ]
    facts += [
        {"label": "口径", "text": f"{m.title}（{m.version}版）", "href": f"/methods/{m.name}/"}
        for m in release.methods.values()
    ]
    return facts


def chart(edition: Edition, name: str, tables: dict[str, Any]) -> dict[str, Any]:
    """Return a chart as a page shows it; its rows are added to ``tables`` unless they stand there."""
    drawing = edition.charts[name]
    grid = next((key for key in tables if edition.grids.get(key) is drawing.grid), "")
    if not grid:
        grid = f"{name}-data"
        tables[grid] = drawing.grid.as_json()
    drawn = edition.pictures[name]
    base = edition.address
    return {
        "title": drawing.title,
        "measured": drawing.measured,
        "description": drawing.description,
        "grid": grid,
        **{
            width: {"svg": f"{base}{name}.{width}.svg", "width": picture.width, "height": picture.height}
            for width, picture in drawn.items()
            if width in WIDTHS
        },
        "png": f"{base}{name}.png",
        "spec": f"{base}{name}.vl.json",
        "csv": f"{base}{name}.chart.csv",
        "embed": f"/embed/{edition.release.id}/{name}/",
    }


def _files(site: Site, edition: Edition, shared: dict[str, Any]) -> dict[str, bytes]:
    approved = {
        path.name: path.read_bytes()
        for path in sorted(edition.folder.iterdir())
        # The original file may hold columns that were not approved for publication.
        if path.suffix in {".csv", ".json", ".sig"}
        and path.name != "import.json"
        and not path.name.startswith("source")
    }
    files = {
        **approved,
        "data.xlsx": data.data_xlsx(edition, site.settings),
        "figures.json": data.figures_json(edition, site.settings),
        "datapackage.json": data.descriptor(edition, site.settings),
        **csvw.files(edition, site.settings),
    }
    if taken := set(files) & set(edition.extras):
        raise FileExistsError(f"{edition.release.id}: {', '.join(sorted(taken))} is a file of every release")
    files |= edition.extras
    for name, chart in edition.charts.items():
        pictures = edition.pictures[name]
        for width in WIDTHS:
            files[f"{name}.{width}.svg"] = pictures[width].svg.encode()
        files[f"{name}.svg"] = pictures.get("press", pictures["wide"]).svg.encode()
        files[f"{name}.png"] = edition.images[name]
        files[f"{name}.vl.json"] = _spec(chart, site)
        # A chart and a table of the release may have one name; the approved file keeps it.
        files[f"{name}.chart.csv"] = data.grid_csv(chart.grid)
    for name in site.text(edition).tables:
        files[f"{name}.table.json"] = json_bytes(edition.grids[name].as_json())
    if lost := [name for name, content in approved.items() if files[name] != content]:
        raise FileExistsError(f"{edition.release.id}: {', '.join(lost)} is a file that was approved")
    files["release.zip"] = data.archive(files)
    if CARD in edition.images:
        files[CARD] = edition.images[CARD]
    # Beside the archive: what it says changes when a later revision comes, and the archive may not.
    files[FILE] = panel_shared(site, edition, citation_pattern(site, edition), standings(site, edition))
    return files


def _spec(chart: Chart, site: Site) -> bytes:
    spec = {"description": f"{chart.title}。{chart.description}", **chart.specs["wide"]}
    if site.settings["demonstration"]:
        spec["usermeta"] = {"notice": site.settings["notice"]}
    return (json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _downloads(edition: Edition, files: dict[str, bytes]) -> list[dict[str, str]]:
    listed = [
        {"title": title, "href": f"{edition.address}{name}", "size_text": size_text(len(files[name])), "note": note}
        for name, title, note in DOWNLOADS
        if name in files
    ]
    others = [
        {
            "title": f"{edition.schemas[name].title or name} CSV",
            "href": f"{edition.address}{name}.csv",
            "size_text": size_text(len(files[f"{name}.csv"])),
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


def citations(site: Site, edition: Edition, figure: Figure | None = None) -> dict[str, str]:
    """Return the citation of a release, or of one of its figures, in every style."""
    cited = _cited(site, edition, figure.label if figure else "", figure.id if figure else "")
    return {style: cite(cited, style) for style in STYLES}


def citation_pattern(site: Site, edition: Edition) -> str:
    """Return the citation of any figure of a release, with ``{label}`` and ``{id}`` to be filled in."""
    return cite(_cited(site, edition, "{label}", "{id}"), STYLES[0])


def _cited(site: Site, edition: Edition, label: str, id: str) -> Cited:
    release = edition.release
    title = f"{label}：{edition.title}" if label else edition.title
    url = f"{str(site.settings['url']).rstrip('/')}{edition.address}" + (f"#{id}" if id else "")
    key = str(release.id).replace("/", "-")
    return Cited(
        organ=str(site.settings["organ"]),
        title=title,
        revision=f"第{release.id.revision}版",
        issued=issued_date(edition) or release.as_of.isoformat(),
        url=url,
        hash=release.approval.sha256[:12] if release.approval else "",
        key=f"{key}-{id}" if id else key,
    )


def _verification(edition: Edition) -> dict[str, Any]:
    approval = edition.release.approval
    if approval is None:
        return {}
    sizes = {path.name: path.stat().st_size for path in edition.folder.iterdir()}
    return {
        "files": [
            {"name": name, "sha256": sha256, "size_text": size_text(sizes[name])}
            for name, sha256 in approval.files.items()
        ],
        "ledger": approval.sha256,
    }


def _revisions(site: Site, edition: Edition) -> list[dict[str, Any]]:
    same = [e for e in site.editions if e.release.id.current == edition.release.id.current]
    return [
        {
            "title": f"第 {one.release.id.revision} 版（{issued_text(one)}）",
            "href": one.address,
            "current": one is edition,
            "word": REVISION_TYPES[one.release.revision.type] if one.release.revision else "首次公开",
        }
        for one in same
    ]


def _banner(site: Site, edition: Edition) -> dict[str, Any] | None:
    if edition.current:
        note = edition.release.revision
        if note is None:
            return None
        before = predecessor(site, edition)
        word = REVISION_TYPES[note.type]
        text = f"{note.reason}。{note.approver}于{chinese_date(note.date)}决定。"
        return {
            "level": "warn10",
            "title": f"这一版是{word}",
            "text": text,
            "href": before.address if before else "",
            "changes": compare(before, edition) if before else [],
        }
    newest = next(e for e in site.current(edition.release.id.series) if e.release.period == edition.release.period)
    note = newest.release.revision
    return {
        "level": "warn20",
        "title": f"这一版已被第 {newest.release.id.revision} 版代替",
        "text": f"{REVISION_TYPES[note.type]}：{note.reason}。" if note else "",
        "href": newest.address,
        "changes": compare(edition, newest),
    }


def compare(old: Edition, new: Edition) -> list[dict[str, str]]:
    """Return the figures whose exact value differs between two revisions of one period, as printed."""
    changes = []
    for id in dict.fromkeys((*old.figures, *new.figures)):
        before, after = old.figures.get(id), new.figures.get(id)
        if (before.exact if before else None) != (after.exact if after else None):
            label = after.label if after else before.label if before else id
            changes.append(
                {"label": label, "old": before.words if before else "没有", "new": after.words if after else "没有"}
            )
    return changes


def _changes(site: Site, edition: Edition) -> list[dict[str, str]]:
    """Return what changed since the period before: statuses that moved, in words."""
    if not edition.release.earlier:
        return []
    before_id = str(edition.release.earlier[-1].id)
    before = next((e for e in site.editions if str(e.release.id) == before_id), None)
    if before is None:
        return []
    words = edition.settings.get("status", {})
    changes = []
    for id, figure in edition.figures.items():
        old = before.figures.get(id)
        if old is None or not figure.dimensions or old.status == figure.status or not figure.status:
            continue
        if old.status in words and figure.status in words:
            who = _who(edition, figure)
            text = f"{who}：由“{words[old.status]}”变为“{words[figure.status]}”"
            changes.append({"text": text, "href": f"{edition.address}#{id}", "status": figure.status})
    return changes


def _who(edition: Edition, figure: Figure) -> str:
    for field, code in figure.dimensions.items():
        for schema in edition.schemas.values():
            name = schema[field].codelist if field in schema.names else ""
            if name and code in edition.release.codelists[name]:
                return edition.release.codelists[name].label(code)
    return figure.label


def _neighbour(site: Site, edition: Edition, step: int) -> dict[str, str] | None:
    series = sorted(site.current(edition.release.id.series), key=lambda e: e.release.period)
    periods = [one.release.period for one in series]
    index = periods.index(edition.release.period) + step
    if not 0 <= index < len(series):
        return None
    return {"title": series[index].title, "href": series[index].current_address}


def _embeds(site: Site, edition: Edition, shared: dict[str, Any]) -> Iterator[Page]:
    for name, chart in shared["charts"].items():
        address = f"/embed/{edition.release.id}/{name}/"
        title = f"{edition.title}：{chart['title']}"
        page = common(site, title=title, address=address, description=chart["description"], crumbs=[])
        yield Page(
            address,
            "embed",
            title,
            page
            | {
                "noindex": True,
                "search": {"index": False},
                "canonical": edition.address,
                "as_of_text": chinese_date(edition.release.as_of),
                "charts": {name: {**chart, "grid": ""}},
                "release": {
                    "title": edition.title,
                    "href": edition.address,
                    "revision": f"第 {edition.release.id.revision} 版",
                },
                "status": shared["status"],
                "banner": shared["banner"] and {**shared["banner"], "changes": []} if not edition.current else None,
            },
        )
