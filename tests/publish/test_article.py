"""What staff write: its head is checked before anything is built, and it is shown from its day on."""

import datetime

import pytest

from scripts.publish.article import about, read, today

HEAD = {"Title": "专报一", "Slug": "one", "Date": "2024-08-01", "Description": "写的是什么"}
SUBJECTS = ("budget_execution", "budget_execution/general_budget")


@pytest.fixture
def content(tmp_path):
    (tmp_path / "news").mkdir()
    return tmp_path


def write(content, name, **changes):
    head = {**HEAD, **{key.title(): value for key, value in changes.items()}}
    text = "".join(f"{key}: {value}\n" for key, value in head.items() if value)
    (content / "news" / name).write_text(f"{text}\n正文。\n", encoding="utf-8")


def test_newest_first_and_none_before_its_day(content):
    for day in ("2024-08-01", "2024-09-01", "2024-10-01"):
        write(content, f"{day}.md", slug=f"a-{day[5:7]}", date=day)
    shown, problems = read(content, SUBJECTS, datetime.date(2024, 9, 1))
    assert ([one.address for one in shown], problems) == (["/news/a-09/", "/news/a-08/"], [])
    assert len(read(content, SUBJECTS, None)[0]) == 3


def test_an_article_about_a_report_stands_with_the_report_and_its_kind(content):
    write(content, "a.md", type="专报", report="budget_execution/general_budget")
    write(content, "b.md", slug="two")
    articles, _ = read(content, SUBJECTS, None)
    assert [one["note"] for one in about(articles, "budget_execution")] == ["专报"]
    assert [one["href"] for one in about(articles, "budget_execution/general_budget")] == ["/news/one/"]
    assert about(articles, "livelihood_votes") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, "开头要有 Title"),
        ({"description": ""}, "开头要有 Description"),
        ({"slug": "../x"}, "Slug 是网址的一段"),
        ({"date": "2024年8月1日"}, "日期写成"),
        ({"type": "通知"}, "Type 是公告、专报、解读之一"),
        ({"report": "budget_execution/x"}, "没有这个类别或报告"),
    ],
)
def test_what_is_wrong_with_a_head_is_named_with_its_file(content, changes, expected):
    write(content, "a.md", **changes)
    articles, (problem,) = read(content, SUBJECTS, None)
    assert (articles, problem.code, problem.place.file) == ([], "words.head", "content/news/a.md")
    assert expected in problem.expected


def test_the_day_is_counted_as_in_china():
    assert today(datetime.datetime(2024, 8, 1, 17, tzinfo=datetime.UTC)) == datetime.date(2024, 8, 2)
