"""The page of measurements says what was measured, and nothing typed by hand."""

from __future__ import annotations

from tests.bench import results


def test_the_page_is_made_of_the_kept_measurements() -> None:
    assert results.PAGE.read_text(encoding="utf-8") == results.page(results.read())


def test_the_province_is_reckoned_from_the_measured_district() -> None:
    build = {
        "pages": 10_000, "charts": 1, "rows": 1, "figures": 1, "files": 1, "bytes": 500_000_000, "index bytes": 1,
        "first query bytes": 200_000, "next query bytes": 100_000, "touched files": 1,
        **{
            name: {"wall": wall, "cpu": 2 * wall, "peak": 1.0, "phases": {}}
            for name, wall in (("cold", 180.0), ("unchanged", 1.0), ("one release", 30.0))
        },
    }  # fmt: skip
    known = {"sizes": {"10000": {"build": build}}, "versions": {}, "date": "", "cores": 2, "machine": "", "python": ""}
    said = results.page(known)
    assert "共 1,000,000 页" in said
    assert "每个 3.0 分钟；全部一遍合计 10.0 个 CPU 小时" in said
    assert "合计 50.0 GB" in said
    assert "100 个区县一起查约 20 MB" in said
