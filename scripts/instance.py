"""Instance: one portal's own material, read whole or refused whole."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from scripts import registry
from scripts.intake import approval as approvals
from scripts.intake import codelist, method, notation, setting, table, values
from scripts.intake.approval import Entry
from scripts.intake.harmless import faults
from scripts.intake.parameters import wrong_parameters
from scripts.measures import secrecy
from scripts.model.codelist import CodeList
from scripts.model.figure import Figure
from scripts.model.method import Method, NoMethod, in_force
from scripts.model.period import Period
from scripts.model.problem import Place, Problem, Rejected
from scripts.model.release import Approval, NotAReleasePath, Release, ReleaseId
from scripts.model.table import Table

ROOT = Path(__file__).resolve().parent.parent
"""The repository root: the default instance."""
T = TypeVar("T")
SITE_REQUIRED = ("name", "organ", "sponsor", "notice", "demonstration", "url")


@dataclass(frozen=True, eq=False, repr=False)
class Instance:
    """Everything a build or a command may use.

    Args:
        root: the instance's folder.
        site: ``data/site.toml``.
        calendar: ``data/calendar.toml``.
        codelists, methods: by name; versions oldest first.
        ledger: entries, oldest first.
        releases: every approved release issued at or before ``at`` (all when previewing), by id.
        at: the build's notion of now.
    """

    root: Path
    site: Mapping[str, Any]
    calendar: Mapping[str, Any]
    codelists: Mapping[str, CodeList]
    methods: Mapping[str, list[Method]]
    ledger: list[Entry]
    releases: Mapping[str, Release]
    at: datetime.datetime

    def folder(self, id: ReleaseId) -> Path:
        """Return where an approved release lies."""
        return self.root / "data" / "approved" / str(id)

    def current(self, series: str = "") -> list[Release]:
        """Return the current revision of each period (of one series), in order of series and period."""
        newest: dict[str, Release] = {}
        for release in self.releases.values():
            if not series or release.id.series == series:
                newest[release.id.current] = release
        return list(newest.values())

    def revisions(self, id: ReleaseId) -> list[Release]:
        """Return all revisions of one period, first to last."""
        wanted = (id.kind, id.report, id.period)
        return [one for one in self.releases.values() if (one.id.kind, one.id.report, one.id.period) == wanted]


def load(
    root: Path = ROOT,
    at: datetime.datetime | None = None,
    *,
    preview: bool = False,
    rules: Callable[[Release], list[Problem]] | None = None,
) -> Instance:
    """Return the instance in ``root``.

    Args:
        at: speak of this moment; default the newest ``issued`` that is not in the future.
        preview: keep releases under embargo.
        rules: what asks a release for the problems of its room; default ``check_rules``.

    Raises:
        Rejected: with every problem of every file.
    """
    problems: list[Problem] = []

    def gather(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Rejected as rejected:
            problems.extend(rejected.problems)
            return None

    data = root / "data"
    site = gather(lambda: _toml(data / "site.toml", "data/site.toml", SITE_REQUIRED)) or {}
    calendar = gather(lambda: _toml(data / "calendar.toml", "data/calendar.toml", ())) or {}
    problems += _links(root)
    problems += setting.check_site(site) if site else []
    problems += setting.check_calendar(calendar, {str(room) for room in registry.disclosures()})
    if (data / "glossary.toml").is_file():
        problems += setting.check_glossary(
            gather(lambda: _toml(data / "glossary.toml", "data/glossary.toml", ())) or {}
        )
    lists = gather(lambda: codelist.read_all(data / "codelists")) or {}
    methods = gather(lambda: method.read_all(data / "methods")) or {}
    ledger = gather(lambda: approvals.read_ledger(data / "ledger.jsonl", "data/ledger.jsonl")) or []
    found: list[Release] = []
    for id, folder in _folders(data / "approved", problems):
        one = gather(partial(read_release, root, folder, id, lists, methods, ledger))
        if one is not None:
            found.append(one)
    problems += _lost(ledger, {str(release.id) for release in found}, root)
    if at is None:
        problems += _slow_clock(found)
    if problems:
        raise Rejected(problems)
    moment = at or _newest(found)
    public = [release for release in found if preview or _issued(release) <= moment]
    series: dict[str, list[Release]] = {}
    for release in found:
        series.setdefault(release.id.series, []).append(release)
    ordered = sorted(public, key=lambda release: release.id)
    linked = {str(release.id): link(release, series[release.id.series]) for release in ordered}
    problems = [problem for release in linked.values() for problem in (rules or check_rules)(release)]
    if problems:
        raise Rejected(problems)
    return Instance(root, site, calendar, lists, methods, ledger, linked, moment)


def read_release(
    root: Path,
    folder: Path,
    id: ReleaseId,
    lists: Mapping[str, CodeList],
    methods: Mapping[str, list[Method]],
    ledger: list[Entry],
) -> Release:
    """Return one approved release without what came before it.

    Raises:
        Rejected: with every problem of its bytes, approval and cells.
    """
    name = folder.relative_to(root).as_posix()
    try:
        room = registry.disclosure(id.kind, id.report)
    except registry.NoRoom:
        fix = "核对文件夹名；新的报告先用 portal new 建立"
        raise Rejected([Problem("release.no-room", Place(f"{name}/"), "没有这种报告", fix)]) from None
    if folder.resolve() != (root / "data").resolve() / "approved" / str(id):
        fix = "换成批准时的文件夹；链接指向的内容没有批准过"
        raise Rejected([Problem("approval.not-a-file", Place(f"{name}/"), "是链接，不是普通文件夹", fix)])
    approval = approvals.read_approval(folder, name, ledger, str(id))
    note = approvals.read_revision(folder, name, id)
    tables = read_tables(room, folder, name, lists)
    chosen = choose_methods(room, methods, approval, id, name)
    return Release(id, tables, lists, chosen, id.period.end, approval=approval, revision=note)


def read_tables(room: registry.Disclosure, folder: Path, name: str, lists: Mapping[str, CodeList]) -> dict[str, Table]:
    """Return the tables of a release or draft folder by resource name.

    Raises:
        Rejected: with every problem of every table.
    """
    tables, problems = (
        {},
        [
            Problem(
                "release.no-codelist",
                Place(f"data/codelists/{wanted}.csv"),
                f"{room.title}要用这个代码表，没有找到",
                "补上这个文件；没有代码也要有只含表头 code,name 的文件",
            )
            for wanted in sorted(
                {field.codelist for s in room.schemas.values() for field in s.fields if field.codelist}
            )
            if wanted not in lists
        ],
    )
    for resource, schema in room.schemas.items():
        path = folder / f"{resource}.csv"
        if not path.is_file():
            fix = "补上这个文件；本期没有数据也要有只含表头的文件"
            problems.append(Problem("release.missing-table", Place(f"{name}/{path.name}"), "缺少这张表", fix))
            continue
        try:
            tables[resource] = table.read(path, schema, lists, f"{name}/{path.name}")
        except Rejected as rejected:
            problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return tables


def choose_methods(
    room: registry.Disclosure,
    methods: Mapping[str, list[Method]],
    approval: Approval | None,
    id: ReleaseId,
    name: str,
) -> dict[str, Method]:
    """Return the version of each method the room applies: the approved one, else the one in force at the period's end.

    Raises:
        Rejected: ``release.no-method``.
    """
    chosen, problems = {}, []
    for wanted in room.methods:
        versions = methods.get(wanted, [])
        try:
            if approval is not None and wanted in approval.methods:
                chosen[wanted] = next(v for v in versions if v.version == approval.methods[wanted])
            else:
                chosen[wanted] = in_force(versions, id.period.end)
        except (StopIteration, NoMethod):
            fix = f"在 data/methods/{wanted}.toml 写上这个版本"
            problems.append(
                Problem(
                    "release.no-method", Place(f"{name}/"), f"没有可用的口径 {wanted}（{id.period.end} 有效的）", fix
                )
            )
    problems += [one for version in chosen.values() for one in wrong_parameters(version, _forms(room, version.name))]
    if problems:
        raise Rejected(problems)
    return chosen


@cache
def _forms(room: registry.Disclosure, name: str) -> list[Method]:
    """Return the versions of a rule that the room's sample works with."""
    path = room.folder / "sample" / "methods" / f"{name}.toml"
    return method.read(path, f"data/methods/{name}.toml") if path.is_file() else []


def link(release: Release, others: list[Release]) -> Release:
    """Return the release with what was public before it: of each earlier period the newest revision issued by then.

    What a later correction of an earlier period changes must not change this release's figures silently.
    """
    own = (release.id.kind, release.id.report)
    series = sorted((one for one in others if (one.id.kind, one.id.report) == own), key=lambda one: one.id)
    newest: dict[Period, Release] = {}
    for other in series:
        known = release.approval is None or _issued(other) <= _issued(release)
        if other.period < release.period and known:
            newest[other.period] = other
    # What was withdrawn says nothing any more.
    newest = {period: one for period, one in newest.items() if not one.withdraws}
    same = [one for one in series if one.period == release.period and one.id < release.id and not one.withdraws]
    return replace(
        release,
        earlier=tuple(replace(other, earlier=(), before=()) for other in newest.values()),
        before=tuple(replace(one, earlier=(), before=()) for one in same),
    )


def check_rules(release: Release) -> list[Problem]:
    """Return the room's problems that the approval does not explain; who voted how, nobody may explain away."""
    explained = release.approval.explained if release.approval else {}
    room = registry.disclosure(release.id.kind, release.id.report)
    return [one for one in room.check(release) if one.code not in explained or one.code in secrecy.NEVER_EXPLAINED]


def check_values(material: Instance, release: Release, figures: Mapping[str, Figure]) -> list[Problem]:
    """Return the figures that differ from those approved with the rows; releases from before that rule bind none."""
    if release.approval is None or values.VALUES not in release.approval.files:
        return []
    content = (material.folder(release.id) / values.VALUES).read_bytes()
    return values.changed(content, figures, f"data/approved/{release.id}/{values.VALUES}")


def _issued(release: Release) -> datetime.datetime:
    if release.approval is None:
        return datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return release.approval.issued


def clock() -> datetime.datetime:
    """Return the moment by the clock of this machine: what is issued later is under embargo."""
    return datetime.datetime.now(tz=datetime.UTC)


def _slow_clock(releases: list[Release]) -> list[Problem]:
    """Refuse a clock that is before an approval: by it everything since would be under embargo and leave the site."""
    now = clock()
    known = [(release.approval.date, release.id) for release in releases if release.approval is not None]
    date, id = max(known, default=(datetime.date.min, None))
    # A day more: dates are those of Beijing, the clock's may be any.
    if date <= now.date() + datetime.timedelta(days=1):
        return []
    expected = f"批准日期是 {date}，本机的时钟才到 {now.date()}：照它生成，已经公开的会从网站上消失"
    fix = "校准本机时钟再运行；时钟没有错的，是批准日期登记错了。要按别的日期生成，用 --at 写明"
    return [Problem("build.slow-clock", Place(f"data/approved/{id}/approval.json"), expected, fix)]


def _newest(releases: list[Release]) -> datetime.datetime:
    now = clock()
    past = [_issued(release) for release in releases if _issued(release) <= now]
    return max(past, default=now.replace(hour=0, minute=0, second=0, microsecond=0))


def _folders(approved: Path, problems: list[Problem]) -> list[tuple[ReleaseId, Path]]:
    found = []
    for folder in sorted(approved.glob("*/*/*/*")):
        name = f"data/approved/{folder.relative_to(approved).as_posix()}"
        if folder.name.startswith("."):
            continue
        try:
            found.append((ReleaseId.parse(folder.relative_to(approved).as_posix()), folder))
        except NotAReleasePath:
            fix = "文件夹应是 类别/报告/时期/r1，时期写成 2024、2024-S1、2024-Q3 或 2024-07"
            problems.append(Problem("release.bad-path", Place(name), "不是发布的位置", fix))
    return found


def _lost(ledger: list[Entry], there: set[str], root: Path) -> list[Problem]:
    return [
        Problem(
            "ledger.release-gone",
            Place("data/ledger.jsonl", row=entry.sequence),
            "台账里登记过的发布不见了或不能用",
            "用 git 恢复这个文件夹；公开过的发布只能用修订版撤回，不能删除",
            entry.release,
        )
        for entry in ledger
        if entry.release not in there and not (root / "data" / "approved" / entry.release).is_dir()
    ]


def _links(root: Path) -> Iterator[Problem]:
    """Yield every link among what is published: it would publish whatever it leads to."""
    folders = ("data/codelists", "data/methods", "content/pages", "content/news")
    paths = [*(root / "data").glob("*.*"), *(path for folder in folders for path in (root / folder).rglob("*"))]
    for path in sorted(path for path in paths if path.is_symlink()):
        fix = "删去链接，放进文件本身"
        yield Problem("site.link", Place(path.relative_to(root).as_posix()), "是链接，不是普通文件", fix)


def _toml(path: Path, name: str, required: tuple[str, ...]) -> dict[str, Any]:
    if not path.is_file():
        raise Rejected([Problem("site.missing", Place(name), "没有这个文件", "参照默认实例补上这个文件")])
    data = read_toml(path, name)
    missing = [key for key in required if key not in data]
    if missing:
        raise Rejected(
            [Problem("site.incomplete", Place(name), f"缺少 {'、'.join(missing)}", "补上这几项，可以写空字符串")]
        )
    return data


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """Return a settings file of an instance; ``name`` is what staff call it.

    Raises:
        Rejected: ``site.not-toml``.
    """
    try:
        data = notation.read_toml(path.read_bytes())
    except notation.BadNotation as error:
        raise Rejected(
            [Problem("site.not-toml", Place(name), f"读不懂这个文件（{_where(error)}）", "按提示的行改正")]
        ) from None
    if problems := list(faults(data, name)):
        raise Rejected(problems)
    return data


def _where(error: ValueError) -> str:
    """Return where a settings file cannot be read, in Chinese; the parser says why in English after it."""
    found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
    return f"第 {found[2]} 行第 {found[3]} 个字符附近：{found[1]}" if found else str(error)
