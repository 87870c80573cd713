"""Bytes of a query (查询的字节): what a browser fetches for a first search of a built site and for a next one.

Programs and JSON count as a server sends them, compressed; what Pagefind writes is compressed already.
"""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.setup import tools

FIRST, NEXT, AMOUNT = "加装电梯", "执行进度", "1.23亿"
COMPRESSED = {".js", ".json"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def fetched(site: Path) -> dict[str, int]:
    """Return the bytes fetched below ``pagefind/`` for a first query, ten results shown, and for another after it.

    Without a browser on this machine nothing is returned.
    """
    chromium = tools.chromium()
    if chromium is None:
        return {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: dict[str, int] = {}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            sizes: list[int] = []

            def count(response: object) -> None:
                address = response.url  # type: ignore[attr-defined]  # Playwright's response
                if "/pagefind/" in address:
                    path = site / "pagefind" / address.partition("/pagefind/")[2].partition("?")[0]
                    content = path.read_bytes()
                    sizes.append(len(gzip.compress(content, 6) if path.suffix in COMPRESSED else content))

            for name, first, words in (
                ("first query bytes", True, FIRST),
                ("next query bytes", False, NEXT),
                ("amount query bytes", True, AMOUNT),
            ):
                before = sum(sizes)
                if first:
                    # Of a reader who has fetched nothing yet.
                    page = browser.new_context().new_page()
                    page.on("response", count)
                    page.goto(f"http://127.0.0.1:{server.server_port}/search/index.html?q={words}")
                else:
                    page.locator("#search-q").fill(words)
                    page.locator("#search-q").press("Enter")
                page.locator("[data-part=status]", has_text="找到").wait_for()
                page.wait_for_timeout(1500)
                found[name] = sum(sizes) - before
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{fetched(Path(sys.argv[1]))}\n")
