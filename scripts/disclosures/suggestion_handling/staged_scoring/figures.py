"""Figures of staged scoring (百分制分段评价): verdicts, both stages, handling again, each handler."""

from __future__ import annotations

from collections.abc import Iterable

from scripts.disclosures.suggestion_handling.staged_scoring.item import METHOD, VERDICTS, Item, in_redo, items
from scripts.disclosures.suggestion_handling.staged_scoring.machine import STAGES, STATES
from scripts.measures.average import median
from scripts.measures.count import count, share
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

SCORES = ("reply_score", "reply_rescore", "result_score", "result_rescore")
GRADED = "占已有最后结果的建议"
NONE_GRADED = "没有一件有最后结果"


def compute(release: Release) -> list[Figure]:
    """One row per suggestion; lateness as of the data's last day."""
    found = items(release)
    return [
        *_verdicts(found),
        *_states(found),
        *(figure for stage in STAGES for figure in _stage(found, stage)),
        *_redos(found),
        *_totals(found),
        *_handlers(release, found),
    ]


def by_handler(found: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the items of each handler, most first."""
    groups: dict[str, list[Item]] = {}
    for one in found:
        groups.setdefault(one.cells["handler"], []).append(one)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _rows(found: Iterable[Item]) -> list[int]:
    return [one.row for one in found]


def _verdicts(found: list[Item]) -> list[Figure]:
    everything = count("suggestions", _rows(found), "列入分段评价的建议", ("code",))
    graded = count("graded", _rows(one for one in found if one.final), "已有最后结果的建议", SCORES, method=METHOD)
    out = [everything, graded]
    for key, word in VERDICTS.items():
        chosen = [one for one in found if one.verdict == word]
        one = count(f"verdict.{key}", _rows(chosen), f"最后结果为{word}的建议", SCORES, method=METHOD)
        out += [one, share(one, graded, f"{key}_share", f"{word}率", GRADED, NONE_GRADED)]
    good = [one for one in found if one.final and one.verdict != VERDICTS["dissatisfied"]]
    both = count("verdict.good", _rows(good), "最后结果为满意或基本满意的建议", SCORES, method=METHOD)
    refused = [one for one in found if one.state == "refused"]
    return [
        *out,
        both,
        share(both, graded, "good_share", "满意和基本满意合计率", GRADED, NONE_GRADED),
        count("refused", _rows(refused), "再次不通过、直接认定为不满意的建议", SCORES, method=METHOD),
        count("unfinished", _rows(one for one in found if not one.final), "还没有最后结果的建议", SCORES),
    ]


def _states(found: list[Item]) -> list[Figure]:
    return [
        count(
            f"state.{state.replace('_', '-')}",
            _rows(one for one in found if one.state == state),
            f"处于“{word}”的建议",
            SCORES,
            method=METHOD,
        )
        for state, (word, _) in STATES.items()
    ]


def _stage(found: list[Item], stage: str) -> list[Figure]:
    """Return how many were scored in a stage, and what became of those that failed at first; the parts add up."""
    name, fields = STAGES[stage], (f"{stage}_score", f"{stage}_rescore")
    scored = [one for one in found if one.cells[f"{stage}_score"] is not None]
    failed = [one for one in scored if one.failed(stage)]
    again = [one for one in failed if one.cells[f"{stage}_rescore"] is not None]
    refused = [one for one in again if one.state == "refused"]
    counted = count(f"{stage}.scored", _rows(scored), f"{name}已打分的建议", fields[:1], method=METHOD)
    first = [one for one in scored if not one.failed(stage)]
    passed = count(f"{stage}.passed", _rows(first), f"{name}第一次打分就通过的建议", fields[:1], method=METHOD)
    missed = count(f"{stage}.failed", _rows(failed), f"{name}第一次打分不通过的建议", fields[:1], method=METHOD)
    repassed = [one for one in again if one.state != "refused"]
    waiting = [one for one in failed if one.cells[f"{stage}_rescore"] is None]
    scores = [one.cells[f"{stage}_score"] for one in scored]
    of, none = f"占{name}已打分的建议", f"{name}没有一件打分"
    return [
        counted,
        passed,
        missed,
        count(f"{stage}.repassed", _rows(repassed), f"{name}重新办理后通过的建议", fields, method=METHOD),
        count(f"{stage}.refused", _rows(refused), f"{name}再次不通过的建议", fields, method=METHOD),
        count(f"{stage}.waiting", _rows(waiting), f"{name}不通过、还没有再次打分的建议", fields, method=METHOD),
        share(passed, counted, f"{stage}.passed_share", f"{name}第一次打分通过率", of, none),
        share(missed, counted, f"{stage}.failed_share", f"{name}第一次打分不通过所占百分比", of, none),
        Figure(
            f"{stage}.median",
            median(scores),
            "分",
            f"{name}第一次得分的中位数",
            places=1,
            base=f"{len(scores)} 件{name}已打分的建议",
            formula="第一次得分由低到高排列，取中间的一个；双数的取中间两个的平均",
            sources=(Source(fields[:1], tuple(_rows(scored))),),
            missing="" if scores else none,
        ),
    ]


def _redos(found: list[Item]) -> list[Figure]:
    fields = tuple(f"{stage}_{name}" for stage in STAGES for name in ("told", "redone"))
    decided = [(one, redo) for one in found for redo in one.redos if redo.decided]
    kept = [one for one, redo in decided if redo.late == 0]
    opened = [one for one in found if in_redo(one)]
    late = max((one.late for one in opened), default=0)
    every = count("redo", _rows(one for one in found if one.redos), "有一段不通过、重新办理的建议", fields)
    whole = count("redo_decided", _rows(one for one, _ in decided), "已重新办理或超过期限的次数", fields, unit="次")
    part = count("redo_kept", _rows(kept), "在期限内重新办理的次数", fields, unit="次", method=METHOD)
    overdue = [one for one in opened if one.late]
    untold = [one for one in opened if one.running is not None and one.running.told is None]
    return [
        every,
        count("redo_open", _rows(opened), "正在重新办理的建议", fields),
        count("redo_overdue", _rows(overdue), "重新办理超过期限的建议", fields, method=METHOD),
        count("redo_untold", _rows(untold), "没有载明何时收到不满意意见、算不出期限的建议", fields),
        whole,
        part,
        share(part, whole, "redo_kept_share", "重新办理按期率", "占已重新办理或超过期限的次数", "没有到期的重新办理"),
        Figure(
            "redo_longest",
            late or None,
            "日",
            "重新办理超过期限最久的一件已超过的日数",
            formula="数据截至日 − 重新办理期限，取最大的一件",
            sources=(Source(fields, tuple(_rows(overdue))),),
            method=METHOD,
            missing="" if late else "没有超过期限的",
        ),
    ]


def _totals(found: list[Item]) -> list[Figure]:
    totals = [one for one in found if one.total is not None]
    out = [
        Figure(
            "median_total",
            median(one.total for one in totals),
            "分",
            "两段都通过的建议总分的中位数",
            places=1,
            base=f"{len(totals)} 件两段都通过的建议，不含再次不通过的",
            formula="总分由低到高排列，取中间的一个；双数的取中间两个的平均",
            sources=(Source(SCORES, tuple(_rows(totals))),),
            method=METHOD,
            missing="" if totals else "没有一件两段都通过",
        )
    ]
    out += [
        Figure(
            f"total.{one.cells['code']}",
            one.total,
            "分",
            f"“{one.cells['title']}”的总分",
            places=1,
            dimensions={"suggestion": one.cells["code"]},
            formula="答复阶段得分 × 权重 + 落实阶段得分 × 权重",
            sources=(Source(SCORES, (one.row,)),),
            method=METHOD,
            missing="" if one.total is not None else "再次不通过，不计算总分" if one.final else "还没有两段都打分通过",
        )
        for one in found
    ]
    return out


def _handlers(release: Release, found: list[Item]) -> list[Figure]:
    """Return counts and rates with their base of each lead handler; no ranks."""
    out: list[Figure] = []
    for code, mine in by_handler(found).items():
        who, about = release.codelists["departments"].label(code), {"department": code}

        def counted(id: str, chosen: list[Item], label: str, code: str = code, about: dict[str, str] = about) -> Figure:
            return count(f"{id}.{code}", _rows(chosen), label, ("handler", *SCORES), method=METHOD, about=about)

        every = counted("handled", mine, f"{who}主办的建议")
        graded = counted("handler_graded", [one for one in mine if one.final], f"{who}主办、已有最后结果的建议")
        satisfied = [one for one in mine if one.verdict == VERDICTS["satisfied"]]
        good = counted("handler_satisfied", satisfied, f"{who}主办、最后结果为满意的建议")
        basic = [one for one in mine if one.verdict == VERDICTS["basic"]]
        bad = [one for one in mine if one.verdict == VERDICTS["dissatisfied"]]
        failed = counted("handler_failed", [one for one in mine if one.redos], f"{who}主办、有一段不通过的建议")
        out += [
            every,
            graded,
            good,
            counted("handler_basic", basic, f"{who}主办、最后结果为基本满意的建议"),
            counted("handler_dissatisfied", bad, f"{who}主办、最后结果为不满意的建议"),
            failed,
            counted("handler_open", [one for one in mine if not one.final], f"{who}主办、还没有最后结果的建议"),
            counted("handler_overdue", [one for one in mine if one.late], f"{who}主办、重新办理超过期限的建议"),
            share(good, graded, f"handler_share.{code}", f"{who}满意率", GRADED, NONE_GRADED),
        ]
    return out
