"""Personal data and hidden content are found before they are committed or pushed, whatever form they hide in."""

import io
import os
import subprocess
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from scripts.intake.inspection import inspect
from scripts.intake.personal import traces
from tests.intake.conftest import real

# Made up: regions, days and check digits are right, the persons are not.
IDENTITY, MOBILE = "110101199003077475", "13800001234"


def codes(data, name="表.xlsx"):
    return sorted({(one.code, str(one.place), one.found) for one in inspect(data, name)})


def only(data, name="表.xlsx"):
    return sorted({one.code for one in inspect(data, name)})


def xlsx(fill):
    book = openpyxl.Workbook()
    book.properties.creator = None
    book.active.title = "名单"
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证{IDENTITY}。", ["scan.identity-number"]),
        ("11010119900307747X", []),
        ("110101199013077475", []),
        ("990101199003077475", []),
        ("110101 19900307 7475", ["scan.identity-number"]),
        ("１１０１０１１９９００３０７７４７５", ["scan.identity-number"]),
        ("1.10101E+17", ["scan.identity-number"]),
        ("110101900307747", ["scan.old-identity-number"]),
        (f"电话：{MOBILE}", ["scan.mobile-number"]),
        ("+86 138-0000-1234", ["scan.mobile-number"]),
        ("１３８００００１２３４", ["scan.mobile-number"]),
        ("13800001234元", []),
        ("14343646000 (+307%)", []),
        ("13800001234.56", []),
        ("sha256 a13800001234b", []),
        ("wang@example.gov.cn", ["scan.mail-address"]),
        ("3.5E+17", []),
    ],
)
def test_numbers_are_told_from_amounts_and_checksums(text, kinds):
    assert [one.kind for one in traces(text)] == kinds


def test_what_is_found_is_never_printed_whole():
    for text in (f"{IDENTITY} {MOBILE} wang@example.gov.cn", "110101900307747"):
        assert not any(part in one.masked for one in traces(text) for part in (IDENTITY, MOBILE, "wang", "900307"))


def test_an_identity_number_is_found_as_text_number_and_float():
    def fill(page):
        page.append(("姓名", "证件号", "备注"))
        page.append(("甲", IDENTITY, ""))
        page.append(("乙", int(IDENTITY), ""))
        page.append(("丙", float(IDENTITY), "证号 110101 19900307 7475"))

    masked = "11**************75"
    assert [(code, place) for code, place, _ in codes(xlsx(fill))] == [
        ("scan.identity-number", "工作表“名单”第 2 行 B 列"),
        ("scan.identity-number", "工作表“名单”第 3 行 B 列"),
        ("scan.identity-number", "工作表“名单”第 4 行 B 列"),
        ("scan.identity-number", "工作表“名单”第 4 行 C 列"),
    ]
    assert codes(xlsx(fill))[0][2] == masked


def test_a_mobile_number_kept_as_a_number_is_told_from_an_amount_by_its_column():
    def fill(page):
        page.append(("部门", "执行数（元）", "联系电话"))
        page.append(("甲", 13800001234, 13800001234))
        page.append(("乙", 2500, 13900005678))
        page.append(("丙", 9912.5, None))

    assert [place for _, place, _ in codes(xlsx(fill))] == [
        "工作表“名单”第 2 行 C 列",
        "工作表“名单”第 3 行 C 列",
    ]


def test_everything_concealed_in_a_workbook_is_named_with_its_place():
    def fill(page):
        page.append(("部门", "金额"))
        page.append(("甲", 1))
        page.append(("乙", 2))
        page.append(("丙", 3))
        page["B2"].comment = Comment(f"打给 {MOBILE}", "王某")
        page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True
        page.column_dimensions["B"].hidden = True
        other = page.parent.create_sheet("底稿")
        other["A1"] = "内部"
        other.sheet_state = "veryHidden"
        page.parent.properties.creator = "王某"
        page.parent.properties.lastModifiedBy = "李某"
        page.parent.defined_names["旧"] = DefinedName("旧", attr_text="[1]底稿!$A$1")

    assert codes(xlsx(fill)) == sorted(
        [
            ("scan.comment", "工作表“名单”第 2 行 B 列", None),
            ("scan.defined-name", "", "旧"),
            ("scan.hidden-column", "工作表“名单”B 列", None),
            ("scan.hidden-row", "工作表“名单”第 3 行", None),
            ("scan.hidden-sheet", "工作表“底稿”", None),
            ("scan.mobile-number", "工作表“文件内部 xl/comments/comment1.xml”", "138******34"),
            ("scan.property", "", "作者：王某"),
            ("scan.property", "", "最后修改人：李某"),
        ],
        key=lambda one: tuple(map(str, one)),
    )


def repacked(data, **parts):
    """Return an archive with parts added; ``__`` stands for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        named = {name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): parts[name] for name in parts}
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, content in named.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl__vbaProject_bin": b"x"}, "scan.macro"),
        ({"xl__embeddings__oleObject1_bin": b"x"}, "scan.embedded"),
        ({"xl__media__image1.png": b"x"}, "scan.picture"),
        ({"xl__pivotCache__pivotCacheRecords1_xml": b"<a/>"}, "scan.hidden-data"),
        ({"xl__connections_xml": b"<a/>"}, "scan.external-link"),
        (
            {
                "xl__externalLinks___rels__externalLink1_xml.rels": b'<R><R1 Id="r" TargetMode="External" '
                b'Type="http://x/externalLinkPath" Target="file:///C:/u/b.xlsx"/></R>'
            },
            "scan.external-link",
        ),
        ({"xl__drawings__drawing1_xml": f"<a><t>{IDENTITY}</t></a>".encode()}, "scan.identity-number"),
        ({"docProps__app_xml": "<P><Company>某公司</Company></P>".encode()}, "scan.property"),
    ],
)
def test_parts_that_no_cell_shows_are_looked_at(parts, code):
    plain = xlsx(lambda page: page.append(("部门", "金额")))
    assert only(plain) == []
    assert only(repacked(plain, **parts)) == [code]


def test_what_was_deleted_but_still_lies_among_the_shared_texts_is_found():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_string(0, 0, "甲")
    book.close()
    with zipfile.ZipFile(out) as old:
        content = old.read("xl/sharedStrings.xml").replace(b"</sst>", f"<si><t>{IDENTITY}</t></si></sst>".encode())
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == "xl/sharedStrings.xml" else old.read(name))
    assert only(changed.getvalue()) == ["scan.identity-number"]


def test_an_old_workbook_tells_its_comments_macros_and_authors():
    found = codes(real("suggest-taipei-2013/4220113014.xls").read_bytes(), "旧.xls")
    assert {code for code, _, _ in found} == {"scan.comment", "scan.macro", "scan.property"}
    assert ("scan.comment", "工作表“議員4”第 7 行 H 列", None) in found or len(found) > 3
    hidden = codes(real("suggest-kaohsiung-2012/PSDATA_2008_128_1041.xls").read_bytes(), "旧.xls")
    assert "scan.hidden-column" in {code for code, _, _ in hidden}


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return out.getvalue()


def bomb():
    return archive(a_txt=b" " * 60_000_000)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (f"姓名,证号\n甲,{IDENTITY}\n".encode("gbk"), "表.csv", [("scan.identity-number", "第 2 行 B 列")]),
        (f"一\n二 {MOBILE}\n".encode(), "说明.md", [("scan.mobile-number", "第 2 行")]),
        (f'{{"a": "{MOBILE}"}}'.encode("utf-16"), "a.json", [("scan.mobile-number", "第 1 行")]),
        (archive(n_md=f"a\n{IDENTITY}".encode()), "包.zip", [("scan.identity-number", "第 2 行")]),
        (archive(n_zip=archive(n_md=IDENTITY.encode())), "包.zip", [("scan.identity-number", "第 1 行")]),
        (bomb(), "包.zip", [("scan.unreadable", "")]),
        (archive(a_zip=bomb()), "包.zip", [("scan.unreadable", "")]),
        (b"PK\x03\x04broken", "坏.xlsx", [("scan.unreadable", "")]),
        (b"%PDF-1.7", "文.pdf", [("scan.not-looked-at", "")]),
        (b"\x89PNG\r\n\x1a\n\0\0", "图.png", [("scan.not-looked-at", "")]),
        (b"", "空.txt", []),
    ],
)
def test_texts_tables_and_archives_are_opened_within_limits(data, name, expected):
    assert [(one.code, str(one.place)) for one in inspect(data, name)] == expected


def test_a_member_of_an_archive_is_named_as_its_writer_named_it():
    info = zipfile.ZipInfo("x.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, MOBILE)
    data = out.getvalue().replace(b"x.txt", "名.t".encode("gbk")[:4] + b"t")
    assert inspect(data, "包.zip")[0].place.file.startswith("包.zip 里的 名")


def test_the_command_tells_problems_and_passes_remarks(tmp_path, portal, portal_json):
    (tmp_path / "甲.txt").write_text(f"联系 wang@example.cn\n{MOBILE}\n", "utf-8")
    status, said = portal("scan", tmp_path)
    assert status == 1
    assert "请看一眼（不阻止提交）：" in said
    assert "写的是“138******34”，像是手机号码。" in said
    assert MOBILE not in said
    found = portal_json("scan", tmp_path)
    assert [problem["code"] for problem in found["problems"]] == ["scan.mobile-number"]
    (tmp_path / "甲.txt").write_text("wang@example.cn", "utf-8")
    assert portal("scan", tmp_path)[0] == 0
    assert portal("scan", tmp_path / "没有")[0] == 2
    assert portal("scan")[0] == 2
    assert portal("scan", tmp_path, "--staged")[0] == 2


# In a real repository.


def git(folder, *words, check=True):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**clean, **who, "HOME": str(folder)},
    )
    assert not check or done.returncode == 0, done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path, monkeypatch):
    top = tmp_path / "库"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    (top / "a.md").write_text("一\n", "utf-8")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "一")
    monkeypatch.chdir(top)
    return top


def test_what_is_staged_is_looked_at_and_not_the_files(repository, portal):
    (repository / "名 单.csv").write_text(f"证号\n{IDENTITY}\n", "utf-8")
    assert portal("scan", "--staged")[0] == 0
    git(repository, "add", ".")
    (repository / "名 单.csv").write_text("证号\n\n", "utf-8")
    status, said = portal("scan", "--staged")
    assert (status, "名 单.csv" in said) == (1, True)
    git(repository, "add", ".")
    assert portal("scan", "--staged")[0] == 0


def test_paths_of_made_up_examples_may_be_passed_over(repository, portal):
    (repository / "tests").mkdir()
    (repository / "tests" / "a.csv").write_text(f"{IDENTITY}\n", "utf-8")
    git(repository, "add", ".")
    assert portal("scan", "--staged")[0] == 1
    (repository / ".scanignore").write_text("# 编的\ntests/\n", "utf-8")
    assert portal("scan", "--staged")[0] == 0


def test_hooks_stop_a_commit_run_what_was_hooked_before_and_come_off_again(repository, portal):
    before = repository / ".git" / "hooks" / "pre-commit"
    before.parent.mkdir(exist_ok=True)
    before.write_text("#!/bin/sh\necho 原来的钩子 >> ../hooked\n", "utf-8")
    before.chmod(0o755)
    assert portal("scan", "--install-hooks")[0] == 0
    assert portal("scan", "--install-hooks")[0] == 0
    (repository / "b.md").write_text(f"{MOBILE}\n", "utf-8")
    git(repository, "add", "b.md")
    status, said = git(repository, "commit", "-m", "二", check=False)
    assert status != 0
    assert "[scan.mobile-number]" in said
    assert "没有提交" in said
    (repository / "b.md").write_text("没有\n", "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "二")
    assert (repository.parent / "hooked").read_text("utf-8") == "原来的钩子\n" * 2
    assert portal("scan", "--remove-hooks")[0] == 0
    assert before.read_text("utf-8").endswith("../hooked\n")
    assert sorted(path.name for path in before.parent.glob("pre-*") if path.suffix != ".sample") == ["pre-commit"]
    assert "没有装过" in portal("scan", "--remove-hooks")[1]


def test_a_push_is_stopped_for_what_any_of_its_commits_holds(repository, portal, tmp_path):
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "远.git")
    git(repository, "remote", "add", "origin", str(tmp_path / "远.git"))
    assert portal("scan", "--install-hooks")[0] == 0
    git(repository, "push", "-q", "origin", "main")
    (repository / "b.md").write_text(f"{IDENTITY}\n", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "--no-verify", "-m", "二")
    (repository / "b.md").write_text("删了\n", "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "三")
    status, said = git(repository, "push", "origin", "main", check=False)
    assert status != 0
    assert "[scan.identity-number]" in said
    assert "没有推送" in said
    git(repository, "reset", "-q", "--hard", "HEAD~2")
    (repository / "c.md").write_text("好的\n", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "二")
    git(repository, "push", "-q", "origin", "main")
    git(repository, "push", "-q", "origin", ":main", check=False)


def test_hooks_go_where_git_looks_for_them_and_never_into_shared_ones(repository, portal, tmp_path):
    git(repository, "config", "core.hooksPath", ".hooks")
    assert portal("scan", "--install-hooks")[0] == 0
    assert (repository / ".hooks" / "pre-push").is_file()
    shared = tmp_path / "共用"
    shared.mkdir()
    git(repository, "config", "core.hooksPath", str(shared))
    status, said = portal("scan", "--install-hooks")
    assert (status, list(shared.iterdir())) == (2, [])
    assert "core.hooksPath" in said


def test_outside_a_repository_the_hooks_say_so(tmp_path, monkeypatch, portal):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert portal("scan", "--staged")[0] == 2
    assert portal("scan", "--install-hooks")[0] == 2
