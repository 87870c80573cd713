"""Upload: a built site to an object store with rclone, in an order in which no page ever lacks what it needs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from defusedxml import ElementTree

from scripts.deployment.making import refuse_preview
from scripts.deployment.target import Tell
from scripts.model.problem import Place, Problem, Rejected
from scripts.publish.packed import PACKED
from scripts.usage import WrongUsage

GUESSED = {".css", ".html", ".jpeg", ".jpg", ".js", ".json", ".pdf", ".png", ".svg", ".wasm", ".webp", ".xml"}
"""What rclone names rightly by itself on every system."""
ASSETS = "theme"
"""The folder of styles and scripts; their names change with their bytes."""
LEFT = "30d"
"""How long those of earlier sites stay: a page that was opened before still asks for them."""


@dataclass(frozen=True)
class Step:
    """One run of rclone.

    Args:
        said: what is done, for whoever looks on.
        words: command of rclone and its options.
        alone: the command is about the store alone, not about the site.
    """

    said: str
    words: tuple[str, ...]
    alone: bool = False


def upload(site: Path, remote: str, tell: Tell, *, packed: bool = False) -> None:
    """Upload a verified site: new assets, then pages, then deletions.

    Args:
        site: a built site.
        remote: as rclone writes it: ``name:bucket/folder``.
        tell: prints a line.
        packed: also the files that are compressed beforehand; a store does not know what they are for.

    Raises:
        WrongUsage: it is no site, or there is no rclone.
        Rejected: it is a preview, or rclone could not do a step; it has said why. No page lacks what it needs then.
    """
    if not (site / "manifest.json").is_file() or not (site / "web.config").is_file():
        raise WrongUsage(f"{site} 不是生成好的网站。先运行 portal build --publish。")
    if not shutil.which("rclone"):
        raise WrongUsage(
            "没有 rclone：先安装（Debian/Ubuntu：apt-get install rclone），再用 rclone config 登记对象存储。"
        )
    refuse_preview(site)
    for step in steps(site, packed=packed):
        tell(step.said)
        places = [remote] if step.alone else [str(site), remote, "--checksum"]
        command = ["rclone", step.words[0], *places, "--fast-list", *step.words[1:]]
        if subprocess.run(command, check=False).returncode != 0:
            fix = "看上面 rclone 印的原因；改正后再运行一次，会接着传"
            raise Rejected([Problem("deploy.upload-failed", Place(remote), f"rclone 没有完成“{step.said}”", fix)])


def steps(site: Path, *, packed: bool = False) -> Iterator[Step]:
    """Yield what is done, in order."""
    ask, keep, kept = caching(site)
    left_out = [] if packed else [f"- *{suffix}" for suffix in PACKED]
    types = {extension: name for extension, name in media_types(site).items() if extension not in GUESSED}
    by_type: dict[tuple[str, bool], set[str]] = {}
    for path in site.rglob("*"):
        if path.suffix in types and path.is_file():
            for_ever = f"/{path.parent.relative_to(site).as_posix()}/" in kept
            by_type.setdefault((types[path.suffix], for_ever), set()).add(path.suffix)
    for (name, for_ever), extensions in sorted(by_type.items()):
        if not packed and extensions <= set(PACKED):
            continue
        places = kept if for_ever else [""]
        others = [] if for_ever else [f"- {folder}*" for folder in kept]
        chosen = [f"+ {folder}*{extension}" for folder in places for extension in sorted(extensions)]
        said = f"上传 {'、'.join(sorted(extensions))}（{name}）"
        rules = [*left_out, *others, *chosen, "- *"]
        yield Step(said, _copy(rules, keep if for_ever else ask, f"Content-Type: {name}"))
    yield Step("上传样式和程序", _copy([*left_out, *(f"+ {folder}*" for folder in kept), "- *"], keep))
    yield Step("上传其余资源", _copy([*left_out, "- *.html"], ask))
    yield Step("上传网页", _copy(["+ *.html", "- *"], ask))
    yield Step("删除多余的", ("sync", "--delete-after", *_filters([*left_out, f"- /{ASSETS}/**"])))
    now = [f"- /{ASSETS}/{path.name}" for path in sorted((site / ASSETS).iterdir())]
    old = ("--min-age", LEFT, "--use-server-modtime", *_filters([*now, f"+ /{ASSETS}/**", "- *"]))
    yield Step("删除三十天以前的样式和程序", ("delete", *old), alone=True)


def _copy(rules: list[str], cache: str, *headers: str) -> tuple[str, ...]:
    named = [word for header in (f"Cache-Control: {cache}", *headers) for word in ("--header-upload", header)]
    return ("copy", *_filters(rules), *named)


def _filters(rules: list[str]) -> tuple[str, ...]:
    return tuple(word for rule in rules for word in ("--filter", rule))


def media_types(site: Path) -> dict[str, str]:
    """Return extension → Content-Type as the site's own server settings say it."""
    maps = ElementTree.parse(site / "web.config").iter("mimeMap")
    return {str(one.get("fileExtension")): str(one.get("mimeType")) for one in maps}


def caching(site: Path) -> tuple[str, str, list[str]]:
    """Return what the site's own settings say of caches: of most files, of those kept for ever, and their folders."""
    said: dict[str, str] = {}
    place = ""
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            place = line.removesuffix("*")
        elif line.startswith("  Cache-Control: "):
            said[place] = line.removeprefix("  Cache-Control: ")
    ask = said.pop("/")
    return ask, next(iter(said.values())), list(said)
