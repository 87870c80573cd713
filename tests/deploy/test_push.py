"""A push publishes whole or changes nothing, whatever happens meanwhile, and says in Chinese what happened."""

from __future__ import annotations

import datetime
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from scripts import deploy
from scripts.deployment.making import upcoming
from scripts.deployment.target import Pending
from scripts.instance import ROOT
from tests.commands import conftest as clerk
from tests.deploy.office import SETTINGS, THIRD, Office, copied, git, portal, start_push, until

MAKEFILE = """\
%/.installed:
\t@mkdir -p $(VENV)/bin && printf '#!/bin/sh\\nexec {python} "$$@"\\n' > $(VENV)/bin/python
\t@chmod +x $(VENV)/bin/python && touch $@
"""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "sample", "test_*.py")
"""What a build does not need; to be quick."""
UNCHANGED = "没有发布：网站和仓库都没有变，你本机的提交还在。"


def test_the_first_push_publishes_and_tells_each_step(published: Office) -> None:
    assert published.served.endswith(published.tip[:12])
    assert (published.root / "current" / "index.html").is_file()
    assert (published.root / "current" / f"{clerk.SERIES}/2024-Q3/r1/data.csv").is_file()
    assert list((published.root / "work").iterdir()) == []
    found = deploy.status(published.site)
    assert found["agrees"]
    assert found["served"]["subject"] == "2024年第二、三季度"
    assert portal("verify", published.root / "current").status == 0


def test_a_broken_push_changes_nothing_and_names_the_cell(office: Office) -> None:
    before = office.snapshot()
    departments = office.copy / "data" / "codelists" / "departments.csv"
    departments.write_text(departments.read_text("utf-8") + "103,卫健局,卫健,,,,区级部门\n", encoding="utf-8")
    office.approve("2024-Q4", (*THIRD, ("103", "10", "10", "10", "9")), "2025-01-20")
    git(office.copy, "checkout", "--quiet", "--", "data/codelists")
    office.commit("忘了代码表")
    status, said = office.push()
    assert status != 0
    assert f"data/approved/{clerk.SERIES}/2024-Q4/r1/data.csv" in said
    assert "第 4 行 A 列" in said
    assert "[table.unknown-code]" in said
    assert UNCHANGED in said
    assert "Traceback" not in said
    assert office.snapshot() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((":main",), "deploy.branch-deleted"),
        (("--force", "HEAD~0^{tree}:main"), ""),
        (("--force",), "deploy.rewritten"),
    ],
    ids=["deleted", "no commit", "forced"],
)
def test_what_was_published_cannot_be_pushed_away(office: Office, words: tuple[str, ...], code: str) -> None:
    before = office.snapshot()
    if words == ("--force",):
        git(office.copy, "commit", "--quiet", "--amend", "-m", "改写")
        words = ("--force", "公开", "main")
    else:
        words = ("公开", *words)
    status, said = office.push(*words)
    assert status != 0
    assert code in said
    assert office.snapshot() == before


def test_links_and_rewritten_ledgers_are_refused(office: Office) -> None:
    before = office.snapshot()
    (office.copy / "content").mkdir()
    (office.copy / "content" / "pages").mkdir()
    (office.copy / "content" / "pages" / "secret.txt").symlink_to("/etc/passwd")
    office.commit("链接")
    status, said = office.push()
    assert status != 0
    assert "content/pages/secret.txt" in said
    assert "[deploy.bad-path]" in said
    assert office.snapshot() == before
    git(office.copy, "reset", "--quiet", "--hard", "HEAD~1")
    ledger = office.copy / "data" / "ledger.jsonl"
    ledger.write_text(ledger.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    shutil.rmtree(office.copy / "data" / "approved" / clerk.SERIES / "2024-Q3")
    office.commit("抹去一次发布")
    status, said = office.push()
    assert status != 0
    assert "data/ledger.jsonl" in said
    assert "第 2 行" in said
    assert "[deploy.ledger-rewritten]" in said
    assert office.snapshot() == before


def test_other_branches_are_kept_and_not_published(office: Office) -> None:
    served = office.served
    git(office.copy, "switch", "--quiet", "--create", "试")
    commit = office.commit_empty()
    status, said = office.push("公开", "试")
    assert status == 0
    assert "只发布 main 分支" in said
    assert office.served == served
    assert git(office.root / "repository.git", "rev-parse", "refs/heads/试").stdout.strip() == commit


@pytest.mark.slow
def test_a_killed_push_leaves_the_site_and_the_next_one_publishes(office: Office) -> None:
    before = office.snapshot()
    office.approve("2024-Q4", THIRD, "2025-01-20")
    commit = office.commit("2024年第四季度")
    for moment in ("[3/4]", "写内容"):
        push = start_push(office.copy)
        until(push, moment)
        os.killpg(push.pid, signal.SIGKILL)
        push.communicate()
        assert office.snapshot() == before, moment
    status, said = office.push()
    assert status == 0, said
    assert office.served.endswith(commit[:12])
    assert (office.root / "current" / clerk.SERIES / "2024-Q4" / "index.html").is_file()
    assert list((office.root / "work").iterdir()) == []


@pytest.mark.slow
def test_a_clerk_who_hangs_up_gets_all_or_nothing(office: Office) -> None:
    office.approve("2024-Q4", THIRD, "2025-01-20")
    commit = office.commit("2024年第四季度")
    was, before = office.served, office.tip
    push = start_push(office.copy)
    until(push, "[2/4]")
    # Only the clerk's side: as when the network breaks. The server's side finds nobody to tell.
    push.stderr.close()
    push.kill()
    push.wait()
    for _ in range(600):
        if office.tip != before or not office.site.target.busy:
            break
        time.sleep(0.1)
    assert portal("deploy", "refresh", office.root).status == 0
    assert (office.tip, office.served[-12:]) in {(commit, commit[:12]), (before, was[-12:])}
    assert deploy.status(office.site)["agrees"]


def test_a_push_killed_after_git_accepted_it_is_completed(office: Office) -> None:
    target = office.site.target
    commit = office.commit_empty()
    git(office.copy, "push", str(office.root / "repository.git"), "HEAD:refs/heads/side")
    shutil.copytree(target.releases / target.served, target.work / "made")
    ready = target.add(target.work / "made", commit)
    dead = subprocess.Popen(["true"])
    dead.wait()
    pending = Pending(ready, commit, dead.pid)
    # Killed before git accepted: it never was.
    target.write_state(replace(target.state, pending=pending))
    was = target.served
    assert not target.settle(office.tip, print)
    assert target.served == was
    assert ready not in target.names()
    # Killed between git and the swap: it is completed.
    shutil.copytree(target.releases / target.served, target.work / "made")
    ready = target.add(target.work / "made", commit)
    target.write_state(replace(target.state, pending=replace(pending, release=ready)))
    git(office.root / "repository.git", "update-ref", "refs/heads/main", commit)
    assert not deploy.status(office.site)["agrees"]
    assert portal("deploy", "refresh", office.root).status == 0
    assert target.served == ready
    assert deploy.status(office.site)["agrees"]
    # Killed between writing down what to serve and the swap.
    target.write_state(replace(target.state, live=was))
    target.settle(office.tip, print)
    assert target.served == was


@pytest.mark.slow
def test_two_pushes_at_once_then_a_rollback_then_a_push(office: Office, published: Office, tmp_path: Path) -> None:
    old = office.served
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--origin", "公开", str(office.root / "repository.git"), str(other))
    office.approve("2024-Q4", THIRD, "2025-01-20")
    office.commit("2024年第四季度")
    (other / "data" / "calendar.toml").write_text("# 没有\n", encoding="utf-8")
    git(other, "add", "-A")
    git(other, "commit", "--quiet", "-m", "改日历")
    one = start_push(office.copy)
    until(one, "[2/4]")
    two = git(other, "push", "公开", "main", check=False)
    _, said = one.communicate()
    assert one.returncode == 0, said
    assert two.returncode != 0
    assert "另一次发布正在进行，等它结束" in two.stderr
    assert "[deploy.overtaken]" in two.stderr
    first = office.served
    assert first != old
    done = portal("deploy", "rollback", office.root)
    assert done.status == 0, done.said
    assert office.served == old
    shown = portal("deploy", "status", office.root).said
    assert "这是退回的网站" in shown
    assert f" → {old}" in shown
    assert "不自动更新" in portal("deploy", "refresh", office.root).said
    git(other, "pull", "--quiet", "--rebase", "公开", "main")
    last = git(other, "push", "公开", "main", check=False)
    assert last.returncode == 0, last.stderr
    assert office.served.endswith(office.tip[:12])
    assert office.served not in {old, first}
    assert deploy.status(office.site)["held"] is False


def test_a_rollback_names_one_site_and_does_not_show_again_what_was_withdrawn(office: Office) -> None:
    target = office.site.target
    for word in ("nothing", "site-"):
        if word == "site-":
            shutil.copytree(target.releases / target.served, target.work / "made")
            newer = target.add(target.work / "made", office.tip)
            (target.releases / newer / clerk.SERIES / "2024-Q3" / "r1" / "data.csv").unlink()
            target.serve(newer, held=False, due=())
        done = portal("deploy", "rollback", office.root, "--to", word)
        assert done.status == 2
        assert "有：" in done.said
    done = portal("deploy", "rollback", office.root)
    assert done.status == 1
    assert f"{clerk.SERIES}/2024-Q3/r1" in done.said
    assert office.served == newer
    assert portal("deploy", "rollback", office.root, "--accept-withdrawn").status == 0
    assert office.served != newer


@pytest.mark.slow
def test_a_full_disk_refuses_and_leaves_the_site(office: Office) -> None:
    before = office.snapshot()
    office.approve("2024-Q4", THIRD, "2025-01-20")
    office.commit("2024年第四季度")
    # No file may grow beyond this: as when the disk is full, for all processes of the push.
    push = start_push(office.copy, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)))
    _, said = push.communicate()
    assert push.returncode != 0
    assert UNCHANGED in said
    assert "磁盘满了，或超过了允许的大小" in said
    assert office.snapshot() == before


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("mount"), reason="只有 root 能挂载小磁盘 / mounting needs root"
)
def test_no_room_is_said_before_anything_is_made(published: Office, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    size = sum(path.stat().st_size for path in published.root.rglob("*") if path.is_file()) + (2 << 20)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(small)], check=False)
    if mounted.returncode != 0:
        pytest.skip("不能挂载小磁盘 / cannot mount a small disk")
    try:
        office = copied(published, small) if size > 0 else published
        (small / "filler").write_bytes(bytes(max(shutil.disk_usage(small).free - 300_000, 0)))
        office.commit_empty()
        before = office.snapshot()
        status, said = office.push()
        assert status != 0
        assert "[deploy.no-room]" in said
        assert UNCHANGED in said
        assert office.snapshot() == before
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.slow
def test_what_is_under_embargo_appears_when_it_is_due(office: Office) -> None:
    target = office.site.target
    soon = datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(seconds=3)
    state = target.state
    target.write_state(replace(state, due=((soon + datetime.timedelta(hours=1)).isoformat(),)))
    assert "没有到公开时间的内容" in portal("deploy", "refresh", office.root).said
    assert office.served == state.live
    target.write_state(replace(state, due=(soon.isoformat(),)))
    time.sleep(max(0.0, (soon - datetime.datetime.now(tz=datetime.UTC)).total_seconds()))
    done = portal("deploy", "refresh", office.root, "--quiet")
    assert done.status == 0, done.said
    assert office.served > state.live
    assert deploy.status(office.site)["agrees"]
    assert target.state.due == ()


def test_moments_of_embargo_are_kept_with_the_site(office: Office) -> None:
    late = ("--issued", "2999-01-01T09:00:00+08:00", "--explain", "issued_days=按会议决定暂缓公开")
    office.approve("2024-Q4", THIRD, "2025-01-20", *late)
    clerk.write(office.copy / "content" / "news" / "one.md", "Title: 公告\nSlug: one\nDate: 2998-01-02\n\n正文。\n")
    clerk.write(office.copy / "content" / "news" / "old.md", "Title: 公告\nSlug: old\nDate: 2020-01-02\n\n正文。\n")
    assert list(upcoming(office.copy)) == ["2998-01-01T16:00:00+00:00", "2999-01-01T01:00:00+00:00"]


@pytest.mark.slow
def test_the_program_comes_from_the_push_only_where_that_was_chosen(office: Office) -> None:
    for name in ("scripts", "plugins", "theme"):
        shutil.copytree(ROOT / name, office.copy / name, ignore=LEFT_OUT)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, office.copy)
    (office.copy / ".gitignore").write_text("__pycache__/\ncontent/releases/\ncontent/profiles/\n.cache/\n", "utf-8")
    (office.copy / "requirements.txt").write_text("# 另一份锁文件\n", encoding="utf-8")
    (office.copy / "Makefile").write_text(MAKEFILE.format(python=sys.executable), encoding="utf-8")
    terms = office.copy / "theme" / "templates" / "base.html"
    terms.write_text(terms.read_text("utf-8").replace("<main", '<main data-pushed="yes"', 1), encoding="utf-8")
    office.commit("改了程序")
    deploy.init(office.root, {**SETTINGS, "code": "pushed"})
    status, said = office.push()
    assert status == 0, said
    assert "依赖有变化，安装新的环境" in said
    assert 'data-pushed="yes"' in (office.root / "current" / "index.html").read_text("utf-8")
    assert len(list((office.root / "environments").iterdir())) == 1
    deploy.init(office.root, SETTINGS)
    (office.copy / "theme" / "templates" / "base.html").unlink()
    (office.copy / "data" / "site.toml").unlink()
    office.commit("再改程序")
    status, said = office.push()
    assert status != 0
    assert "本服务器用装好的程序，没有采用" in said
    assert "[site.missing]" in said


def test_ten_sites_are_kept_and_the_served_one_always(office: Office) -> None:
    target = office.site.target
    served = target.served
    for number in range(14):
        (target.work / "made").mkdir()
        name = target.add(target.work / "made", f"{number:040x}")
        target.write_state(replace(target.state, live=name))
        target.settle(office.tip, print)
    assert len(target.names()) == 10
    assert served not in target.names()
    oldest = target.names()[0]
    target.serve(oldest, held=True, due=())
    for number in range(12):
        (target.work / "made").mkdir()
        target.add(target.work / "made", f"{number:040x}")
        target.settle(office.tip, print)
    assert target.served == oldest
    assert oldest in target.names()
    assert len(target.names()) == 10


def test_wrong_usage_of_deploy_is_said_and_nothing_is_made(office: Office, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("信", encoding="utf-8")
    for words, said in (
        (("init", tmp_path / "full"), "已有别的文件"),
        (("init", tmp_path / "new", "--branch", "a..b"), "不能作分支的名称"),
        (("init", tmp_path / "new", "--code", "mine"), "--code 只能是"),
        (("status", tmp_path), "不是发布的位置"),
        (("rollback", office.root), "没有更早的网站可以退回"),
    ):
        done = portal("deploy", *words)
        assert done.status == 2
        assert said in done.said
    assert not (tmp_path / "new").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_state_that_somebody_spoilt_leaves_what_is_served(office: Office) -> None:
    served = office.served
    (office.root / "state.json").write_text("{", encoding="utf-8")
    assert portal("deploy", "status", office.root).status == 0
    assert portal("deploy", "refresh", office.root).status == 0
    assert office.served == served
