"""Recounting: the result of a vote once more, told step by step, and compared with what the meeting announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.disclosures.livelihood_votes.project_vote.pabulib import pabulib
from scripts.disclosures.livelihood_votes.project_vote.vote import BODIES, BY_BUDGET, Project, Vote, vote
from scripts.measures.recount import differences
from scripts.model.ballot import Recounting, Tally
from scripts.model.number import with_unit
from scripts.model.release import Release

__all__ = ["pabulib", "projects", "retell"]


def projects(release: Release) -> tuple[tuple[str, ...], int | None]:
    """Return the codes on the ballot and how many of them one ballot may name."""
    found = vote(release)
    return tuple(project.code for project in found.ballot), found.per_ballot


def retell(release: Release, tally: Tally | None = None) -> Recounting:
    """Return what follows from the published counts, or from a ``tally`` of ballots, step by step."""
    found = vote(release, None if tally is None else tally.votes)
    steps = [_rule(found), *_source(found, tally)]
    announced = [one for one in found.ordered if one.chosen]
    if found.result.reason:
        steps.append(f"{found.result.reason}，入选名单以会议宣布的为准。")
        return Recounting(
            tuple(steps), (), _named(announced), tuple(_counted(release, found, tally)), found.result.reason
        )
    steps += [*_threshold(found), *_order(found), *_limit(found)]
    chosen = [one for one in found.ordered if one.code in found.result.chosen]
    steps.append(f"重算入选 {len(chosen)} 项，会议宣布入选 {len(announced)} 项。")
    wrong = [*_counted(release, found, tally), *_differ(found)]
    return Recounting(tuple(steps), _named(chosen), _named(announced), tuple(wrong))


def _named(listed: Sequence[Project]) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.title) for one in listed)


def _titles(found: Vote, codes: Sequence[str]) -> str:
    return "、".join(f"“{found.find(code).title}”" for code in codes)


def _rule(found: Vote) -> str:
    return f"规则：口径 {found.method.cited}（{found.method.title}），{found.meeting['mode']}。"


def _source(found: Vote, tally: Tally | None) -> Iterator[str]:
    if tally is None:
        yield f"得票：{len(found.ballot)} 项候选项目，用公布的赞成票。"
        return
    limit = found.per_ballot
    said = f"每张票最多可选 {limit} 项" if limit is not None else "规则没有限定每张票选几项"
    yield f"得票：由匿名选票重新计票，{said}；有效票 {tally.valid} 张，无效票 {len(tally.invalid)} 张。"
    for reason in dict.fromkeys(tally.invalid.values()):
        numbers = [number for number, why in tally.invalid.items() if why == reason]
        more = " 等" if len(numbers) > 10 else ""
        yield f"无效票 {len(numbers)} 张（编号 {'、'.join(numbers[:10])}{more}）：{reason}。"


def _threshold(found: Vote) -> Iterator[str]:
    short = found.result.short
    if found.needed is None:
        yield "门槛：规则不要求过半数。"
        return
    body = found.method["body"]
    passed = len(found.ballot) - len(short)
    yield (
        f"门槛：过半数以{body}（{found.meeting[BODIES[body]]}）为基数，至少 {found.needed} 票；"
        f"达到的 {passed} 项，没有达到的 {len(short)} 项{f'（{_titles(found, short)}）' if short else ''}。"
    )


def _order(found: Vote) -> Iterator[str]:
    passed = [one for one in found.ordered if one.code not in found.result.short]
    listed = "；".join(f"{place}. {one.title} {one.votes} 票" for place, one in enumerate(passed, 1))
    yield f"排序：按赞成票由多到少。{listed}。"


def _limit(found: Vote) -> Iterator[str]:
    cells, first, result = found.meeting, found.first, found.result
    if cells["mode"] == BY_BUDGET:
        yield f"预算：上限 {with_unit(cells['budget'], '万元')}，依次入选，放不下的跳过看下一项。"
    elif cells["places"] is not None:
        yield f"名额：应选 {cells['places']} 项，由前往后入选。"
    else:
        yield "名额：没有名额限制，达到门槛的都入选。"
    if not first.tied:
        yield "末位：没有得票相同而超过名额的项目。"
        return
    rule = found.method["ties"]
    yield f"末位：{_titles(found, first.tied)}得票相同，规则是“{rule}”。"
    again = [one for one in found.ordered if one.code in first.tied and one.cells["votes_runoff"] is not None]
    if again:
        listed = "；".join(f"{one.title} {one.cells['votes_runoff']} 票" for one in again)
        yield f"再次票决：{listed}。"
    if result.tied:
        left = f"，余下的名额 {result.vacant} 项" if result.vacant is not None else ""
        yield f"规则没有定出先后的：{_titles(found, (*result.tied, *result.unsettled))}{left}，以会议宣布的为准。"


def _counted(release: Release, found: Vote, tally: Tally | None) -> Iterator[str]:
    """Yield where a count of ballots differs from what was published."""
    if tally is None:
        return
    for project in vote(release).ballot:
        got = tally.votes[project.code]
        if project.votes is not None and project.votes != got:
            yield f"“{project.title}”（{project.code}）：公布 {project.votes} 票，计票得 {got} 票。"
    for field, word, counted in (("valid", "有效票", tally.valid), ("invalid", "无效票", len(tally.invalid))):
        if found.meeting[field] is not None and found.meeting[field] != counted:
            yield f"{word}：公布 {found.meeting[field]} 张，计票得 {counted} 张。"


def _differ(found: Vote) -> Iterator[str]:
    wrong = differences(found.result, {one.code: one.chosen for one in found.ballot})
    for code, chosen in wrong.items():
        project = found.find(code)
        said = "入选" if project.chosen else "未入选"
        should = "入选" if chosen else "不入选"
        yield f"“{project.title}”（{code}）：会议宣布{said}，重算是{should}。"
