"""Upload: a built site to an object store with rclone, in an order in which no page ever lacks what it needs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from defusedxml import ElementTree

from scripts.deployment.making import refuse_preview
from scripts.deployment.target import Tell
from scripts.model.problem import Place, Problem, Rejected
from scripts.usage import WrongUsage

GUESSED = {".css", ".html", ".jpeg", ".jpg", ".js", ".json", ".pdf", ".png", ".svg", ".wasm", ".webp", ".xml"}
"""What rclone names rightly by itself on every system."""


def upload(site: Path, remote: str, tell: Tell) -> None:
    """Upload a verified site: new assets, then pages, then deletions.

    Args:
        site: a built site.
        remote: as rclone writes it: ``name:bucket/folder``.
        tell: prints a line.

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
    for what, words in steps(site):
        tell(what)
        command = ["rclone", words[0], str(site), remote, "--checksum", "--fast-list", *words[1:]]
        if subprocess.run(command, check=False).returncode != 0:
            fix = "看上面 rclone 印的原因；改正后再运行一次，会接着传"
            raise Rejected([Problem("deploy.upload-failed", Place(remote), f"rclone 没有完成“{what}”", fix)])


def steps(site: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what is done and the words of rclone for it."""
    there = {path.suffix for path in site.rglob("*") if path.is_file()}
    by_type: dict[str, list[str]] = {}
    for extension, name in media_types(site).items():
        if extension in there - GUESSED:
            by_type.setdefault(name, []).append(extension)
    for name, extensions in sorted(by_type.items()):
        only = [word for extension in extensions for word in ("--include", f"*{extension}")]
        yield f"上传 {'、'.join(extensions)}（{name}）", ["copy", *only, "--header-upload", f"Content-Type: {name}"]
    yield "上传其余资源", ["copy", "--exclude", "*.html"]
    yield "上传网页", ["copy", "--include", "*.html"]
    yield "删除多余的", ["sync", "--delete-after"]


def media_types(site: Path) -> dict[str, str]:
    """Return extension → Content-Type as the site's own server settings say it."""
    maps = ElementTree.parse(site / "web.config").iter("mimeMap")
    return {str(one.get("fileExtension")): str(one.get("mimeType")) for one in maps}
