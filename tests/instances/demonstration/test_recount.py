"""Every vote of the demonstration, counted again by the script that its archive carries, gives the list of its page."""

import datetime
import subprocess
import sys

import pytest

from scripts import registry
from scripts.intake import codelist, method, table
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId
from tests.instances.demonstration import project_vote
from tests.instances.demonstration.base import HOME
from tests.instances.demonstration.generate import csv_bytes

ROOM = registry.disclosure("livelihood_votes", "project_vote")
DRAFTS = {draft.id: draft for draft in project_vote.drafts()}


def released(draft):
    """Return a draft as a release, and the bytes of its tables."""
    lists = codelist.read_all(HOME / "data" / "codelists")
    id = ReleaseId.parse(draft.id)
    files = {f"{name}.csv": csv_bytes(schema.names, draft.tables[name]) for name, schema in ROOM.schemas.items()}
    tables = {name: table.parse(files[f"{name}.csv"], schema, lists, name) for name, schema in ROOM.schemas.items()}
    methods = {"project_vote": in_force(method.read_all(HOME / "data" / "methods")["project_vote"], id.period.end)}
    return Release(id, tables, lists, methods, datetime.date(id.period.year, 12, 31)), files


@pytest.mark.parametrize("id", DRAFTS)
def test_the_script_prints_the_list_of_the_page(id, tmp_path):
    release, files = released(DRAFTS[id])
    for name, content in (files | ROOM.extras(release)).items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", "recount.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8")
    grid = ROOM.lay_out(release, ROOM.compute(release))["ballot"]
    page = [row[0].text for row in grid.rows if row[-1].text == "入选"]
    lines = done.stdout.splitlines()
    assert [line.split(" ")[1] for line in lines[1:-1]] == page
    assert (done.returncode, done.stderr, lines[-1]) == (0, "", "与会议宣布的名单相同。")


def test_the_second_ballot_has_its_own_six_numbers():
    release, _ = released(DRAFTS["livelihood_votes/project_vote/2025"])
    figures = ROOM.compute(release)
    named = ("members", "present", "issued", "returned", "valid", "invalid")
    assert [figures[f"runoff_{name}"].value for name in named] == [220, 214, 214, 213, 211, 2]
    assert (figures["runoff_places"].value, figures["votes_sum"].value, figures["votes_most"].value) == (1, 2953, 2968)
    assert ROOM.check(release) == []
