"""Roster (名单): the TOML list of districts a provincial portal harvests → ``Roster``, or problems."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.model.district import Entry, Roster
from scripts.model.problem import Place, Problem, Rejected

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST = 500
LONGEST = 100
SCHEMES = ("https", "http")


def read(path: Path) -> Roster:
    """Return the roster in ``path``; folders in it are relative to its own.

    Raises:
        Rejected: with every problem (``federation.roster``).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Rejected([_problem(path, "", "没有这个文件", "核对路径；写法见 portal federate --help")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Rejected([_problem(path, "", "不是能读懂的 TOML", "核对引号和方括号", str(error))]) from None
    problems: list[Problem] = []
    texts = {key: _text(path, data, key, "", problems, needed=key != "notice") for key in ("name", "organ", "notice")}
    url = _url(path, data, "url", "", problems) if data.get("url") else ""
    listed = data.get("district")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        problems.append(_problem(path, "district", "至少要有一段 [[district]]", "每个区县写一段"))
        listed = []
    if len(listed) > MOST:
        problems.append(_problem(path, "district", f"最多 {MOST} 个区县", "分成几个门户", str(len(listed))))
        listed = listed[:MOST]
    entries = [_entry(path, one, place, problems) for place, one in enumerate(listed, 1)]
    for key, word in (("id", "代码"), ("url", "网址")):
        values = [getattr(entry, key) for entry in entries]
        for twice in sorted({value for value in values if value and values.count(value) > 1}):
            problems.append(_problem(path, key, f"两个区县的{word}相同", "每个区县各写各的", twice))
    if problems:
        raise Rejected(problems)
    return Roster(texts["name"], texts["organ"], url, texts["notice"], tuple(entries))


def _entry(path: Path, one: dict[str, Any], place: int, problems: list[Problem]) -> Entry:
    where = f"district[{place}]."
    id = _text(path, one, "id", where, problems)
    if id and not SLUG.fullmatch(id):
        problems.append(_problem(path, f"{where}id", "只能用小写字母、数字和连字符", "改成 dongcheng 这样的写法", id))
    name = _text(path, one, "name", where, problems)
    source = _text(path, one, "source", where, problems)
    remote = urlsplit(source).scheme in SCHEMES
    if remote:
        source = _url(path, one, "source", where, problems)
    elif source:
        source = str((path.parent / source).resolve())
    url = _url(path, one, "url", where, problems) if "url" in one or not remote else source
    return Entry(id, name, source, url)


def _text(
    path: Path, data: dict[str, Any], key: str, where: str, problems: list[Problem], *, needed: bool = True
) -> str:
    value = data.get(key, "")
    if isinstance(value, str) and value.isprintable() and len(value) <= LONGEST * 3 and (value.strip() or not needed):
        return value.strip()
    problems.append(_problem(path, f"{where}{key}", f"{key} 应是一行文字", "填上它", str(value) if value else None))
    return ""


def _url(path: Path, data: dict[str, Any], key: str, where: str, problems: list[Problem]) -> str:
    value = data.get(key, "")
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    # What stands in a security policy may hold nothing that would end or widen a directive.
    host = re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", parts.hostname or "")
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in SCHEMES or not host or not plain or not re.fullmatch(r"[\w./~%-]*", parts.path, re.ASCII):
        fix = "写成 https://rd.example.gov.cn/open/ 这样的完整网址，不带问号和井号"
        found = str(value) if value else None
        problems.append(_problem(path, f"{where}{key}", f"{key} 应是完整的网址", fix, found))
        return ""
    return f"{parts.scheme}://{host[0]}{f':{port}' if port else ''}{parts.path.rstrip('/')}/"


def _problem(path: Path, header: str, expected: str, fix: str, found: str | None = None) -> Problem:
    return Problem("federation.roster", Place(str(path), header=header), expected, fix, found)
