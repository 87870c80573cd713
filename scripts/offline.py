"""``make offline``: a copy of a site that opens from a disk with everything but the search worker, and its archive."""

from __future__ import annotations

import datetime
import html
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts import console
from scripts.instance import ROOT
from scripts.packing import is_packed
from scripts.publish.page import json_bytes
from scripts.unchanged import hashes

THEME = ROOT / "theme" / "offline"
ASKED = ("*.vl.json", "figures.json", "panel.json")
"""JSON that pages read on demand; a browser reads it from a disk only as a script."""
STORED = {".png", ".zip", ".xlsx"}
"""Compressed already."""
FOLDER = "离线网站"
"""Name of the folder in the archive."""
NOTE = "打开方法.txt"
HOW = """\
1. 先把压缩包全部解压。不解压，图和链接打不开。
2. 打开文件夹里的 index.html，用任何浏览器都可以，不需要联网。

图表、数据表、下载文件、数字的来历和交互图都能用。搜索只查标题、名称和摘要；在线的网站查全文。
内容截至 {at}。核对这份副本有没有被改过：portal verify 这个文件夹
"""
_MODULE = re.compile(r'<script type="module" src="([^"]*/)(?:search|federation)\.\w+\.js"></script>')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ABOUT = re.compile(r'<meta name="description" content="([^"]*)">')
_META = re.compile(r'data-pagefind-meta="(\w+)\[data-value\]" data-value="([^"]*)"')
_NAME = re.compile(r'data-search-name="([^"]*)"')
_INDEXED = re.compile(r"<main [^>]*data-pagefind-body")


class NoSite(ValueError):
    """The folder holds no built site."""


def make(site: Path, output: Path) -> tuple[Path, Path]:
    """Write the copy of ``site`` to ``output`` and the archive beside it; return both. Same site, same bytes.

    Raises:
        NoSite: see the class.
    """
    try:
        manifest = json.loads((site / "manifest.json").read_bytes())
    except FileNotFoundError as error:
        raise NoSite(f"{site} 里没有生成好的网站；先运行 make html") from error
    output.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    archive = output.with_name(f"{output.name}.zip")
    try:
        shutil.copytree(site, staged, dirs_exist_ok=True, copy_function=_link, ignore=_left_out)
        _scripts(staged)
        _search(staged)
        _put(staged / NOTE, HOW.format(at=manifest["at"][:10]).encode())
        _put(staged / "manifest.json", json_bytes(manifest | {"files": hashes(staged)}))
        _pack(staged, staged.with_suffix(".zip"), datetime.datetime.fromisoformat(manifest["at"]))
        shutil.rmtree(output, ignore_errors=True)
        staged.chmod(0o755)
        staged.rename(output)
        staged.with_suffix(".zip").replace(archive)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        staged.with_suffix(".zip").unlink(missing_ok=True)
    return output, archive


def _link(source: str, target: str) -> str:
    """Give a file that stays as it is a second name; copy it where that is not possible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Leave out what only a web server can make use of: what the search worker reads, and what is compressed."""
    there = {*names}
    packed = {name for name in names if is_packed(name, there)}
    return packed | ({"pagefind"} & there if "manifest.json" in there else set())


def _put(path: Path, content: bytes) -> None:
    """Write a file under a name of its own: the name may be one of a file of the site."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _scripts(folder: Path) -> None:
    """Write JSON once more as scripts, and have every page's script read those."""
    for pattern in ASKED:
        for path in sorted(folder.rglob(pattern)):
            _put(path.with_name(f"{path.name}.js"), b"offlineFile(" + path.read_bytes().strip() + b");\n")
    (site,) = (folder / "theme").glob("site.*.js")
    _put(site, (THEME / "fetch.js").read_bytes() + site.read_bytes())


def _search(folder: Path) -> None:
    """Write the list of all pages and have the search page read it."""
    _put(folder / "theme" / "offline-search.js", (THEME / "search.js").read_bytes())
    rows = json.dumps(list(entries(folder)), ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[")
    _put(folder / "search" / "index.js", f"window.offlineIndex={rows};\n".encode())
    page = folder / "search" / "index.html"
    local = r'<script src="index.js" defer></script><script src="\1offline-search.js" defer></script>'
    _put(page, _MODULE.sub(local, page.read_text(encoding="utf-8")).encode())


def entries(folder: Path) -> Iterator[list[str]]:
    """Yield address, title, description, names, kind and as-of of every page that the search finds, by address."""
    for path in sorted(folder.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if not _INDEXED.search(text):
            continue
        said = {name: html.unescape(value) for name, value in _META.findall(text)}
        title = _first(_TITLE, text).rpartition(" · ")[0] or _first(_TITLE, text)
        names = " ".join(html.unescape(name) for name in _NAME.findall(text))
        address = path.relative_to(folder).as_posix()
        yield [address, title, _first(_ABOUT, text), names, said.get("kind_title", ""), said.get("as_of", "")]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return html.unescape(found[1]).strip() if found else ""


def _pack(folder: Path, archive: Path, at: datetime.datetime) -> None:
    """Write the archive; every entry bears the day of the build, never before 1980, which the format cannot say."""
    stamp = max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(folder).as_posix()}", stamp)
            entry.compress_type = zipfile.ZIP_STORED if path.suffix in STORED else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())


def main(arguments: list[str], say: Callable[[str], None] = console.say) -> int:
    """Make the offline copy of the site in the first folder as the second; return the exit status."""
    if len(arguments) != 2:
        console.complain("用法：python -m scripts.offline 网站文件夹 离线副本文件夹")
        return 2
    try:
        folder, archive = make(Path(arguments[0]).absolute(), Path(arguments[1]).absolute())
    except NoSite as error:
        console.complain(str(error))
        return 1
    say(f"离线副本：{folder / 'index.html'}")
    say(f"压缩包：{archive}（{archive.stat().st_size / 1e6:.1f} MB）")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
