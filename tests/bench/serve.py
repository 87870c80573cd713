"""``make bench-serve SITE``: how many requests nginx answers on loopback, over all pages and files of a site, with wrk.

Figures of one run on one machine, which also makes the requests; nothing of the site's own runs when it is served.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import deploy
from tests.deploy import webserver
from tests.setup import servers

SECONDS, CONNECTIONS, THREADS = 10, 32, 2
SCRIPT = """
local paths = {{ {paths} }}
local next = 0
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d %.0f %.0f %d\\n", summary.requests, summary.duration, summary.bytes,
    summary.errors.status + summary.errors.read + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99), #paths))
end
"""


def main(site: Path) -> int:
    """Measure pages alone and all files; print a table, or what is missing."""
    if servers.find("nginx") is None or not shutil.which("wrk"):
        sys.stderr.write("需要 nginx 和 wrk：apt-get install nginx-light wrk / nginx and wrk are needed\n")
        return 1
    manifest = json.loads((site / "manifest.json").read_bytes())["files"]
    pages = [f"/{name.removesuffix('index.html')}" for name in manifest if name.endswith("index.html")]
    with tempfile.TemporaryDirectory() as folder:
        root, work = Path(folder) / "server", Path(folder) / "work"
        work.mkdir()
        target = deploy.init(root, {"branch": "main", "url": "https://rd.example.cn"}).target
        target.current.symlink_to(site.resolve())
        with webserver.serving("nginx", root, work) as ask:
            rows = [
                measured(work, ask.port, name, paths)
                for name, paths in (("网页", pages), ("全部文件", [f"/{name}" for name in manifest]))
            ]
    sys.stdout.write(
        f"{platform.machine()}，nginx 一个进程，wrk {THREADS} 线程 {CONNECTIONS} 连接 {SECONDS} 秒，本机\n\n"
        "| 内容 | 个数 | 次/秒 | MB/秒 | 中位（毫秒） | 99%（毫秒） | 出错 |\n|---|---:|---:|---:|---:|---:|---:|\n"
        + "".join(rows)
    )
    return 0


def measured(work: Path, port: int, name: str, paths: list[str]) -> str:
    """Ask for ``paths`` in turn and return a row of the table."""
    script = work / "paths.lua"
    script.write_text(SCRIPT.format(paths=", ".join(json.dumps(path) for path in paths)), encoding="utf-8")
    command = [
        "wrk",
        f"-t{THREADS}",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "-s",
        str(script),
        f"http://127.0.0.1:{port}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    requests, duration, size, errors, middle, worst, count = map(int, line.split()[1:])
    seconds = duration / 1e6
    return (
        f"| {name} | {count} | {requests / seconds:,.0f} | {size / seconds / 2**20:.1f} "
        f"| {middle / 1000:.2f} | {worst / 1000:.2f} | {errors} |\n"
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
