"""What a build rests on is missing, broken or in use: the site stays, what to do is said, the next build is right."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from scripts import lock
from scripts.build import build
from scripts.instance import ROOT
from scripts.model.exchange import take_place
from scripts.usage import WrongUsage
from tests.commands import conftest as clerk
from tests.faults.harness import KILL, NEVER, Fault, run, tree
from tests.faults.office import Office, quietly, small

NOBODY = 65534
PROGRAM = ("scripts", "plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "sample", "test_*.py")
INDEXER = "from pathlib import Path\n\ndef get_executable():\n    return Path({path!r})\n"


RUN = """
import sys
from functools import partial
from pathlib import Path
from scripts import build
from scripts.cli import main
build.build = partial(build.build, cache=Path(sys.argv[1]))
sys.exit(main(["build", *sys.argv[2:]]))
"""
"""``portal build`` with a cache of its own, so that nothing comes from an earlier run of the tests."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose site is built and out of date."""
    made = small(tmp_path_factory.mktemp("office") / "instance")
    build(made.root, made.root / "output", cache=made.root / ".cache")
    clerk.write(made.data / "site.toml", clerk.SITE.replace("小站", "改名站"))
    return made


def portal(
    office: Office,
    *words: str,
    shadow: Path | None = None,
    program: Path = ROOT,
    without: str = "",
    prepare: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own.

    Args:
        shadow: holds packages that stand before the installed ones.
        program: folder of the program.
        without: part of the cache that is taken away before.
    """
    path = os.pathsep.join(map(str, filter(None, (shadow, program))))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    cache = office.root / ".cache"
    if without:
        shutil.rmtree(cache / without, ignore_errors=True)
    return subprocess.run(
        [sys.executable, "-c", RUN, str(cache), "--instance", str(office.root), *words],
        cwd=program,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=prepare,
    )


def package(folder: Path, name: str, text: str = "") -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(text, "utf-8")
    return folder


def broken_indexer(place: Path, script: str | None) -> Path:
    """Return a folder with a package that names another Pagefind: one that fails, or none at all."""
    program = place / "pagefind"
    if script is not None:
        place.mkdir(parents=True, exist_ok=True)
        program.write_text(script, "utf-8")
        program.chmod(0o755)
    return package(place, "pagefind_bin", INDEXER.format(path=str(program)))


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_a_build_without_what_it_rests_on_leaves_the_site_and_the_next_is_right(office: Office, tmp_path: Path) -> None:
    data, served = tree(office.data), tree(office.root / "output")
    copied = tmp_path / "program"
    for name in PROGRAM:
        source = ROOT / name
        shutil.copytree(source, copied / name, ignore=LEFT_OUT) if source.is_dir() else shutil.copy(
            source, copied / name
        )
    base = copied / "theme" / "templates" / "base.html"
    base.write_text(base.read_text("utf-8")[:200] + "{% if", "utf-8")
    tries = {
        "broken Pagefind": (
            portal(office, shadow=broken_indexer(tmp_path / "a", "#!/bin/sh\nexit 3\n"), without="search"),
            "Pagefind",
        ),
        "missing Pagefind": (portal(office, shadow=broken_indexer(tmp_path / "b", None), without="search"), "Pagefind"),
        "missing font": (
            portal(office, shadow=package(tmp_path / "c", "pylopdf_fonts_zh_cn"), without="charts"),
            "中文字体",
        ),
        "broken theme": (portal(office, program=copied), "theme"),
        "full disk": (portal(office, prepare=small_files), "腾出空间"),
    }
    for name, (done, word) in tries.items():
        assert done.returncode == 1, (name, done.stdout)
        assert word in done.stdout, (name, done.stdout)
        assert "Traceback" not in done.stdout, (name, done.stdout)
        assert any(mend in done.stdout for mend in ("再运行", "重新安装", "恢复")), (name, done.stdout)
    assert tree(office.data) == data
    assert tree(office.root / "output") == served
    done = portal(office)
    assert done.returncode == 0, done.stdout
    assert not list(office.root.glob(".output.*"))


def test_a_spoilt_cache_is_made_anew_and_never_shown(office: Office, tmp_path: Path) -> None:
    cache = shutil.copytree(office.root / ".cache", tmp_path / "cache")
    right = tree(build(office.root, tmp_path / "right", cache=cache))
    kept = [path for path in sorted(cache.rglob("*")) if path.is_file()]
    # An index of each part of a build, and the packs of its results.
    assert len([path for path in kept if path.name == "index"]) > 5
    assert len([path for path in kept if path.name.startswith("pack-")]) > 5
    for number, path in enumerate(kept):
        content = path.read_bytes()
        # A new file: a page may be the same file under another name.
        path.unlink()
        path.write_bytes((content[: len(content) // 2], b"", b"\0" + content[1:])[number % 3])
    again = tree(build(office.root, tmp_path / "again", cache=cache))
    assert sorted(name for name in {*again, *right} if again.get(name) != right.get(name)) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="another user can be taken by root only")
def test_who_may_not_write_is_told_where_and_nothing_changes(office: Office) -> None:
    # Not below the folder of the tests, which is closed to others.
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)
        here = office.copied(Path(temporary) / "here")
        before = tree(here.root)
        for work in (here.import_, here.approve):
            done = run(work, Fault(KILL, NEVER, here.root), prepare=partial(os.setuid, NOBODY))
            told = "没有权限" in done.said and str(here.root) in done.said
            assert (done.status, told, "Traceback" in done.said) == (1, True, False), done.said
        assert tree(here.root) == before


def test_two_builds_at_once_in_one_instance_wait_for_each_other(office: Office, tmp_path: Path) -> None:
    here = office.copied(tmp_path / "here")
    found: list[subprocess.CompletedProcess[str]] = []
    # Different addresses, so that neither is spared as unchanged.
    words = [("--url", f"https://{name}.example.cn", "--output", str(tmp_path / name)) for name in ("one", "two")]
    threads = [threading.Thread(target=lambda w=w: found.append(portal(here, *w))) for w in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.returncode for done in found] == [0, 0], [done.stdout for done in found]
    assert sum("等它结束" in done.stdout for done in found) == 1
    for name in ("one", "two"):
        page = (tmp_path / name / "index.html").read_text("utf-8")
        assert f"https://{name}.example.cn" in page
        other = "two" if name == "one" else "one"
        assert not [
            path for path in (tmp_path / name).rglob("*.html") if f"{other}.example.cn" in path.read_text("utf-8")
        ]


def test_a_lock_says_who_holds_it_and_ends_with_its_holder(tmp_path: Path) -> None:
    code = "import sys,time; from pathlib import Path; from scripts import lock\n"
    code += "with lock.held(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], env=environment, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        said: list[str] = []
        with pytest.raises(WrongUsage, match="没有开始"), lock.held(tmp_path, said.append, patience=0.3):
            pass
        if Path("/proc/locks").exists():
            assert said == [f"另一个命令（进程 {holder.pid}）正在写 {tmp_path.name}，等它结束"]
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        start = time.monotonic()
        with lock.held(tmp_path, patience=5):
            assert time.monotonic() - start < 5
    assert list(tmp_path.iterdir()) == []


def test_a_site_takes_the_place_of_another_in_one_step(tmp_path: Path) -> None:
    place = tmp_path / "site"
    for number in range(3):
        made = tmp_path / f".site.abcdefg{number}"
        made.mkdir()
        (made / "index.html").write_text(str(number), "utf-8")
        (tmp_path / ".site.killed00").mkdir(exist_ok=True)
        (tmp_path / ".site.mine").mkdir(exist_ok=True)
        take_place(made, place)
        assert (place / "index.html").read_text("utf-8") == str(number)
        assert sorted(path.name for path in tmp_path.iterdir()) == [".site.mine", "site"]
    stop, seen = threading.Event(), set()

    def look() -> None:
        while not stop.is_set():
            seen.add((place / "index.html").exists())

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(200):
        made = tmp_path / f".site.{number:08d}"
        made.mkdir()
        (made / "index.html").write_text(str(number), "utf-8")
        take_place(made, place)
    stop.set()
    reader.join()
    assert seen == {True}


def test_each_command_says_what_to_do_where_it_may_not_write(office: Office, tmp_path: Path) -> None:
    here = office.copied(tmp_path / "here")
    (here.root / "content").rename(here.root / "gone")
    (here.root / "content").write_text("一个文件，不是文件夹", "utf-8")
    status, said = quietly(here.build)
    assert (status, "Traceback" in said, "读写文件出错" in said, "content" in said) == (1, False, True, True)
