"""``portal new``: a new room from the skeleton, with a sample and tests that pass."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from string import Template

from scripts.model.release import KINDS
from scripts.registry import ROOMS
from scripts.usage import WrongUsage

SKELETON = Path(__file__).with_name("skeleton")
UNTITLED = "新报告"
TEMPLATE = ".tmpl"
"""End of the names of Python files in the skeleton, so that no tool takes them for modules."""
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def new(name: str, title: str = "", rooms: Path = ROOMS) -> Path:
    """Make the room ``kind/report`` and return its folder.

    Args:
        title: Chinese title of the report.
        rooms: folder of all rooms.

    Raises:
        WrongUsage: no such kind, a name that cannot be an address, a title that is not Chinese, or the room exists.
    """
    kind, _, report = name.strip("/").partition("/")
    title = title.strip() or UNTITLED
    if kind not in KINDS or not _SLUG.fullmatch(report):
        raise WrongUsage(
            f"“{name}”不能作为报告：应写成 类别/报告，类别是 {'、'.join(KINDS)} 之一，"
            "报告用小写字母、数字和下划线，如 evaluation_outcomes/school_appraisal。它会成为网址，以后不能再改。"
        )
    if not _CHINESE.search(title) or not title.isprintable() or set(title) & set('"\\'):
        raise WrongUsage(f"“{title}”不能作为名称：写中文名称，不用引号和反斜线，如 学校工作考评。")
    target = rooms / kind / report
    if target.exists():
        raise WrongUsage(f"已经有 {target}。")
    values = {
        "kind": kind,
        "report": report,
        "title": title,
        "title_toml": f'"{title}"',
        "title_json": json.dumps(title, ensure_ascii=False),
    }
    with tempfile.TemporaryDirectory(prefix=f".{report}.", dir=target.parent) as temporary:
        made = Path(temporary) / report
        shutil.copytree(SKELETON, made)
        for path in sorted(made.rglob("*")):
            if path.is_file() and path.suffix != ".csv":
                text = Template(path.read_text(encoding="utf-8")).substitute(values)
                path.unlink()
                path.with_name(path.name.removesuffix(TEMPLATE)).write_text(text, encoding="utf-8", newline="\n")
        made.rename(target)
    return target
