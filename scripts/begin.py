"""``portal begin``: takes the demonstration data out, so that an instance can begin as one's own."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from scripts.model.problem import Place, Problem, Rejected

SITE = """\
# 站点自己的信息。空着的项目不会印出来。
name = {name}
organ = {organ}
sponsor = {sponsor}
lead = {lead}
url = {url}                  # 公开网址，如 https://rd.example.gov.cn；空着时不生成绝对地址
demonstration = false
notice = ""
try = []                     # 首页搜索框下面的几个例子

[contact]
office = ""
phone = ""
email = ""                   # 写了就有每页的“纠错”邮件和 security.txt
address = ""

[codes]
SiteIDCode = ""
icp = ""
police = ""

[licence]
title = "知识共享 署名 4.0 国际（CC BY 4.0）"
url = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
"""
NATIONAL = {"functions", "revenues", "economics", "industries"}
"""Code lists that are the same everywhere (政府收支分类科目, 行业分类); they stay."""
KEPT = "tests/instances/demonstration/instance"
"""Where the demonstration goes in a repository that has its tests, which go on with it."""
CALENDAR = """\
# 公开日历：哪份报告、哪个时期、应当在哪一天之前公开。到期没有公开的，网站会写明已迟几日。
# [[due]]
# release = "budget_execution/department_execution/2026-Q1"
# date = 2026-05-10
# basis = "每季度终了后四十日内"
"""


def begin(root: Path, *, name: str, organ: str, url: str = "") -> list[str]:
    """Remove the demonstration data from the instance in ``root`` and write ``site.toml`` anew.

    Code lists keep their header only, but for the national ones; methods, glossary and pages stay, to be changed. In a
    repository with its tests the demonstration is kept in ``KEPT`` for them.

    Returns:
        What was done, one Chinese line each.

    Raises:
        Rejected: ``begin.not-a-demonstration``: the instance holds data of its own. Nothing is changed.
    """
    data = root / "data"
    path = data / "site.toml"
    settings = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if settings.get("demonstration") is not True:
        fix = "这条命令只用来清除演示数据；自己的数据用修订版更正，不要删除"
        raise Rejected([Problem("begin.not-a-demonstration", Place("data/site.toml"), "这个实例不是演示数据", fix)])
    done = []
    if (kept := root / KEPT).parent.is_dir():
        shutil.rmtree(kept, ignore_errors=True)
        left_out = shutil.ignore_patterns("drafts", "releases", "profiles", "README.md")
        for part in ("data", "content"):
            shutil.copytree(root / part, kept / part, ignore=left_out)
        done.append(f"演示数据留在 {KEPT}，供 make test 使用")
    for folder in ("approved", "drafts"):
        if (data / folder).is_dir():
            shutil.rmtree(data / folder)
            done.append(f"删去 data/{folder}")
    for file in (data / "ledger.jsonl", data / "allowed_signers", *sorted((root / "content" / "news").glob("*.md"))):
        if file.is_file():
            file.unlink()
            done.append(f"删去 {file.relative_to(root).as_posix()}")
    for file in sorted((data / "codelists").glob("*.csv")):
        if file.stem in NATIONAL:
            continue
        header = file.read_text(encoding="utf-8-sig").splitlines()[0]
        file.write_text(f"{header}\n", encoding="utf-8", newline="\n")
        done.append(f"清空 data/codelists/{file.name}，留下表头")
    values = {
        "name": name,
        "organ": organ,
        "sponsor": f"{organ}主办",
        "lead": f"{organ}把监督中形成的结果原样公开。每个数字都能点开，看到它的来源、算法和批准依据。",
        "url": url,
    }
    path.write_text(SITE.format(**{key: quoted(text) for key, text in values.items()}), encoding="utf-8", newline="\n")
    (data / "calendar.toml").write_text(CALENDAR, encoding="utf-8", newline="\n")
    return [*done, "重写 data/site.toml 和 data/calendar.toml"]


def quoted(text: str) -> str:
    """Return the text as a TOML basic string.

    >>> quoted('某"区')
    '"某\\\\"区"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
