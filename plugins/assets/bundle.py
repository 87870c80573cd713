"""Bundle: the theme's parts in one file, in the order of their names, so that the same parts give the same bytes."""

from pathlib import Path

ALONE = ("federation", "quote", "search")
"""The components whose scripts only their own page loads, as modules."""


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
    parts = [f for f in sorted((theme / "components").glob("*/*.js")) if f.parent.name not in ALONE]
    return '"use strict";\n' + "".join(f"{{\n{file.read_text(encoding='utf-8').strip()}\n}}\n" for file in parts)


def modules(theme: Path) -> dict[str, str]:
    """Return the scripts of the pages that load their own, by file name."""
    found = (file for name in ALONE for file in sorted((theme / "components" / name).glob("*.js")))
    return {file.name: file.read_text(encoding="utf-8") for file in found}
