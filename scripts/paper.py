"""``make pdf``: one PDF for each current release of a built site, printed by Chromium; its page then offers it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from scripts import console
from scripts.publish.page import json_bytes, size_text
from scripts.unchanged import hashes

NAME = "release.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
"""How long one release may take to print."""
_RELEASE = '<body class="t-release">'
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_AS_OF = re.compile(r"<dt>数据截至</dt><dd>([^<]*)</dd>")
_DAY = re.compile(r'"datePublished": "(\d{4})-(\d\d)-(\d\d)')
_ACTIVE = re.compile(
    r'<script\b[^>]*>.*?</script>|<meta http-equiv="Content-Security-Policy"[^>]*>| loading="lazy"', re.DOTALL
)
_LINK = re.compile(r'(<a\b[^>]*?) href="([^"#][^"]*)"')
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
_LIST = '<ul class="downloads">\n'
_HEADER = """<style>@page {{
  size: A4;
  margin: 22mm 16mm 18mm;
  @top-left {{ content: {title}; font-size: 8pt; color: #444; }}
  @top-right {{ content: {as_of}; font-size: 8pt; color: #444; }}
  @bottom-left {{ content: {address}; font-size: 8pt; color: #444; }}
}}</style></head>"""


class NoBrowser(RuntimeError):
    """No Chromium was found, or it did not print."""


def browser() -> str:
    """Return the Chromium to print with: ``$CHROMIUM``, else the system's.

    Raises:
        NoBrowser: see the class.
    """
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else BROWSERS:
        if found := shutil.which(name):
            return found
    raise NoBrowser("没有找到 Chromium。装好后再运行，或用环境变量 CHROMIUM 指明位置；没有 PDF，网站照样可以打印")


def releases(site: Path) -> Iterator[Path]:
    """Yield the page of each current release, by address."""
    for page in sorted(site.glob("*/*/*/index.html")):
        if _RELEASE in page.read_text(encoding="utf-8"):
            yield page


def sheet(page: str) -> str:
    """Return a release page as it is printed: nothing that runs, links that lead to the public site, a running head."""
    found = _CANONICAL.search(page)
    base = html.unescape(found[1]) if found and urlsplit(found[1]).netloc else ""

    def link(match: re.Match[str]) -> str:
        # Without a public address a link would lead to a file of the machine that printed.
        return f'{match[1]} href="{html.escape(urljoin(base, html.unescape(match[2])))}"' if base else match[1]

    as_of = _AS_OF.search(page)
    head = _HEADER.format(
        title=_quoted(_first(_TITLE, page)),
        as_of=_quoted(f"数据截至{html.unescape(as_of[1])}" if as_of else ""),
        address=_quoted(base),
    )
    return _LINK.sub(link, _ACTIVE.sub("", page)).replace("</head>", head, 1)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return html.unescape(found[1]).strip() if found else ""


def _quoted(text: str) -> str:
    """Return text as a CSS string that cannot end its element.

    >>> _quoted('a"b</style>')
    '"a\\\\22 b\\\\3c /style>"'
    """
    return '"' + re.sub(r'["\\<\n]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def dated(pdf: bytes, page: str) -> bytes:
    """Return a PDF that bears the day of publication instead of the moment of printing, byte for byte as long."""
    found = _DAY.search(page)
    day = "".join(found.groups()) if found else "20000101"

    def stamp(match: re.Match[bytes]) -> bytes:
        whole = b"/" + match[1] + b" (D:" + day.encode() + b"000000+00'00'"
        return whole.ljust(len(match[0]) - 1)[: len(match[0]) - 1] + b")"

    return _DATES.sub(stamp, pdf)


def print_page(page: Path, chromium: str) -> bytes:
    """Return a release page as a tagged PDF with outline.

    Raises:
        NoBrowser: Chromium did not print it.
    """
    text = page.read_text(encoding="utf-8")
    beside = page.with_name(".print.html")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / NAME
        command = [chromium, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--virtual-time-budget=5000"]
        command += ["--generate-pdf-document-outline"]
        # Root has no sandbox; only pages of our own are opened.
        command += ["--no-sandbox"] if os.geteuid() == 0 else []
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", beside.absolute().as_uri()]
        beside.write_text(sheet(text), encoding="utf-8")
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise NoBrowser(f"{page.parent}：{SECONDS} 秒还没有打印完") from error
        finally:
            beside.unlink()
        if not target.exists():
            raise NoBrowser(f"{page.parent}：Chromium 没有打印出来：{done.stderr[-300:]}")
        return dated(target.read_bytes(), text)


def make(site: Path, chromium: str) -> int:
    """Print every current release of a site, offer the PDF on its page, and seal the site anew; return how many.

    Raises:
        NoBrowser: Chromium did not print one of them.
    """
    manifest = json.loads((site / "manifest.json").read_bytes())
    count = 0
    with console.progress() as progress:
        for page in releases(site):
            progress(f"打印 {page.parent.relative_to(site)}")
            pdf = print_page(page, chromium)
            _replace(page.with_name(NAME), pdf)
            _offer(page, len(pdf))
            count += 1
    _replace(site / "manifest.json", json_bytes(manifest | {"files": hashes(site)}))
    return count


def _offer(page: Path, size: int) -> None:
    """Add the PDF to the downloads of a page, once."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(rf'<li><a href="{NAME}".*?</li>\n', "", text)
    found = _CANONICAL.search(text)
    address = f"{found[1]}{NAME}" if found else NAME
    item = f'<li><a href="{NAME}" download data-address="{address}">整份 PDF</a> '
    item += f'<span class="muted">{size_text(size)}</span>'
    item += '<span class="downloads__note">本页打印成一份文件，带书签和标签</span></li>\n'
    _replace(page, text.replace(_LIST, _LIST + item, 1).encode())


def _replace(path: Path, content: bytes) -> None:
    """Write a file under a name of its own: the name may be one of a kept file."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def main(arguments: list[str]) -> int:
    """Print the releases of the site in the folder named; return the exit status."""
    if len(arguments) != 1:
        console.complain("用法：python -m scripts.paper 网站文件夹")
        return 2
    site = Path(arguments[0]).absolute()
    if not (site / "manifest.json").is_file():
        console.complain(f"{site} 里没有生成好的网站；先运行 make html")
        return 1
    try:
        count = make(site, browser())
    except NoBrowser as error:
        console.complain(str(error))
        return 1
    console.say(f"每次公开的 PDF：{count} 份，在各页的下载里。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
