"""Command line: the words of ``portal``, each passed on to the module that does it; exit status out."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from scripts.cli import deploy, federate, figures, founding, handing_in, preparing, scanning, site
from scripts.grammar import run

app = typer.Typer(
    name="portal",
    help="人大公开数据门户：导入、核对、批准、生成网站、核验和引用。",
    epilog="退出状态：0 完成，1 发现问题，2 用法不对。先读 data/README.md。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
# In the order in which ``--help`` lists them.
for part in (preparing, scanning, handing_in, site, deploy, federate, figures, founding):
    app.add_typer(part.commands)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    return run(app, list(arguments))
