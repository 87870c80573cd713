"""Preparing: what staff do before they hand in data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scripts import console, instance, template, usage
from scripts.cli.options import Instance, Json, group

commands, command = group()


@command("template", help="写出一种报告的填报模板（XLSX）：列、下拉名单、单位、口径和示例")
def template_(
    name: Annotated[str, typer.Argument(metavar="类别/报告", help="如 budget_execution/department_execution")],
    period: Annotated[
        str,
        typer.Option("--period", metavar="时期", help="填哪一期；名单只列那一期还在的", show_default=False),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="文件", help="写到哪里", show_default="“名称-时期-模板.xlsx”")
    ] = None,
    folder: Instance = instance.ROOT,
    json: Json = False,
) -> int:
    """Write a workbook to fill in."""
    root = usage.instance_folder(folder)
    room = usage.room(name)
    made = template.write(root, room, usage.period(period) if period else None, output)
    if json:
        console.show_json({"file": str(made), "report": str(room), "tables": list(room.schemas)})
        return 0
    console.say(f"已写出模板：{made}", "good")
    console.tell(f"填好以后：portal import {made} --to {room}/{period or '时期'}")
    return 0
