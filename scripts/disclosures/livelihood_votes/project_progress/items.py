"""What is still open of the livelihood projects (民生实事项目进度): projects overdue or silent, findings not mended."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_progress.works import MENDING, Inspection, Work, works
from scripts.model.figure import Figures
from scripts.model.item import Item
from scripts.model.profile import unit_type
from scripts.model.release import Release

OVERDUE, SILENT, FINDING = "民生实事项目完成", "民生实事项目报告", "三查问题整改"


def items(release: Release, figures: Figures) -> Iterator[Item]:
    """Every project past its date, every project without a report, every finding that is not mended."""
    for work in works(release):
        if work.overdue(release.as_of):
            yield _project(release, work, OVERDUE, work.word, "late", work.late(release.as_of) or 0)
        elif not work.reported and not work.ended:
            yield _project(release, work, SILENT, work.word, "none", 0)
        for one in work.inspections:
            if one.cells["state"] == MENDING:
                yield _finding(release, work, one)


def _body(release: Release, work: Work) -> tuple[tuple[str, str], str]:
    entry = release.codelists["departments"][work.cells["lead"]]
    return (unit_type(entry), entry.code), entry.label


def _project(release: Release, work: Work, kind: str, state: str, status: str, late: int) -> Item:
    entity, body = _body(release, work)
    name = release.codelists["projects"].label(work.code)
    text = f"{name}：{work.cells['next']}" if work.cells["next"] else name
    return Item(work.code, kind, entity, body, text, work.due, state, status, late, f"/profiles/project/{work.code}/")


def _finding(release: Release, work: Work, one: Inspection) -> Item:
    entity, body = _body(release, work)
    late = one.late(release.as_of)
    text = f"{release.codelists['projects'].label(work.code)}：{one.cells['finding']}"
    href = f"/profiles/project/{work.code}/"
    deadline = one.cells["deadline"]
    status = "late" if late else "going"
    return Item(f"check-{one.cells['id']}", FINDING, entity, body, text, deadline, MENDING, status, late, href)
