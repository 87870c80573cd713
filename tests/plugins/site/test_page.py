"""A page shows what its data says, or the build stops."""

import json
from types import SimpleNamespace

import pytest

from plugins.site.generated import GeneratedPages
from plugins.site.page import BadPage, page_data, read_json


def page(tmp_path, path="releases/a/index.md", save_as="a/index.html"):
    source = tmp_path / path
    source.parent.mkdir(parents=True, exist_ok=True)
    return SimpleNamespace(
        source_path=str(source),
        relative_source_path=path,
        save_as=save_as,
        url=save_as.removesuffix("index.html"),
        title="标题",
        metadata={"description": "一句话"},
        settings={"PATH": str(tmp_path)},
        _content="",
    )


def test_a_generated_page_takes_its_data_from_the_file_beside_it(tmp_path) -> None:
    made = page(tmp_path)
    (tmp_path / "releases/a/page.json").write_text(json.dumps({"type": "kind", "title": "预算执行"}))
    data = page_data(made)
    assert (data["type"], data["title"], data["kind"]) == ("kind", "预算执行", "")


def test_a_staff_page_takes_its_data_from_its_front_matter(tmp_path) -> None:
    data = page_data(page(tmp_path, "pages/help.md", "help/index.html"))
    assert (data["type"], data["address"], data["description"]) == ("page", "/help/", "一句话")
    assert data["crumbs"] == [{"title": "首页", "href": "/"}]


def test_a_chart_that_people_show_comes_with_where_it_is_from(tmp_path) -> None:
    line = {
        "release": "a/b/2024/r1",
        "name": "rate",
        "title": "进度",
        "release_title": "某报告",
        "address": "/a/b/2024/r1/#c",
    }
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "charts.jsonl").write_text(json.dumps(line) + "\n")
    made = page(tmp_path, "pages/help.md", "help/index.html")
    made._content = '<p><img alt="x" src="/x" title="chart:a/b/2024/r1/rate"></p><p><img title="chart:a/gone"></p>'
    charts = page_data(made)["charts"]
    assert list(charts) == ["a/b/2024/r1/rate"]
    assert charts["a/b/2024/r1/rate"]["source"] == {"title": "某报告", "href": "/a/b/2024/r1/#c"}


@pytest.mark.parametrize(
    "save_as", ["../evil.html", "/etc/x.html", "a/../../b.html", "a//b.html", "a\\b.html", "a/index.htm"]
)
def test_no_page_is_written_outside_the_output_folder(tmp_path, save_as) -> None:
    with pytest.raises(BadPage, match="not a path inside the site"):
        page_data(page(tmp_path, save_as=save_as))


@pytest.mark.parametrize(("text", "message"), [(None, "missing"), ("{", "not JSON"), ("[]", "no JSON object")])
def test_data_that_cannot_be_read_is_named(tmp_path, text, message) -> None:
    file = tmp_path / "page.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(BadPage, match=message):
        read_json(file)


def test_a_kept_page_is_another_when_what_it_loads_is(tmp_path) -> None:
    def key(*depends: str) -> str:
        return GeneratedPages._base_key(SimpleNamespace(theme=str(tmp_path), notes={}, depends=[*depends]))

    assert key("site.0123456789.css") == key("site.0123456789.css")
    assert key("site.0123456789.css") != key("site.9876543210.css")
