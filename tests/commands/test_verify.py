import json
import shutil
import zipfile

import pytest

from scripts.build import build
from scripts.packing import pack_all
from scripts.publish.packed import pack
from tests.commands import conftest
from tests.commands.conftest import FIRST, SECOND, SERIES, approve, draft, write

RELEASE = f"{SERIES}/2024-Q3/r1"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A built site and its instance, made once."""
    root = tmp_path_factory.mktemp("verify") / "instance"
    write(root / "data" / "site.toml", conftest.SITE)
    write(root / "data" / "calendar.toml", "")
    write(root / "data" / "methods" / "execution_pace.toml", conftest.METHOD)
    write(root / "data" / "methods" / "disclosure_deadline.toml", conftest.DEADLINE)
    write(root / "data" / "codelists" / "departments.csv", conftest.DEPARTMENTS)
    assert approve(root, draft(root, f"{SERIES}/2024-Q2", FIRST), "2024-07-20") == 0
    assert approve(root, draft(root, f"{SERIES}/2024-Q3", SECOND), "2024-10-20") == 0
    build(root, root / "output")
    return root


@pytest.fixture
def site(built, tmp_path):
    shutil.copytree(built / "output", tmp_path / "site")
    return tmp_path / "site"


def codes(found):
    return {(problem["code"], problem["file"]) for problem in found["problems"]}


def reseal(site):
    """Write the manifest anew, as someone who hides a change would."""
    from scripts.intake.approval import sha256

    path = site / "manifest.json"
    manifest = json.loads(path.read_bytes())
    there = [name for name in manifest["files"] if (site / name).exists()]
    manifest["files"] = {name: sha256((site / name).read_bytes()) for name in there}
    path.write_text(json.dumps(manifest))


def test_a_built_site_is_verified_and_recomputed(built, site, portal_json, portal):
    found = portal_json("verify", site, "--recompute", "--instance", built)
    assert found["problems"] == []
    assert found["releases"] == 2
    assert found["figures"] > 20
    assert portal("verify", site)[0] == 0


def test_what_is_compressed_holds_the_file_beside_it(site, tmp_path, portal_json):
    manifest = json.loads((site / "manifest.json").read_bytes())
    (site / "manifest.json").unlink()
    pack_all(site, site, tmp_path / "cache")
    for path in [*site.rglob("*.gz"), *site.rglob("*.br")]:
        manifest["files"][path.relative_to(site).as_posix()] = ""
    (site / "manifest.json").write_text(json.dumps(manifest))
    reseal(site)
    assert portal_json("verify", site)["problems"] == []
    # A copy may do without them.
    (site / "404.html.br").unlink()
    assert portal_json("verify", site)["problems"] == []
    (site / "index.html.gz").write_bytes(pack(".gz", b"x", 6))
    (site / "index.html.br").write_bytes((site / "index.html.br").read_bytes()[:-3])
    (site / "feeds" / "all.xml").unlink()
    reseal(site)
    found = codes(portal_json("verify", site))
    assert {("verify.packed-differs", f"index.html{suffix}") for suffix in (".gz", ".br")} <= found
    assert ("verify.packed-differs", "feeds/all.xml.gz") in found


def test_changed_missing_and_extra_files_are_named(site, portal_json, portal):
    (site / "index.html").write_bytes(b"x")
    (site / "404.html").unlink()
    write(site / "more.html", "x")
    assert codes(portal_json("verify", site)) == {
        ("verify.changed-file", "index.html"),
        ("verify.missing-file", "404.html"),
        ("verify.extra-file", "more.html"),
    }
    assert portal("verify", site)[0] == 1


def test_changed_rows_are_found_though_the_manifest_was_written_anew(site, portal_json):
    path = site / RELEASE / "data.csv"
    path.write_bytes(path.read_bytes().replace(b"80", b"81"))
    reseal(site)
    assert codes(portal_json("verify", site)) == {("verify.changed-file", f"{RELEASE}/data.csv")}


def test_a_changed_approval_is_found_by_the_ledger(site, portal_json):
    path = site / RELEASE / "approval.json"
    path.write_bytes(path.read_bytes().replace("第一次会议".encode(), "第二次会议".encode()))
    reseal(site)
    assert codes(portal_json("verify", site)) == {("verify.approval-changed", f"{RELEASE}/approval.json")}


def test_a_rewritten_ledger_is_found(built, site, portal_json):
    path = site / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"2024-07-20", b"2024-07-21"))
    reseal(site)
    assert ("ledger.broken", "ledger.jsonl") in codes(portal_json("verify", site))


def test_a_shortened_ledger_is_found(site, portal_json):
    path = site / "ledger.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    reseal(site)
    assert codes(portal_json("verify", site)) == {
        ("verify.ledger-head", "ledger.jsonl"),
        ("verify.not-in-ledger", f"{RELEASE}/"),
    }


def test_a_changed_figure_is_found_by_recomputing(built, site, portal_json):
    path = site / RELEASE / "figures.json"
    content = json.loads(path.read_bytes())
    next(one for one in content["figures"] if one["id"] == "rate.102")["formula"] = "51"
    path.write_text(json.dumps(content))
    reseal(site)
    # The approval binds exact values; what it does not bind, only recomputing finds.
    found = portal_json("verify", site, "--recompute", "--instance", built)["problems"]
    assert [(one["code"], one["file"], one["found"]) for one in found] == [
        ("verify.figure-differs", f"{RELEASE}/figures.json", "51")
    ]


def test_an_archive_is_verified_and_recomputed(built, portal, portal_json):
    archive = built / "output" / RELEASE / "release.zip"
    assert portal("verify", archive)[0] == 0
    found = portal_json("verify", archive, "--recompute", "--instance", built)
    assert (found["problems"], found["figures"] > 10) == ([], True)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("data.csv", b"x", "verify.changed-file"),
        ("data.csv", None, "verify.missing-file"),
        ("../evil", b"x", "verify.bad-archive"),
        ("/evil", b"x", "verify.bad-archive"),
        ("more", b"x", "verify.extra-file"),
    ],
)
def test_a_changed_archive_is_refused(built, tmp_path, portal_json, name, content, code):
    with zipfile.ZipFile(built / "output" / RELEASE / "release.zip") as packed:
        files = {one: packed.read(one) for one in packed.namelist()}
    files.pop(name, None)
    if content is not None:
        files[name] = content
    with zipfile.ZipFile(tmp_path / "changed.zip", "w") as packed:
        for one, data in files.items():
            packed.writestr(one, data)
    assert code in {problem["code"] for problem in portal_json("verify", tmp_path / "changed.zip")["problems"]}
    assert not (tmp_path.parent / "evil").exists()


def test_what_is_no_site_is_wrong_usage(tmp_path, portal):
    assert portal("verify", tmp_path)[0] == 2
    assert portal("verify", tmp_path / "none")[0] == 2
    assert portal("verify", write(tmp_path / "text", "x"))[0] == 2
