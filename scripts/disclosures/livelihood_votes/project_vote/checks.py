"""Rules across the cells of a vote on livelihood projects (民生实事项目票决)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.project_vote.counts import breaches
from scripts.disclosures.livelihood_votes.project_vote.vote import (
    ALL_IN,
    BY_BUDGET,
    BY_PLACES,
    METHOD,
    UNPUBLISHED,
    Vote,
    vote,
)
from scripts.measures import secrecy
from scripts.measures.recount import differences
from scripts.model.problem import Problem
from scripts.model.release import Release

FIRST, SECOND = "首次", "再次"
COUNTS = ("votes_for", "votes_against", "abstain", "votes_runoff")
VOTERS = ("valid", "returned", "issued", "present")
"""Numbers of the meeting, the nearest to who voted first."""
SMALLEST, UNANIMOUS = "smallest_group", "unanimous_group"
"""Parameters of the method, which it need not state."""


def check(release: Release) -> Iterator[Problem]:
    """Ballots add up, no project has more votes than ballots, and the announced result follows from votes and rule."""
    meeting = release.tables["meeting"]
    rounds = [cells["round"] or FIRST for cells in meeting.records()]
    if rounds not in ([FIRST], [FIRST, SECOND]):
        yield meeting.problem(
            "check.meeting-rows",
            found=f"{len(meeting)} 行",
            expected="票决会议表只有一行；有再次票决的两行，第二行的票次写“再次”",
            fix="一次票决写一行；再次票决的六个数写在第二行，得票写在候选项目表的“再次票决赞成票”一列",
        )
        return
    found = vote(release)
    if shown := list(_secrecy(release, found)):
        # The votes must not be published at all, so that nothing is said of their sums.
        yield from shown
        return
    yield from breaches(release, found)
    yield from _rule(release, found)
    yield from _rows(release, found)
    yield from _identity(release)
    yield from _result(release, found)


def _secrecy(release: Release, found: Vote) -> Iterator[Problem]:
    """Votes for all projects come from the same ballots: when one would show, none is published."""
    limits = found.method.parameters
    least, alike = int(limits.get(SMALLEST, 5)), int(limits.get(UNANIMOUS, 10))
    fields = (("votes_for", found.meeting), ("votes_runoff", found.second))
    for row, (field, meeting) in enumerate(fields):
        votes = [project.cells[field] for project in found.ballot if project.cells[field] is not None]
        known = [name for name in VOTERS if meeting is not None and meeting[name] is not None]
        if meeting is None or not votes or not known:
            continue
        # Nobody in favour is everybody of one mind too.
        chosen = [count for one in votes for count in (one, meeting[known[0]] - one)]
        why = secrecy.revealed(chosen, meeting[known[0]], smallest=least, unanimous=alike)
        if why:
            small = why == secrecy.SMALL
            said = f"不少于 {least} 人" if small else f"有项目大家都投了赞成或者都没有投，不少于 {alike} 人"
            yield release.tables["meeting"].problem(
                "check.small-group" if small else "check.unanimous-group",
                row=row,
                field=known[0],
                expected=f"无记名投票{said}才能公布票数，否则看得出各人怎样投票",
                fix="候选项目表的票数各列全部留空，只公布入选的项目；不要只遮盖个别格子",
            )


def _rule(release: Release, found: Vote) -> Iterator[Problem]:
    table, mode = release.tables["meeting"], found.meeting["mode"]
    if mode not in (UNPUBLISHED, found.method["mode"]):
        yield table.problem(
            "check.rule-mismatch",
            row=0,
            field="mode",
            expected=f"口径 {METHOD} 的 {found.method.version} 版规定的是“{found.method['mode']}”",
            fix="核对会议通过的票决办法；办法改了的，在口径文件加一个新版本",
        )
        return
    needs = {BY_PLACES: "places", BY_BUDGET: "budget"}.get(mode)
    if needs and found.meeting[needs] is None:
        yield table.problem(
            "check.limit-missing",
            row=0,
            field=needs,
            found="（空白）",
            expected=f"{mode}要有{table.schema[needs].title}",
            fix="按会议通过的票决办法填上；没有公布规则的，把票决方式写成“未公布”",
        )


def _rows(release: Release, found: Vote) -> Iterator[Problem]:
    table = release.table
    valid = found.meeting["valid"]
    on_ballot = {project.code for project in found.ballot}
    for project in found.projects:
        row, cells = project.row, project.cells
        total, year = cells["cost_total"], cells["cost_year"]
        if total is not None and year is not None and year > total:
            yield table.problem(
                "check.cost-year-above-total",
                row=row,
                field="cost_year",
                expected=f"当年投资不能大于总投资 {total} 万元",
                fix="核对两个数，看单位是否一致，改正错的那一格",
            )
        if not project.on_ballot:
            yield from _off_ballot(release, found, row, on_ballot)
            continue
        if cells["merged_into"] is not None:
            yield table.problem(
                "check.merged-on-ballot",
                row=row,
                field="merged_into",
                expected="列入票决的项目没有合并到别的项目",
                fix="删去这一格，或把“列入票决”改成“否”",
            )
        counts = [cells["votes_for"], cells["votes_against"], cells["abstain"]]
        known = sum(count for count in counts if count is not None)
        if valid is not None and None not in counts and known != valid:
            yield table.problem(
                "check.votes-sum",
                row=row,
                field="votes_for",
                expected=f"赞成、反对、弃权之和应等于有效票 {valid}，现在是 {known}",
                fix="核对这一项的三个数，改正错的那一格",
            )
        elif valid is not None and known > valid:
            yield table.problem(
                "check.votes-above-valid",
                row=row,
                field="votes_for",
                expected=f"一个项目的得票不能多于有效票 {valid}",
                fix="核对这一项的得票和会议的有效票数，改正错的那一格",
            )
        settled = not found.first.reason and project.code not in found.first.tied
        if cells["votes_runoff"] is not None and settled:
            yield table.problem(
                "check.runoff-without-tie",
                row=row,
                field="votes_runoff",
                expected="只有末位得票相同的项目才再次票决，这一项不在其中",
                fix="核对第一次票决的得票；没有再次票决的把这一格留空",
            )


def _off_ballot(release: Release, found: Vote, row: int, on_ballot: set[str]) -> Iterator[Problem]:
    table, cells = release.table, found.projects[row].cells
    for field in COUNTS:
        if cells[field] is not None:
            yield table.problem(
                "check.votes-off-ballot",
                row=row,
                field=field,
                expected="没有列入票决的项目不会有票",
                fix="删去票数，或把“列入票决”改成“是”",
            )
    if cells["chosen"]:
        yield table.problem(
            "check.chosen-off-ballot",
            row=row,
            field="chosen",
            expected="没有列入票决的项目不会入选",
            fix="改成“否”，或把“列入票决”改成“是”",
        )
    if cells["reason"] is None:
        yield table.problem(
            "check.reason-missing",
            row=row,
            field="reason",
            found="（空白）",
            expected="没有列入票决的项目要写明原因",
            fix="写明合并或者未予列入的原因",
        )
    if cells["merged_into"] is not None and cells["merged_into"] not in on_ballot:
        yield table.problem(
            "check.merged-target",
            row=row,
            field="merged_into",
            expected="只能合并到本次列入票决的项目",
            fix="改成所合并到的候选项目的代码；没有合并的留空",
        )


def _identity(release: Release) -> Iterator[Problem]:
    """A code is one project for good: its name is the code list's, and what was chosen is not voted on again."""
    table, names = release.table, release.codelists["projects"]
    before = {
        cells["project"]: earlier.period.title
        for earlier in release.earlier
        for cells in earlier.table.records()
        if cells["chosen"]
    }
    for row, cells in table.rows():
        entry = names[cells["project"]]
        if cells["title"] not in {entry.name, entry.short, *entry.aliases}:
            yield table.problem(
                "check.project-renamed",
                row=row,
                field="title",
                expected=f"项目代码 {entry.code} 在代码表里是“{entry.name}”",
                fix="核对代码；同一项目改了名称的，在代码表 projects 的 aliases 加上这个名称",
            )
        if cells["project"] in before:
            yield table.problem(
                "check.chosen-before",
                row=row,
                field="project",
                expected=f"这个代码的项目{before[cells['project']]}已经入选",
                fix="新提出的项目用新的代码，在代码表 projects 加一行",
            )


def _result(release: Release, found: Vote) -> Iterator[Problem]:
    table = release.table
    wrong = differences(found.result, {project.code: project.chosen for project in found.ballot})
    for project in found.ballot:
        if project.code in wrong:
            says = "入选" if wrong[project.code] else f"不入选：{found.why_not(project)}"
            yield table.problem(
                "check.chosen-mismatch",
                row=project.row,
                field="chosen",
                expected=f"按公布的得票和票决规则重算是{says}",
                fix="核对得票、应选名额和票决规则，改正错的那一格",
            )
    places = found.meeting["places"]
    number = sum(project.chosen for project in found.ballot)
    beyond = found.method["ties"] == ALL_IN and not found.result.reason
    if not wrong and not beyond and places is not None and number > places:
        yield table.problem(
            "check.too-many-chosen",
            found=f"{number} 项",
            expected=f"入选的项目不能多于应选名额 {places} 项",
            fix="核对“入选”一列和会议的应选名额",
        )
