"""Pabulib files: real ballots count to the file's own numbers in seconds; a file that was cut off is refused."""

import time

import pytest

from scripts.intake.ballots import read_ballots
from scripts.intake.pabulib import read_pabulib, read_votes
from scripts.measures.ballots import count
from scripts.measures.recount import Candidate, Rule, recount
from scripts.model.ballot import Ballot
from scripts.model.problem import Rejected
from tests.intake.conftest import real

GDANSK = "vote-gdansk-2020/poland_gdansk_2020_.pb"
TOULOUSE = "vote-toulouse-2019/france_toulouse_2019_.pb"
WARSAW = "vote-warsaw-mokotow-2022/poland_warszawa_2022_mokotow.pb"
SMALL = """META
key;value
num_projects;2
num_votes;3
PROJECTS
project_id;cost;votes;name
1;10;2;甲
2;20;2;乙
VOTES
voter_id;age;vote
77;30;1,2
78;31;2
79;32;1
"""


def records(data: bytes, file: str) -> list[dict[str, str]]:
    sheets, _ = read_pabulib(data, file)
    header, *rows = ([cell.value for cell in row] for row in sheets[0].rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("path", "projects", "ballots", "names"),
    [(GDANSK, 28, 30_237, 30_237), (TOULOUSE, 30, 1_494, 4_252), (WARSAW, 97, 11_039, 101_908)],
)
def test_the_ballots_of_real_votes_count_to_the_published_votes_in_seconds(path, projects, ballots, names):
    data = real(path).read_bytes()
    start = time.perf_counter()
    listed = records(data, path)
    tally = count(read_votes(data, path), [row["project_id"] for row in listed])
    assert time.perf_counter() - start < 5
    assert (len(listed), tally.valid, len(tally.invalid)) == (projects, ballots, 0)
    assert dict(tally.votes) == {row["project_id"]: int(row["votes"]) for row in listed}
    assert sum(tally.votes.values()) == names


def test_points_of_toulouse_are_within_what_a_ballot_may_give():
    ballots = read_votes(real(TOULOUSE).read_bytes(), TOULOUSE)
    assert max(sum(ballot.points) for ballot in ballots) == 7
    assert max(max(ballot.points) for ballot in ballots) == 3
    tally = count(ballots, [str(number) for number in range(1, 31)])
    assert sum(tally.points.values()) == 8_389


def test_the_result_that_the_file_of_warsaw_carries_follows_from_its_ballots():
    data = real(WARSAW).read_bytes()
    listed = records(data, WARSAW)
    tally = count(read_votes(data, WARSAW), [row["project_id"] for row in listed], 15)
    candidates = [Candidate(row["project_id"], tally.votes[row["project_id"]], int(row["cost"])) for row in listed]
    result = recount(candidates, Rule(budget=8_047_458))
    assert set(result.chosen) == {row["project_id"] for row in listed if row["selected"] == "1"}
    assert len(result.chosen) == 26


def test_ballots_stand_under_running_numbers_and_tell_nothing_of_voters():
    assert read_votes(SMALL.encode(), "small.pb") == [
        Ballot("1", ("1", "2")),
        Ballot("2", ("2",)),
        Ballot("3", ("1",)),
    ]


@pytest.mark.parametrize("lines", [1, 3, 4])
def test_a_file_without_its_last_lines_is_refused(lines):
    cut = "".join(SMALL.splitlines(keepends=True)[:-lines])
    with pytest.raises(Rejected) as caught:
        read_pabulib(cut.encode(), "small.pb")
    assert [problem.code for problem in caught.value.problems] == ["import.truncated"]


def test_a_file_may_say_that_no_ballots_were_published():
    text = SMALL[: SMALL.index("VOTES")].replace("num_votes;3", "num_votes;3\nballots;unpublished")
    sheets, ballots = read_pabulib(text.encode(), "small.pb")
    assert (len(sheets[0].rows), ballots) == (3, 0)
    assert read_votes(text.encode(), "small.pb") == []


def test_a_csv_of_ballots_is_read_and_a_repeated_number_is_told_at_its_line(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_bytes("ballot,projects\r\n1,a|b\r\n2,\r\n".encode("utf-8-sig"))
    assert read_ballots(path) == [Ballot("1", ("a", "b")), Ballot("2", ())]
    path.write_text("ballot,projects\n1,a\n1,b\n")
    with pytest.raises(Rejected) as caught:
        read_ballots(path)
    assert [(problem.code, problem.place.row) for problem in caught.value.problems] == [("ballots.row", 3)]
    path.write_text("number,names\n1,a\n")
    with pytest.raises(Rejected) as caught:
        read_ballots(path)
    assert [problem.code for problem in caught.value.problems] == ["ballots.header"]
