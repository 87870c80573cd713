"""What was approved stays: a published figure changes only by a revision, and each figure says what became of it."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from scripts.build import build
from scripts.intake import values
from tests.commands.conftest import FIRST, SECOND, SERIES, approve, draft

WHY = {"reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
R1, R2 = f"{SERIES}/2024-Q3/r1", f"{SERIES}/2024-Q3/r2"
MENDED = (("101", "90", "100", "75", "80"), ("102", "200", "200", "150", "120"))


def statuses(site):
    lines = (site / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["address"].strip("/").replace("/#", "#"): one for one in map(json.loads, lines)}


@pytest.fixture
def corrected(instance):
    assert (
        approve(instance, draft(instance, R2.rpartition("/")[0], MENDED, type="correction", **WHY), "2024-11-02") == 0
    )
    return instance


def test_approval_binds_every_figure_with_its_exact_value(instance):
    folder = instance / "data" / "approved" / R1
    bound = values.read((folder / "values.csv").read_bytes())
    assert bound["rate.102"] == ("50", "%")
    assert bound["gap.101"] == ("-5", "个百分点")
    assert "values.csv" in json.loads((folder / "approval.json").read_bytes())["files"]


def test_a_figure_that_changed_without_a_revision_stops_check_and_build(instance, portal, portal_json, monkeypatch):
    from scripts.disclosures.budget_execution.department_execution import figures

    right = figures.compute

    def wrong(release):
        return [replace(one, value=Decimal(3)) if one.id == "gap.101" else one for one in right(release)]

    monkeypatch.setattr(figures, "compute", wrong)
    # What was computed before is kept by the code that computed it.
    monkeypatch.setattr("scripts.editions.installed", lambda: "other code")
    found = [p for p in portal_json("check", "--instance", instance)["problems"] if "2024-Q3" in p["file"]]
    assert [(p["code"], p["file"], p["found"]) for p in found] == [
        ("figures.changed", f"data/approved/{R1}/values.csv", "-5 个百分点")
    ]
    assert "正负相反" in found[0]["expected"]
    assert "3 个百分点" in found[0]["expected"]
    status, said = portal("build", "--instance", instance)
    assert (status, "[figures.changed]" in said, "另做一个修订版" in said) == (1, True, True)
    assert not (instance / "output").exists()


def test_a_rule_changed_in_place_is_found_too(instance, portal):
    path = instance / "data" / "methods" / "execution_pace.toml"
    path.write_text(path.read_text().replace("[10, 20, 30]", "[1, 2, 3]"))
    status, said = portal("check", "--instance", instance)
    assert (status, "figures.changed" in said) == (1, True)


def test_a_release_approved_before_this_rule_passes(instance, portal):
    from scripts.intake import approval as approvals

    folder = instance / "data" / "approved" / R1
    approval = json.loads((folder / "approval.json").read_bytes())
    del approval["files"]["values.csv"]
    content = json.dumps(approval, ensure_ascii=False).encode()
    (folder / "values.csv").unlink()
    (folder / "approval.json").write_bytes(content)
    path = instance / "data" / "ledger.jsonl"
    first, second = map(json.loads, path.read_bytes().splitlines())
    entries = approvals.Entry(**first), approvals.Entry(**(second | {"approval": approvals.sha256(content)}))
    path.write_bytes(b"".join(one.line() + b"\n" for one in entries))
    assert portal("check", "--instance", instance)[0] == 0


def test_only_the_figures_that_a_correction_changed_are_corrected(corrected):
    found = statuses(build(corrected, corrected / "output"))
    assert found[f"{R1}#rate.102"]["status"] == "已更正"
    assert found[f"{R1}#rate.102"]["now"] == "60.0%"
    assert found[f"{R1}#rate.102"]["now_address"] == f"/{R2}/#rate.102"
    assert found[f"{R1}#rate.101"]["status"] == "现行"
    assert found[f"{R2}#rate.102"]["status"] == "现行"


def test_the_old_page_says_at_the_number_what_became_of_it(corrected):
    site = build(corrected, corrected / "output")
    page = (site / R1 / "index.html").read_text(encoding="utf-8")
    assert "已更正，现为 60.0%" in page
    panel = json.loads((site / R1 / "panel.json").read_bytes())
    assert panel["standing"]["rate.102"] == {
        "word": "已更正", "level": "warn20", "now": "60.0%", "href": "../r2/index.html#rate.102",
    }  # fmt: skip
    assert [step["words"] for step in panel["history"]["rate.102"]] == ["50.0%", "60.0%"]
    embed = (site / "embed" / R1 / "departments" / "index.html").read_text(encoding="utf-8")
    assert "已被第 2 版代替" in embed
    assert "已被第" not in (site / "embed" / R2 / "departments" / "index.html").read_text(encoding="utf-8")


def test_a_revision_leaves_every_data_file_of_the_first_as_it_was(instance):
    before = build(instance, instance / "before")
    kept = {p.name: p.read_bytes() for p in (before / R1).iterdir() if p.name not in {"index.html", "panel.json"}}
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", MENDED, type="correction", **WHY), "2024-11-02") == 0
    after = build(instance, instance / "after")
    changed = [name for name, content in kept.items() if (after / R1 / name).read_bytes() != content]
    assert changed == []
    assert len(kept) > 15


def test_a_withdrawn_release_leaves_a_page_and_no_data(instance, portal_json, portal):
    why = {**WHY, "reason": "不应当公开"}
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", SECOND, type="withdrawal", **why), "2024-11-02") == 0
    site = build(instance, instance / "output")
    for place in (f"{SERIES}/2024-Q3", R1, R2):
        page = (site / place / "index.html").read_text(encoding="utf-8")
        assert "已撤回" in page
        assert "不应当公开" in page
        assert "50.0%" not in page
    assert sorted(p.name for p in (site / R1).iterdir()) == ["approval.json", "index.html"]
    assert sorted(p.name for p in (site / R2).iterdir()) == ["approval.json", "index.html", "revision.json"]
    assert (site / "embed" / R1 / "departments" / "index.html").is_file()
    line = statuses(site)[f"{R1}#rate.102"]
    assert (line["status"], line["value"]) == ("已撤回", None)
    assert "撤回" in (site / "corrections" / "index.html").read_text(encoding="utf-8")
    assert "不应当公开" in (site / "feeds" / "corrections.xml").read_text(encoding="utf-8")
    found = portal_json("verify", site, "--recompute", "--instance", instance)
    assert (found["problems"], found["releases"]) == ([], 3)
    shutil.rmtree(site / R2)
    assert portal("verify", site)[0] == 1


def test_a_withdrawn_period_says_nothing_in_later_ones_and_may_speak_again(instance, portal):
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", FIRST, type="withdrawal", **WHY), "2024-11-02") == 0
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q4", SECOND), "2025-01-20") == 0
    assert approve(instance, draft(instance, f"{SERIES}/2024-Q3", SECOND, type="revision", **WHY), "2025-02-02") == 0
    site = build(instance, instance / "output")
    assert "50.0%" in (site / SERIES / "2024-Q3" / "index.html").read_text(encoding="utf-8")
    assert "已撤回" in (site / R1 / "index.html").read_text(encoding="utf-8")
    assert portal("verify", site, "--instance", instance)[0] == 0


def test_trace_says_status_and_quotation_as_the_page_does(corrected, portal_json, portal):
    found = portal_json("trace", f"{R1}#rate.102", "--instance", corrected)
    assert found["status"] == "已更正"
    site = build(corrected, corrected / "output")
    figures = json.loads((site / R1 / "figures.json").read_bytes())["figures"]
    assert found["quote"] == next(one["quote"] for one in figures if one["id"] == "rate.102")
    assert found["quote"] == (
        "截至2024年9月30日，水务执行进度（占调整预算）为 50.0%（来源：某区人大常委会"
        "《2024年第三季度部门预算执行进度》，第 1 版，2024年10月20日公开）。（演示数据）"
    )
    assert found["quote"] in (site / R1 / "panel.json").read_text() + json.dumps(figures, ensure_ascii=False)
    assert "状态  已更正" in portal("trace", f"{R1}#rate.102", "--instance", corrected)[1]


def test_a_published_value_that_was_not_approved_is_named(instance, tmp_path, portal_json):
    from tests.commands.test_verify import reseal

    site = build(instance, tmp_path / "site")
    path = site / R1 / "figures.json"
    content = json.loads(path.read_bytes())
    next(one for one in content["figures"] if one["id"] == "rate.102")["value"] = "51"
    path.write_text(json.dumps(content))
    reseal(site)
    found = portal_json("verify", site)["problems"]
    assert [(one["code"], one["file"], one["found"]) for one in found] == [
        ("verify.figure-differs", f"{R1}/figures.json", "51")
    ]
    assert "#rate.102" in found[0]["expected"]


def test_the_byte_that_was_flipped_is_named_in_whatever_file_it_is(instance, tmp_path, portal_json):
    from scripts.verify import verify

    site = build(instance, tmp_path / "site")
    by_kind = {}
    for path in sorted(p for p in site.rglob("*") if p.is_file() and p.stat().st_size):
        by_kind.setdefault(path.name if path.parent.name == "r1" else path.suffix, path)
    assert len(by_kind) > 25
    for path in by_kind.values():
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        named = {one.place.file for one in verify(site, instance).problems}
        name = path.relative_to(site).as_posix()
        assert name in named or (name == "manifest.json" and named), name
        path.write_bytes(content)
    assert verify(site, instance).problems == []
