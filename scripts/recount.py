"""``portal recount``: the result of a vote once more, from the published counts or from anonymous ballots."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts import lookup, registry
from scripts.intake.ballots import read_ballots
from scripts.measures.ballots import count
from scripts.model.ballot import Recounting
from scripts.usage import WrongUsage


@dataclass(frozen=True)
class Recounted:
    """A vote counted again."""

    release: str
    title: str
    told: Recounting

    @property
    def status(self) -> int:
        """0 when nothing contradicts what was published, else 1."""
        return 1 if self.told.differences else 0

    def as_json(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        return {"release": self.release, "title": self.title, "equal": not self.told.differences, **asdict(self.told)}

    def lines(self) -> list[str]:
        """Return what the command prints before its verdict."""
        steps = [f"{number}. {step}" for number, step in enumerate(self.told.steps, 1)]
        chosen = [f"   {code}  {title}" for code, title in self.told.chosen]
        return [f"{self.title}（{self.release}）", *steps, *chosen]

    @property
    def verdict(self) -> str:
        """The last word."""
        if self.told.differences:
            return "\n".join(
                [f"有 {len(self.told.differences)} 处不同：", *(f"   {one}" for one in self.told.differences)]
            )
        return "没有可以比较的结果。" if self.told.reason else "与公布的得票和会议宣布的名单没有出入。"


def recount(root: Path, text: str, file: Path | None, output: Path | None, *, preview: bool = False) -> Recounted:
    """Count a vote again.

    Args:
        text: address of its release.
        file: anonymous ballots; without them the published counts are used.
        output: where to write the vote as Pabulib, with the ballots where there are any.

    Raises:
        WrongUsage: no such release, or it is no vote.
        Rejected: the ballots cannot be read.
    """
    found = lookup.find(lookup.load(root, preview=preview), text)
    release = found.release
    hook = registry.disclosure(release.id.kind, release.id.report).recounts
    if hook is None:
        votes = "、".join(str(room) for room in registry.disclosures() if room.recounts is not None)
        raise WrongUsage(f"{release.id} 不是票决，没有可以重算的名单。可以重算的报告：{votes}。")
    ballots = None if file is None else read_ballots(file)
    tally = None if ballots is None else count(ballots, *hook.projects(release))
    if output is not None:
        output.write_bytes(hook.pabulib(release, ballots))
    return Recounted(str(release.id), found.edition.title, hook.retell(release, tally))
