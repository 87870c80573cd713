"""Two states that differ in every way a published figure can change, and what is said of them, word for word."""

import json
import shutil
from pathlib import Path

from tests.commands.conftest import FIRST, SECOND, SERIES, approve, draft

GOLDEN = Path(__file__).with_name("diff.golden.json")
MENDED = (("101", "90", "100", "75", "60"), ("102", "200", "200", "150", "120"))


def note(type):
    return {"type": type, "reason": f"理由：{type}", "approver": "主任会议", "date": "2025-03-01"}


def test_every_class_of_change_is_told_flips_first(instance, tmp_path, portal_json):
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q4", SECOND), "2025-01-20") == 0
    assert approve(instance, draft(instance, f"{SERIES}/2023-Q4", FIRST), "2025-01-21") == 0
    before = shutil.copytree(instance, tmp_path / "before")
    assert approve(before, draft(before, f"{SERIES}/2023-Q3", FIRST), "2025-01-22") == 0
    for period, rows, type in (
        ("2024-Q3", MENDED, "correction"),
        ("2024-Q2", SECOND, "revision"),
        ("2023-Q4", SECOND, "method"),
        ("2024-Q4", SECOND, "withdrawal"),
    ):
        assert approve(instance, draft(instance, f"{SERIES}/{period}", rows, **note(type)), "2025-03-02") == 0
    assert approve(instance, draft(instance, f"{SERIES}/2025-Q1", FIRST), "2025-04-20") == 0
    found = portal_json("diff", "--against", before, "--instance", instance)["changes"]
    assert {one["type"] for one in found} == {"unexplained", "withdrawal", "correction", "method", "revision", "new"}
    assert {one["flip"] for one in found} == {"sign", "rank", ""}
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))
