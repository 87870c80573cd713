"""Machines read the same facts that readers see; what is not known is left out."""

import json

from plugins.metadata.dataset import dataset, dataset_json, script_json
from plugins.metadata.tags import page_tags

SITE = {
    "name": "示范区人大监督公开",
    "organ": "示范区人大常委会",
    "url": "https://x.example/rd",
    "codes": {"SiteIDCode": ""},
}
RELEASE = {
    "type": "release",
    "title": "第三季度执行进度",
    "address": "/budget_execution/department_execution/2024-Q3/r1/",
    "canonical": "/budget_execution/department_execution/2024-Q3/",
    "description": "执行进度 64.9%。",
    "kind_title": "预算执行",
    "issued": "2024-10-20T09:00:00+08:00",
    "as_of": "2024-09-30",
    "as_of_text": "2024年9月30日",
    "revision": 1,
    "downloads": [{"title": "数据", "href": "/a/data.csv"}, {"title": "批准记录", "href": "/a/approval.pdf"}],
}


def values(site, data):
    return {name: value for _, name, value in page_tags(site, data)}


def test_a_release_carries_the_tags_of_government_sites() -> None:
    tags = values(SITE, RELEASE)
    assert tags["SiteName"] == "示范区人大监督公开"
    assert tags["SiteDomain"] == "x.example"
    assert tags["ColumnName"] == "预算执行"
    assert tags["ArticleTitle"] == "第三季度执行进度"
    assert tags["PubDate"] == "2024-10-20 09:00"
    assert tags["ContentSource"] == "示范区人大常委会"
    assert tags["Url"] == "https://x.example/rd/budget_execution/department_execution/2024-Q3/"


def test_a_code_that_is_not_known_is_left_out() -> None:
    assert "SiteIDCode" not in values(SITE, RELEASE)
    assert "" not in values({"name": "甲"}, RELEASE).values()


def test_no_name_is_given_twice_in_another_case() -> None:
    names = [name.lower() for _, name, _ in page_tags(SITE, RELEASE)]
    assert len(names) == len(set(names))


def test_a_list_is_a_column_and_not_an_article() -> None:
    tags = values(SITE, {"type": "kind", "title": "预算执行", "address": "/b/", "description": "一句话"})
    assert tags["ColumnName"] == "预算执行"
    assert tags["ColumnDescription"] == "一句话"
    assert "ArticleTitle" not in tags


def test_a_release_can_be_cited_by_machine() -> None:
    tags = values(SITE, RELEASE)
    assert tags["citation_publication_date"] == "2024/10/20"
    assert tags["citation_public_url"].endswith("/2024-Q3/r1/")


def test_without_a_public_address_no_address_is_invented() -> None:
    site = SITE | {"url": ""}
    assert not [value for value in values(site, RELEASE).values() if "http" in value]
    described = dataset(site, RELEASE)
    assert "url" not in described
    assert "distribution" not in described


def test_a_release_is_a_dataset() -> None:
    described = dataset(SITE, RELEASE)
    assert described["temporalCoverage"] == "2024-07-01/2024-09-30"
    assert described["version"] == "r1"
    assert described["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "数据",
            "contentUrl": "https://x.example/rd/a/data.csv",
            "encodingFormat": "text/csv",
        }
    ]


def test_json_in_a_page_cannot_end_its_script() -> None:
    text = script_json({"a": "</script><!--&\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_other_pages_are_no_datasets() -> None:
    assert dataset_json(SITE, {"type": "kind"}) == ""
