"""One site of the rooms' samples, built once for all promises about sites."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from scripts import registry
from scripts.approve import approve
from scripts.build import build
from scripts.model.release import Release, ReleaseId
from tests.disclosures import sample
from tests.instances.demonstration.base import HOME

CORRECTED = "budget_execution/department_execution"
NOTE = {"type": "correction", "reason": "漏报一笔支出", "approver": "主任会议", "date": "2024-08-01"}
ARTICLE = """Title: 专报 {slug}
Slug: {slug}
Date: {day}
Type: 专报
Report: budget_execution/department_execution
Description: 就一份报告写的分析。

执行进度 {{{{figure: {release}#rate}}}}。

{{{{chart: {release}#departments}}}}
"""
CANARY = "金丝雀七四一"
"""Stands in a release under embargo; it may appear nowhere in a public build."""


def write_shared(root: Path) -> Path:
    """Write the settings, code lists, methods and pages of an instance for every room's sample."""
    data = root / "data"
    (data / "codelists").mkdir(parents=True)
    (data / "methods").mkdir()
    for room in registry.disclosures():
        for path in sorted((sample.folder(room) / "codelists").glob("*.csv")):
            _merge(path, data / "codelists" / path.name)
        for path in sorted((sample.folder(room) / "methods").glob("*.toml")):
            shutil.copy(path, data / "methods" / path.name)
    shutil.copy(HOME / "data" / "glossary.toml", data / "glossary.toml")
    site = 'name = "示例区人大监督公开"\norgan = "示例区人大常委会"\nsponsor = "示例区人大常委会主办"\n'
    site += 'lead = "公开监督结果。"\n'
    site += (
        'url = "https://example.org/open"\ndemonstration = true\nnotice = "演示数据：数字均为虚构。"\ntry = ["甲部"]\n'
    )
    site += '[licence]\ntitle = "CC BY 4.0"\nurl = "https://creativecommons.org/licenses/by/4.0/"\n'
    (data / "site.toml").write_text(site, encoding="utf-8")
    due = '[[due]]\nrelease = "budget_execution/department_execution/2024-Q2"\ndate = 2024-08-10\n'
    due += '[[due]]\nrelease = "budget_execution/department_execution/2024-Q3"\ndate = 2024-11-10\n'
    (data / "calendar.toml").write_text(due, encoding="utf-8")
    shutil.copytree(HOME / "content" / "pages", root / "content" / "pages")
    return root


def make_instance(root: Path) -> Path:
    """Write an instance that holds each room's sample, one correction and one release under embargo."""
    write_shared(root)
    approved = approve_samples(root, registry.disclosures())
    room = registry.disclosure(*CORRECTED.split("/"))
    last = sample.periods(room)[-1]
    mended = root / "mended"
    shutil.copytree(last, mended)
    table = mended / "data.csv"
    table.write_bytes(table.read_bytes().replace(b"800.2", b"900.2"))
    (mended / "revision.json").write_text(json.dumps(NOTE, ensure_ascii=False), encoding="utf-8")
    _approve(root, ReleaseId.parse(f"{room}/{last.name}/r2"), mended, approved, "2027-02-01")
    later = root / "later"
    shutil.copytree(last, later)
    table = later / "data.csv"
    table.write_bytes(table.read_bytes().replace("退款".encode(), CANARY.encode()))
    _approve(root, ReleaseId.parse(f"{room}/2024-Q3"), later, approved, "2029-01-01")
    (root / "content" / "news").mkdir()
    for day, slug in (("2027-03-01", "analysis"), ("2028-06-01", "to-come")):
        text = ARTICLE.format(day=day, slug=slug, release=f"{room}/{last.name}")
        (root / "content" / "news" / f"{slug}.md").write_text(text, encoding="utf-8")
    for left in (mended, later):
        shutil.rmtree(left, ignore_errors=True)
    return root


def _merge(source: Path, target: Path) -> None:
    """Join the samples' code lists: rooms use the same names for the same lists; the first to name a code wins."""
    rows: dict[str, dict[str, str]] = {}
    for path in (target, source):
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    rows.setdefault(row["code"], row)
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


def approve_samples(root: Path, rooms: Iterable[registry.Disclosure]) -> list[Release]:
    """Approve all periods of the rooms' samples and return them."""
    approved: list[Release] = []
    for room in rooms:
        for folder in sample.periods(room):
            _approve(root, ReleaseId.parse(f"{room}/{folder.name}"), folder, approved)
    return approved


def _approve(root: Path, id: ReleaseId, source: Path, approved: list[Release], issued: str = "2027-01-20") -> None:
    draft = root / "data" / "drafts" / str(id)
    shutil.copytree(source, draft)
    approve(
        root,
        draft,
        id,
        organ="示例区人大常委会",
        document="第九次会议",
        date=datetime.date.fromisoformat(issued) - datetime.timedelta(days=5),
        issued=datetime.datetime.fromisoformat(f"{issued}T09:00:00+08:00"),
        # Under embargo for two years: later than the limit allows, as the approver says.
        explained={"issued_days": "按会议决定暂缓公开"} if issued.startswith("2029") else {},
        approved=approved,
    )


AT = datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def instance_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance of samples."""
    return make_instance(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def site(instance_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from it."""
    return build(instance_root, tmp_path_factory.mktemp("site") / "output", at=AT)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the demonstration, with all its data, built from a copy."""
    root = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(HOME / "data", root / "data", ignore=shutil.ignore_patterns("drafts"))
    for name in ("pages", "news"):
        shutil.copytree(HOME / "content" / name, root / "content" / name)
    return build(root, root / "output")
