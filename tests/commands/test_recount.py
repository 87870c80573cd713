"""``portal recount`` and the script inside every ``release.zip`` of a vote give the list that the page prints."""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from scripts import instance as instances
from scripts import registry
from scripts.build import gather_site
from scripts.editions import compute
from scripts.intake.pabulib import read_pabulib, read_votes
from scripts.model.ballot import Ballot
from scripts.model.edition import Picture
from scripts.publish import release as publishing
from scripts.publish.reuse import Reuse
from tests.commands.conftest import approve

ROOM = registry.disclosure("livelihood_votes", "project_vote")
SAMPLE = ROOM.folder / "sample"
VOTES = {"p2025-01": 17, "p2025-02": 12, "p2025-03": 12, "p2025-04": 15, "p2025-05": 10}


@pytest.fixture
def voted(empty, capsys):
    """An instance with the two votes of the room's sample approved."""
    shutil.copytree(SAMPLE / "codelists", empty / "data" / "codelists", dirs_exist_ok=True)
    shutil.copytree(SAMPLE / "methods", empty / "data" / "methods", dirs_exist_ok=True)
    for period, day in (("2024", "2024-12-31"), ("2025", "2025-01-20")):
        folder = empty / "data" / "drafts" / str(ROOM) / period
        shutil.copytree(SAMPLE / period, folder)
        assert approve(empty, folder, day) == 0, capsys.readouterr().out
    capsys.readouterr()
    return empty


def ballots(path, taken=()):
    """Write ballots that give the published counts: 18 valid ones of at most four projects, one invalid."""
    named = [[] for _ in range(18)]
    # No project has more than 18 votes: dealt out in turn, none comes to a ballot twice.
    for turn, code in enumerate(code for code, votes in VOTES.items() for _ in range(votes)):
        named[turn % 18].append(code)
    lines = ["ballot,projects"]
    for number, codes in enumerate(named, 1):
        lines.append(f"{number},{'|'.join(code for code in codes if (str(number), code) not in taken)}")
    lines.append(f"19,{'|'.join(VOTES)}")
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_published_counts_give_the_announced_list_step_by_step(voted, portal):
    status, said = portal("recount", f"{ROOM}/2025", "--instance", voted)
    assert status == 0
    assert "过半数以全体代表（21）为基数，至少 11 票" in said
    assert "“社区食堂”、“校门口步道”得票相同，规则是“再次票决”" in said
    assert "再次票决：校门口步道 11 票；社区食堂 7 票" in said
    assert said.rstrip().endswith("与公布的得票和会议宣布的名单没有出入。")


def test_counts_that_were_not_published_are_said_and_are_no_difference(voted, portal_json):
    found = portal_json("recount", f"{ROOM}/2024", "--instance", voted)
    assert (found["equal"], found["reason"], found["chosen"]) == (True, "得票数没有全部公布，不能重算", [])


def test_anonymous_ballots_give_the_published_counts_and_the_same_list(voted, portal, tmp_path):
    status, said = portal("recount", f"{ROOM}/2025", "--ballots", ballots(tmp_path / "b.csv"), "--instance", voted)
    assert status == 0, said
    assert "有效票 18 张，无效票 1 张" in said
    assert "无效票 1 张（编号 19）：所选的项目多于每张票最多可选的数目" in said


def test_one_ballot_changed_is_found_and_exits_with_one(voted, portal_json, portal, tmp_path):
    path = ballots(tmp_path / "b.csv", taken={("1", "p2025-01")})
    assert portal("recount", f"{ROOM}/2025", "--ballots", path, "--instance", voted)[0] == 1
    found = portal_json("recount", f"{ROOM}/2025", "--ballots", path, "--instance", voted)
    assert found["differences"] == ["“老旧小区加装电梯”（p2025-01）：公布 17 票，计票得 16 票。"]


def test_a_report_that_is_no_vote_is_wrong_usage(instance, portal):
    status, said = portal("recount", "budget_execution/department_execution/2024-Q3", "--instance", instance)
    assert status == 2
    assert "不是票决" in said


def files(voted):
    """Return the files of the page of 2025 and the chosen as its table prints them."""
    material = instances.load(voted)
    made = compute(material, material.releases[f"{ROOM}/2025/r1"])
    blank = {width: Picture("<svg/>", 1, 1) for width in ("wide", "narrow")}
    made = replace(made, pictures=dict.fromkeys(made.charts, blank), images=dict.fromkeys(made.charts, b""))
    site = gather_site(material, [made], None)
    page = next(iter(publishing.pages(site, made, Reuse(voted / "content", None), [])))
    grid = made.grids["ballot"]
    chosen = [row[0].text for row in grid.rows if row[-1].text == "入选"]
    return page, chosen


def run(folder):
    """Run the script as a reader does: plain Python, isolated, in a folder with nothing else."""
    command = [sys.executable, "-I", "recount.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_script_in_the_archive_prints_the_list_of_the_page_with_plain_python(voted, tmp_path):
    page, chosen = files(voted)
    with zipfile.ZipFile(io.BytesIO(page.files["release.zip"])) as packed:
        for name in ("recount.py", "rule.json", "data.csv", "meeting.csv"):
            assert packed.read(name) == page.files[name]
            (tmp_path / name).write_bytes(packed.read(name))
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "按口径 project_vote@2025 重算，入选 3 项："
    assert [line.split(" ")[1] for line in lines[1:-1]] == chosen == ["老旧小区加装电梯", "滨江健身步道", "校门口步道"]
    assert lines[-1] == "与会议宣布的名单相同。"
    assert len(page.files["recount.py"].splitlines()) < 80
    assert {"重算程序", "票决规则", "Pabulib 格式"} <= {one["title"] for one in page.data["downloads"]}


def test_the_script_finds_a_list_that_does_not_follow_from_the_votes(voted, tmp_path):
    page, _ = files(voted)
    for name in ("recount.py", "rule.json", "data.csv", "meeting.csv"):
        (tmp_path / name).write_bytes(page.files[name])
    text = (tmp_path / "data.csv").read_text("utf-8-sig").replace(",15,,,,是,", ",15,,,,否,")
    (tmp_path / "data.csv").write_text(text, "utf-8-sig")
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "与会议宣布的名单不同：p2025-04"


def test_a_vote_written_as_pabulib_reads_back_equal(voted, portal, tmp_path):
    page, _ = files(voted)
    data = page.files["vote.pb"]
    sheets, counted = read_pabulib(data, "vote.pb")
    header, *rows = ([cell.value for cell in row] for row in sheets[0].rows)
    meta = {row[0].value: row[1].value for row in sheets[1].rows}
    published = {
        one["project"]: one
        for one in csv.DictReader(io.StringIO(page.files["data.csv"].decode("utf-8-sig")))
        if one["on_ballot"] == "是"
    }
    back = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert list(back) == list(published)
    for code, row in back.items():
        assert (row["name"], row["votes"]) == (published[code]["title"], published[code]["votes_for"])
        assert float(row["cost"]) == pytest.approx(float(published[code]["cost_total"]) * 10_000)
        assert row["selected"] == {"是": "1", "否": "0"}[published[code]["chosen"]]
        assert row["votes_runoff"] == published[code]["votes_runoff"]
    assert (meta["num_votes"], meta["places"], meta["max_length"], meta["ballots"]) == ("18", "3", "4", "unpublished")
    assert counted == 0
    assert "没有公布匿名选票" in meta["comment"]
    out = tmp_path / "with.pb"
    given = ballots(tmp_path / "b.csv")
    assert portal("recount", f"{ROOM}/2025", "--ballots", given, "--pabulib", out, "--instance", voted)[0] == 0
    again = read_votes(out.read_bytes(), "with.pb")
    assert again == [
        Ballot(number, tuple(code for code in named.split("|") if code))
        for number, named in (line.split(",") for line in given.read_text().splitlines()[1:])
    ]
    status, _ = portal("recount", f"{ROOM}/2025", "--ballots", out, "--instance", voted)
    assert status == 0


def test_the_rule_of_the_script_is_that_of_the_method(voted):
    page, _ = files(voted)
    rule = json.loads(page.files["rule.json"])
    assert (rule["method"], rule["majority"], rule["body_field"], rule["per_ballot"], rule["limits"]) == (
        "project_vote@2025",
        True,
        "members",
        4,
        ["places", ""],
    )
