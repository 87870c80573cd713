"""Renders a component's macro as the site does, for tests."""

import tomllib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from plugins.exhibits.rows import table_rows
from plugins.site.fragment import made
from scripts.model.status import SHAPES

THEME = Path(__file__).parents[2] / "theme"
COMPONENTS = sorted(
    folder.name for folder in (THEME / "components").iterdir() if folder.is_dir() and folder.name != "search"
)


def environment() -> Environment:
    """Return Jinja set as in `pelicanconf.py`."""
    env = Environment(loader=FileSystemLoader(THEME), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.globals.update(SHAPES=SHAPES, kept=made, asset="/theme/{}".format, table_rows=table_rows)
    return env


def examples(component: str) -> list[dict[str, Any]]:
    """Return the examples of a component."""
    text = (THEME / "components" / component / "examples.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["example"]
    return found


def render(component: str, example: dict[str, Any]) -> str:
    """Return the HTML of one example."""
    module = environment().get_template(f"components/{component}/macro.html").module
    return str(getattr(module, example["macro"])(**example.get("arguments", {})))
