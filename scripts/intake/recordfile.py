"""Record file: ``import.json``, which tells how a draft came about, read as strictly as what staff may touch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.intake.notation import BadNotation, read_json
from scripts.model.problem import Place, Problem, Rejected

FORMS: dict[str, type] = {"source": dict, "sheet": str, "fields": dict, "rows": list, "remarks": list, "totals": list}
"""What each resource says, and as what."""


def read_record(path: Path) -> dict[str, Any]:
    """Return resource → what is said of its import; nothing when there is no such file.

    Raises:
        Rejected: ``draft.bad-record``: it is spoilt, or names a file outside its folder.
    """
    if not path.is_file():
        return {}
    try:
        resources: dict[str, Any] = read_json(path.read_bytes())["resources"]
        for one in resources.values():
            _check(one)
    except (BadNotation, LookupError, TypeError, AttributeError):
        name = path.as_posix()
        at = name.rfind("/data/")
        raise Rejected(
            [
                Problem(
                    "draft.bad-record",
                    Place(name[at + 1 :]),
                    "导入记录被改动，读不懂",
                    "用 git 恢复这个文件，或删去整个草稿重新导入",
                )
            ]
        ) from None
    return resources


def _check(one: dict[str, Any]) -> None:
    source = one["source"]
    good = all(isinstance(one[key], kind) for key, kind in FORMS.items())
    good = good and all(isinstance(source[key], str) for key in ("name", "sha256", "form"))
    file = source.get("file", "source.csv")
    # It is read beside the record; a path would lead elsewhere.
    good = good and isinstance(file, str) and file.startswith("source") and not {"/", "\\", "\0"} & set(file)
    good = good and all(isinstance(row, int) for row in one["rows"]) and all(isinstance(r, str) for r in one["remarks"])
    good = good and all(
        isinstance(at.get("column", ""), str) and isinstance(at.get("header", ""), str) for at in one["fields"].values()
    )
    good = good and all({"printed", "sum", "equal"} <= set(total) for total in one["totals"])
    if not good:
        raise TypeError
