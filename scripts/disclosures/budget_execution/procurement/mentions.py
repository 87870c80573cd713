"""What government procurement (政府采购执行) says about each department, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.procurement.purchase import METHOD, by, purchases
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release

OWN = ("contract", "savings_rate", "paid_rate", "reserved_share", "sme_share", "plan")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each department: contracts, savings, the part of small firms, single sources."""
    names, limit = release.codelists["departments"], release.method(METHOD)["reserved_percent"]
    sole = release.tables["sole_source"].column("department")
    for code in by(release, purchases(release), "department"):
        suffix = f"d-{code}"
        rate, share = figures[f"savings_rate.{suffix}"], figures[f"reserved_share.{suffix}"]
        if rate.value is None:
            sentence = f"{release.period.title}政府采购计划 {figures[f'plan.{suffix}'].words}，没有成交"
        else:
            sentence = f"{release.period.title}政府采购签订合同 {figures[f'contract.{suffix}'].words}，"
            sentence += f"节约率 {rate.text}（占成交项目的采购预算）"
        if share.value is not None:
            sentence += f"，预留给中小企业 {share.text}（占采购计划）"
        if code in sole:
            sentence += f"，单一来源采购 {sole.count(code)} 个项目"
        low = share.status == "warn10"
        yield Mention(
            unit_type(names[code]),
            code,
            names.label(code),
            f"{sentence}。",
            figures=tuple(f"{key}.{suffix}" for key in OWN if figures[f"{key}.{suffix}"].value is not None),
            status="warn10" if low else "",
            word=f"预留份额低于 {limit}%" if low else "",
        )
