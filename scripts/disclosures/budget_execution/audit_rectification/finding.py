"""Finding: one thing an audit found, with its money and how much of it has been mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.mending import Matter, matters
from scripts.measures.total import total
from scripts.model.release import Release

METHOD = "audit_rectification"
NOUN = "审计查出问题"
WAYS = {"returned": "上缴财政", "refunded": "归还原渠道", "adjusted": "调整账目", "otherwise": "其他方式"}
"""Field → the way money is mended; the four add up to what is mended."""
KINDS = {"violation": "违规金额", "waste": "损失浪费金额", "irregular": "管理不规范金额"}
"""Kind in figure ids → its name."""
NO_MONEY = "不涉及金额"
REQUIREMENTS = {"immediate": "立行立改", "staged": "分阶段整改", "continuing": "持续整改"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``matter`` is its mending. Amounts in 万元, cumulative."""

    matter: Matter
    audit: str
    category: str
    kind: str
    amount: Decimal | None
    requirement: str
    measures: str
    ways: dict[str, Decimal | None]
    systems: int
    persons: int

    @property
    def id(self) -> str:
        """Its persistent number."""
        return self.matter.id

    @property
    def word(self) -> str:
        """The state in words; a report that came after the committee's review waits to be verified."""
        matter = self.matter
        if matter.stage == "reported" and not matter.verification:
            day = matter.reviewed
            if day is None or (matter.reported is not None and day < matter.reported):
                return "已报告，待核实"
        return matter.word

    @property
    def mended(self) -> Decimal | None:
        """What is mended in all ways together; ``None`` when no money is concerned or a way is not stated."""
        return None if self.kind == NO_MONEY else total(self.ways.values())

    @property
    def left(self) -> Decimal | None:
        """What is still to be mended."""
        return None if self.amount is None or self.mended is None else self.amount - self.mended


def findings(release: Release) -> list[Finding]:
    """Return the findings in file order."""
    found = []
    for matter, cells in zip(matters(release, "department", "data"), release.table.records(), strict=True):
        found.append(
            Finding(
                matter,
                cells["audit"],
                cells["category"],
                cells["amount_kind"],
                cells["amount"],
                cells["requirement"],
                cells["measures"] or "",
                {way: cells[way] for way in WAYS},
                cells["systems"] or 0,
                cells["persons"] or 0,
            )
        )
    return found


def monied(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that concern money."""
    return [one for one in found if one.kind != NO_MONEY]


def earlier(release: Release) -> dict[str, Finding]:
    """Return the findings of the release before, by id."""
    return {one.id: one for one in findings(release.earlier[-1])} if release.earlier else {}


def timeline(release: Release, id: str) -> list[tuple[Release, Finding]]:
    """Return where the finding stood in each release up to this one, oldest first."""
    stood = []
    for one in (*release.earlier, release):
        stood += [(one, finding) for finding in findings(one) if finding.id == id]
    return stood
