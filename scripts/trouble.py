"""Trouble: what the machine refuses, in Chinese and with what to do; nothing of it is the fault of the data."""

from __future__ import annotations

import errno
import re
from concurrent.futures import BrokenExecutor

from scripts.charts.fonts import NoChartFont

NO_ROOM = "磁盘满了，或超过了允许的大小。腾出空间，再运行一次"
NO_RIGHT = "没有权限。请管这台机器的人把这个文件夹交给你读写，或换到有权限的文件夹，再运行一次"
READ_ONLY = "这个位置只能读，不能写。换一个能写的文件夹，或请管这台机器的人改成可写，再运行一次"
GONE = "没有这个文件或文件夹，可能刚被移走或删去。核对以后再运行一次"
DAMAGED = "读写失败，磁盘或网络盘可能有故障。检查磁盘，再运行一次"
_CAUSES = {
    errno.ENOSPC: NO_ROOM,
    errno.EDQUOT: NO_ROOM,
    errno.EFBIG: NO_ROOM,
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EROFS: READ_ONLY,
    errno.ENOENT: GONE,
    errno.ENOTDIR: GONE,
    errno.EIO: DAMAGED,
    errno.EMFILE: "打开的文件太多。结束别的程序，再运行一次",
    errno.ENOMEM: "内存不够。结束别的程序，再运行一次",
}
KEPT = "草稿、已批准的数据、台账和原来的网站都没有动"
MACHINE = (OSError, MemoryError, NoChartFont, BrokenExecutor)
"""What a command may meet that no change of the data mends."""
_INSTALL = "在项目文件夹运行 rm -rf .venv 和 make html，重新安装依赖"
# Pelican says what went wrong as `[time] CRITICAL Kind: words       file.py:123`.
_SAID = re.compile(r"\b(?:CRITICAL|ERROR|WARNING)\s+(.*?)\s*(?:\S+\.py:\d+)?\s*$", re.MULTILINE)


def words(error: BaseException) -> str:
    """Return what happened and what to do."""
    match error:
        case NoChartFont():
            return f"图表用的中文字体没有装好，不画图（换了字体，图会和别的机器上的不同）。{_INSTALL}。"
        case BrokenExecutor() | ChildProcessError():
            return "一个子进程被系统结束了，多半是内存不够。结束别的程序，再运行一次；原来的都没有动。"
        case MemoryError():
            return f"{_CAUSES[errno.ENOMEM]}；{KEPT}。"
        case OSError():
            cause = _CAUSES.get(error.errno or 0, f"{error.strerror or error}。检查磁盘和权限，再运行一次")
            where = f"{error.filename}：" if error.filename else ""
            return f"读写文件出错：{where}{cause}。"
    return str(error)


def of_build(output: str) -> str:
    """Return what the output of the page maker comes to, with what to do."""
    for number, cause in ((errno.ENOSPC, NO_ROOM), (errno.EFBIG, NO_ROOM), (errno.EROFS, READ_ONLY)):
        if f"[Errno {number}]" in output:
            return f"{_last(output)}\n{cause}。"
    if f"[Errno {errno.EACCES}]" in output:
        return f"{_last(output)}\n{NO_RIGHT}。"
    if "jinja2.exceptions" in output or "Template" in _last(output) or "theme" in _last(output):
        return f"{_last(output)}\n网站的样式（theme）不完整，或改坏了。用 git 恢复 theme 文件夹，再运行一次。"
    if "pagefind" in output.lower():
        return f"{_last(output)}\n搜索索引的程序（Pagefind）不能用。{_INSTALL}。"
    return f"{_last(output)}\n再运行一次；还是这样的，把这段话告诉维护程序的人。"


def _last(output: str) -> str:
    """Return what went wrong, without where in the program."""
    found = [one.strip() for one in _SAID.findall(output) if one.strip()]
    lines = [line for line in output.strip().splitlines() if line.strip()]
    return found[-1] if found else "".join(lines[-1:]).strip()
