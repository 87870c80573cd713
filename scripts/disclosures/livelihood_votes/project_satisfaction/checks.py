"""Rules across the cells of the satisfaction test of livelihood projects (民生实事满意度测评)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import GRADES, OPTIONS, Ballot, ballots
from scripts.measures.misprint import misprints
from scripts.model.problem import Problem
from scripts.model.release import Release

BALLOTS = (
    ("check.present-above-members", "present", "members", "实到不能多于全体组成人员"),
    ("check.issued-above-present", "issued", "present", "发出的票不能多于实到"),
    ("check.returned-above-issued", "returned", "issued", "收回的票不能多于发出的票，多于的测评无效"),
)
"""Problem code, field, the field it may not exceed, and the rule in words."""


def check(release: Release) -> Iterator[Problem]:
    """Ballots add up, every row adds to the same, grades follow from the votes, no vote shows."""
    meeting, table = release.tables["meeting"], release.table
    if len(meeting) != 1:
        yield meeting.problem(
            "check.meeting-rows",
            found=f"{len(meeting)} 行",
            expected="测评会议表只有一行",
            fix="一次测评写一行；分两次测评的，各作一次发布",
        )
        return
    found = ballots(release)
    if small := list(_small(release, found)):
        # The votes must not be published at all, so that nothing is said of their sums.
        yield from small
        return
    yield from _meeting(release)
    odd = list(_sums(release, found))
    yield from odd
    misprinted = {problem.place.row for problem in odd}
    for one in found:
        # A grade that does not follow from a misprinted count has the same cure.
        yield from _row(release, one, graded=table.origin.rows[one.row] not in misprinted)


def _meeting(release: Release) -> Iterator[Problem]:
    table = release.tables["meeting"]
    cells = table.records()[0]
    for code, field, limit, words in BALLOTS:
        if cells[field] is not None and cells[limit] is not None and cells[field] > cells[limit]:
            yield table.problem(
                code,
                row=0,
                field=field,
                expected=f"{words}，{table.schema[limit].title}是 {cells[limit]}",
                fix="核对会议的计票记录，改正错的那一格",
            )
    parts = [cells["returned"], cells["valid"], cells["invalid"]]
    if None not in parts and parts[0] != parts[1] + parts[2]:
        yield table.problem(
            "check.returned-sum",
            row=0,
            field="returned",
            expected=f"收回的票等于有效票加无效票，{parts[1]}＋{parts[2]}＝{parts[1] + parts[2]}",
            fix="核对收回、有效、无效三个数，改正错的那一格",
        )


def _sums(release: Release, found: tuple[Ballot, ...]) -> Iterator[Problem]:
    """The same persons vote on every project: a row that adds to another number than the rest holds a misprint.

    Where the valid ballots are published too, a row that no other row contradicts is held against them.
    """
    table = release.table
    whole = [one for one in found if one.complete]
    odd = misprints({one.row: [one.cells[option] or 0 for option in OPTIONS] for one in whole})
    for one in whole:
        if one.row in odd:
            wrong = odd[one.row]
            field = list(OPTIONS)[wrong.position]
            yield table.problem(
                "check.sum-differs",
                row=one.row,
                field=field,
                expected=f"这一行的票数相加是 {wrong.sum}，另外 {wrong.agreeing} 行都是 {wrong.expected}，"
                f"可能是“{OPTIONS[field]}”应为 {wrong.probable}",
                fix="对照计票单核对这一行的各个数，先核对指出的这一格；人数确实不同的，批准时写明理由",
            )
            continue
        valid, every = one.meeting["valid"], one.cells["abstain"] is not None
        if (one.group and one.cast > one.voters) or (valid is not None and every and one.cast != valid):
            yield table.problem(
                "check.votes-sum",
                row=one.row,
                field="satisfied",
                found=f"各选项相加 {one.cast}",
                expected=f"满意、基本满意、不满意、弃权之和应等于有效票，会议的计票是 {one.voters}",
                fix="对照计票单核对这一行各数和会议的有效票",
            )


def _row(release: Release, one: Ballot, *, graded: bool) -> Iterator[Problem]:
    table, method, cells = release.table, one.method, one.cells
    if not one.rated:
        if cells["reason"] is None:
            yield table.problem(
                "check.reason-missing",
                row=one.row,
                field="reason",
                found="（空白）",
                expected="没有测评的项目要写明原因",
                fix="写明为什么没有测评；测评了的填票数或者结果",
            )
        return
    if one.published and not one.complete:
        field = next(name for name in GRADES if cells[name] is None)
        yield table.problem(
            "check.votes-incomplete",
            row=one.row,
            field=field,
            found="（空白）",
            expected="公布票数的，满意、基本满意、不满意都要公布；没有人选的写 0",
            fix="补上这一格；票数不公布的，这一行各选项都留空",
        )
    yield from _unanimous(release, one)
    if not graded:
        return
    if one.ruled is not None and cells["grade"] is not None and cells["grade"] != one.ruled:
        yield table.problem(
            "check.grade-mismatch",
            row=one.row,
            field="grade",
            expected=f"恰好等于比例线{'算' if method['tie_reaches'] else '不算'}达到；"
            f"按口径（{method['base']} {one.base}，满意 {cells['satisfied']} 票，"
            f"基本满意 {cells['basically']} 票）应是“{one.ruled}”",
            fix="核对票数、基数和会议公布的结果；规则变了的，先在口径文件里加一段新版本",
        )
    elif one.ruled is None and cells["grade"] is not None and cells["grade"] not in method["grades"]:
        yield table.problem(
            "check.unknown-grade",
            row=one.row,
            field="grade",
            expected=f"口径规定的结果是{'、'.join(f'“{word}”' for word in method['grades'])}",
            fix="照会议公布的结果改写",
        )


def _small(release: Release, found: tuple[Ballot, ...]) -> Iterator[Problem]:
    """A table with a cell blanked can be worked back from its sum, so the release is refused as a whole."""
    shown = [one for one in found if one.published]
    if not shown:
        return
    least = shown[0].method["smallest_group"]
    expected = f"无记名投票不少于 {least} 人才能公布票数，否则看得出各人怎样投票"
    fix = "票数各列全部留空，只公布测评结果；不要只遮盖个别格子"
    if field := shown[0].group:
        if shown[0].voters < least:
            yield release.tables["meeting"].problem("check.small-group", row=0, field=field, expected=expected, fix=fix)
        return
    for one in shown:
        if one.voters < least:
            field = one.published[0]
            yield release.table.problem("check.small-group", row=one.row, field=field, expected=expected, fix=fix)


def _unanimous(release: Release, one: Ballot) -> Iterator[Problem]:
    alike = one.method["unanimous_group"]
    if one.published and one.unanimous and one.voters < alike:
        yield release.table.problem(
            "check.unanimous-group",
            row=one.row,
            field=next(option for option in one.published if one.cells[option] == one.voters),
            found=f"{one.voters} 人都投同一选项",
            expected=f"都投了同一选项的，不少于 {alike} 人才能公布票数，否则看得出各人怎样投票",
            fix="票数各列全部留空，只公布测评结果；不要只遮盖个别格子",
        )
