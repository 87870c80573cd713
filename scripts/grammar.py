"""Grammar: runs a Typer application so that its own words are Chinese and no mistake of people ends in a traceback."""

from __future__ import annotations

from collections.abc import Iterator

import typer
import typer.core

# Typer has no other names for the errors and words of its command line.
from typer._click import core, formatting
from typer._click import exceptions as click
from typer.main import get_command

from scripts import console, trouble
from scripts.build import BuildFailed
from scripts.model.problem import Rejected
from scripts.usage import WrongUsage

DONE, PROBLEMS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
WORDS = {
    "Options": "选项",
    "Arguments": "参数",
    "Commands": "命令",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "Missing command.": "缺少命令。",
}
"""What Typer says → the same in Chinese."""


def run(app: typer.Typer, arguments: list[str]) -> int:
    """Run ``app`` with ``arguments`` and return the exit status: 0 done, 1 problems found, 2 wrong usage."""
    as_json = "--json" in arguments
    try:
        status = _command(app).main(arguments, prog_name="portal", standalone_mode=False)
    except Rejected as rejected:
        console.problems(rejected.problems, as_json=as_json)
        return PROBLEMS
    except BuildFailed as failed:
        console.complain(f"网站没有生成，原来的网站没有动：\n{trouble.of_build(str(failed))}")
        return PROBLEMS
    except WrongUsage as wrong:
        console.complain(str(wrong))
        return WRONG_USAGE
    except click.NoArgsIsHelpError as help:
        console.say(help.format_message())
        return WRONG_USAGE
    except click.UsageError as wrong:
        context = wrong.ctx.command_path if wrong.ctx is not None else "portal"
        console.complain(f"{chinese(wrong)}\n用法见：{context} --help")
        return WRONG_USAGE
    except typer.Exit as left:
        return left.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console.complain("已中断。")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough of it.
        return DONE
    except trouble.MACHINE as error:
        console.complain(trouble.words(error))
        return PROBLEMS
    if status == INTERRUPTED:
        console.complain("已中断。")
    return status if isinstance(status, int) else DONE


class _Formatter(formatting.HelpFormatter):
    """Writes help with a Chinese word before the usage."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write a usage line."""
        super().write_usage(prog, args, prefix or "用法：")


def _command(app: typer.Typer) -> typer.core.TyperGroup:
    """Return the application with Chinese words; Typer asks gettext for them and ships no Chinese."""
    for module in (typer.core, core, formatting):
        vars(module)["_"] = lambda text: WORDS.get(text, text)
    group = get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    core.Context.formatter_class = _Formatter
    for command in _with_its_own(group):
        option = command.get_help_option(core.Context(command))
        if option is not None:
            option.help = "显示这段说明"
        for parameter in command.params:
            if isinstance(parameter, typer.core.TyperArgument):
                # Its help would show Python's name of the type.
                vars(parameter)["display_type_rich"] = lambda ctx: None
    return group


def _with_its_own(group: typer.core.TyperGroup) -> Iterator[typer.core.TyperCommand | typer.core.TyperGroup]:
    """Yield a group of commands and all within it."""
    yield group
    for command in group.commands.values():
        if isinstance(command, typer.core.TyperGroup):
            yield from _with_its_own(command)
        else:
            assert isinstance(command, typer.core.TyperCommand)
            yield command


def chinese(error: click.UsageError) -> str:
    """Return what is wrong with the words of a command in Chinese."""
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "。"
            return f"没有这个选项：{error.option_name}{near}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}。"
        case click.BadParameter():
            return f"{_name(error)} 的值不能用：{error.message}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值，或不该有值。"
    message = error.message
    if message.startswith("No such command"):
        return f"没有这个命令：{message.split(chr(39))[1]}"
    if message.startswith("Got unexpected extra argument"):
        return f"多写了参数：{message.partition('(')[2].rstrip(')')}"
    return message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "参数"
    if error.param.param_type_name == "option":
        return str(error.param.opts[0])
    return str(getattr(error.param, "metavar", None) or error.param.name)
