"""Bundle: the theme's parts in a few files, in the order of their names, so that the same parts give the same bytes."""

from pathlib import Path

ALONE = ("federation", "quote", "search")
"""The components whose scripts only their own page loads, as modules."""
COMMON, PRINT, LIVE = "site", "print", "live"
"""The sheets of every page, of its print, and of interactive charts, which the chart library brings."""
SHEETS = {
    "table": ("table",),
    "chart": ("chart",),
    "record": ("banner", "citation", "downloads", "figure", "identity", "pager"),
    "overview": ("board", "card"),
    "history": ("timeline",),
    "subject": ("steps",),
    "index": ("pages",),
    "course": (),
    "plain": (),
    "search": ("search",),
    "quote": ("quote",),
}
"""Sheet → components whose styles are in it, after ``styles/<sheet>.css``; those of all others are in the common sheet.

A page loads the sheets that have a rule for a class in it (``plugins.assets.sheets``), in this order.
"""


def _join(files: list[Path]) -> str:
    """Return the files one after the other."""
    return "\n".join(file.read_text(encoding="utf-8").strip() for file in files) + "\n"


def styles(theme: Path) -> dict[str, str]:
    """Return the style sheets by name: the common one (styles with a number, then components), and those apart."""
    numbered = sorted((theme / "styles").glob("[0-9]*.css"))
    components = sorted((theme / "components").glob("*/*.css"))
    apart = {component for parts in SHEETS.values() for component in parts}
    files = {COMMON: [*numbered, *(file for file in components if file.stem not in apart)]}
    for name, parts in [*SHEETS.items(), (PRINT, ()), (LIVE, ())]:
        own = theme / "styles" / f"{name}.css"
        files[name] = [*([own] if own.exists() else []), *(file for file in components if file.stem in parts)]
    return {name: _join(parts) for name, parts in files.items() if parts}


def script(theme: Path) -> str:
    """Return the script of ordinary pages: each part in a block of its own, so that names do not meet."""
    parts = [f for f in sorted((theme / "components").glob("*/*.js")) if f.parent.name not in ALONE]
    return '"use strict";\n' + "".join(f"{{\n{file.read_text(encoding='utf-8').strip()}\n}}\n" for file in parts)


def modules(theme: Path) -> dict[str, str]:
    """Return the scripts of the pages that load their own, by file name."""
    found = (file for name in ALONE for file in sorted((theme / "components" / name).glob("*.js")))
    return {file.name: file.read_text(encoding="utf-8") for file in found}


def pictures(theme: Path) -> dict[str, bytes]:
    """Return the theme's other files, by name."""
    return {file.name: file.read_bytes() for file in sorted((theme / "static").iterdir())}
