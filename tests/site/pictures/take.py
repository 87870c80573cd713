"""Takes the pictures of the README anew from the demonstration site.

``python -m tests.site.pictures.take [SITE]``: ``SITE`` is a built site; without it one is built in a temporary folder.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from scripts.build import build
from tests.instances.demonstration.base import HOME
from tests.setup import tools

HERE = Path(__file__).parent
LARGEST = 150_000
"""Bytes of one picture: a README should open at once."""
WIDE, PHONE = (1280, 760), (360, 920)
PICTURES: dict[str, tuple[str, tuple[int, int]]] = {
    "home": ("", WIDE),
    "release": ("budget_execution/department_execution/2024-Q3/", (1280, 860)),
    "release-phone": ("budget_execution/department_execution/2024-Q3/", PHONE),
    "suggestion-phone": ("profiles/suggestion/s2024-094/", PHONE),
}
"""Name → address and size of the window in CSS pixels."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def take(site: Path, folder: Path = HERE) -> None:
    """Write ``<name>.png`` for each picture; fails when one is larger than ``LARGEST``."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served(site) as root, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=sandbox)
        for name, (address, (width, height)) in PICTURES.items():
            context = chromium.new_context(locale="zh-CN", viewport={"width": width, "height": height})
            page = context.new_page()
            answer = page.goto(root + address, wait_until="networkidle")
            assert answer is not None, address
            assert answer.ok, address
            path = folder / f"{name}.png"
            page.screenshot(path=path)
            assert path.stat().st_size < LARGEST, f"{path.name}: {path.stat().st_size} bytes"
            context.close()
        chromium.close()


def main(arguments: list[str]) -> None:
    """Take the pictures of the site named, or of one built for them."""
    if arguments:
        take(Path(arguments[0]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        shutil.copytree(HOME / "data", root / "data", ignore=shutil.ignore_patterns("drafts"))
        for name in ("pages", "news"):
            shutil.copytree(HOME / "content" / name, root / "content" / name)
        take(build(root, root / "output"))


if __name__ == "__main__":
    main(sys.argv[1:])
