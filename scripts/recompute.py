"""Recompute: every figure once more from the published rows, compared exactly with what was published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts import instance, registry
from scripts.intake import approval as approvals
from scripts.intake import codelist, method
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import Release, ReleaseId

WORDS = {
    "label": "名称",
    "value": "精确值",
    "text": "印出的数",
    "unit": "单位",
    "base": "分母",
    "formula": "算法",
    "method": "口径",
    "missing": "没有数的原因",
    "status": "状态",
    "dimensions": "维度",
    "terms": "用到的数字",
    "sources": "来源",
}
"""What two figures are compared by → its Chinese name."""
_FIX = "核对用的是不是同一版程序、代码表和口径；都相同的，公布的数字有误，请告知公开机关"


def recompute(site: Path, names: Sequence[str], root: Path, *, alone: bool = False) -> tuple[int, list[Problem]]:
    """Return how many figures were compared and every difference.

    Args:
        site: folder that holds the releases at their addresses.
        names: the releases (``kind/report/period/r1``).
        root: instance with the code lists and methods.
        alone: ``site`` is not whole: releases of the instance stand for the earlier ones it lacks.

    Raises:
        Rejected: code lists, methods or published rows cannot be read.
    """
    lists = codelist.read_all(root / "data" / "codelists")
    methods = method.read_all(root / "data" / "methods")
    read = [_read(site / name, ReleaseId.parse(name), name, lists, methods) for name in names]
    here = {str(release.id) for release in read}
    others = [one for one in instance.load(root).releases.values() if str(one.id) not in here] if alone else []
    count = 0
    problems: list[Problem] = []
    for release in read:
        published = json.loads((site / str(release.id) / "figures.json").read_bytes())["figures"]
        room = registry.disclosure(release.id.kind, release.id.report)
        figures = room.compute(instance.link(release, [*read, *others]))
        computed = {id: json.loads(json.dumps(figure.as_json())) for id, figure in figures.items()}
        count += len(published)
        problems += _compare(f"{release.id}/figures.json", {one["id"]: one for one in published}, computed)
    return count, problems


def _read(folder: Path, id: ReleaseId, name: str, lists: Any, methods: Any) -> Release:
    try:
        room = registry.disclosure(id.kind, id.report)
    except registry.NoRoom:
        fix = "用公布时的那一版程序核验"
        raise Rejected([Problem("release.no-room", Place(f"{name}/"), "没有这种报告", fix)]) from None
    approval = approvals.parse((folder / approvals.APPROVAL).read_bytes())
    tables = instance.read_tables(room, folder, name, lists)
    chosen = instance.choose_methods(room, methods, approval, id, name)
    note = approvals.read_revision(folder, name, id)
    return Release(id, tables, lists, chosen, id.period.end, approval=approval, revision=note)


def _compare(file: str, published: dict[str, Any], computed: dict[str, Any]) -> Iterator[Problem]:
    for id in dict.fromkeys([*published, *computed]):
        old, new = published.get(id), computed.get(id)
        if old is None or new is None:
            expected = "按公布的数据算不出这个数字" if new is None else "按公布的数据有这个数字，没有公布"
            yield Problem("verify.figure-differs", Place(file), expected, _FIX, f"#{id}")
            continue
        for part, word in WORDS.items():
            if old.get(part) != new.get(part):
                expected = f"{old['label']} #{id} 的{word}，按公布的数据算出“{new.get(part)}”"
                yield Problem("verify.figure-differs", Place(file), expected, _FIX, str(old.get(part)))
