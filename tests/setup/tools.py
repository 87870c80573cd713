"""The tools that tests use from outside Python: found, or installed by apt where that is allowed, or named."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from tests.setup import servers

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def chromium() -> Path | None:
    """Return the browser: ``$CHROMIUM``, else the system's, else the one ``playwright install chromium`` fetched.

    The shell without a window comes first: for each page the whole browser draws a frame that nobody sees, which takes
    longer than most pages.
    """
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found or named:
        return Path(found) if found else None
    with sync_playwright() as playwright:
        fetched = Path(playwright.chromium.executable_path)
    return fetched if fetched.exists() else None


def chinese_font() -> Path | None:
    """Return the font file that shows Chinese text, as fontconfig chooses it."""
    if sys.platform == "darwin":  # has Chinese fonts, and no fontconfig to ask
        return Path("/System/Library/Fonts")
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", "-f", "%{file}\n", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return next(map(Path, sorted(listed.stdout.splitlines())), None)


def java() -> Path | None:
    """Return the Java that runs the HTML checker. macOS has a ``java`` that only offers to install one."""
    found = shutil.which("java")
    works = found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0
    return Path(found) if found and works else None


class Tool(NamedTuple):
    """One tool: how it is found, what it is called, which Debian packages bring it."""

    find: Callable[[], Path | None]
    chinese: str
    english: str
    packages: tuple[str, ...]


TOOLS = [
    Tool(chromium, "Chromium 浏览器", "the Chromium browser", ("chromium",)),
    Tool(chinese_font, "中文字体", "a Chinese font", ("fontconfig", "fonts-noto-cjk")),
    Tool(java, "Java 运行环境（核对网页用）", "a Java runtime (checks the HTML)", ("default-jre-headless",)),
]


def missing() -> list[Tool]:
    """Return the tools that this machine lacks."""
    return [tool for tool in TOOLS if tool.find() is None]


def apt() -> list[str] | None:
    """Return how to call apt-get without a question being asked, or nothing where that is not possible."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def install(apt_get: list[str], packages: list[str]) -> None:
    """Install Debian packages; waits for another apt to finish. What fails is seen by looking again."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    wanted = ["install", "--yes", "--no-install-recommends"]
    # By itself: not every system has the package, and the tests run without it too.
    for step in (["update"], [*wanted, *packages], [*wanted, BROWSERS[0]]):
        subprocess.run([*apt_get, *options, *step], env=quiet, stdout=subprocess.DEVNULL, check=False)


def fetch_servers() -> None:
    """Get what the tests of publishing use and can do without; they say so when they are skipped."""
    lacking = servers.missing()
    if not lacking or shutil.which("apt-get") is None:
        return
    print("取得测试用的服务器（只解开，不安装） / Fetching (not installing): " + ", ".join(lacking), flush=True)
    servers.fetch(lacking)
    if still := servers.missing():
        print("没有取得，有关的测试会跳过 / Not found, tests are skipped: " + ", ".join(still), flush=True)


def main() -> int:
    """Make every tool present, or say in Chinese and English what to install."""
    fetch_servers()
    lacking = missing()
    if not lacking:
        return 0
    packages = [package for tool in lacking for package in tool.packages]
    print("缺少测试工具：" + "、".join(tool.chinese for tool in lacking), flush=True)
    print("Missing test tools: " + ", ".join(tool.english for tool in lacking), flush=True)
    apt_get = apt()
    if apt_get:
        command = "apt-get install " + " ".join(packages)
        print(f"正在安装（可能要几分钟） / Installing (may take minutes): {command}", flush=True)
        install(apt_get, packages)
        lacking = missing()
    if not lacking:
        return 0
    command = "sudo apt-get install " + " ".join(package for tool in lacking for package in tool.packages)
    print(
        "请先安装，再运行 make test：" + "、".join(tool.chinese for tool in lacking),
        f"  Debian/Ubuntu：{command}",
        "  其他系统的浏览器：.venv/bin/playwright install chromium，或用环境变量 CHROMIUM 指明位置",
        "Install these, then run make test again: " + ", ".join(tool.english for tool in lacking),
        f"  Debian/Ubuntu: {command}",
        "  A browser elsewhere: .venv/bin/playwright install chromium, or name one in the variable CHROMIUM",
        sep="\n",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
