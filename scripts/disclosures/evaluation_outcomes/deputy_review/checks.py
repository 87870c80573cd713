"""Rules across the cells of the deputy review (代表述职评议与联络站星级)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.disclosures.evaluation_outcomes.deputy_review import poll, star, term
from scripts.disclosures.evaluation_outcomes.deputy_review.poll import COUNTS, OPTIONS, Poll
from scripts.disclosures.evaluation_outcomes.deputy_review.term import Covered, Held
from scripts.measures import secrecy
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release

BLANK = "票数各列全部留空，或与邻近的联络站合并组织；不要只遮盖个别格子"


def check(release: Release) -> Iterator[Problem]:
    """Ballots add up and tell nobody's vote nor a single deputy's result; lists are whole; stars follow the rule."""
    listed = term.coverage(release)
    for one in term.held(release):
        yield from _ballots(release, "data", one.row, one.poll)
        yield from _secrecy(release, "data", one.row, one.poll)
        yield from _station(release, one, [d for d in term.now(release, listed) if d.station == one.station])
    for deputy in listed:
        yield from _deputy(release, deputy)
    yield from _lists(release, listed)
    yield from _stars(release)


def _ballots(release: Release, resource: str, row: int, votes: Poll) -> Iterator[Problem]:
    table = release.tables[resource]
    for whole, part in pairwise(name for name in COUNTS if votes[name] is not None):
        if (votes[part] or 0) > (votes[whole] or 0):
            yield table.problem(
                "check.ballots-exceed",
                row=row,
                field=part,
                expected=f"“{table.schema[part].title}”不会多于“{table.schema[whole].title}” {votes[whole]}",
                fix="对照计票单改正错的那一格；收回的票确实多于发出的，投票无效，不能公布",
            )
    if not votes.empty and not votes.published:
        missing = next(name for name in ("valid", *OPTIONS) if votes[name] is None)
        yield table.problem(
            "check.votes-partly",
            row=row,
            field=missing,
            expected="有效票和各选项票数要么都公布，要么都不公布：少一个也能用合计推算出来",
            fix="补上空着的一格，没有人投的填 0；不宜公布的，票数各列全部留空",
        )
    elif votes.published and sum(votes.votes) != votes["valid"]:
        yield table.problem(
            "check.ballots-sum",
            row=row,
            field="valid",
            expected=f"各选项票数相加是 {sum(votes.votes)}，应与有效票相等",
            fix="对照计票单核对各选项票数（含弃权）和有效票，改正错的那一格",
        )


def _secrecy(release: Release, resource: str, row: int, votes: Poll) -> Iterator[Problem]:
    method = release.method(poll.METHOD)
    if not votes.published:
        return
    table, limits = release.tables[resource], (method["smallest_voters"], method["unanimous_voters"])
    why = secrecy.revealed(votes.votes, sum(votes.votes), smallest=limits[0], unanimous=limits[1])
    if why == secrecy.SMALL:
        yield table.problem(
            "check.small-group",
            row=row,
            field="valid",
            expected=f"无记名投票不少于 {limits[0]} 人才能公布票数，否则看得出各人怎样投票",
            fix=BLANK,
        )
    elif why == secrecy.UNANIMOUS:
        yield table.problem(
            "check.unanimous-group",
            row=row,
            field="valid",
            expected=f"都投了同一选项的，不少于 {limits[1]} 人才能公布票数，否则看得出各人怎样投票",
            fix=BLANK,
        )


def _station(release: Release, one: Held, deputies: list[Covered]) -> Iterator[Problem]:
    method, table = release.method(poll.METHOD), release.table
    if one.reviewed != len(deputies):
        yield table.problem(
            "check.reviewed-count",
            row=one.row,
            field="reviewed",
            expected=f"代表清单里本期在这个联络站述职的是 {len(deputies)} 名",
            fix="核对代表清单的述职日期、联络站和这里的人数，改正错的那一格",
        )
        return
    approved = sum(deputy.approved for deputy in deputies)
    yield from _rest(release, one, [deputy.poll for deputy in deputies if deputy.approved and deputy.poll.published])
    if one.poll.published and poll.inferable(one.reviewed, approved, method["smallest_deputies"]):
        left = one.reviewed - approved
        yield table.problem(
            "check.named-inferable",
            row=one.row,
            field="reviewed",
            expected=f"没有批准公布本人结果的代表只有 {left} 名，不足 {method['smallest_deputies']} 名，"
            "公布联络站合计就能推算出单个代表的票数",
            fix=BLANK,
        )


def _rest(release: Release, one: Held, published: list[Poll]) -> Iterator[Problem]:
    """What is left of a station's votes when those published of single deputies are taken off tells nobody's vote."""
    method = release.method(poll.METHOD)
    if not one.poll.published or not published:
        return
    options = zip(one.poll.votes, *(part.votes for part in published), strict=True)
    rest = [whole - sum(parts) for whole, *parts in options]
    limits = method["smallest_voters"], method["unanimous_voters"]
    if any(count < 0 for count in rest) or not sum(rest):
        return
    if secrecy.revealed(rest, sum(rest), smallest=limits[0], unanimous=limits[1]):
        yield release.table.problem(
            "check.rest-inferable",
            row=one.row,
            field="valid",
            expected=f"合计减去已公布的代表，只剩 {sum(rest)} 张票，看得出各人怎样投票"
            f"（不足 {limits[0]} 张，或都投同一选项而不足 {limits[1]} 张的不公布）",
            fix=BLANK,
        )


def _deputy(release: Release, one: Covered) -> Iterator[Problem]:
    table = release.tables["coverage"]
    if not one.approved and not one.poll.empty:
        field = next(name for name in ("valid", *OPTIONS) if one.poll[name] is not None)
        yield table.problem(
            "check.result-not-approved",
            row=one.row,
            field=field,
            expected="没有批准公布本人结果的代表，票数不能出现在公开的文件里",
            fix="删去这名代表的票数；经批准公布的，把“公布本人结果”改成“是”",
        )
    elif one.approved:
        yield from _ballots(release, "coverage", one.row, one.poll)
        yield from _secrecy(release, "coverage", one.row, one.poll)
    if one.reviewed is not None and one.reviewed > release.as_of:
        yield table.problem(
            "check.date-after-period",
            row=one.row,
            field="reviewed",
            expected=f"本期数据截至{chinese_date(release.as_of)}，之后的事放到下一期",
            fix="核对日期；日期无误的，这一格留空，放到下一期",
        )


def _lists(release: Release, listed: list[Covered]) -> Iterator[Problem]:
    table = release.tables["coverage"]
    terms = table.column("term")
    for row, name in enumerate(terms):
        if name != terms[0]:
            yield table.problem(
                "check.term-mixed",
                row=row,
                field="term",
                expected=f"各行的届次应相同，第一行是“{terms[0]}”",
                fix="改成同一届次；换届以后另作新一届的清单",
            )
    if not release.earlier or not terms or terms[0] not in release.earlier[-1].tables["coverage"].column("term"):
        return
    last, here = release.earlier[-1], {one.code: one for one in listed}
    for before in term.coverage(last):
        entry, one = release.codelists["deputies"][before.code], here.get(before.code)
        if one is None and (entry.until is None or entry.until > release.as_of):
            yield table.problem(
                "check.deputy-left-out",
                found=entry.label,
                expected=f"{last.period.title}有这名代表，本期没有他的一行",
                fix="补上这一行；代表资格已终止的，在代表代码表写上终止日期",
            )
        elif one is not None and before.reviewed is not None and one.reviewed != before.reviewed:
            yield table.problem(
                "check.review-lost",
                row=one.row,
                field="reviewed",
                expected=f"{last.period.title}公布过述职日期是{chinese_date(before.reviewed)}",
                fix="改回原来的日期；原来公布错的，先对那一期作更正",
            )


def _stars(release: Release) -> Iterator[Problem]:
    table, method = release.tables["stations"], release.method(star.METHOD)
    for one in term.stations(release):
        if one.solved > one.raised:
            yield table.problem(
                "check.solved-exceeds",
                row=one.row,
                field="solved",
                expected=f"已解决的不会多于群众反映的 {one.raised} 件",
                fix="核对联络站台账，改正错的那一格；以前反映、本期解决的计入反映的那一期",
            )
        ruled = star.star(one, method)
        if one.star != ruled:
            yield table.problem(
                "check.star-mismatch",
                row=one.row,
                field="star",
                expected=f"按口径应是“{star.word(ruled)}”" if ruled is not None else "没有群众测评的不评星，应留空",
                fix="核对活动场数、解决件数、测评得分和公布的星级；标准变了的，先在口径文件里加一段新版本",
            )
    if not release.earlier:
        return
    last, here = release.earlier[-1], set(table.column("station"))
    for code in last.tables["stations"].column("station"):
        entry = release.codelists["stations"][code]
        if code not in here and (entry.until is None or entry.until > release.as_of):
            yield table.problem(
                "check.station-left-out",
                found=entry.label,
                expected=f"{last.period.title}有这个联络站，本期没有它的一行",
                fix="补上这一行，没有评定的把星级留空；已撤并的，在联络站代码表写上终止日期",
            )
