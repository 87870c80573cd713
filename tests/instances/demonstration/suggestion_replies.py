"""What handlers of the demonstration district answer: words for each class of result, filled with one matter."""

from __future__ import annotations

import random
from collections.abc import Mapping

OPENERS = ("现答复如下：", "经研究，答复如下：", "我们到现场作了调查，并与您当面沟通，现答复如下：")
WATCHED = (
    "办理结果已向您当面说明，欢迎您继续监督。",
    "我们将跟踪实际效果，防止问题反复。",
    "附近群众总体认可，提出的细节问题已逐一整改。",
)
BEFORE = ("", "在{t}走访选民时，不少群众反映：", "{t}代表联络站接待选民时，多位群众提到：")


def fill(text: str, matter: Mapping[str, str], place: str, town: str) -> str:
    """Return a text of a matter with place, township, measure and obstacle filled in."""
    act, bar = (matter[key].format(p=place, t=town) for key in ("act", "bar"))
    return text.format(p=place, t=town, act=act, bar=bar)


def asked(rng: random.Random, matter: Mapping[str, str]) -> str:
    """Return the pattern of the suggestion's own text."""
    return f"{rng.choice(BEFORE)}{matter['fact']}\n{matter['ask']}"


def answered(rng: random.Random, title: str, kind: str, year: int, month: int, project: str) -> str:
    """Return the pattern of the first reply; ``project`` is the name of the project that does it, if any."""
    start = f"您提出的《{title}》收悉。{rng.choice(OPENERS)}"
    if project:
        return (
            f"{start}这件事已列入{year}年民生实事项目“{project}”，{{act}}的工作随项目一并实施，"
            "进度按季度公布，欢迎您和选民监督。"
        )
    if kind == "A":
        return f"{start}您反映的情况属实。已{{act}}。{rng.choice(WATCHED)}"
    if kind == "B":
        ahead = month + rng.choice((3, 4, 5))
        when = f"{year}年{ahead}月底" if ahead <= 12 else f"{year + 1}年{ahead - 12}月底"
        return f"{start}方案和资金已经落实，{{act}}的工作已经启动，预计{when}前完成，进展情况将及时向您通报。"
    if kind == "C":
        return f"{start}{{act}}这项工作，已列入{year + 1}年工作计划；在此之前，先采取临时措施，缓解眼前的困难。"
    after = "我们把建议留作今后工作的参考，条件具备时再作研究，并向您说明。"
    return f"{start}经核实，{{bar}}，暂时不能按您的建议办理。{after}"


def answered_again(verdict: str) -> str:
    """Return the pattern of the second reply, by what the deputy will say of it."""
    start = "收到您的反馈后，我们重新到现场查看，认为前次办理不够到位。"
    if verdict == "不满意":
        return f"{start}受现有条件限制，{{act}}的工作只能完成一部分，已将有关情况向您当面说明。"
    if verdict == "基本满意":
        return f"{start}目前已加快进度，{{act}}的工作完成过半，余下部分按月向您通报。"
    return f"{start}经过重新办理，{{act}}的工作已经全部完成，并安排专人跟踪三个月。"
