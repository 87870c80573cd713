"""Reference pages: methods, glossary, calendar, corrections, records, data catalogue, search and its topic index."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from scripts.model.method import Method
from scripts.model.number import plain
from scripts.model.period import chinese_date
from scripts.model.profile import TYPES
from scripts.model.release import REVISION_TYPES
from scripts.publish import lists, profile
from scripts.publish.home import due, recent
from scripts.publish.page import Page
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, common, issued, issued_date
from scripts.publish.standing import newest_first, predecessor
from scripts.publish.succession import compare

TYPE_WORDS = {"string": "文字", "integer": "整数", "number": "数字", "date": "日期", "boolean": "是或否"}


def pages(site: Site, reuse: Reuse) -> Iterator[Page]:
    """Yield every reference page."""
    yield from _methods(site)
    explained = [page for kind in site.kinds if (page := site.explained(kind))]
    about = "本站用到的名词是什么意思，依据哪里。"
    yield _plain(site, "/glossary/", "glossary", "名词解释", about, terms=_terms(site), explained=explained)
    calendar = "哪份报告应当在哪一天之前公开，公开了没有，迟了几日。"
    yield _plain(site, "/calendar/", "calendar", "公开日历", calendar, items=due(site))
    corrections = "公开之后改过的每一次：改了哪些数字，为什么改，谁批准。原来的版本都还在。"
    yield _plain(site, "/corrections/", "corrections", "更正与修订", corrections, items=_corrections(site))
    yield _plain(site, "/changes/", "changes", "公开记录", "本站每一次公开，最新的在前。", items=recent(site))
    yield _plain(site, "/data/", "data", "数据目录", "全部报告、各期数据和字段说明。", items=_datasets(site))
    search = "按部门、项目、建议、数字查找本站公开的内容。"
    yield _plain(site, "/search/", "search", "搜索", search, index=False)
    quoted = "贴上一句话，看其中的数字与本站公开的是否一致，是不是现在的数。全部在你的浏览器里进行，不上传。"
    yield _plain(site, "/quote-check/", "quote", "引述核对", quoted)
    topics = "按类别、部门、项目和建议列出的全部页面。"
    yield _plain(site, "/search/topics/", "topics", "按主题查找", topics, index=False, groups=_topics(site, reuse))


def _plain(
    site: Site, address: str, template: str, title: str, description: str, *, index: bool = True, **data: Any
) -> Page:
    shared = common(
        site,
        title=title,
        address=address,
        description=description,
        crumbs=[("搜索", "/search/")] if address == "/search/topics/" else [],
        search={"index": index and not site.preview},
    )
    return Page(address, template, title, shared | data, description)


def _methods(site: Site) -> Iterator[Page]:
    title, lead = "口径与方法", "每个结果用哪条规则算出，规则从哪天起有效，前后有什么不同。"
    items = [
        {
            "title": versions[-1].title,
            "href": f"/methods/{name}/",
            "note": f"现行 {versions[-1].version} 版，{chinese_date(versions[-1].effective)}起",
        }
        for name, versions in site.methods.items()
    ]
    yield _plain(site, "/methods/", "methods", title, lead, items=items)
    for name, versions in site.methods.items():
        address = f"/methods/{name}/"
        newest = versions[-1]
        shared = common(
            site,
            title=newest.title,
            address=address,
            description=f"{newest.title}：{newest.text.splitlines()[0]}",
            crumbs=[(title, "/methods/")],
            search={"index": not site.preview, "kind": "口径"},
        )
        shown = [_version(site, version) for version in reversed(versions)]
        yield Page(address, "method", newest.title, shared | {"versions": shown})


def _version(site: Site, version: Method) -> dict[str, Any]:
    used = [e for e in site.newest_first() if e.current and e.release.methods.get(version.name) == version]
    return {
        "version": version.version,
        "effective_text": f"{chinese_date(version.effective)}起",
        "basis": version.basis,
        "text": version.text,
        "change": version.change,
        "parameters": [
            {"label": version.labels.get(key, key), "text": parameter_text(value)}
            for key, value in version.parameters.items()
        ],
        "used_by": [{"title": e.title, "href": e.current_address} for e in used],
    }


def parameter_text(value: Any) -> str:
    """Return a parameter of a method as a page prints it.

    >>> parameter_text([10, 20]), parameter_text(True), parameter_text({"A": "已解决"})
    ('10、20', '是', 'A：已解决')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | int):
        return plain(value)
    if isinstance(value, list):
        return "、".join(parameter_text(item) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{parameter_text(item)}" for key, item in value.items())
    return chinese_date(value) if isinstance(value, datetime.date) else str(value)


def _terms(site: Site) -> list[dict[str, str]]:
    return [
        {"id": key, "term": term["term"], "definition": term["definition"], "basis": term.get("basis", "")}
        for key, term in site.glossary.items()
    ]


def _corrections(site: Site) -> list[dict[str, Any]]:
    items = []
    for edition in newest_first(site):
        note = edition.release.revision
        if note is None or (edition in site.withdrawn and not edition.release.withdraws):
            continue
        before = predecessor(site, edition)
        items.append(
            {
                "date_text": chinese_date(datetime.date.fromisoformat(issued_date(edition) or note.date.isoformat())),
                "title": edition.title,
                "href": edition.address,
                "issued": issued(edition),
                "type_word": REVISION_TYPES[note.type],
                "reason": note.reason,
                "approver": note.approver,
                "changes": compare(before, edition) if before and not edition.release.withdraws else [],
            }
        )
    return items


def _datasets(site: Site) -> list[dict[str, Any]]:
    items = []
    for series in site.series:
        editions = site.current(series)
        newest = editions[-1]
        fields = [
            {
                "name": field.name if resource == "data" else f"{resource}.{field.name}",
                "title": field.title,
                "type": TYPE_WORDS[field.type],
                "unit": field.unit,
                "description": field.description,
            }
            for resource, schema in newest.schemas.items()
            for field in schema.fields
        ]
        items.append(
            {
                "title": site.rooms[series]["title"],
                "href": f"/{series}/",
                "periods": [{"title": e.release.period.title, "href": e.current_address} for e in reversed(editions)],
                "csv": f"/{series}/series.csv",
                "fields": fields,
            }
        )
    return items


def _topics(site: Site, reuse: Reuse) -> list[dict[str, Any]]:
    groups = [
        {
            "title": kind["title"],
            "items": [{"title": e.title, "href": e.current_address} for e in reversed(site.current(kind=name))],
        }
        for name, kind in site.kinds.items()
    ]
    for type, title in TYPES.items():
        mine = [p for p in site.profiles if p.type == type]
        if len(mine) > profile.MANY:
            groups.append(
                {
                    "title": title,
                    "items": [
                        {
                            "title": f"{year}年的{title}",
                            "href": profile.year_address(type, year),
                            "words": f"{len(some)} 个",
                        }
                        for year, some in profile.years(mine).items()
                    ],
                }
            )
        else:
            groups.append({"title": title, "items": [{"title": p.title, "href": p.address} for p in mine]})
    groups += [
        {"title": f"{outline['title']}：{facet['title']}", "items": facet["items"]}
        for outline in lists.outlines(site, reuse)
        for facet in outline["lists"].values()
    ]
    groups.append(
        {
            "title": "口径",
            "items": [{"title": v[-1].title, "href": f"/methods/{name}/"} for name, v in site.methods.items()],
        }
    )
    return [group for group in groups if group["items"]]
