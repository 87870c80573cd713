"""``portal serve``: the site on this machine, built again and shown again when something changes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import watchfiles

from scripts.instance import ROOT
from scripts.usage import WrongUsage

HOST = "127.0.0.1"
"""Never another: a preview may hold what is not public yet."""
MATERIAL = ("data", "content/pages", "content/news")
HOUSE = ("theme", "scripts/disclosures")
RELOAD = "/.reload.js"
WAIT = "/.changed.js"
PATIENCE = 25.0
"""Seconds that a page's question whether it is out of date stays open."""
# A script element and not a request: the pages' own security policy allows it and stays as published.
SCRIPT = f"""
const version = new URL(document.currentScript.src).searchParams.get("v");
const ask = () => {{
  const script = document.createElement("script");
  script.src = "{WAIT}?v=" + version + "&t=" + Date.now();
  script.onload = () => {{ script.remove(); ask(); }};
  script.onerror = () => {{ script.remove(); setTimeout(ask, 2000); }};
  document.head.append(script);
}};
ask();
"""


class Site:
    """The folder served and how often it has been built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = 0
        self._changed = threading.Condition()

    def renew(self) -> None:
        """Tell every open page that there is a new site."""
        with self._changed:
            self.version += 1
            self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> bool:
        """Return whether the site became another than ``version`` within ``seconds``."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, seconds)


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder as it is at each request, with one script that reloads the page."""

    def __init__(self, *args: Any, site: Site, **more: Any) -> None:
        self._site = site
        super().__init__(*args, directory=str(site.folder), **more)

    def do_GET(self) -> None:
        """Answer a request; pages get the script before the end of their head."""
        path, _, query = self.path.partition("?")
        if path == RELOAD:
            self._send(SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif path == WAIT:
            number = query.removeprefix("v=").partition("&")[0]
            changed = self._site.wait(int(number) if number.isdecimal() else -1, PATIENCE)
            self._send(b"location.reload();" if changed else b"", "text/javascript; charset=utf-8")
        else:
            self._page_or_file()

    def _page_or_file(self) -> None:
        page = Path(self.translate_path(self.path))
        page = page / "index.html" if page.is_dir() and self.path.partition("?")[0].endswith("/") else page
        status = 200
        if not page.exists():
            page, status = self._site.folder / "404.html", 404
        if page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        script = f'<script src="{RELOAD}?v={self._site.version}"></script></head>'.encode()
        self._send(page.read_bytes().replace(b"</head>", script, 1), "text/html; charset=utf-8", status)

    def _send(self, content: bytes, type: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Let nothing be kept by the browser."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""


def serve(
    root: Path,
    port: int,
    *,
    preview: bool = False,
    tell: Callable[[str], None],
    complain: Callable[[str], None],
    stop: threading.Event | None = None,
) -> None:
    """Build the instance in ``root``, serve it and build it again at each change, until interrupted.

    When a build has problems they are printed and the site before stays served.

    Args:
        port: 0 takes any that is free.
        preview: with releases under embargo.
        tell, complain: print a line.
        stop: ends serving when set.

    Raises:
        WrongUsage: the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="portal-") as temporary:
        site = Site(Path(temporary) / "site")
        site.folder.mkdir()
        try:
            server = ThreadingHTTPServer((HOST, port), partial(Handler, site=site))
        except OSError:
            raise WrongUsage(f"端口 {port} 不能用（可能已被占用）：用 --port 换一个，0 是任一空闲端口。") from None
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            tell("正在生成网站…")
            if _rebuild(root, site, preview=preview):
                tell(f"预览：http://{HOST}:{server.server_port}/  按 Ctrl+C 结束。")
            else:
                complain(f"网站没有生成。改好以后会自动重新生成：http://{HOST}:{server.server_port}/")
            for changes in watchfiles.watch(*_watched(root), debounce=400, stop_event=stop, raise_interrupt=True):
                tell(f"有改动（{_named(changes, root)}），重新生成…")
                if _rebuild(root, site, preview=preview):
                    tell("已更新。")
                else:
                    complain("这次没有生成，仍显示原来的网站。")
        except KeyboardInterrupt:
            tell("预览结束。")
        finally:
            site.renew()
            server.shutdown()
            server.server_close()


def _watched(root: Path) -> list[Path]:
    places = [*(root / name for name in MATERIAL), *(ROOT / name for name in HOUSE)]
    return [place for place in places if place.is_dir()]


def _named(changes: Iterable[tuple[Any, str]], root: Path) -> str:
    paths = sorted({Path(path) for _, path in changes})
    first = paths[0].relative_to(root).as_posix() if paths[0].is_relative_to(root) else str(paths[0])
    return first if len(paths) == 1 else f"{first} 等 {len(paths)} 个文件"


def _rebuild(root: Path, site: Site, *, preview: bool) -> bool:
    """Build in a process of its own, so that changed rooms are read anew; it prints its own problems."""
    command = [sys.executable, "-m", "scripts", "build", "--instance", str(root), "--output", str(site.folder)]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*command, *(["--preview"] if preview else [])], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        site.renew()
        return True
    sys.stdout.write(done.stdout)
    return False
