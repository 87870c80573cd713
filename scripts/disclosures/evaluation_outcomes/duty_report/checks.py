"""Rules across the cells of the duty reports (任命人员述职测评)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.disclosures.evaluation_outcomes.duty_report import report
from scripts.disclosures.evaluation_outcomes.duty_report.report import COUNTS, METHOD, OPTIONS, Report
from scripts.measures import mending_rules, secrecy
from scripts.measures.date_rules import within_period
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Ballots add up and hide their voters, grades follow, persons are named only where approved."""
    for one in report.reports(release):
        yield from _person(release, one)
        yield from _counts(release, one)
        yield from _secrecy(release, one)
        yield from _grade(release, one)
        yield from _dates(release, one)
    yield from _coverage(release)
    yield from _opinions(release)


def _person(release: Release, one: Report) -> Iterator[Problem]:
    cells = release.table.row(one.row)
    public = release.codelists["posts"][one.post].attributes.get("public") == "是"
    if cells["person"] and not (public and cells["person_approved"]):
        yield release.table.problem(
            "check.name-not-approved",
            row=one.row,
            field="person",
            found="（姓名）",
            expected="职务在代码表里写明公开（public 是“是”）、并且“批准公布姓名”填“是”的，才可以有姓名",
            fix="删去姓名；确经批准的，把“批准公布姓名”填“是”",
        )


def _counts(release: Release, one: Report) -> Iterator[Problem]:
    table, votes = release.table, one.votes
    for whole, part in pairwise(name for name in COUNTS if votes[name] is not None):
        if (votes[part] or 0) > (votes[whole] or 0):
            yield table.problem(
                "check.ballots-exceed",
                row=one.row,
                field=part,
                expected=f"“{table.schema[part].title}”不会多于“{table.schema[whole].title}” {votes[whole]}",
                fix="对照计票单改正错的那一格；收回的票确实多于发出的，投票无效，不能公布",
            )
    if None in (votes["valid"], votes["satisfied"], votes["basically"], votes["dissatisfied"]):
        return
    cast = sum(votes[option] or 0 for option in OPTIONS)
    if cast != votes["valid"]:
        yield table.problem(
            "check.ballots-sum",
            row=one.row,
            field="valid",
            expected=f"各选项票数相加是 {cast}，应与有效票相等",
            fix="对照计票单核对各选项票数（含不了解、弃权）和有效票，改正错的那一格",
        )


def _secrecy(release: Release, one: Report) -> Iterator[Problem]:
    """A table with a cell blanked can be worked back from its sum, so the release is refused as a whole."""
    method = release.method(METHOD)
    votes = [one.votes[option] or 0 for option in one.published]
    known = [name for name in reversed(COUNTS[1:]) if one.votes[name] is not None]
    voters = (one.votes[known[0]] or 0) if known else sum(votes)
    field = known[0] if known else "satisfied"
    least, alike = method["smallest_group"], method["unanimous_group"]
    fix = "票数各列全部留空，只公布测评结果；不要只遮盖个别格子"
    reason = secrecy.revealed(votes, voters, smallest=least, unanimous=alike)
    if reason == secrecy.SMALL:
        said = f"无记名投票不少于 {least} 人才能公布票数，否则看得出各人怎样投票"
        yield release.table.problem("check.small-group", row=one.row, field=field, expected=said, fix=fix)
    elif reason == secrecy.UNANIMOUS:
        said = f"都投了同一选项的，不少于 {alike} 人才能公布票数，否则看得出各人怎样投票"
        yield release.table.problem("check.unanimous-group", row=one.row, field=field, expected=said, fix=fix)


def _grade(release: Release, one: Report) -> Iterator[Problem]:
    method, ruled = release.method(METHOD), one.ruled()
    if ruled is not None and one.grade != ruled:
        yield release.table.problem(
            "check.grade-mismatch",
            row=one.row,
            field="grade",
            expected=f"按口径（{method['base']} {one.base}，满意 {one.votes['satisfied']} 票，"
            f"基本满意 {one.votes['basically']} 票）应是“{ruled}”",
            fix="核对票数、全体组成人员数和会议公布的结果；规则变了的，先在口径文件里加一段新版本",
        )
    elif ruled is None and one.grade and one.grade not in method["grades"]:
        yield release.table.problem(
            "check.unknown-grade",
            row=one.row,
            field="grade",
            expected="口径规定的等次是" + "、".join(f"“{word}”" for word in method["grades"]),
            fix="照会议公布的结果改写",
        )
    elif not one.tested and one.form == report.FORMS["oral"] and method["oral_tested"]:
        yield release.table.problem(
            "check.grade-missing",
            row=one.row,
            field="grade",
            expected="口径规定口头报告的要测评，要有测评结果",
            fix="照会议公布的结果填写；只作书面报告的，“报告方式”改成“书面”",
        )


def _dates(release: Release, one: Report) -> Iterator[Problem]:
    yield from within_period(release, one.row, "reported", one.date, "述职")
    if one.fed_back is not None and one.fed_back < one.date:
        yield release.table.problem(
            "check.fed-back-early",
            row=one.row,
            field="fed_back",
            expected=f"反馈日期不会早于报告日期{chinese_date(one.date)}",
            fix="核对两个日期，改正错的那一格",
        )


def _coverage(release: Release) -> Iterator[Problem]:
    table, current = release.tables["coverage"], report.term(release)
    for row, cells in table.rows():
        if cells["term"] != current:
            yield table.problem(
                "check.term-mixed",
                row=row,
                field="term",
                expected=f"各行的届次应相同，第一行是“{current}”",
                fix="改成同一届次；换届以后另作新一届的清单",
            )
    here = set(table.column("post"))
    for one in report.reports(release):
        if one.post not in here:
            yield release.table.problem(
                "check.not-in-coverage",
                row=one.row,
                field="post",
                expected="述职的职务应在本届应述职的清单（coverage）里",
                fix="在 coverage 表补上这个职务一行，或改正职务代码",
            )
    past = report.before(release)
    for code in past[-1].tables["coverage"].column("post") if past else ():
        entry = release.codelists["posts"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield table.problem(
                "check.coverage-left-out",
                found=entry.label,
                expected=f"{past[-1].period.title}的清单有这个职务，本期没有它的一行",
                fix="补上这一行；职务已撤销的，在职务代码表写上终止日期",
            )


def _opinions(release: Release) -> Iterator[Problem]:
    table, heard = release.tables["opinions"], report.latest(release)
    for row, cells in table.rows():
        if cells["post"] not in heard:
            yield table.problem(
                "check.opinion-without-report",
                row=row,
                field="post",
                expected="本届这个职务还没有述职，不会有对它的审议意见",
                fix="改正职务代码，或在 data 表补上述职",
            )
    yield from mending_rules.check(release)
