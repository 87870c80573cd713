"""Rules across the cells of the appraisal of handling (建议办理质效测评)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.handling_appraisal.sheet import (
    METHOD,
    QUESTIONS,
    TITLES,
    Sheet,
    sheets,
)
from scripts.disclosures.suggestion_handling.handling_appraisal.study import Study, studies
from scripts.measures.secrecy import SMALL, revealed
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release

DATES = ("appraised", "studied", "mended")


def check(release: Release) -> Iterator[Problem]:
    """Ballots fit, nobody's vote shows, verdicts follow from them; every low result is followed until it is mended."""
    yield from _meeting(release)
    for one in sheets(release):
        yield from _counts(release, one) or _secrecy(release, one)
        yield from _verdict(release, one)
    yield from _studies(release)


def _meeting(release: Release) -> Iterator[Problem]:
    table = release.tables["meeting"]
    if len(table) != 1:
        yield table.problem(
            "check.meeting-rows",
            expected=f"一次测评写一行，这里有 {len(table)} 行",
            fix="只留这次测评会的一行",
        )
        return
    cells = table.records()[0]
    if not release.period.start <= cells["date"] <= release.period.end:
        yield table.problem(
            "check.date-outside-period",
            row=0,
            field="date",
            expected=f"这份数据是{release.period.title}的测评",
            fix="核对年份，或移到它所在的年度",
        )
    if cells["handlers_present"] and not release.method(METHOD)["face_to_face"]:
        yield table.problem(
            "check.not-back-to-back",
            row=0,
            field="handlers_present",
            expected="口径规定背靠背测评，填表时承办单位不在场",
            fix="核对会议记录；承办单位确实在场的，结果不能作为背靠背测评公布",
        )
    covered = sum(release.table.column("suggestions"))
    if cells["handled"] is not None and covered > cells["handled"]:
        yield table.problem(
            "check.appraised-above-handled",
            row=0,
            field="handled",
            expected=f"测评了 {covered} 件，当年办理的不会更少",
            fix="核对各项的建议件数和当年办理建议总数",
        )


def _counts(release: Release, one: Sheet) -> list[Problem]:
    table, cells = release.table, one.cells
    if cells["suggestion"] is not None and cells["suggestions"] != 1:
        return [
            table.problem(
                "check.merged-with-code",
                row=one.row,
                field="suggestions",
                expected="写了建议代码的是单独测评，只有 1 件",
                fix="合并测评的把建议代码留空；单独测评的把件数改成 1",
            )
        ]
    for question, fields in QUESTIONS.items():
        if one.valid(question) > cells["returned"]:
            return [
                table.problem(
                    "check.ballots-exceed",
                    row=one.row,
                    field=fields[0],
                    expected=f"{TITLES[question]}共 {one.valid(question)} 票，收回的只有 {cells['returned']} 张",
                    fix="对照计票单核对各选项和收回的张数",
                )
            ]
    raters = sum(release.tables["meeting"].column("raters"))
    if cells["returned"] > raters * cells["suggestions"]:
        return [
            table.problem(
                "check.returned-above-raters",
                row=one.row,
                field="returned",
                expected=f"参加测评 {raters} 人，每人每件建议一张，最多 {raters * cells['suggestions']} 张",
                fix="核对收回的张数和参加测评的人数",
            )
        ]
    return []


def _secrecy(release: Release, one: Sheet) -> Iterator[Problem]:
    method = release.method(METHOD)
    for question, fields in QUESTIONS.items():
        why = revealed(
            one.votes(question),
            one.valid(question),
            smallest=method["smallest_group"],
            unanimous=method["unanimous_group"],
        )
        if not why:
            continue
        small = why == SMALL
        limit = method["smallest_group"] if small else method["unanimous_group"]
        rule = f"不少于 {limit} 张才能公布票数" if small else f"都选同一选项的，不少于 {limit} 张才能公布票数"
        yield release.table.problem(
            "check.small-group" if small else "check.unanimous-group",
            row=one.row,
            field=fields[0],
            expected=f"{TITLES[question]}只有 {one.valid(question)} 张有效票，{rule}，否则看得出各人怎样评",
            fix="与同一承办单位的其他建议合并成一项，建议代码留空；不要只遮盖个别格子",
        )
        return


def _verdict(release: Release, one: Sheet) -> Iterator[Problem]:
    if one.cells["verdict"] != one.ruled:
        votes = f"有效票 {one.valid('overall')} 张，满意 {one.cells['satisfied']}，基本满意 {one.cells['basically']}"
        yield release.table.problem(
            "check.grade-mismatch",
            row=one.row,
            field="verdict",
            expected=f"按口径（{votes}）应是“{one.ruled}”",
            fix="核对票数和测评会公布的结果；规则变了的，先在口径文件里加一段新版本",
        )


def _studies(release: Release) -> Iterator[Problem]:
    found = studies(release)
    followed = {one.cells["id"] for one in found}
    here = {one.cells["id"]: one for one in sheets(release)}
    for sheet in here.values():
        if sheet.low and sheet.cells["id"] not in followed:
            yield release.table.problem(
                "check.low-without-study",
                row=sheet.row,
                field="satisfied",
                expected=f"满意率低于 {release.method(METHOD)['low_satisfied']}%，要在“专题调研与整改”里有一行",
                fix="在“专题调研与整改”补一行；还没有调研的，日期留空",
            )
    for one in found:
        yield from _study(release, one, here)
    if release.earlier:
        for before in studies(release.earlier[-1]):
            if before.open and before.cells["id"] not in followed:
                yield release.tables["studies"].problem(
                    "check.study-left-out",
                    expected=f"上一期还没有整改完的“{before.cells['title']}”（{before.cells['id']}）这一期没有",
                    fix="补上这一行，直到整改完成",
                )


def _study(release: Release, one: Study, here: dict[str, Sheet]) -> Iterator[Problem]:
    table, cells = release.tables["studies"], one.cells
    if cells["id"] in here and not here[cells["id"]].low:
        yield table.problem(
            "check.study-not-low",
            row=one.row,
            field="id",
            expected="这一项的满意率没有低于界线，不算满意度不高",
            fix="核对测评编号；要求一般整改的不列在这里",
        )
        return
    known = [field for field in DATES if cells[field] is not None]
    for field in known:
        if cells[field] > release.as_of:
            yield table.problem(
                "check.date-after-period",
                row=one.row,
                field=field,
                expected=f"数据截至{chinese_date(release.as_of)}，不会有以后的日期",
                fix="核对年份；期末以后的事记在下一期",
            )
            return
    limits = [*known, *(["deadline"] if cells["deadline"] is not None else [])]
    for field in limits[1:]:
        if cells[field] < cells["appraised"]:
            yield table.problem(
                "check.date-order",
                row=one.row,
                field=field,
                expected=f"{table.schema[field].title}不能早于测评日期 {cells['appraised'].isoformat()}",
                fix="核对这两个日期，改正错的那一格",
            )
            return
    if cells["mended"] is not None and cells["studied"] is None:
        yield table.problem(
            "check.mended-unstudied",
            row=one.row,
            field="studied",
            expected="已经整改完成，要写明专题调研完成的日期",
            fix="补上专题调研完成日期",
        )
