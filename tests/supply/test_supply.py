"""Nothing comes in but what is locked by hash and named with its licence; a site carries of it only what it must."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from pagefind_bin import get_executable

from scripts.instance import ROOT
from tests.supply import sbom
from tests.supply.locked import BROUGHT, RUNTIME, TESTS, installed, licence, lines, name_of, read

FREE = re.compile(
    r"(MIT|BSD|ISC|0BSD|Apache|PSF|MPL|Zlib|CC0|OFL|LicenseRef-public-domain|Artistic|AND|OR|[\s()\d.-]|-Clause|Perl)*"
)
OWN = re.compile(r"\.cache/lock|--target \.cache/atheris atheris==")
STRONG = {
    "pelican": "AGPL-3.0-or-later",
    "unidecode": "GPL-2.0-or-later",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""Packages whose licence asks more of who passes them on; each is spoken of in THIRD_PARTY.md."""
SHIPPED = {
    "": {
        "404.html", "catalog.jsonld", "charts.jsonl", "figures.jsonl", "index.html", "ledger.jsonl", "llms.txt",
        "manifest.json", "robots.txt", "sitemap.xml", "_headers", "gongkai.caddyfile", "nginx-headers.conf",
        "nginx-server.conf", "web.config",
    },
    "theme": {
        "amount.js", "chart.css", "course.css", "federation.js", "history.css", "icon.svg", "index.css", "live.css",
        "merged.js", "overview.css", "plain.css", "print.css", "quote.css", "quote.js", "record.css", "search.css",
        "search.js", "site.css", "site.js", "split.js", "subject.css", "table.css", "vega.js",
    },
    "pagefind": {"facets.json", "pagefind-entry.json", "pagefind-worker.js", "pagefind.js"},
}  # fmt: skip
"""Folder → the only files that may lie in it."""
SUFFIXES = {
    "", ".bib", ".caddyfile", ".cff", ".conf", ".config", ".css", ".csv", ".html", ".js", ".json", ".jsonl", ".jsonld",
    ".md", ".pagefind", ".pb", ".pf_fragment", ".pf_index", ".pf_meta", ".png", ".py", ".ris", ".sig", ".svg", ".toml",
    ".txt", ".xlsx", ".xml", ".zip",
}  # fmt: skip


def test_every_locked_package_has_hashes_and_every_installed_one_is_locked() -> None:
    runtime, every = read(RUNTIME), read(TESTS)
    assert len(runtime) > 30
    for path in (RUNTIME, TESTS):
        pins = re.findall(r"^[A-Za-z0-9._-]+==", path.read_text("utf-8"), re.MULTILINE)
        assert len(pins) == len(lines(path))
        assert [one.name for one in lines(path) if not one.hashes] == []
        # Nothing but pins: no address, no folder, no option that would take the check away.
        said = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith(("#", "--hash"))]
        assert [line for line in said if line and not re.match(r"^[A-Za-z0-9._-]+==\S+( ; .*)? \\$", line)] == []
    assert {name: one.version for name, one in runtime.items()} == {name: every[name].version for name in runtime}
    locked = {(one.name, one.version) for one in (*lines(RUNTIME), *lines(TESTS))}
    assert {one for one in installed().items() if one[0] not in BROUGHT} - locked == set()


def test_make_installs_with_hashes_only_and_from_nowhere_else() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", "")
    assert "--require-hashes --only-binary :all: --no-deps" in makefile
    installs = [line.strip() for line in makefile.splitlines() if re.search(r"pip[^\n]*\binstall\b|\$\(PIP", line)]
    assert [line for line in installs if line.startswith("@$(PIP)") or line.startswith("@$(PIP_DEV)")]
    # The others are tools that a build and the tests do without, in folders of their own: locks, and fuzzing by hand.
    other = [line for line in installs if not line.startswith(("@$(PIP)", "@$(PIP_DEV)", "PIP :=", "PIP_DEV :="))]
    assert [line for line in other if not OWN.search(line)] == []
    for name in (".github/workflows/pages.yml", ".gitlab-ci.yml", ".workflow/pages.yml"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"pip3? install", text), name


def test_the_licence_of_every_package_is_known_and_listed() -> None:
    text = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+?) \|", text, re.MULTILINE))
    locked = {name: licence(name) for name in read(TESTS) if name in installed()}
    assert [name for name, said in locked.items() if not said] == []
    assert {name: said for name, said in locked.items() if rows.get(name) != said} == {}
    # On another system the lock names a few more; they are listed too, and nothing else is.
    assert set(rows) == set(read(TESTS)) | set(read(RUNTIME))
    strong = {name: said for name, said in locked.items() if not FREE.fullmatch(said)}
    assert strong == STRONG


def test_the_bill_of_materials_names_every_package_and_is_the_same_each_time() -> None:
    bill = json.loads(sbom.made())
    assert sbom.made() == sbom.made()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {one["name"] for one in bill["components"]} == set(read(TESTS)) | set(read(RUNTIME))
    required = {one["name"] for one in bill["components"] if one["scope"] == "required"}
    assert required == set(read(RUNTIME))
    assert all(one["properties"] for one in bill["components"])
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])


def test_a_site_ships_of_its_packages_only_what_it_must(site: Path) -> None:
    for folder, names in SHIPPED.items():
        there = {path.name for path in (site / folder).iterdir() if path.is_file()}
        if folder == "theme":
            assert all(re.fullmatch(r"[a-z]+\.[0-9a-f]{10}\.[a-z]+", name) for name in there)
            there = {re.sub(r"\.[0-9a-f]{10}(?=\.)", "", name) for name in there}
        own = {
            name for name in there if not re.fullmatch(r"(pagefind\.zh\w*\.pf_meta|wasm\.(zh|unknown)\.pagefind)", name)
        }
        assert own <= names, (folder, own - names)
    wrong = [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and (path.suffix not in SUFFIXES or path.name.startswith(".") or path.name.endswith(("~", ".map")))
    ]
    assert wrong == []
    folders = {path.name for path in site.rglob("*") if path.is_dir()}
    assert folders & {"__pycache__", ".cache", ".git", "node_modules", "drafts"} == set()
    assert [path.name for path in site.rglob("*") if path.is_symlink()] == []
    for path in [*site.rglob("*.js"), *site.rglob("*.css")]:
        assert b"sourceMappingURL" not in path.read_bytes(), path.name


def test_what_a_site_ships_of_pagefind_is_what_the_locked_program_writes(site: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text("<html lang=zh><body data-pagefind-body>字</body></html>", "utf-8")
    command = [
        get_executable(),
        "--site",
        tmp_path / "pages",
        "--output-path",
        tmp_path / "made",
        "--force-language",
        "zh",
    ]
    subprocess.run(command, check=True, capture_output=True)
    shipped = sorted(path.name for path in (site / "pagefind").iterdir() if path.suffix in {".js", ".pagefind"})
    assert shipped == ["pagefind-worker.js", "pagefind.js", "wasm.unknown.pagefind"]
    for name in shipped:
        ours, made = ((folder / name).read_bytes() for folder in (site / "pagefind", tmp_path / "made"))
        # The same program in fewer bytes.
        packed = name.endswith(".pagefind")
        assert (gzip.decompress(ours) if packed else ours) == (gzip.decompress(made) if packed else made), name


@pytest.mark.parametrize("name", ["README.md", "THIRD_PARTY.md"])
def test_how_dependencies_are_brought_up_to_date_is_written(name: str) -> None:
    assert "make lock UPGRADE=--upgrade" in (ROOT / name).read_text("utf-8")
    assert name_of("Vl_Convert.Python") == "vl-convert-python"
