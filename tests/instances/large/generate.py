"""Writes the large instance: ``python -m tests.instances.large.generate FOLDER [--pages 1000|10000|30000]``.

Everything is made by the demonstration's generators and approved by the code of ``portal approve``, so the ledger and
every checksum hold; the same size gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

from tests.instances.demonstration import generate as demonstration
from tests.instances.demonstration.base import HOME, Draft
from tests.instances.large import departments, money, suggestions
from tests.instances.large.size import SIZES, Size

SCALED = {"budget", "general_budget", "final_accounts", "suggestion_register"}
"""Modules of the demonstration whose reports are made larger here; the others are taken as they are."""
LEFT_OUT = shutil.ignore_patterns("approved", "drafts", "ledger.jsonl", "releases", "profiles")
BACK_TO = "2015-01-01"
_CITED = re.compile(r"\{\{(?:former )?(?:figure|chart): /?([a-z_]+/[a-z_]+/[^/#}]+)")
_EFFECTIVE = re.compile(r"(?m)^effective = .+$")


def drafts(root: Path, size: Size) -> list[Draft]:
    """Return every draft of the instance in ``root``, whose code lists are written."""
    lists = root / "data" / "codelists"
    rows = departments.listed(lists / "departments.csv", size.departments)
    (lists / "departments.csv").write_text(departments.text(rows), encoding="utf-8")
    units = {row["code"] for row in rows}
    found: list[Draft] = []
    for module in demonstration.parts():
        demonstration.write_codelists(root, module)
        if module.__name__.rpartition(".")[2] not in SCALED:
            found += module.drafts()
    found += money.drafts(lists / "departments.csv", size.years)
    return found + suggestions.drafts(size.years, size.suggestions, units)


def generate(root: Path, size: Size) -> int:
    """Make the instance in ``root``; return how many releases there are."""
    for name in ("data", "content"):
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(HOME / name, root / name, ignore=LEFT_OUT)
    for path in sorted((root / "data" / "methods").glob("*.toml")):
        # The rules of the demonstration begin when its data do; these data begin earlier.
        text = path.read_text(encoding="utf-8")
        path.write_text(_EFFECTIVE.sub(f"effective = {BACK_TO}", text, count=1), encoding="utf-8")
    approved = demonstration.approve_all(root, drafts(root, size))
    for path in sorted((root / "content" / "news").glob("*.md")):
        # What is written about periods that this instance does not have.
        if not all((root / "data" / "approved" / cited).is_dir() for cited in _CITED.findall(path.read_text("utf-8"))):
            path.unlink()
    return approved


def main() -> None:
    """Read the arguments, make the instance and say how large it is."""
    reader = argparse.ArgumentParser(description="写出大型实例 / write the large instance")
    reader.add_argument("folder", type=Path)
    reader.add_argument("--pages", type=int, choices=sorted(SIZES), default=10_000)
    chosen = reader.parse_args()
    releases = generate(chosen.folder.absolute(), SIZES[chosen.pages])
    sys.stdout.write(f"{releases} releases\n")


if __name__ == "__main__":
    main()
