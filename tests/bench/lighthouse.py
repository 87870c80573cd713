"""``make lighthouse``: Lighthouse's four scores on a phone for home, release, profile and search; fails below 98.

Scores of speed are those of this machine while it does nothing else.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scripts.instance import ROOT
from tests.setup import tools

VERSION = "12.8.2"
FOLDER = ROOT / ".cache" / "lighthouse"
LEAST = 98
TEXT = {".html", ".css", ".js", ".svg", ".json"}
SECONDS = 300


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as the settings beside the site have servers do: text compressed."""

    def do_GET(self) -> None:
        """Send a file; what is no text, or not there, as the standard library does."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def pages(site: Path) -> dict[str, str]:
    """Return a page of each kind that is measured: the last release, and the first profile by address."""
    releases = sorted(p for p in site.glob("*/*/*/index.html") if '<body class="t-release">' in p.read_text("utf-8"))
    profiles = sorted(site.glob("profiles/department/*/index.html"))
    found = {"首页": site / "index.html", "一次公开": releases[-1], "一个部门": profiles[0]}
    found["搜索"] = site / "search" / "index.html"
    return {name: page.parent.relative_to(site).as_posix().removeprefix(".") for name, page in found.items()}


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def program() -> Path | None:
    """Return Lighthouse, installed below ``.cache`` where npm is; nothing without npm."""
    found = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not found.exists() and (npm := shutil.which("npm")):
        FOLDER.mkdir(parents=True, exist_ok=True)
        quiet = ["--silent", "--no-audit", "--no-fund"]
        subprocess.run([npm, "install", *quiet, "--prefix", str(FOLDER), f"lighthouse@{VERSION}"], check=True)
    return found if found.exists() else None


def scores(lighthouse: Path, chromium: Path, url: str) -> tuple[dict[str, int], list[str]]:
    """Return the four scores of a page on a phone, and which rules it does not keep."""
    flags = "--headless --disable-dev-shm-usage" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [str(lighthouse), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": str(chromium)}, capture_output=True, check=True, timeout=SECONDS
    )
    report = json.loads(done.stdout)
    failed = [
        f"{ref['id']} {report['audits'][ref['id']].get('displayValue', '')}".strip()
        for category in report["categories"].values()
        for ref in category["auditRefs"]
        if ref["weight"]
        and (report["audits"][ref["id"]]["score"] or 0) < 0.9
        and report["audits"][ref["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    ]
    return {name: round(one["score"] * 100) for name, one in report["categories"].items()}, failed


def main(site: Path) -> int:
    """Measure and print; return the exit status."""
    lighthouse, chromium = program(), tools.chromium()
    if lighthouse is None or chromium is None:
        sys.stderr.write("需要 npm 和 Chromium / npm and Chromium are needed\n")
        return 2
    low = False
    with served(site) as base:
        for name, path in pages(site).items():
            found, failed = scores(lighthouse, chromium, f"{base}{path}/" if path else base)
            low |= min(found.values()) < LEAST
            told = "，".join(f"{category} {score}" for category, score in found.items())
            sys.stdout.write(f"{name}：{told}{'；' + '、'.join(failed) if failed else ''}\n")
            sys.stdout.flush()
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
