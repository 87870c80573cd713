"""Two small districts for the tests of the provincial portal: some samples each, under their own names."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from scripts import registry
from scripts.approve import approve
from scripts.build import build
from scripts.model.release import Release, ReleaseId
from tests.disclosures import sample
from tests.site.built import AT, write_shared

BUDGET = "budget_execution/department_execution"
VOTE = "livelihood_votes/project_vote"
ISSUED = datetime.datetime.fromisoformat("2027-01-20T09:00:00+08:00")


def make(root: Path, name: str, rooms: tuple[str, ...], *, changed: tuple[bytes, bytes] = (b"", b"")) -> Path:
    """Write the instance of a district whose releases are the samples of ``rooms``.

    Args:
        changed: bytes of the tables of the budget that are others in this district.
    """
    write_shared(root)
    settings = root / "data" / "site.toml"
    text = settings.read_text(encoding="utf-8").replace("示例区", name).replace("https://example.org/open", "")
    settings.write_text(text, encoding="utf-8")
    approved: list[Release] = []
    for room in rooms:
        for folder in sample.periods(registry.disclosure(*room.split("/"))):
            id = ReleaseId.parse(f"{room}/{folder.name}")
            draft = root / "data" / "drafts" / str(id)
            shutil.copytree(folder, draft)
            if room == BUDGET and changed[0]:
                table = draft / "data.csv"
                table.write_bytes(table.read_bytes().replace(*changed))
            approve(
                root,
                draft,
                id,
                organ=f"{name}人大常委会",
                document="第九次会议",
                date=datetime.date(2027, 1, 15),
                issued=ISSUED,
                approved=approved,
            )
    return root


def built(folder: Path, output: Path, name: str, rooms: tuple[str, ...], **more: tuple[bytes, bytes]) -> Path:
    """Return the built site of a district."""
    return build(make(folder, name, rooms, **more), output, at=AT)
