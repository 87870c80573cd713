import threading
import time
import urllib.request

from scripts.serve import serve
from tests.commands.conftest import SECOND, SERIES, draft, write


def test_a_build_says_in_two_languages_where_to_open_it(instance, portal, tmp_path):
    status, said = portal("build", "--instance", instance, "--output", tmp_path / "site")
    assert status == 0, said
    assert f"用浏览器打开：{tmp_path}/site/index.html" in said
    assert f"Open: {tmp_path}/site/index.html" in said
    assert "生成网页与索引" in said
    assert (tmp_path / "site" / SERIES / "2024-Q3" / "r1" / "data.csv").is_file()
    assert list(tmp_path.glob(".site*")) == []


def test_problems_leave_the_old_site_alone(instance, portal, tmp_path):
    old = write(tmp_path / "site" / "index.html", "old")
    write(tmp_path / "site" / "manifest.json", "{}")
    path = instance / "data" / "approved" / SERIES / "2024-Q3" / "r1" / "data.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")
    status, said = portal("build", "--instance", instance, "--output", tmp_path / "site")
    assert (status, "[approval.changed-file]" in said) == (1, True)
    assert old.read_text() == "old"


def test_an_output_that_holds_something_else_is_refused(instance, portal, tmp_path):
    mine = write(tmp_path / "mine" / "thesis.txt", "x")
    for output in (mine.parent, mine, instance, instance / "data" / "site", tmp_path):
        assert portal("build", "--instance", instance, "--output", output)[0] == 2
    assert mine.is_file()


def test_the_served_site_follows_changes_and_survives_problems(instance):
    said, stop = [], threading.Event()

    def lines():
        return "\n".join(said)

    def wait(word, count=1):
        end = time.monotonic() + 90
        while lines().count(word) < count:
            assert time.monotonic() < end, lines()
            time.sleep(0.05)

    def get(path):
        return urllib.request.urlopen(address + path).read().decode()

    thread = threading.Thread(
        target=serve, args=(instance, 0), kwargs={"tell": said.append, "complain": said.append, "stop": stop}
    )
    thread.start()
    try:
        wait("预览：")
        address = next(line for line in said if "预览" in line).split("：")[1].split()[0].rstrip("/")
        assert '<script src="/.reload.js?v=1"></script></head>' in get("/")
        settings = instance / "data" / "site.toml"
        good = settings.read_text()
        write(settings, good.replace("小站", "改名站"))
        wait("已更新。")
        assert "改名站" in get("/")
        write(settings, good.replace("true", '"maybe"'))
        wait("仍显示原来的网站")
        assert "改名站" in get("/")
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_wrong_words_are_told_in_chinese(portal):
    assert portal("bild") == (2, "没有这个命令：bild\n用法见：portal --help\n")
    assert portal("check", "--nothing") == (2, "没有这个选项：--nothing。\n用法见：portal check --help\n")
    assert portal("cite") == (2, "缺少 数字或发布。\n用法见：portal cite --help\n")
    status, said = portal("check", "--help")
    assert (status, "用法：" in said, "Show this" in said) == (0, True, False)


def test_help_lists_every_command_with_one_chinese_line(portal):
    said = portal("--help")[1]
    for command in ("import", "check", "approve", "build", "serve", "verify", "trace", "cite", "diff", "due", "new"):
        line = next(line for line in said.splitlines() if line.strip().startswith(f"{command} "))
        assert any("\u4e00" <= letter <= "\u9fff" for letter in line)


def test_drafts_do_not_reach_the_site(instance, portal, tmp_path):
    draft(instance, f"{SERIES}/2024-Q4", SECOND)
    assert portal("build", "--instance", instance, "--output", tmp_path / "site", "--json")[0] == 0
    assert not (tmp_path / "site" / SERIES / "2024-Q4").exists()
