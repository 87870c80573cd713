"""District (区县): the catalogue and figures of another site, hostile until checked → ``District``, or problems.

What is kept is exactly what passed: addresses are made anew from the release and the roster, never taken over.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from scripts.intake import harvest
from scripts.model.district import Dataset, District, Entry, Headline, Report
from scripts.model.figure import IDENTIFIER
from scripts.model.problem import Problem, Rejected
from scripts.model.release import NotAReleasePath, ReleaseId
from scripts.model.store import WITHDRAWN

CATALOG, FIGURES, MANIFEST = "catalog.jsonld", "figures.jsonl", "manifest.json"
BUNDLE = "pagefind/pagefind-entry.json"
"""What a reader's browser asks of a search index first."""
DATASETS, LINE, LINES = 20_000, 1 << 18, 5_000_000
"""Most entries of a catalogue, bytes of a line, lines of figures."""
SHOWN = 50
"""After so many problems in one file the rest is not read."""
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}\.csv")
_SHA = re.compile(r"[0-9a-f]{64}")
_METHOD = re.compile(r"[a-z][a-z0-9_]{0,60}")
_ANCHOR = re.compile(r"/(?P<release>[a-z_]+/[a-z0-9_]+/[0-9QS-]+/r[0-9]+)/#(?P<id>.+)")


class _Wrong(ValueError):
    """A value is not what it must be; the text says what was expected."""


def read(entry: Entry, reports: Mapping[str, Report], keep: Callable[[bytes], object] = lambda line: None) -> District:
    """Return what one district publishes.

    Args:
        reports: series → report that the portal knows; of these the headline figures are kept.
        keep: is given every figure as a line of the portal's own ``figures.jsonl``, once the line is checked. Lines may
            have been given before the district is refused.

    Raises:
        Rejected: with every problem (``federation.*``), each at its entry or line.
    """
    manifest = _json(entry, MANIFEST, harvest.read(entry, MANIFEST))
    sealed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(sealed, dict):
        raise Rejected([_problem(entry, MANIFEST, "不是封存清单", code="federation.manifest")])
    content = {name: harvest.read(entry, name) for name in (CATALOG, FIGURES, BUNDLE)}
    digests = {name: harvest.digest(one) for name, one in content.items()}
    changed = [
        _problem(entry, name, "与该网站封存清单里的校验值不同", code="federation.changed-file")
        for name, own in digests.items()
        if sealed.get(name) != own
    ]
    if changed:
        raise Rejected(changed)
    district = _catalog(entry, content[CATALOG])
    return _figures(replace(district, digests=digests), content[FIGURES], reports, keep)


def _json(entry: Entry, name: str, content: bytes) -> Any:
    try:
        return json.loads(content)
    # Brackets nested thousands deep exhaust the reader's stack before they are wrong.
    except (ValueError, RecursionError):
        raise Rejected([_problem(entry, name, "不是能读懂的 JSON", code="federation.unreadable")]) from None


def _catalog(entry: Entry, content: bytes) -> District:
    data = _json(entry, CATALOG, content)
    listed = data.get("dcat:dataset") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(listed, list) or data.get("@type") != "dcat:Catalog":
        raise Rejected([_problem(entry, CATALOG, "不是 DCAT 目录")])
    if len(listed) > DATASETS:
        raise Rejected([_problem(entry, CATALOG, f"目录多于 {DATASETS} 条", code="federation.too-large")])
    base = str(data.get("@id", "")).removesuffix(CATALOG)
    problems: list[Problem] = []
    titles: dict[str, str] = {}
    datasets: dict[str, Dataset] = {}
    organ, notice = "", ""
    try:
        publisher = data.get("dct:publisher")
        organ = _text(publisher.get("foaf:name") if isinstance(publisher, dict) else None, 100)
        notice = _text(data.get("dct:description", ""), 300, empty=True)
    except _Wrong as wrong:
        problems.append(_problem(entry, CATALOG, f"公开机关或提示：{wrong}", header="dct:publisher"))
    for place, one in enumerate(listed):
        try:
            if isinstance(one, dict) and one.get("@type") == "dcat:DatasetSeries":
                series = _path(one, base).strip("/")
                ReleaseId.parse(f"{series}/2000")
                titles[series] = _text(_value(one.get("dct:title")), 80)
            else:
                dataset = _dataset(one, base)
                if str(dataset.release) in datasets:
                    raise _Wrong("同一个发布列了两次")
                datasets[str(dataset.release)] = dataset
        except (_Wrong, NotAReleasePath) as wrong:
            problems.append(_problem(entry, CATALOG, str(wrong), header=f"dcat:dataset[{place}]"))
            if len(problems) == SHOWN:
                break
    if problems:
        raise Rejected(problems)
    return District(entry, organ, titles, datasets, {}, 0, {}, notice)


def _dataset(one: Any, base: str) -> Dataset:
    if not isinstance(one, dict) or one.get("@type") != "dcat:Dataset":
        raise _Wrong("应是 dcat:Dataset")
    release = ReleaseId.parse(_path(one, base))
    temporal = one.get("dct:temporal")
    files = {}
    for distribution in _list(one.get("dcat:distribution", [])):
        name = str(_part(distribution, "dcat:downloadURL", "@id")).rpartition("/")[2]
        checksum = str(_part(distribution, "spdx:checksum", "spdx:checksumValue"))
        if not _NAME.fullmatch(name) or not _SHA.fullmatch(checksum):
            raise _Wrong("下载文件要有文件名和 SHA-256")
        files[name] = checksum
    methods = {}
    for standard in _list(one.get("dct:conformsTo", [])):
        name, version = (str(_part(standard, key)) for key in ("dct:identifier", "dcat:version"))
        if not _METHOD.fullmatch(name):
            raise _Wrong("口径要有名称")
        methods[name] = _text(version, 40)
    return Dataset(
        release,
        _text(_value(one.get("dct:title")), 120),
        _day(_value(one.get("dct:issued", ""))),
        _day(_value(temporal.get("dcat:endDate")) if isinstance(temporal, dict) else None),
        dict(sorted(methods.items())),
        dict(sorted(files.items())),
        _text(_value(one.get("dct:description", "")), 1000, empty=True),
    )


def _figures(
    district: District, content: bytes, reports: Mapping[str, Report], keep: Callable[[bytes], object]
) -> District:
    entry, headlines, as_of = district.entry, dict[str, Headline](), dict[str, str]()
    problems: list[Problem] = []
    count = 0
    for row, line in enumerate(_lines(content), 1):
        if row > LINES:
            problems.append(_problem(entry, FIGURES, f"多于 {LINES} 行", code="federation.too-large"))
            break
        try:
            release, figure = _figure(line, district)
        except _Wrong as wrong:
            problems.append(_problem(entry, FIGURES, str(wrong), row=row, code="federation.figure"))
            if len(problems) == SHOWN:
                break
            continue
        count += 1
        as_of[str(release)] = figure["as_of"]
        report = reports.get(release.series)
        if report is not None and figure["id"] == report.headline:
            names = ("id", "label", "value", "words", "unit", "base", "method", "status", "missing")
            headlines[str(release)] = Headline(**{name: figure.get(name) or "" for name in names})
        keep(json.dumps(figure, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    if problems:
        raise Rejected(problems)
    datasets = {key: replace(one, as_of=as_of.get(key, one.as_of)) for key, one in district.datasets.items()}
    return replace(district, datasets=datasets, headlines=headlines, figures=count)


def _lines(content: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        yield content[start:end]
        start = end + 1


def _figure(line: bytes, district: District) -> tuple[ReleaseId, dict[str, Any]]:
    """Return the release and the figure as the portal states it: which district, at which absolute address.

    Raises:
        _Wrong: it is no figure.
    """
    if len(line) > LINE:
        raise _Wrong(f"一行超过 {LINE >> 10} KB")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise _Wrong("不是能读懂的 JSON") from None
    if not isinstance(data, dict):
        raise _Wrong("应是一个数字的各项")
    anchor = _ANCHOR.fullmatch(str(data.get("address", "")))
    if anchor is None or anchor["release"] != data.get("release") or anchor["id"] != data.get("id"):
        raise _Wrong("address 应由 release 和 id 组成")
    try:
        release = ReleaseId.parse(anchor["release"])
    except NotAReleasePath:
        raise _Wrong("release 不是发布的位置") from None
    if not IDENTIFIER.fullmatch(anchor["id"]) or len(anchor["id"]) > 200:
        raise _Wrong("id 不是数字的代码")
    dataset = district.datasets.get(str(release))
    if dataset is None and data.get("status") != WITHDRAWN:
        raise _Wrong("目录里没有这个发布")
    out = {
        "district": district.entry.id,
        "district_name": district.entry.name,
        "address": f"{district.entry.url}{release}/#{anchor['id']}",
        "release": str(release),
        "id": anchor["id"],
        "as_of": _day(data.get("as_of")),
        "value": _number(data.get("value")),
    }
    for key, longest in (("title", 120), ("label", 300), ("text", 80), ("words", 120), ("status", 20)):
        out[key] = _text(data.get(key), longest)
    for key, longest in (
        ("unit", 20),
        ("base", 120),
        ("missing", 300),
        ("formula", 500),
        ("method", 60),
        ("level", 20),
    ):
        if text := _text(data.get(key, ""), longest, empty=True):
            out[key] = text
    if dataset is not None:
        used = {"data", *(str(one.get("resource")) for one in _list(data.get("sources", [])) if isinstance(one, dict))}
        out["sha256"] = {name: sha for name, sha in dataset.files.items() if name.removesuffix(".csv") in used}
    return release, out


def _number(value: Any) -> str | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) <= 60 and Decimal(value).is_finite() and "E" not in value.upper():
            return value
    except InvalidOperation:
        pass
    raise _Wrong("value 应是写成文字的准确数值或 null")


def _path(one: Mapping[str, Any], base: str) -> str:
    """Return the address of an entry inside its site."""
    address = one.get("@id")
    if not isinstance(address, str) or len(address) > 400 or not address.startswith(base):
        raise _Wrong("@id 应是该网站里的网址")
    return address[len(base) :]


def _value(one: Any) -> Any:
    return one.get("@value") if isinstance(one, dict) else one


def _part(one: Any, *keys: str) -> Any:
    for key in keys:
        one = one.get(key) if isinstance(one, dict) else None
    return one


def _list(one: Any) -> list[Any]:
    if not isinstance(one, list) or len(one) > 200:
        raise _Wrong("应是一组值")
    return one


def _text(value: Any, longest: int, *, empty: bool = False) -> str:
    """Return one line of ordinary text.

    Raises:
        _Wrong: it is none, is too long, or holds what is not shown or turns the direction of writing.
    """
    if not isinstance(value, str) or len(value) > longest:
        raise _Wrong(f"应是不超过 {longest} 字的文字")
    text = " ".join(value.split())
    if not text and not empty:
        raise _Wrong("文字不能空着")
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} for char in text):
        raise _Wrong("文字里有看不见的控制字符")
    return text


def _day(value: Any) -> str:
    if value == "":
        return ""
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _Wrong("日期应写成 2024-09-30") from None


def _problem(
    entry: Entry,
    name: str,
    expected: str,
    *,
    row: int | None = None,
    header: str = "",
    code: str = "federation.catalog",
) -> Problem:
    fix = "请该区县用现在的版本重新生成网站；或用 --leave-out 先不收录它"
    return Problem(code, harvest.place(entry, name, row, header), expected, fix)
