"""Bundle: the theme's parts in one file, in the order of their names, so that the same parts give the same bytes."""

from pathlib import Path

ALONE = "search"
"""The component whose scripts only the search page loads, as modules of their own."""


def _join(files: list[Path]) -> str:
    """Return the files one after the other."""
    return "\n".join(file.read_text(encoding="utf-8").strip() for file in files) + "\n"


def style(theme: Path) -> str:
    """Return the style sheet: tokens and base, then components, then print, which overrides them."""
    styles = sorted((theme / "styles").glob("*.css"))
    last = [file for file in styles if file.stem == "print"]
    return _join([*(f for f in styles if f not in last), *sorted((theme / "components").glob("*/*.css")), *last])


def script(theme: Path) -> str:
    """Return the script of ordinary pages: each part in a block of its own, so that names do not meet."""
    parts = [f for f in sorted((theme / "components").glob("*/*.js")) if f.parent.name != ALONE]
    return '"use strict";\n' + "".join(f"{{\n{file.read_text(encoding='utf-8').strip()}\n}}\n" for file in parts)


def modules(theme: Path) -> dict[str, str]:
    """Return the scripts of the search page, by file name."""
    return {f.name: f.read_text(encoding="utf-8") for f in sorted((theme / "components" / ALONE).glob("*.js"))}
