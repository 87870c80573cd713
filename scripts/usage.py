"""Usage: what people type, folders, addresses, days, made into values or refused in Chinese."""

from __future__ import annotations

import datetime
from pathlib import Path

from scripts import registry
from scripts.model.period import NotAPeriod, Period
from scripts.model.release import NotAReleasePath, ReleaseId

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
OFFICE_HOURS = datetime.time(9)
"""When a release is issued if only its day is said."""


class WrongUsage(Exception):
    """The words of a command name nothing that exists or cannot be read; exit status 2."""


def instance_folder(folder: Path) -> Path:
    """Return the absolute path of an instance.

    Raises:
        WrongUsage: it is no folder with ``data`` in it.
    """
    if not (folder / "data").is_dir():
        raise WrongUsage(f"{folder} 不是一个实例：里面没有 data 文件夹。用 --instance 指明实例所在的文件夹。")
    return folder.resolve()


def release_id(text: str) -> ReleaseId:
    """Return the release meant by ``kind/report/period[/r<n>]``.

    Raises:
        WrongUsage: it has another form.
    """
    try:
        return ReleaseId.parse(text)
    except NotAReleasePath:
        raise WrongUsage(
            f"“{text}”不是发布的位置：应写成 类别/报告/时期 或 类别/报告/时期/r2，"
            "如 budget_execution/department_execution/2024-Q3；时期写成 2024、2024-S1、2024-Q3 或 2024-07。"
        ) from None


def room(text: str) -> registry.Disclosure:
    """Return the room of ``kind/report``.

    Raises:
        WrongUsage: there is none.
    """
    kind, _, report = text.strip("/").partition("/")
    try:
        return registry.disclosure(kind, report)
    except registry.NoRoom:
        raise WrongUsage(f"没有这种报告：{text}。有：{'、'.join(map(str, registry.disclosures()))}。") from None


def period(text: str) -> Period:
    """Return the period written as ``text``.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return Period.parse(text)
    except NotAPeriod:
        raise WrongUsage(f"“{text}”不是时期：写成 2025、2025-S2、2025-Q3 或 2025-07。") from None


def day(text: str, option: str) -> datetime.date:
    """Return a date written as ``2024-09-30``.

    Raises:
        WrongUsage: it is no date.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{option} 写的“{text}”不是日期：应写成 2024-09-30。") from None


def moment(text: str, option: str, time: datetime.time) -> datetime.datetime:
    """Return a moment; a day alone gets ``time``, and what names no time zone is Beijing time.

    Raises:
        WrongUsage: it is neither a day nor a moment.
    """
    try:
        if "T" not in text and " " not in text.strip():
            return datetime.datetime.combine(datetime.date.fromisoformat(text), time, BEIJING)
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{option} 写的“{text}”不是时间：应写成 2024-09-30 或 2024-09-30T09:00:00+08:00。") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=BEIJING)


def at(text: str | None) -> datetime.datetime | None:
    """Return what ``--at`` means: a day alone means its last second, so that what was issued on that day counts."""
    return None if text is None else moment(text, "--at", datetime.time(23, 59, 59))


def explained(texts: list[str]) -> dict[str, str]:
    """Return problem code → accepted reason from ``CODE=REASON``.

    Raises:
        WrongUsage: one has no code or no reason.
    """
    found = {}
    for text in texts:
        code, mark, reason = text.partition("=")
        if not mark or not code.strip() or not reason.strip():
            raise WrongUsage(f"--explain 写的“{text}”缺少代码或理由：应写成 check.department-left-out=机构已撤销。")
        found[code.strip()] = reason.strip()
    return found


def refuse_output(output: Path, root: Path) -> None:
    """Refuse an output folder that would replace something else than a site.

    Raises:
        WrongUsage: it is a file, holds the instance, lies in its material or holds what is no site.
    """
    if output.exists() and not output.is_dir():
        raise WrongUsage(f"{output} 是一个文件，不能作为网站的文件夹。")
    target = output.resolve()
    if root.is_relative_to(target) or any(target.is_relative_to(root / name) for name in ("data", "content")):
        raise WrongUsage(f"{output} 里放着实例的材料，不能作为网站的文件夹：生成时会整个替换。另选一个文件夹。")
    if output.is_dir() and any(output.iterdir()) and not (output / "manifest.json").is_file():
        raise WrongUsage(f"{output} 里有不是网站的文件，生成时会整个替换。另选一个空的文件夹。")
