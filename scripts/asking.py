"""Asking: what an approval needs to know and the command was not told: asked of a person, or refused all at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from scripts import console
from scripts.usage import WrongUsage, day

QUESTIONS = {
    "--organ": "哪个机关批准的（如 某区人大常委会）：",
    "--document": "哪次会议或哪个文件（如 第二十次会议、某人常〔2025〕5号）：",
    "--date": "哪天批准的（如 2025-04-24）：",
}
TRIES = 3


def missing(organ: str, document: str, date: str, *, ask: Callable[[str], str] | None) -> tuple[str, str, str]:
    """Return organ, document and date; what is empty is asked where a person sits before the command.

    Raises:
        WrongUsage: something is missing and nobody can be asked, or does not answer; all of it is named.
    """
    given = dict(zip(QUESTIONS, (organ.strip(), document.strip(), date.strip()), strict=True))
    if ask is not None and console.is_terminal():
        for option, question in QUESTIONS.items():
            for _ in range(TRIES):
                if _good(option, given[option]):
                    break
                if given[option]:
                    console.complain(f"“{given[option]}”不是日期：写成 2025-04-24。")
                given[option] = ask(question)
    lacking = [option for option, answer in given.items() if not answer]
    if lacking:
        said = "；".join(f"{option}：{QUESTIONS[option].rstrip('：')}" for option in lacking)
        raise WrongUsage(f"缺少 {len(lacking)} 项，没有登记。{said}。")
    return given["--organ"], given["--document"], given["--date"]


def now() -> datetime.datetime:
    """Return this moment, by which an approval says whether it is an embargo."""
    return datetime.datetime.now(tz=datetime.UTC)


def _good(option: str, answer: str) -> bool:
    if option != "--date" or not answer:
        return bool(answer)
    try:
        day(answer, option)
    except WrongUsage:
        return False
    return True
