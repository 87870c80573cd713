"""Store: every published figure by its address, as ``figures.jsonl`` has it, for those who cite one by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from scripts.model.release import NotAReleasePath, ReleaseId
from scripts.model.released import Line, Released

CURRENT, REVISED, CORRECTED, WITHDRAWN = "现行", "已修订", "已更正", "已撤回"
"""What may have become of a published figure."""
LEVELS = {CURRENT: "ok", REVISED: "warn10", CORRECTED: "warn20", WITHDRAWN: "bad"}
"""Status of a figure → level of ``scripts.model.status``."""
NEAR = 3


class NotCitable(LookupError):
    """An address names no figure, or one that no longer holds.

    Args:
        code: of the problem.
        expected: what is wrong, a Chinese clause.
        fix: what to write instead.
    """

    def __init__(self, code: str, expected: str, fix: str) -> None:
        """Keep the three."""
        super().__init__(f"{expected}：{fix}")
        self.code, self.expected, self.fix = code, expected, fix


class Store(Released):
    """The figures of a site: lines of ``figures.jsonl``."""

    def __init__(self, releases: Mapping[str, Callable[[], Iterable[Line]]]) -> None:
        """Begin with none read."""
        super().__init__(releases)
        self._read: dict[str, dict[str, Line]] = {}

    def _figures(self, release: str) -> dict[str, Line]:
        if release not in self._read:
            self._read[release] = {line["id"]: line for line in self._releases[release]()}
        return self._read[release]

    def find(self, address: str, *, former: bool = False) -> Line:
        """Return the figure at ``kind/report/period[/r<n>]#id``.

        Args:
            former: it may have been revised since; the revision must then be written.

        Raises:
            NotCitable: see the class.
        """
        place, _, id = address.strip().strip("/").partition("#")
        release = self._release(place.strip("/"), former=former)
        figures = self._figures(release)
        if id not in figures:
            near = get_close_matches(id, list(figures), NEAR, 0.5) or [
                one for one in figures if one.split(".")[0] == id.split(".")[0]
            ]
            have = near[:NEAR] or list(figures)[:NEAR]
            raise NotCitable(
                "words.no-figure",
                f"{release} 没有数字“{id}”",
                f"改成最接近的之一：{'、'.join(f'{place}#{one}' for one in have)}",
            )
        line = figures[id]
        if line["status"] != CURRENT and not former:
            newest = self._newest[release.rpartition("/")[0]]
            fix = f"改成现行的 {newest}#{id}；要引用原来的数，写 {{{{former figure: {release}#{id}}}}}"
            if line["status"] == WITHDRAWN:
                fix = "删去这句话；撤回的数字不能引用"
            raise NotCitable("words.superseded-figure", f"这个数字{line['status']}", fix)
        return line

    def _release(self, place: str, *, former: bool) -> str:
        try:
            id = ReleaseId.parse(place)
        except NotAReleasePath:
            raise NotCitable(
                "words.no-figure",
                f"“{place}”不是发布的地址",
                "写成 类别/报告/时期#数字，数字的代码点开网页上的数字可见",
            ) from None
        revised = place.count("/") == 3
        if former and not revised:
            raise NotCitable("words.no-figure", "原来的数要写明是哪一版", f"写成 {id}#数字")
        if revised and place in self._releases:
            return place
        if not revised and id.current in self._newest:
            return self._newest[id.current]
        periods = sorted({one.split("/")[2] for one in self._releases if one.startswith(f"{id.series}/")})
        reports = sorted({one.rsplit("/", 2)[0] for one in self._releases})
        newest = self._newest.get(id.current)
        have = (
            f"现行的是 {newest}" if newest else f"{id.series} 公开过 {'、'.join(periods)}" if periods
            else f"公开过的报告有 {'、'.join(get_close_matches(id.series, reports, NEAR, 0.3) or reports)}"
        )  # fmt: skip
        raise NotCitable("words.no-figure", f"没有公开过 {place}", have)
