"""Rules across the cells of the department appraisal (政府部门工作评议)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.ballot import COUNTS, OPTIONS, Ballot
from scripts.measures import mending_rules
from scripts.measures.date_rules import within_period
from scripts.measures.majority import majority
from scripts.model.method import Method
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Ballots add up, grades follow from them, no vote shows; opinions and the term's list fit the appraisals."""
    for row, cells in release.table.rows():
        ballot = Ballot.of(cells)
        yield from _counts(release, row, ballot)
        yield from _secrecy(release, row, ballot)
        yield from _grade(release, row, ballot)
    yield from _appraisals(release)
    yield from _coverage(release)
    yield from _opinions(release)


def _counts(release: Release, row: int, ballot: Ballot) -> Iterator[Problem]:
    table = release.table
    for whole, part in pairwise(name for name in COUNTS if ballot[name] is not None):
        if (ballot[part] or 0) > (ballot[whole] or 0):
            title = table.schema[whole].title
            yield table.problem(
                "check.ballots-exceed",
                row=row,
                field=part,
                expected=f"“{table.schema[part].title}”不会多于“{title}” {ballot[whole]}",
                fix="对照计票单改正错的那一格；收回的票确实多于发出的，投票无效，不能公布",
            )
    members, present = ballot["members_all"], ballot["present"]
    if members is not None and present is not None and not majority(present, members):
        yield table.problem(
            "check.no-quorum",
            row=row,
            field="present",
            expected=f"全体组成人员 {members} 名，过半数出席才能举行会议",
            fix="核对实到人数和全体组成人员数，改正错的那一格",
        )
    if None in (ballot["valid"], ballot["satisfied"], ballot["basically"], ballot["dissatisfied"]):
        return
    cast = sum(ballot[option] or 0 for option in OPTIONS)
    if cast != ballot["valid"]:
        yield table.problem(
            "check.ballots-sum",
            row=row,
            field="valid",
            expected=f"各选项票数相加是 {cast}，应与有效票相等",
            fix="对照计票单核对各选项票数（含不了解、弃权）和有效票，改正错的那一格",
        )


def _secrecy(release: Release, row: int, ballot: Ballot) -> Iterator[Problem]:
    """A table with a cell blanked can be worked back from its sum, so the release is refused as a whole."""
    method = release.method(term.METHOD)
    if not ballot.published:
        return
    field, voters = ballot.group
    if voters < method["smallest_group"]:
        yield release.table.problem(
            "check.small-group",
            row=row,
            field=field,
            expected=f"无记名投票不少于 {method['smallest_group']} 人才能公布票数，否则看得出各人怎样投票",
            fix="票数各列全部留空，只公布评议结果；不要只遮盖个别格子",
        )
    elif ballot.unanimous and voters < method["unanimous_group"]:
        yield release.table.problem(
            "check.unanimous-group",
            row=row,
            field=field,
            expected=f"都投了同一选项的，不少于 {method['unanimous_group']} 人才能公布票数，否则看得出各人怎样投票",
            fix="票数各列全部留空，只公布评议结果；不要只遮盖个别格子",
        )


def _grade(release: Release, row: int, ballot: Ballot) -> Iterator[Problem]:
    method, announced = release.method(term.METHOD), release.table.value(row, "grade")
    ruled = ballot.grade(method)
    reason = release.table.value(row, "ungraded")
    if (announced is None) == (reason is None) and ruled is None:
        yield release.table.problem(
            "check.grade-missing",
            row=row,
            field="grade",
            expected="有等次的不写“没有等次的原因”，没有等次的要写",
            fix="照公布的结果填写等次；确实没有等次的，在“没有等次的原因”写明",
        )
    elif ruled is None and announced is not None and announced not in method["grades"]:
        yield release.table.problem(
            "check.unknown-grade",
            row=row,
            field="grade",
            expected=f"口径规定的等次是{_listed(method)}",
            fix="照会议公布的结果改写",
        )
    if ruled is not None and announced != ruled:
        said = (
            f"{method['base']} {ballot.base(method)}，满意 {ballot['satisfied']} 票，基本满意 {ballot['basically']} 票"
        )
        yield release.table.problem(
            "check.grade-mismatch",
            row=row,
            field="grade",
            expected=f"按口径（{said}）应是“{ruled}”",
            fix="核对票数、全体组成人员数和会议公布的结果；规则变了的，先在口径文件里加一段新版本",
        )


def _listed(method: Method) -> str:
    return "、".join(f"“{word}”" for word in method["grades"])


def _appraisals(release: Release) -> Iterator[Problem]:
    table = release.table
    listed = set(release.tables["coverage"].column("department"))
    seen = {one.code: one for earlier in term.before(release) for one in term.appraised_in(earlier)}
    for row, cells in table.rows():
        code = cells["department"]
        yield from within_period(release, row, "appraised", cells["appraised"], "评议", home="半年")
        if code in seen and not cells["reappraisal"]:
            yield table.problem(
                "check.appraised-twice",
                row=row,
                field="department",
                expected=f"这个部门本届已在{chinese_date(seen[code].date)}评议过",
                fix="确是再次评议的，在“重新评议”一列填“是”；不是的，删去这一行或改正部门",
            )
        if code not in listed:
            yield table.problem(
                "check.not-in-coverage",
                row=row,
                field="department",
                expected="被评议的部门应在本届应评议的部门清单（coverage）里",
                fix="在 coverage 表补上这个部门一行，或改正部门代码",
            )


def _coverage(release: Release) -> Iterator[Problem]:
    table, current = release.tables["coverage"], term.name(release)
    for row, cells in table.rows():
        if cells["term"] != current:
            yield table.problem(
                "check.term-mixed",
                row=row,
                field="term",
                expected=f"各行的届次应相同，第一行是“{current}”",
                fix="改成同一届次；换届以后另作新一届的清单",
            )
    past = term.before(release)
    here = set(table.column("department"))
    for code in past[-1].tables["coverage"].column("department") if past else ():
        entry = release.codelists["departments"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield table.problem(
                "check.coverage-left-out",
                found=entry.label,
                expected=f"{past[-1].period.title}的清单有这个部门，本期没有它的一行",
                fix="补上这一行；部门已撤并的，在部门代码表写上终止日期",
            )


def _opinions(release: Release) -> Iterator[Problem]:
    table, appraised = release.tables["opinions"], term.appraisals(release)
    for row, cells in table.rows():
        history = appraised.get(cells["department"])
        if history is None:
            yield table.problem(
                "check.opinion-department",
                row=row,
                field="department",
                expected="本届还没有评议过这个部门，不会有它的评议意见",
                fix="改正部门代码，或在 data 表补上这个部门的评议结果",
            )
        for field in ("deadline", "reported", "reviewed"):
            day = cells[field]
            if history is not None and day is not None and day < history[0].date:
                yield table.problem(
                    "check.date-before-appraisal",
                    row=row,
                    field=field,
                    expected=f"“{table.schema[field].title}”不会早于评议日期{chinese_date(history[0].date)}",
                    fix="核对这个日期和部门，改正错的那一格",
                )
    yield from mending_rules.rows(release)
    past = term.before(release)
    here = set(table.column("id"))
    for one in past[-1].tables["opinions"].column("id") if past else ():
        if one not in here:
            yield table.problem(
                "check.opinion-left-out",
                found=one,
                expected=f"{past[-1].period.title}公布过这条意见，本期没有它的一行",
                fix="补上这一行；已完成的意见也要保留，直到本届结束",
            )
