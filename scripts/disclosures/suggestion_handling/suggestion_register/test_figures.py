"""Register of suggestions: the clock, the phases and the two voices, on small hand-made rows and on the sample."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from scripts.disclosures.suggestion_handling.suggestion_register import checks
from scripts.disclosures.suggestion_handling.suggestion_register.charts import draw
from scripts.disclosures.suggestion_handling.suggestion_register.figures import compute
from scripts.disclosures.suggestion_handling.suggestion_register.groups import class_id
from scripts.disclosures.suggestion_handling.suggestion_register.listings import listing
from scripts.disclosures.suggestion_handling.suggestion_register.mentions import mention
from scripts.disclosures.suggestion_handling.suggestion_register.progress import item
from scripts.disclosures.suggestion_handling.suggestion_register.tables import lay_out
from scripts.intake.codelist import read_all as read_codelists
from scripts.intake.method import read_all as read_methods
from scripts.intake.table import read
from scripts.model.figure import Figures
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Origin, Schema, Table

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
SERIES = "suggestion_handling/suggestion_register"
SCHEMA = Schema.parse(json.loads((HERE / "schema.json").read_text(encoding="utf-8")))
CODELISTS = read_codelists(SAMPLE / "codelists")
METHODS = {
    name: in_force(versions, datetime.date(2024, 1, 1)) for name, versions in read_methods(SAMPLE / "methods").items()
}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def release(
    table: Table, period: str = "2024-S2", at: str = "2024-12-31", earlier: tuple[Release, ...] = ()
) -> Release:
    return Release(ReleaseId.parse(f"{SERIES}/{period}"), {"data": table}, CODELISTS, METHODS, day(at), earlier)


def sample(at: str = "2024-12-31") -> Release:
    before = release(read(SAMPLE / "2024-S1" / "data.csv", SCHEMA, CODELISTS), "2024-S1")
    return release(read(SAMPLE / "2024-S2" / "data.csv", SCHEMA, CODELISTS), at=at, earlier=(before,))


def made(*rows: Mapping[str, Any]) -> Release:
    """A release of rows with only the cells that matter."""
    cells = [{name: row.get(name) for name in SCHEMA.names} for row in rows]
    for number, row in enumerate(cells, start=1):
        row["code"], row["title"] = f"s2024-{number:03d}", row["title"] or "关于一件事的建议"
    frame = pd.DataFrame(cells, columns=list(SCHEMA.names), dtype=object)
    frame = frame.where(frame.notna(), None)
    return release(Table(frame, SCHEMA, Origin("data.csv", tuple(range(2, len(rows) + 2)))))


def one(on: str = "2024-12-31", **cells: Any) -> Any:
    row = dict.fromkeys(SCHEMA.names) | cells
    return item(0, row, METHODS["suggestion_clock"], day(on))


def said(of: Release, code: str) -> Any:
    figures = Figures(compute(of))
    return next(found for found in mention(of, figures) if found.type == "suggestion" and found.id == code)


def test_the_sample_gives_the_figures_worked_out_by_hand():
    figures = Figures(compute(sample()))
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    assert {id: figures[id].exact or None for id in expected} == expected


def test_the_sample_breaks_no_rule():
    assert list(checks.check(sample())) == []


@pytest.mark.parametrize(
    ("assigned", "complex_one", "due"),
    [
        ("2024-01-31", False, "2024-04-30"),
        ("2023-11-30", False, "2024-02-29"),
        ("2022-11-30", False, "2023-02-28"),
        ("2024-02-05", False, "2024-05-05"),
        ("2024-08-31", True, "2025-02-28"),
    ],
)
def test_months_are_calendar_months(assigned, complex_one, due):
    assert one("2024-12-31", assigned=day(assigned), complex=complex_one).first.due == day(due)


def test_a_reply_on_the_last_day_is_in_time():
    assert one(assigned=day("2024-01-31"), replied=day("2024-04-30")).in_time


def test_a_reply_a_day_after_the_last_is_one_day_late():
    late = one(assigned=day("2024-01-31"), replied=day("2024-05-01"))
    assert (late.in_time, late.decided, late.first.late) == (False, True, 1)


def test_why_the_deadline_is_that_day_is_said_in_words_with_the_law():
    waiting = one("2024-04-20", assigned=day("2024-02-05"), state="办理中")
    assert waiting.first.why == "2024年2月5日交办，三个月内答复，到2024年5月5日止（代表法（2015年修正）第四十二条）"
    assert waiting.word == "办理中，还剩 15 日"
    assert waiting.level == "warn10"


def test_a_complex_suggestion_says_that_it_is_one():
    why = one(assigned=day("2024-02-05"), complex=True).first.why
    assert why.startswith("2024年2月5日交办，涉及面广、处理难度大，六个月内答复，到2024年8月5日止")


def test_what_is_not_answered_by_its_deadline_is_unanswered_whatever_the_register_calls_it():
    late = one("2024-05-06", assigned=day("2024-02-05"), state="办理中")
    assert (late.phase, late.word, late.level, late.overdue) == ("unanswered", "未答复，已超期 1 日", "late", 1)


def test_lateness_is_counted_to_the_last_day_of_the_data_not_to_the_day_of_the_build():
    assert Figures(compute(sample(at="2025-06-30")))["longest"].value == 16


def test_a_deadline_that_passed_after_the_data_is_left_open():
    text = said(sample(at="2025-02-01"), "s2024-006").detail["deadline_text"]
    assert text == "答复期限是2025年1月10日，截至2024年12月31日还剩 10 日；期限现已过去，是否已经答复要看下一期台账"


def test_a_returned_suggestion_is_under_no_clock():
    back = one(assigned=day("2024-02-05"), returned=day("2024-02-09"), state="退办")
    assert (back.phase, back.first, back.open, back.decided) == ("returned", None, False, False)


def test_a_suggestion_returned_and_assigned_anew_runs_from_the_new_day():
    anew = one("2024-04-01", returned=day("2024-02-09"), assigned=day("2024-02-20"), state="办理中")
    assert (anew.phase, anew.first.due) == ("handling", day("2024-05-20"))


def test_a_dissatisfied_deputy_restarts_two_months():
    again = one(
        "2024-07-01",
        assigned=day("2024-02-05"),
        replied=day("2024-03-01"),
        reassigned=day("2024-04-30"),
        state="再次办理",
    )
    assert (again.phase, again.second.due, again.overdue, again.in_time) == ("redo", day("2024-06-30"), 1, True)


def test_only_decided_suggestions_count_in_the_rate_of_replies_in_time():
    waiting = {"assigned": day("2024-12-01"), "state": "办理中"}
    early = {"assigned": day("2024-08-01"), "replied": day("2024-09-01")}
    figures = Figures(compute(made(waiting, early, {"state": "退办", "returned_reason": "不属于职责"})))
    assert (figures["decided"].value, figures["on_time_rate"].value) == (1, Decimal(100))


def test_without_anything_decided_there_is_no_rate_but_a_reason():
    rate = Figures(compute(made({"received": day("2024-12-01")})))["on_time_rate"]
    assert (rate.value, rate.missing) == (None, "没有一件已经答复或超过期限，无法计算")


def test_54_of_93_is_58_06_per_cent():
    rows = [
        {"assigned": day("2024-08-01"), "replied": day("2024-09-01"), "class": "A" if n < 54 else "B"}
        for n in range(93)
    ]
    figures = Figures(compute(made(*rows)))
    share = figures["class_share.a"]
    assert (f"{share.value:.5f}", share.text, figures["class_share.b"].text) == ("58.06452", "58.06%", "41.94%")


def test_shares_of_classes_say_that_they_may_not_add_up():
    of = sample()
    grids = lay_out(of, Figures(compute(of)))
    assert "可能不等于 100%" in grids["classes"].column("share").note
    assert "可能不等于 100%" in grids["handler_classes"].note


def test_the_two_voices_keep_bases_of_their_own():
    answered = {"assigned": day("2024-08-01"), "replied": day("2024-09-01"), "handler_verdict": "已解决"}
    figures = Figures(compute(made(answered | {"deputy_result": "不满意"}, answered | {"deputy_result": "未反馈"})))
    assert [figures[id].value for id in ("handler_says", "on_result", "on_result.silent", "disputed")] == [2, 1, 1, 1]
    assert figures["on_result_share.dissatisfied"].value == 100


def test_a_later_verdict_does_not_replace_the_first():
    figures = Figures(compute(sample()))
    assert figures["on_result.dissatisfied"].value == 2
    assert figures["on_redo.basic"].value == 1


def test_a_second_dissatisfaction_is_final():
    rows = made(
        {
            "assigned": day("2024-02-05"),
            "replied": day("2024-03-01"),
            "deputy_result": "不满意",
            "reassigned": day("2024-04-01"),
            "second_replied": day("2024-05-01"),
            "second_result": "不满意",
            "state": "再次办理",
        }
    )
    assert [problem.code for problem in checks.check(rows)] == ["check.state-disagrees"]


def test_rows_without_dates_are_laid_out_with_place_and_money_and_claim_nothing_else():
    rows = made(
        {"proposer": "代表", "handler": "114", "place": "五宝镇", "amount_asked": Decimal(30)},
        {"proposer": "代表", "place": "清溪乡", "amount_asked": Decimal(5), "amount_approved": Decimal(0)},
    )
    figures = Figures(compute(rows))
    grids = lay_out(rows, figures)
    facets = listing(rows).facets
    assert [facet.key for facet in facets] == ["year", "handler"]
    assert facets[0].columns == ("title", "proposer", "place", "handler", "asked", "approved")
    assert figures["approved"].base == "1 件载明核定金额的建议"
    assert set(grids) == {"handlers"}
    assert [column.key for column in grids["handlers"].columns] == ["name", "handled"]
    assert set(draw(rows, figures, grids)) == {"handlers"}
    assert said(rows, "s2024-001").detail["deadline_text"] == "台账没有载明交办日期，算不出答复期限"
    assert said(rows, "s2024-001").detail["steps"] == []
    assert (figures["replied"].value, figures["replied"].missing) == (None, "台账没有载明办理进度")
    handler = next(found for found in mention(rows, figures) if found.type == "department")
    assert handler.sentence == "截至2024年12月31日，主办代表建议 1 件，台账没有载明办理进度。"


def test_steps_of_a_closed_suggestion_that_was_handled_twice():
    steps = said(sample(), "s2024-002").detail["steps"]
    assert [(step["title"], step["state"]) for step in steps] == [
        ("收到", "done"),
        ("交办", "done"),
        ("答复", "done"),
        ("代表反馈", "done"),
        ("再次办理", "done"),
        ("再次答复", "done"),
        ("代表再次反馈", "done"),
        ("办结", "done"),
    ]
    assert steps[2]["note"] == "用了 95 日，超过期限 5 日"


def test_a_late_reply_is_the_late_step():
    steps = said(sample(), "s2024-005").detail["steps"]
    assert [step["state"] for step in steps] == ["done", "done", "late", "todo", "todo"]
    assert steps[2] == {"title": "答复", "date_text": "期限2024年12月20日", "state": "late", "note": "已超过 11 日"}


def test_handler_and_deputy_are_quoted_apart():
    two = said(sample(), "s2024-004").detail["said"]
    assert two["handler"] == {"word": "已解决", "status": "done", "text": "A 类：所提问题已经解决或者基本解决"}
    assert two["deputy"] == {"word": "不满意", "status": "bad", "text": "对答复：不满意；对办理结果：不满意"}


def test_a_handlers_page_names_what_is_overdue():
    of = sample()
    handler = next(
        found for found in mention(of, Figures(compute(of))) if (found.type, found.id) == ("department", "103")
    )
    assert handler.open == ("第 5 号“关于增加课后服务人手的建议”未答复，已超期 11 日",)
    assert handler.sentence == (
        "截至2024年12月31日，主办代表建议 3 件，会办 1 件；主办的已答复 0 件；应有答复的 1 件中，按期答复 0%；"
        "1 件超过期限还没有答复，最久的已超过 11 日。"
    )


def test_a_project_is_told_which_suggestion_led_to_it():
    of = sample()
    project = next(found for found in mention(of, Figures(compute(of))) if found.type == "project")
    assert (project.id, project.title) == ("p2024-01", "老旧小区加装电梯")
    assert project.relations == (("suggestion", "s2024-003", "提出这件事的代表建议"),)


def test_classes_in_other_scripts_have_ascii_ids():
    assert [class_id(code, n) for n, code in enumerate(("甲", "乙", "丙"), start=1)] == ["c1", "c2", "c3"]


def merged_pair(**cells: Any) -> Release:
    lead = {
        "assigned": day("2024-02-05"),
        "replied": day("2024-04-01"),
        "class": "A",
        "handler": "115",
        "deputy_result": "满意",
        "state": "已答复",
    }
    return made(lead, {"handler": "115", "merged_into": "s2024-001", "deputy_result": "不满意"} | cells)


def test_a_merged_suggestion_is_answered_with_the_one_that_leads_but_its_class_counts_once():
    rows = merged_pair()
    figures = Figures(compute(rows))
    assert [figures[id].value for id in ("suggestions", "merged", "replied", "decided", "in_time")] == [2, 1, 2, 2, 2]
    assert (figures["classed"].value, figures["on_result"].value, figures["on_result.dissatisfied"].value) == (1, 2, 1)
    assert list(checks.check(rows)) == []


def test_suggestions_handled_together_name_each_other():
    rows = merged_pair()
    assert [one["href"] for one in said(rows, "s2024-001").detail["merged"]] == ["/profiles/suggestion/s2024-002/"]
    assert [one["href"] for one in said(rows, "s2024-002").detail["merged"]] == ["/profiles/suggestion/s2024-001/"]
    assert said(rows, "s2024-002").detail["merged_note"].startswith("这件建议并入下面领头的一件办理")


@pytest.mark.parametrize("into", ["s2024-002", "s2024-009"])
def test_a_suggestion_is_merged_into_another_of_its_register(into):
    assert [problem.code for problem in checks.check(merged_pair(merged_into=into, deputy_result=None))] == [
        "check.merged-into"
    ]


def test_what_answered_a_suggestion_is_named_with_its_kind():
    rows = made({"led_to_other": "budget:b2024-03:农村公路养护|micro:m2024-012:入户道路硬化"})
    assert said(rows, "s2024-001").detail["led_to"] == [
        {
            "title": "农村公路养护",
            "href": "/profiles/project/b2024-03/",
            "otherwise": "/budget_execution/project_execution/",
            "note": "预算项目 b2024-03",
        },
        {
            "title": "入户道路硬化",
            "href": "/profiles/project/m2024-012/",
            "otherwise": "/livelihood_votes/micro_projects/",
            "note": "微实事项目 m2024-012",
        },
    ]


def test_every_share_of_a_handler_stands_after_its_base():
    of = sample()
    handler = next(found for found in mention(of, Figures(compute(of))) if found.id == "115")
    assert [id.rpartition(".")[0] for id in handler.figures] == [
        "kept_rate", "handled", "joint", "answered", "undone", "due", "kept", "missed", "longest",
        "classed", "class_share.a", "class_share.b", "class_share.c", "class_share.d",
        "said", "said_share.solved", "heard_reply", "heard_reply_share.good",
        "heard_result", "heard_result_share.satisfied", "heard_result_share.dissatisfied",
    ]  # fmt: skip


def test_a_suggestion_stands_in_the_lists_of_its_year_unit_topic_phase_and_deadline():
    entries = {entry.id: entry for entry in listing(sample()).entries}
    assert entries["s2024-005"].values == {
        "year": ("2024",),
        "handler": ("103",),
        "topic": ("education",),
        "phase": ("unanswered",),
        "due": ("overdue",),
        "mark": (),
    }
    assert entries["s2024-001"].values["joint"] == ("103",)
    assert entries["s2024-006"].values["due"] == ("soon",)
    assert entries["s2024-005"].cells["why"].text.startswith("2024年9月20日交办，三个月内答复")


def test_only_what_is_soon_due_is_dropped_when_a_newer_register_comes():
    due = next(facet for facet in listing(sample()).facets if facet.key == "due")
    assert [(value.code, value.newest) for value in due.values] == [("overdue", False), ("soon", True)]
