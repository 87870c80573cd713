"""Album: every published chart by its address, as ``charts.jsonl`` has it, for those who place one in an article."""

from __future__ import annotations

from difflib import get_close_matches

from scripts.model.release import NotAReleasePath, ReleaseId
from scripts.model.released import Line, Released
from scripts.model.store import NotCitable

NEAR = 3


class Album(Released):
    """The charts of a site: lines of ``charts.jsonl``."""

    def find(self, address: str) -> Line:
        """Return the chart at ``kind/report/period[/r<n>]#name``, of the current revision.

        Raises:
            NotCitable: ``words.no-chart``: there is none, or its release was replaced.
        """
        place, _, name = address.strip().strip("/").partition("#")
        place = place.strip("/")
        try:
            current = ReleaseId.parse(place).current
        except NotAReleasePath:
            raise _wrong(f"“{place}”不是发布的地址", "写成 类别/报告/时期#图的名称") from None
        release = self._newest.get(current)
        if release is None:
            have = get_close_matches(current, sorted(self._newest), NEAR, 0.5)
            raise _wrong(f"没有公开过 {place} 的图", f"最接近的是 {'、'.join(have)}" if have else "先公开这份报告")
        if place not in (current, release):
            raise _wrong(f"{place} 的图已有新版", f"写成 {current}#{name}，总是现行的一版")
        charts = {line["name"]: line for line in self._releases[release]()}
        if name not in charts:
            have = list(charts)
            if not have:
                raise _wrong(f"{current} 没有图", "删去这一行")
            raise _wrong(f"{current} 没有图“{name}”", f"改成 {'、'.join(f'{current}#{one}' for one in have)} 之一")
        return charts[name]


def _wrong(expected: str, fix: str) -> NotCitable:
    return NotCitable("words.no-chart", expected, fix)
